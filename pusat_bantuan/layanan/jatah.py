"""Jatah unggahan: per orang per hari, dan lantai cakram; unggahan berhenti lebih dulu, tiketnya tetap masuk."""

from __future__ import annotations

import shutil
from datetime import timedelta

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from akun.models import Pengguna

from ..berkas import MB, Hasil
from ..models import LampiranTiket

JATAH_SEHARI, JATAH_TAMU_SEHARI = 200 * MB, 50 * MB
LANTAI_CAKRAM = 300 * MB


def saring_jatah(hasil: Hasil, *, pengguna: Pengguna | None = None, alamat: str = "") -> Hasil:
    """Berkas yang masih muat; selebihnya menjadi kalimat. Tamu dihitung bersama, sebab mereka belum punya nama tetap."""
    if not hasil.bersih:
        return hasil
    if not _cakram_cukup():
        kalimat = "Lampiran belum dapat disimpan karena ruang server hampir penuh. Kirim lagi nanti lewat balasan."
        return Hasil([], [*hasil.ditolak, kalimat])
    terpakai = LampiranTiket.objects.filter(
        pengunggah=pengguna, dibuat__gt=timezone.now() - timedelta(days=1)
    ).aggregate(jumlah=Sum("ukuran"))["jumlah"] or 0  # fmt: skip
    sisa = (JATAH_SEHARI if pengguna else JATAH_TAMU_SEHARI * 20) - terpakai
    bersih, ditolak = [], list(hasil.ditolak)
    for satu in hasil.bersih:
        if len(satu.isi) <= sisa:
            sisa -= len(satu.isi)
            bersih.append(satu)
        else:
            ditolak.append(f"“{satu.nama}” tidak ikut: jatah lampiran hari ini sudah habis. Kirim lagi besok.")
    return Hasil(bersih, ditolak)


def _cakram_cukup() -> bool:
    tempat = settings.BERKAS_PRIBADI
    tempat.mkdir(parents=True, exist_ok=True, mode=0o700)
    return shutil.disk_usage(tempat).free > LANTAI_CAKRAM
