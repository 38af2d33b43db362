from .kabar import Kabar, SuratKeluar
from .orang import Pengguna
from .penugasan import Penugasan, Peran, Undangan

__all__ = ["Kabar", "Pengguna", "Penugasan", "Peran", "SuratKeluar", "Undangan"]
