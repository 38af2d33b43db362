"""Data untuk halaman pusat bantuan; tiap fungsi berjumlah kueri tetap."""

from . import artikel, tiket
from .artikel import Saran, artikel_bidang, pelajaran_bidang, rak_bidang, saran, tetangga_artikel
from .daftar import antrean, hitungan_wilayah, tiket_desa
from .tiket import halaman_tiket
from .urutan import Lembar, lembar

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
    "tiket",
    "tiket_desa",
]
