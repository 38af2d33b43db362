"""Berkas kiriman: diperiksa sebelum disimpan, gambarnya ditulis ulang di proses terbatas (operations.md 5.4). Tanpa ORM."""

from akun.gambar import GambarGagal, GambarJadi, olah_gambar

from .hitung_nik import TERHITUNG, hitung_nik
from .jenis import DIKENAL
from .jenis import BerkasDitolak as BerkasDitolak
from .periksa import (
    BATAS_BERKAS,
    BATAS_JUMLAH,
    BATAS_TOTAL,
    MB,
    BerkasBersih,
    Hasil,
    nama_aman,
    periksa,
    periksa_semua,
    pilah,
)

__all__ = [
    "BATAS_BERKAS",
    "BATAS_JUMLAH",
    "BATAS_TOTAL",
    "DIKENAL",
    "MB",
    "TERHITUNG",
    "BerkasBersih",
    "BerkasDitolak",
    "GambarGagal",
    "GambarJadi",
    "Hasil",
    "hitung_nik",
    "nama_aman",
    "olah_gambar",
    "periksa",
    "periksa_semua",
    "pilah",
]
