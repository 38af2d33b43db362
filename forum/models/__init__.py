from .ketersediaan import Cuti, Ketersediaan
from .kiriman import Kiriman, Reaksi, RevisiKiriman
from .perawatan import JatahLaju, JejakTopik, LaporanKiriman, Tinjauan
from .ruang import Ruang
from .simpul import AnggotaSimpul, Simpul
from .tanda import BatasBaca, Draf, RuangPengguna, TopikPengguna
from .topik import Keadaan, Topik, TopikBidang, TopikPelajaran, TopikWilayah

__all__ = [
    "AnggotaSimpul", "BatasBaca", "Cuti", "Draf", "JatahLaju", "JejakTopik", "Keadaan", "Ketersediaan", "Kiriman", "LaporanKiriman", "Reaksi",
    "RevisiKiriman", "Ruang", "RuangPengguna", "Simpul", "Tinjauan", "Topik", "TopikBidang", "TopikPelajaran", "TopikPengguna",
    "TopikWilayah",
]  # fmt: skip
