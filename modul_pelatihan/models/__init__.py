from .aturan import AturanPelatihan
from .bidang import Bidang, ModulBidang
from .halaman import IndeksModulPage, ModulPage, Prasyarat
from .jalur import IsiJalur, Jalur
from .kemajuan import KemajuanPelajaran
from .kosakata import EjaanCari, KataCari, SusunanCari
from .kuis import ButirKuis, Kuis, PembatalanSoal
from .pelajaran import ModulPelajaran, PelajaranPage
from .redaksi import PeriksaVersiTask
from .rilis import RilisOpenSID
from .soal import ButirSoal, PilihanSoal, TelaahSoalTask

__all__ = [
    "AturanPelatihan",
    "Bidang",
    "ButirKuis",
    "ButirSoal",
    "EjaanCari",
    "IndeksModulPage",
    "IsiJalur",
    "Jalur",
    "KataCari",
    "KemajuanPelajaran",
    "Kuis",
    "ModulBidang",
    "ModulPage",
    "ModulPelajaran",
    "PelajaranPage",
    "PembatalanSoal",
    "PeriksaVersiTask",
    "PilihanSoal",
    "Prasyarat",
    "RilisOpenSID",
    "SusunanCari",
    "TelaahSoalTask",
]
