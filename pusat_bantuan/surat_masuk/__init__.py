"""Surat masuk: bita menjadi surat yang dipahami (domain helpdesk.md 4). Semua di folder ini murni, tanpa ORM."""

from .golongan import Golongan, alamat_kami, golongkan
from .urai import BerkasSurat, Laporan, SuratTerurai, kunci_klaim, saat_terima, tanggal_sah, urai

__all__ = [
    "BerkasSurat",
    "Golongan",
    "Laporan",
    "SuratTerurai",
    "alamat_kami",
    "golongkan",
    "kunci_klaim",
    "saat_terima",
    "tanggal_sah",
    "urai",
]
