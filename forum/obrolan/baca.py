from __future__ import annotations

from zoneinfo import ZoneInfo

from .bentuk import Ekspor, ObrolanRusak, Pesan
from .telegram import baca_telegram
from .whatsapp import baca_whatsapp

__all__ = ["PESAN_MAKS", "UKURAN_MAKS", "Ekspor", "ObrolanRusak", "Pesan", "buka_ekspor"]
UKURAN_MAKS = 20 * 1024 * 1024
PESAN_MAKS = 100_000


def buka_ekspor(mentah: bytes, sumber: str, *, zona: str, urutan: str = "dmy") -> Ekspor:
    """Pesannya dibaca satu per satu saat disusuri. `ObrolanRusak` dapat juga terlempar di tengah susuran."""
    if len(mentah) > UKURAN_MAKS:
        raise ObrolanRusak("Berkasnya lebih dari 20 MB. Ekspor tanpa media, atau per tahun.")
    if mentah[:4] == b"PK\x03\x04":
        raise ObrolanRusak("Ini berkas ZIP. Buka dulu, lalu unggah berkas .txt atau result.json di dalamnya.")
    try:
        teks = mentah.decode("utf-16" if mentah[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise ObrolanRusak("Hurufnya tidak terbaca. Unggah berkas ekspor aslinya, tanpa disimpan ulang.") from None
    if not teks.strip():
        raise ObrolanRusak("Berkasnya kosong.")
    tempat = ZoneInfo(zona)
    return baca_telegram(teks, tempat) if sumber == "telegram" else baca_whatsapp(teks, tempat, urutan)
