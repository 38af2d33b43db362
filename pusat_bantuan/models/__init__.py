from .artikel import ArtikelBantuanPage, IndeksArtikelPage
from .kontak import Kontak
from .lampiran import LampiranTiket
from .peristiwa import PeristiwaTiket, SuratTiket
from .tautan import TautanTopik
from .tiket import ProfilTiket

__all__ = [
    "ArtikelBantuanPage",
    "IndeksArtikelPage",
    "Kontak",
    "LampiranTiket",
    "PeristiwaTiket",
    "ProfilTiket",
    "SuratTiket",
    "TautanTopik",
]
