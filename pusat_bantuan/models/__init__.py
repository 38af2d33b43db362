from .artikel import ArtikelBantuanPage, IndeksArtikelPage
from .kontak import Kontak
from .lampiran import LampiranTiket
from .meja import KehadiranTiket, SematanTampilan, TampilanTersimpan, TindakanMassal
from .peristiwa import PeristiwaTiket, SuratTiket
from .perkakas import ButirPeriksa, DaftarPeriksa, JawabanSiap
from .tautan import TautanTopik
from .tautan_tiket import TautanTiket
from .tiket import ProfilTiket

__all__ = [
    "ArtikelBantuanPage",
    "ButirPeriksa",
    "DaftarPeriksa",
    "IndeksArtikelPage",
    "JawabanSiap",
    "KehadiranTiket",
    "Kontak",
    "LampiranTiket",
    "PeristiwaTiket",
    "ProfilTiket",
    "SematanTampilan",
    "SuratTiket",
    "TampilanTersimpan",
    "TautanTiket",
    "TautanTopik",
    "TindakanMassal",
]
