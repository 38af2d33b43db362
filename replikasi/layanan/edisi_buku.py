"""Menerbitkan edisi buku panduan: potret langkah-langkahnya yang tidak berubah sesudahnya (training.md 5)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from akun.models import Pengguna
from replikasi.models import BukuReplikasiPage, EdisiBuku, LangkahEdisi, LangkahPage

_ISI = ("kode", "judul", "tindakan", "bukti", "penanggung_jawab", "hari_kerja")


@dataclass(frozen=True)
class Perbedaan:
    """Yang berbeda antara dua edisi, menurut tonggak."""

    tambah: list[LangkahEdisi]
    ubah: list[tuple[LangkahEdisi, LangkahEdisi]]
    cabut: list[LangkahEdisi]

    def __bool__(self) -> bool:
        return bool(self.tambah or self.ubah or self.cabut)


@transaction.atomic
def terbitkan_edisi(*, nama: str, oleh: Pengguna | None, catatan: str = "") -> EdisiBuku:
    """Memotret semua langkah yang terbit. Tanpa perubahan sejak edisi terakhir, edisi itu yang dikembalikan."""
    sampul = BukuReplikasiPage.objects.live().first()
    if sampul is None:
        raise ValidationError("Buku panduan belum ada. Terbitkan bukunya dahulu.")
    terakhir = EdisiBuku.objects.select_for_update().order_by("-nomor").first()
    langkah = potret(LangkahPage.objects.live().descendant_of(sampul).order_by("path"))
    if not langkah:
        raise ValidationError("Buku panduan belum berisi langkah yang terbit.")
    if terakhir and not bandingkan(list(terakhir.langkah.all()), langkah):
        return terakhir
    nomor = (EdisiBuku.objects.aggregate(n=Max("nomor"))["n"] or 0) + 1
    edisi = EdisiBuku.objects.create(
        nomor=nomor, nama=nama[:80], status_naskah=sampul.status_naskah, catatan=catatan, oleh=oleh
    )
    for satu in langkah:
        satu.edisi = edisi
    LangkahEdisi.objects.bulk_create(langkah)
    return edisi


def potret(halaman: Iterable[LangkahPage]) -> list[LangkahEdisi]:
    """Langkah-langkah sebagaimana terbit sekarang, belum disimpan; naskah tanpa revisi diberi revisi."""
    hasil = []
    for urutan, satu in enumerate(halaman, start=1):
        revisi = satu.live_revision or satu.latest_revision or satu.save_revision()
        langkah = LangkahEdisi(
            tonggak_id=satu.tonggak_id, urutan=urutan, kode=satu.kode, judul=satu.title, tindakan=satu.tindakan,
            bukti=satu.bukti, penanggung_jawab=satu.penanggung_jawab, hari_kerja=satu.hari_kerja,
            halaman=satu.translation_key, revisi=revisi,
        )  # fmt: skip
        naskah = [getattr(langkah, nama) for nama in _ISI] + [satu.naskah_mentah, satu.templat]
        langkah.sidik = hashlib.sha256(json.dumps(naskah, ensure_ascii=False).encode()).hexdigest()
        hasil.append(langkah)
    return hasil


def bandingkan(lama: Iterable[LangkahEdisi], baru: Iterable[LangkahEdisi]) -> Perbedaan:
    """Beda menurut tonggak: langkah baru, langkah yang isinya berubah, dan langkah yang tidak ada lagi."""
    dulu = {satu.tonggak_id: satu for satu in lama}
    kini = {satu.tonggak_id: satu for satu in baru}
    return Perbedaan(
        tambah=[satu for pk, satu in kini.items() if pk not in dulu],
        ubah=[(dulu[pk], satu) for pk, satu in kini.items() if pk in dulu and dulu[pk].sidik != satu.sidik],
        cabut=[satu for pk, satu in dulu.items() if pk not in kini],
    )


def edisi_terbaru() -> EdisiBuku | None:
    return EdisiBuku.objects.order_by("-nomor").first()
