from .artikel import ArtikelBantuanPage, IndeksArtikelPage
from .asal import KirimanSistem, Pencatatan, SistemLuar
from .asli import IsiAsli
from .kalender import HariLibur, KalenderKerja, PutusanSla, SasaranSla, TimpaanHari
from .kontak import Kontak
from .lampiran import LampiranTiket
from .meja import KehadiranTiket, SematanTampilan, TampilanTersimpan, TindakanMassal
from .pdp import LangkahPdp, PermintaanPdp
from .peristiwa import PeristiwaTiket, SuratTiket
from .perkakas import ButirPeriksa, DaftarPeriksa, JawabanSiap
from .surat_masuk import KotakSurat, SuratMasuk
from .tautan import TautanTopik
from .tautan_tiket import TautanTiket
from .tiket import ProfilTiket

__all__ = [
    "ArtikelBantuanPage",
    "ButirPeriksa",
    "DaftarPeriksa",
    "HariLibur",
    "IndeksArtikelPage",
    "JawabanSiap",
    "KalenderKerja",
    "KehadiranTiket",
    "IsiAsli",
    "KirimanSistem",
    "Kontak",
    "KotakSurat",
    "LampiranTiket",
    "LangkahPdp",
    "Pencatatan",
    "PeristiwaTiket",
    "PermintaanPdp",
    "ProfilTiket",
    "PutusanSla",
    "SasaranSla",
    "SematanTampilan",
    "SistemLuar",
    "SuratMasuk",
    "SuratTiket",
    "TampilanTersimpan",
    "TautanTiket",
    "TautanTopik",
    "TimpaanHari",
    "TindakanMassal",
]
