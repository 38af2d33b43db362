from .dorong import LanggananDorong
from .jejak import JejakAkun, JejakTetap
from .kabar import Kabar, PilihanKabar
from .orang import PERAN_KONTAK, PERAN_TIM, Pengguna
from .penugasan import PEMBERI, PERAN_WAJIB_MFA, Penugasan, Peran
from .surat import SuratKeluar
from .undangan import Undangan

__all__ = [
    "PEMBERI",
    "PERAN_KONTAK",
    "PERAN_TIM",
    "PERAN_WAJIB_MFA",
    "JejakAkun",
    "JejakTetap",
    "Kabar",
    "LanggananDorong",
    "Pengguna",
    "Penugasan",
    "Peran",
    "PilihanKabar",
    "SuratKeluar",
    "Undangan",
]
