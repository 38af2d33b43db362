"""Tampilan kamar belajar, satu berkas tiap urusan."""

from .belajar import saya, selesai

__all__ = ["saya", "selesai"]
