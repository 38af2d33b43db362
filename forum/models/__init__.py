from .acara import Acara, KalenderPengguna, Kehadiran
from .jajak import Jajak, PilihanJajak, SuaraJajak
from .ketersediaan import Cuti, Ketersediaan
from .kiriman import Kiriman, Reaksi, RevisiKiriman
from .kunjungan import Kunjungan
from .lampiran import Lampiran
from .obrolan import ArsipObrolan, ImporObrolan, PesanImpor, PesertaObrolan, Sumber
from .perawatan import JatahLaju, JejakTopik, LaporanKiriman, Tinjauan
from .rawat import KataTerlarang, Sanksi
from .ruang import Ruang
from .simpul import AnggotaSimpul, Simpul
from .tanda import BatasBaca, Draf, PilihanSurat, RingkasanTerkirim, RuangPengguna, SimpulPengguna, TopikPengguna
from .topik import Keadaan, Topik, TopikBidang, TopikPelajaran, TopikWilayah
from .usulan import DukunganTopik, Usulan

__all__ = [
    "Acara", "ArsipObrolan", "ImporObrolan", "PesanImpor", "PesertaObrolan", "Sumber", "AnggotaSimpul", "BatasBaca", "Cuti", "Draf", "DukunganTopik", "Jajak", "JatahLaju", "JejakTopik", "KalenderPengguna", "Keadaan", "Kehadiran", "Ketersediaan", "Kiriman", "KataTerlarang", "Kunjungan", "Lampiran", "Sanksi", "LaporanKiriman", "PilihanJajak", "PilihanSurat", "RingkasanTerkirim", "SimpulPengguna", "Reaksi",
    "RevisiKiriman", "Ruang", "RuangPengguna", "Simpul", "SuaraJajak", "Tinjauan", "Topik", "TopikBidang", "TopikPelajaran", "TopikPengguna",
    "TopikWilayah", "Usulan",
]  # fmt: skip
