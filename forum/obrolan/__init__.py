"""Membaca ekspor obrolan Telegram dan WhatsApp. Murni, tanpa ORM (domain forum.md 10.1)."""

from .baca import PESAN_MAKS, UKURAN_MAKS, Ekspor, ObrolanRusak, Pesan, buka_ekspor
from .samaran import Penyamar

__all__ = ["PESAN_MAKS", "UKURAN_MAKS", "Ekspor", "ObrolanRusak", "Penyamar", "Pesan", "buka_ekspor"]
