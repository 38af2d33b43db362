from .artikel import ArtikelBantuanPage, IndeksArtikelPage
from .asal import KirimanSistem, Pencatatan, SistemLuar
from .asli import IsiAsli
from .draf import DrafTiket
from .gangguan import AnakGangguan, Gangguan, PerkembanganGangguan, UsulGangguan
from .kabar_sistem import KabarSistem
from .kalender import HariLibur, KalenderKerja, PutusanSla, SasaranSla, TimpaanHari
from .kontak import Kontak
from .lampiran import LampiranTiket
from .meja import KehadiranTiket, SematanTampilan, TampilanTersimpan, TindakanMassal
from .nilai import Nilai
from .pdp import LangkahPdp, PermintaanPdp
from .peristiwa import PeristiwaTiket, SuratTiket
from .perkakas import ButirPeriksa, DaftarPeriksa, JawabanSiap
from .rekap import RekapBulan
from .suara import SuaraArtikel
from .surat_masuk import KotakSurat, SuratMasuk
from .tautan import TautanTopik
from .tautan_tiket import TautanTiket
from .telusur import BacaanSaran, TelusurSaran
from .tiket import ProfilTiket
from .tinjauan import TinjauArtikelTask

__all__ = [
    "AnakGangguan",
    "ArtikelBantuanPage",
    "BacaanSaran",
    "ButirPeriksa",
    "DaftarPeriksa",
    "DrafTiket",
    "Gangguan",
    "HariLibur",
    "IndeksArtikelPage",
    "IsiAsli",
    "JawabanSiap",
    "KabarSistem",
    "KalenderKerja",
    "KehadiranTiket",
    "KirimanSistem",
    "Kontak",
    "KotakSurat",
    "LampiranTiket",
    "LangkahPdp",
    "Nilai",
    "Pencatatan",
    "PeristiwaTiket",
    "PerkembanganGangguan",
    "PermintaanPdp",
    "ProfilTiket",
    "PutusanSla",
    "SasaranSla",
    "RekapBulan",
    "SematanTampilan",
    "SistemLuar",
    "SuaraArtikel",
    "SuratMasuk",
    "SuratTiket",
    "TampilanTersimpan",
    "TautanTiket",
    "TautanTopik",
    "TimpaanHari",
    "TelusurSaran",
    "TinjauArtikelTask",
    "TindakanMassal",
    "UsulGangguan",
]
