"""Data untuk halaman, dan pintu umum kamar ini bagi kamar di atasnya: `pelajaran_untuk`, `saran_pelajaran`."""

from .halaman import belajar_saya, indeks, keadaan_rilis, modul, pelajaran, sebutan_pembaca
from .kemajuan import Kemajuan, kemajuan_modul, kurikulum, lanjutkan, prasyarat_kurang
from .saran import pelajaran_untuk, saran_pelajaran

__all__ = [
    "Kemajuan",
    "belajar_saya",
    "indeks",
    "keadaan_rilis",
    "kemajuan_modul",
    "kurikulum",
    "lanjutkan",
    "modul",
    "pelajaran",
    "pelajaran_untuk",
    "prasyarat_kurang",
    "saran_pelajaran",
    "sebutan_pembaca",
]
