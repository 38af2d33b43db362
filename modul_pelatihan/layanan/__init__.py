"""Perbuatan kamar belajar, satu kata kerja satu berkas: bertanda nama, atomik, idempoten, mengembalikan barisnya."""

from .kemajuan import PrasyaratBelumTuntas, catat_dibuka, catat_sampai, tandai_selesai
from .perubahan import baca_perubahan, catat_perubahan
from .tanggapan import beri_suara, catat_nihil, laporkan_naskah, putuskan_laporan, simpan_catatan, tanda_peramban
from .terbit import terbitkan_terjadwal

__all__ = [
    "PrasyaratBelumTuntas",
    "baca_perubahan",
    "beri_suara",
    "catat_dibuka",
    "catat_nihil",
    "catat_perubahan",
    "catat_sampai",
    "laporkan_naskah",
    "putuskan_laporan",
    "simpan_catatan",
    "tanda_peramban",
    "tandai_selesai",
    "terbitkan_terjadwal",
]
