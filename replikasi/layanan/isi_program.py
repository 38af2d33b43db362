"""Menyusun program sebuah daerah: naskahnya, butirnya, orangnya, dan kalendernya."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from replikasi.models import ButirProgram, KegiatanProgram, OrangProgram, Program

from .jejak import ubah

NASKAH = Path(__file__).parents[1] / "naskah_percontohan.json"


@transaction.atomic
def simpan_program(
    *, isi: Mapping[str, object], kunci: uuid.UUID | None = None, program: Program | None = None, naskah: bool = False
) -> Program:
    """Program baru menempuh tahap acuannya; slug-nya dari namanya, sekali untuk selamanya. `naskah`: lihat `isi_naskah`."""
    if program is None:
        if ada := Program.objects.filter(kunci=kunci).first():
            return ada
        if isi.get("acuan") is None:
            raise ValidationError("Pilih program yang tahapnya dipakai.")
        program = Program.objects.create(slug=_slug(str(isi["nama"])), kunci=kunci, **isi)
        if naskah:
            isi_naskah(program=program)
        return program
    program = Program.objects.select_for_update().get(pk=program.pk)
    ubah(program, isi)
    return program


@transaction.atomic
def isi_naskah(*, program: Program) -> None:
    """Masalah, posisi, pilar, dan sasaran Nagari Percontohan (K-088–K-103) ke program yang belum berbutir."""
    if ButirProgram.objects.filter(program=program).exists():
        return
    data = json.loads(NASKAH.read_text(encoding="utf-8"))
    ButirProgram.objects.bulk_create(
        ButirProgram(program=program, jenis=jenis, nomor=nomor, judul=judul, uraian=uraian, sumber=data["sumber"])
        for jenis, butir in data["butir"].items()
        for nomor, (judul, uraian) in enumerate(butir, start=1)
    )


def _slug(nama: str) -> str:
    dasar, n = slugify(nama)[:50] or "program", 1
    slug = dasar
    while Program.objects.filter(slug=slug).exists():
        n += 1
        slug = f"{dasar}-{n}"
    return slug


@transaction.atomic
def simpan_butir(*, program: Program, isi: Mapping[str, object], butir: ButirProgram | None = None) -> ButirProgram:
    """Satu nomor satu butir; nomor yang sudah dipakai ditolak dengan kalimat."""
    kembar = ButirProgram.objects.filter(program=program, jenis=isi["jenis"], nomor=isi["nomor"])
    if kembar.exclude(pk=butir.pk if butir else None).exists():
        raise ValidationError({"nomor": "Nomor itu sudah dipakai butir lain sejenis. Pakai nomor berikutnya."})
    if butir is None:
        return ButirProgram.objects.create(program=program, **isi)
    ubah(butir, isi)
    return butir


@transaction.atomic
def simpan_orang(
    *, program: Program, isi: Mapping[str, object], orang: OrangProgram | None = None, kunci: uuid.UUID | None = None
) -> OrangProgram:
    """Kiriman ulang dengan `kunci` yang sama mengembalikan baris yang sama."""
    if orang is None:
        return OrangProgram.objects.get_or_create(kunci=kunci, defaults={"program": program, **isi})[0]
    ubah(orang, isi)
    return orang


@transaction.atomic
def simpan_kegiatan(
    *, program: Program, isi: Mapping[str, object], kegiatan: KegiatanProgram | None = None,
    kunci: uuid.UUID | None = None,
) -> KegiatanProgram:  # fmt: skip
    if kegiatan is None:
        return KegiatanProgram.objects.get_or_create(kunci=kunci, defaults={"program": program, **isi})[0]
    ubah(kegiatan, isi)
    return kegiatan


@transaction.atomic
def hapus_isian(*, baris: ButirProgram | OrangProgram | KegiatanProgram) -> None:
    """Naskah, orang, dan kalender program bukan catatan peristiwa: yang keliru dibuang saja."""
    baris.delete()
