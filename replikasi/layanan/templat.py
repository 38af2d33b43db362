"""Templat SOP: versi terbit tidak berubah, perbaikan adalah versi berikutnya."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from akun.models import Pengguna
from replikasi.models import Templat, VersiTemplat
from replikasi.susun_templat import urai

NASKAH = Path(__file__).parents[1] / "contoh_data" / "templat.txt"


@transaction.atomic
def tanam_templat() -> int:
    """Templat bawaan buku panduan; yang sudah ada tidak disentuh. Mengembalikan banyaknya yang baru."""
    baru = 0
    for bagian in NASKAH.read_text(encoding="utf-8").split("=== ")[1:]:
        kepala, _, isi = bagian.partition("\n")
        nama, _, uraian = kepala.partition(" | ")
        templat, dibuat = Templat.objects.get_or_create(nama=nama, defaults={"slug": slugify(nama), "uraian": uraian})
        if dibuat:
            VersiTemplat.objects.create(templat=templat, nomor=1, isi=isi.strip())
            baru += 1
    return baru


@transaction.atomic
def terbitkan_versi(*, templat: Templat, isi: str, catatan: str, oleh: Pengguna) -> VersiTemplat:
    """Versi berikutnya; isi yang sama dengan versi terakhir mengembalikan versi itu."""
    Templat.objects.select_for_update().get(pk=templat.pk)
    isi = "\n".join(baris.rstrip() for baris in isi.splitlines()).strip()
    if not urai(isi):
        raise ValidationError("Templat kosong tidak diterbitkan.")
    terakhir = templat.versi.first()
    if terakhir and terakhir.isi == isi:
        return terakhir
    return VersiTemplat.objects.create(
        templat=templat, nomor=(terakhir.nomor if terakhir else 0) + 1, isi=isi, catatan=catatan[:240], oleh=oleh
    )
