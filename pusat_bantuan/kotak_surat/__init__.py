"""Mengambil surat dari kotak-kotaknya: IMAP, POP3, dan kotak setempat. Bita apa adanya dari ujung ke ujung."""

from .ambil import ambil_dari, ambil_di_samping, ambil_semua
from .setelan import Kotak, kotak_terpasang

__all__ = ["Kotak", "ambil_dari", "ambil_di_samping", "ambil_semua", "kotak_terpasang"]
