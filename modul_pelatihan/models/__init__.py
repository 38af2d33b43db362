from .aturan import AturanPelatihan
from .bidang import Bidang, ModulBidang
from .halaman import IndeksModulPage, ModulPage, Prasyarat
from .impor import ImporNaskah
from .istilah import Istilah
from .jalur import IsiJalur, Jalur
from .kemajuan import KemajuanPelajaran
from .kosakata import EjaanCari, KataCari, SusunanCari
from .kuis import ButirKuis, Kuis, PembatalanSoal
from .luring import KirimanLuring
from .pelajaran import ModulPelajaran, PelajaranPage
from .perubahan import PerubahanPelajaran
from .redaksi import PeriksaVersiTask
from .rilis import CatatanRilis, RilisOpenSID
from .soal import ButirSoal, PilihanSoal, TelaahSoalTask
from .tanggapan import CatatanBelajar, KataNihil, LaporanNaskah, SuaraPelajaran

__all__ = [
    "AturanPelatihan",
    "Bidang",
    "ButirKuis",
    "ButirSoal",
    "CatatanBelajar",
    "CatatanRilis",
    "EjaanCari",
    "ImporNaskah",
    "IndeksModulPage",
    "IsiJalur",
    "Istilah",
    "Jalur",
    "KataCari",
    "KataNihil",
    "KemajuanPelajaran",
    "KirimanLuring",
    "Kuis",
    "LaporanNaskah",
    "ModulBidang",
    "ModulPage",
    "ModulPelajaran",
    "PelajaranPage",
    "PembatalanSoal",
    "PeriksaVersiTask",
    "PerubahanPelajaran",
    "PilihanSoal",
    "Prasyarat",
    "RilisOpenSID",
    "SuaraPelajaran",
    "SusunanCari",
    "TelaahSoalTask",
]
