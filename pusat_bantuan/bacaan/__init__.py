"""Data untuk halaman pusat bantuan; tiap fungsi berjumlah kueri tetap."""

from . import artikel, tiket
from .artikel import Saran, artikel_bidang, lemari, rak_bidang, saran, tetangga_artikel
from .daftar import alat_meja, antrean, tiket_desa
from .janji import tanda_tenggat
from .meja import hitungan_wilayah
from .tamu import asal_tiket, janji_tamu, lampiran_terbuka, percakapan_terbuka
from .tiket import halaman_tiket
from .urutan import Lembar, lembar, terlama

__all__ = [
    "Lembar",
    "Saran",
    "alat_meja",
    "antrean",
    "artikel",
    "artikel_bidang",
    "asal_tiket",
    "halaman_tiket",
    "hitungan_wilayah",
    "janji_tamu",
    "lampiran_terbuka",
    "lembar",
    "percakapan_terbuka",
    "lemari",
    "rak_bidang",
    "saran",
    "tanda_tenggat",
    "terlama",
    "tetangga_artikel",
    "tiket",
    "tiket_desa",
]
