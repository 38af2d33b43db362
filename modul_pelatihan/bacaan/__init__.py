"""Data untuk halaman, dan pintu umum kamar ini bagi kamar di atasnya: `pelajaran_untuk`, `saran_pelajaran`, `kecakapan`."""

from .halaman import belajar_saya, indeks, modul, pelajaran, sebutan_pembaca
from .kecakapan import Kecakapan, kecakapan
from .kemajuan import Kemajuan, kemajuan_modul, kurikulum, lanjutkan, prasyarat_kurang
from .perubahan import delta, perubahan_belum_dibaca, riwayat_naskah
from .rilis import keadaan_rilis, langkah_berlaku, peta_rilis, versi_pembaca
from .saran import pelajaran_untuk, saran_pelajaran
from .tanggapan import catatan_saya, data_belajar

__all__ = [
    "Kecakapan",
    "Kemajuan",
    "belajar_saya",
    "catatan_saya",
    "data_belajar",
    "delta",
    "indeks",
    "keadaan_rilis",
    "kecakapan",
    "kemajuan_modul",
    "kurikulum",
    "langkah_berlaku",
    "lanjutkan",
    "modul",
    "pelajaran",
    "pelajaran_untuk",
    "perubahan_belum_dibaca",
    "peta_rilis",
    "prasyarat_kurang",
    "riwayat_naskah",
    "saran_pelajaran",
    "sebutan_pembaca",
    "versi_pembaca",
]
