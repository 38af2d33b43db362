from .bidang import Bidang, ModulBidang
from .halaman import IndeksModulPage, ModulPage, Prasyarat
from .jalur import IsiJalur, Jalur
from .kemajuan import KemajuanPelajaran
from .kosakata import EjaanCari, KataCari, SusunanCari
from .pelajaran import ModulPelajaran, PelajaranPage
from .redaksi import PeriksaVersiTask
from .rilis import RilisOpenSID

__all__ = [
    "Bidang",
    "EjaanCari",
    "IndeksModulPage",
    "IsiJalur",
    "Jalur",
    "KataCari",
    "KemajuanPelajaran",
    "ModulBidang",
    "ModulPage",
    "ModulPelajaran",
    "PelajaranPage",
    "PeriksaVersiTask",
    "Prasyarat",
    "RilisOpenSID",
    "SusunanCari",
]
