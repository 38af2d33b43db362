from __future__ import annotations

from dataclasses import dataclass

from akun.layak import tutupi_kabar
from akun.models import Kabar, Pengguna

SEHALAMAN = 20


@dataclass(frozen=True)
class HalamanKabar:
    baris: list[Kabar]
    sesudah: str  # kunci baris terakhir bila masih ada lanjutannya
    awal: bool


def daftar_kabar(orang: Pengguna, *, sesudah: str = "", hanya_baru: bool = False) -> HalamanKabar:
    """Kabar milik `orang`, terbaru dahulu; `sesudah` yang bukan angka diabaikan."""
    himpunan = Kabar.objects.filter(penerima=orang)
    if hanya_baru:
        himpunan = himpunan.filter(dibaca_pada=None)
    lanjutan = sesudah.isascii() and sesudah.isdigit() and len(sesudah) < 19
    if lanjutan:
        himpunan = himpunan.filter(pk__lt=int(sesudah))
    baris = list(himpunan.order_by("-pk")[: SEHALAMAN + 1])
    ada_lagi = len(baris) > SEHALAMAN
    baris = baris[:SEHALAMAN]
    return HalamanKabar(tutupi_kabar(baris, oleh=orang), str(baris[-1].pk) if ada_lagi else "", not lanjutan)
