"""Mencari tiket dan artikel: akar kata, padanan lapangan, dan salah ketik; hak baca di dalam kueri yang sama."""

from .artikel import cari_artikel
from .tiket import cari_tiket, indekskan_tiket, lupakan_tiket

__all__ = ["cari_artikel", "cari_tiket", "indekskan_tiket", "lupakan_tiket"]
