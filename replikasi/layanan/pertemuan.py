"""Mencatat pertemuan dan kunjungan beserta tindak lanjutnya."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction

from akun.models import Pengguna
from replikasi.models import Pertemuan, TindakLanjut

from .jejak import catat, ubah


@transaction.atomic
def simpan_pertemuan(
    *, isi: Mapping[str, object], oleh: Pengguna, kunci: uuid.UUID | None = None, pertemuan: Pertemuan | None = None
) -> Pertemuan:
    """Kiriman ulang dengan `kunci` yang sama mengembalikan pertemuan yang sama."""
    if pertemuan is None:
        if ada := Pertemuan.objects.filter(kunci=kunci).first():
            return ada
        pertemuan = Pertemuan.objects.create(**isi, kunci=kunci)
        catat(pertemuan, "Pertemuan dicatat", oleh=oleh)
    elif beda := ubah(pertemuan, isi):
        catat(pertemuan, "Pertemuan diubah", oleh=oleh, rincian=beda)
    return pertemuan


@transaction.atomic
def simpan_tindak_lanjut(
    *, pertemuan: Pertemuan, isi: Mapping[str, object], oleh: Pengguna, kunci: uuid.UUID | None = None,
    tindak: TindakLanjut | None = None,
) -> TindakLanjut:  # fmt: skip
    if tindak is None:
        if ada := TindakLanjut.objects.filter(kunci=kunci).first():
            return ada
        tindak = TindakLanjut.objects.create(pertemuan=pertemuan, kunci=kunci or uuid.uuid4(), **isi)
        catat(pertemuan, f"Tindak lanjut ditambah: {tindak.teks}", oleh=oleh)
    elif beda := ubah(tindak, isi):
        catat(pertemuan, f"Tindak lanjut diubah: {tindak.teks}", oleh=oleh, rincian=beda)
    return tindak
