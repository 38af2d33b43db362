"""Balok naskah; nama yang dipakai kamar lain dan migrasi."""

from .isi import CatatanPelatihBlock, IsiField, IsiStreamBlock, boleh_lihat_catatan, susun_isi
from .rujukan import pilihan_tonggak

__all__ = [
    "CatatanPelatihBlock",
    "IsiField",
    "IsiStreamBlock",
    "boleh_lihat_catatan",
    "pilihan_tonggak",
    "susun_isi",
]
