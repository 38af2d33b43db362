"""Mencari dalam bahasa Indonesia: akar kata, padanan lapangan, salah ketik, dan indeks teks di kedua basis data.

Dipakai tiket, artikel, pelajaran, dan jawaban forum, supaya semuanya ditemukan dengan kata yang sama.
"""

from .ejaan import Tanya, catat_kosakata, lupakan_kata, susun_tanya
from .indeks import IndeksTeks
from .penganalisis import akar, akar_kata, kata_bermakna, sidik_aturan
from .peringkat import peringkat

__all__ = [
    "IndeksTeks",
    "Tanya",
    "akar",
    "akar_kata",
    "catat_kosakata",
    "kata_bermakna",
    "lupakan_kata",
    "peringkat",
    "sidik_aturan",
    "susun_tanya",
]
