"""Tampilan kamar belajar: satu berkas per pokok. Nama tampilan = nama templat = nama rute."""

from .belajar import saya, selesai
from .tanggapan import catatan, catatan_saya, istilah, lapor, perubahan, sampai, suara

__all__ = ["catatan", "catatan_saya", "istilah", "lapor", "perubahan", "sampai", "saya", "selesai", "suara"]
