"""Naskah Markdown dan DOCX menjadi balok: disaring, dipotong di tiap subjudul, tidak pernah langsung terbit (domain training.md 4)."""

from .baca import BERKAS_TERBESAR, BerkasDitolak, Hasil, baca_berkas

__all__ = ["BERKAS_TERBESAR", "BerkasDitolak", "Hasil", "baca_berkas"]
