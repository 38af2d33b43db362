from .atur import atur_sebutan, ganti_nama, tambah_wilayah
from .kode import catat_pemekaran, gabungkan, ganti_kode, kode_berlaku, kode_pada, sambungkan, temukan
from .muat import muat, terapkan

__all__ = [
    "atur_sebutan", "catat_pemekaran", "gabungkan", "ganti_kode", "ganti_nama", "kode_berlaku", "kode_pada", "muat", "sambungkan", "tambah_wilayah",
    "temukan", "terapkan",
]  # fmt: skip
