from .beranda import beranda
from .cari import cari
from .gaya import gaya
from .halaman import luring, privasi, tampilan, tentang
from .kabar import kabar, kabar_buka, kabar_semua_dibaca
from .mesin import favicon, manifes, pekerja_luring, peta_situs, robots

__all__ = [
    "beranda",
    "cari",
    "favicon",
    "gaya",
    "kabar",
    "kabar_buka",
    "kabar_semua_dibaca",
    "luring",
    "manifes",
    "pekerja_luring",
    "peta_situs",
    "privasi",
    "robots",
    "tampilan",
    "tentang",
]
