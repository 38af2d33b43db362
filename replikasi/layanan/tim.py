"""Tim Teknis Nagari: anggota masuk, berganti, selesai; riwayatnya tetap."""

from __future__ import annotations

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from akun.models import Pengguna
from replikasi.models import AnggotaTim
from wilayah.models import Wilayah


@transaction.atomic
def tambah_anggota(
    *, wilayah: Wilayah, peran: str, mulai: date, kunci: uuid.UUID, nama: str = "", jabatan: str = "",
    pengguna: Pengguna | None = None, contoh: bool = False,
) -> AnggotaTim:  # fmt: skip
    """Satu orang satu peran; nama dan jabatan yang kosong diambil dari akunnya. Kiriman ulang mengembalikan yang sama."""
    if ada := AnggotaTim.objects.filter(kunci=kunci, wilayah=wilayah).first():
        return ada
    if pengguna is not None:
        tugas = pengguna.penugasan.berlaku().filter(wilayah=wilayah).first()
        nama, jabatan = nama or pengguna.nama, jabatan or (tugas.jabatan if tugas else "")
    if not nama.strip():
        raise ValidationError("Tulis nama anggotanya, atau pilih akunnya.")
    try:
        with transaction.atomic():
            return AnggotaTim.objects.create(
                wilayah=wilayah, nama=nama.strip()[:120], jabatan=jabatan.strip()[:120], peran=peran, pengguna=pengguna,
                mulai=mulai, kunci=kunci, contoh=contoh,
            )  # fmt: skip
    except IntegrityError as galat:
        raise ValidationError("Orang itu sudah tercatat dengan peran yang sama.") from galat


@transaction.atomic
def akhiri_anggota(*, anggota: AnggotaTim, pada: date) -> AnggotaTim:
    """Anggota berganti: barisnya diakhiri, tugasnya kembali menurut peran."""
    anggota = AnggotaTim.objects.select_for_update(of=("self",)).get(pk=anggota.pk)
    if anggota.selesai is None:
        anggota.selesai = max(pada, anggota.mulai)
        anggota.save(update_fields=["selesai"])
        anggota.tugas.update(pemilik=None)
    return anggota
