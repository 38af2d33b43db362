"""Mencari dalam bahasa Indonesia: akar kata, padanan lapangan, salah ketik, dan indeks teks di kedua basis data.

Dipakai tiket, artikel, pelajaran, dan jawaban forum, supaya semuanya ditemukan dengan kata yang sama.
"""

from .ejaan import Tanya, catat_kosakata, susun_tanya
from .indeks import IndeksTeks, Temuan
from .penganalisis import akar, akar_kata, kata_bermakna, sidik_aturan

__all__ = [
    "IndeksTeks",
    "Tanya",
    "Temuan",
    "akar",
    "akar_kata",
    "catat_kosakata",
    "kata_bermakna",
    "sidik_aturan",
    "susun_tanya",
]
