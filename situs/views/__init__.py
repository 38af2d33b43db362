from .beranda import beranda
from .gaya import gaya
from .halaman import luring, privasi, tampilan, tentang

__all__ = ["beranda", "gaya", "luring", "privasi", "tampilan", "tentang"]
