"""Satu modul menjadi PDF, EPUB, atau ZIP halaman statis: satu naskah, satu cap edisi, tanpa catatan pelatih."""

from .berkas import BENTUK, berkas_modul
from .kelas import paket_kelas

__all__ = ["BENTUK", "berkas_modul", "paket_kelas"]
