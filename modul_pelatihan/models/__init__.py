from .angkatan import Angkatan, BahanAngkatan, Pengajar, Sesi, TesAngkatan
from .aturan import AturanPelatihan
from .bidang import Bidang, ModulBidang
from .halaman import IndeksModulPage, ModulPage, Prasyarat
from .impor import ImporNaskah
from .istilah import Istilah
from .jalur import IsiJalur, Jalur
from .kehadiran import Kehadiran, SelangDaring
from .kelulusan import Kelulusan
from .kemajuan import KemajuanPelajaran
from .kosakata import EjaanCari, KataCari, SusunanCari
from .kuis import ButirKuis, Kuis, PembatalanSoal
from .lapor_diri import LaporDiri
from .pelajaran import ModulPelajaran, PelajaranPage
from .pelatih import StatusPelatih
from .percobaan import JawabanPercobaan, Percobaan
from .permintaan import PermintaanPelatih
from .perubahan import PerubahanPelajaran
from .peserta import Peserta, UmpanBalik
from .praktik import ButirLembar, LembarPraktik, PenilaianPraktik
from .redaksi import PeriksaVersiTask
from .rilis import CatatanRilis, RilisOpenSID
from .sertifikat import KunciLencana, PencabutanSertifikat, Sertifikat, UrutSertifikat
from .soal import ButirSoal, PilihanSoal, TelaahSoalTask
from .tanggapan import CatatanBelajar, KataNihil, LaporanNaskah, SuaraPelajaran
from .tugas import Setoran, Tugas

__all__ = [
    "Angkatan",
    "AturanPelatihan",
    "BahanAngkatan",
    "Bidang",
    "ButirKuis",
    "ButirLembar",
    "ButirSoal",
    "CatatanBelajar",
    "CatatanRilis",
    "EjaanCari",
    "ImporNaskah",
    "IndeksModulPage",
    "IsiJalur",
    "Istilah",
    "Jalur",
    "JawabanPercobaan",
    "KataCari",
    "KataNihil",
    "Kehadiran",
    "Kelulusan",
    "KemajuanPelajaran",
    "Kuis",
    "KunciLencana",
    "LaporDiri",
    "LaporanNaskah",
    "LembarPraktik",
    "ModulBidang",
    "ModulPage",
    "ModulPelajaran",
    "PelajaranPage",
    "PembatalanSoal",
    "PencabutanSertifikat",
    "Pengajar",
    "PenilaianPraktik",
    "Percobaan",
    "PeriksaVersiTask",
    "PermintaanPelatih",
    "PerubahanPelajaran",
    "Peserta",
    "PilihanSoal",
    "Prasyarat",
    "RilisOpenSID",
    "SelangDaring",
    "Sertifikat",
    "Sesi",
    "Setoran",
    "StatusPelatih",
    "SuaraPelajaran",
    "SusunanCari",
    "TelaahSoalTask",
    "TesAngkatan",
    "Tugas",
    "UmpanBalik",
    "UrutSertifikat",
]
