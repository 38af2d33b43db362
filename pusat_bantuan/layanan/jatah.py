"""Jatah unggahan: per orang per hari, per desa, dan lantai cakram; berkasnya berhenti lebih dulu, ceritanya tetap masuk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.utils import timezone

from akun.models import Pengguna
from wilayah.models import Wilayah

from ..berkas import MB, Hasil
from ..models import LampiranTiket

# Bita (domain operations.md 5.4). Tamu dihitung bersama, sebab mereka belum punya nama tetap.
JATAH_SEHARI, JATAH_TAMU_SEHARI, JATAH_DESA = 200 * MB, 1000 * MB, 2000 * MB
LANTAI_CAKRAM = 300 * MB


def saring_jatah(hasil: Hasil, *, pengguna: Pengguna | None = None, wilayah: Wilayah | None = None) -> Hasil:
    """Berkas yang masih muat; selebihnya menjadi kalimat bagi pengirimnya."""
    if not hasil.bersih:
        return hasil
    if not _cakram_cukup():
        kalimat = "Lampiran belum dapat disimpan karena ruang server hampir penuh. Kirim lagi nanti lewat balasan."
        return Hasil([], [*hasil.ditolak, kalimat])
    sisa = list(_sisa(pengguna, wilayah))
    bersih, ditolak = [], list(hasil.ditolak)
    for satu in hasil.bersih:
        penuh = next((sebab for muat, sebab in sisa if len(satu.isi) > muat), "")
        if penuh:
            ditolak.append(f"“{satu.nama}” tidak ikut: {penuh}")
        else:
            sisa = [(muat - len(satu.isi), sebab) for muat, sebab in sisa]
            bersih.append(satu)
    return Hasil(bersih, ditolak)


def _sisa(pengguna: Pengguna | None, wilayah: Wilayah | None) -> Iterator[tuple[int, str]]:
    sehari = LampiranTiket.objects.filter(pengunggah=pengguna, dibuat__gt=timezone.now() - timedelta(days=1))
    jatah = JATAH_SEHARI if pengguna else JATAH_TAMU_SEHARI
    yield jatah - _terpakai(sehari), "jatah lampiran hari ini sudah habis. Kirim lagi besok."
    if wilayah:
        desa = LampiranTiket.objects.filter(profil__wilayah=wilayah)
        yield (
            JATAH_DESA - _terpakai(desa),
            "ruang lampiran desa ini sudah penuh. Unggah di penyimpanan awan, lalu tulis tautannya.",
        )


def _terpakai(lampiran: QuerySet) -> int:
    return lampiran.aggregate(jumlah=Sum("ukuran"))["jumlah"] or 0


def _cakram_cukup() -> bool:
    tempat = settings.BERKAS_PRIBADI
    tempat.mkdir(parents=True, exist_ok=True, mode=0o700)
    return shutil.disk_usage(tempat).free > LANTAI_CAKRAM
