from .bidang import Bidang, ModulBidang
from .halaman import IndeksModulPage, ModulPage, Prasyarat
from .jalur import IsiJalur, Jalur
from .kemajuan import KemajuanPelajaran
from .pelajaran import ModulPelajaran, PelajaranPage
from .redaksi import PeriksaVersiTask
from .rilis import RilisOpenSID

__all__ = [
    "Bidang",
    "IndeksModulPage",
    "IsiJalur",
    "Jalur",
    "KemajuanPelajaran",
    "ModulBidang",
    "ModulPage",
    "ModulPelajaran",
    "PelajaranPage",
    "PeriksaVersiTask",
    "Prasyarat",
    "RilisOpenSID",
]
