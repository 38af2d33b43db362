from .beranda import beranda
from .gaya import gaya
from .halaman import luring, privasi, tampilan, tentang
from .kabar import kabar, kabar_buka, kabar_semua_dibaca

__all__ = [
    "beranda",
    "gaya",
    "kabar",
    "kabar_buka",
    "kabar_semua_dibaca",
    "luring",
    "privasi",
    "tampilan",
    "tentang",
]
