from .kiriman import Kiriman, Reaksi, RevisiKiriman
from .perawatan import JatahLaju, JejakTopik, LaporanKiriman, Tinjauan
from .ruang import Ruang
from .simpul import AnggotaSimpul, Simpul
from .tanda import BatasBaca, Draf, RuangPengguna, TopikPengguna
from .topik import Keadaan, Topik, TopikBidang, TopikPelajaran, TopikWilayah

__all__ = [
    "AnggotaSimpul", "BatasBaca", "Draf", "JatahLaju", "JejakTopik", "Keadaan", "Kiriman", "LaporanKiriman", "Reaksi",
    "RevisiKiriman", "Ruang", "RuangPengguna", "Simpul", "Tinjauan", "Topik", "TopikBidang", "TopikPelajaran", "TopikPengguna",
    "TopikWilayah",
]  # fmt: skip
