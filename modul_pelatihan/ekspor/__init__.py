"""Satu modul menjadi PDF, EPUB, atau ZIP halaman statis: satu naskah, satu cap edisi, tanpa catatan pelatih."""

from .berkas import BENTUK, berkas_modul

__all__ = ["BENTUK", "berkas_modul"]
