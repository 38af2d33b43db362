"""Data untuk halaman pusat bantuan; tiap fungsi berjumlah kueri tetap."""

from . import artikel
from .artikel import Saran, artikel_bidang, pelajaran_bidang, rak_bidang, saran, tetangga_artikel
from .daftar import Lembar, antrean, hitungan_wilayah, lembar, tiket_desa
from .tiket import halaman_tiket

__all__ = [
    "Lembar",
    "Saran",
    "antrean",
    "artikel",
    "artikel_bidang",
    "halaman_tiket",
    "hitungan_wilayah",
    "lembar",
    "pelajaran_bidang",
    "rak_bidang",
    "saran",
    "tetangga_artikel",
    "tiket_desa",
]
