"""Tampilan kamar belajar: satu berkas per pokok. Nama tampilan = nama templat = nama rute."""

from .belajar import saya, selesai
from .luring import luring, luring_manifes, luring_modul, luring_pelajaran, luring_tanda
from .tanggapan import catatan, catatan_saya, istilah, lapor, perubahan, sampai, suara
from .unduh import unduh

__all__ = [
    "catatan",
    "catatan_saya",
    "istilah",
    "lapor",
    "luring",
    "luring_manifes",
    "luring_modul",
    "luring_pelajaran",
    "luring_tanda",
    "perubahan",
    "sampai",
    "saya",
    "selesai",
    "suara",
    "unduh",
]
