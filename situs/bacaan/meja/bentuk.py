from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from pusat_bantuan.bacaan.meja import hitung_terbatas

PALING_BANYAK = 5


@dataclass(frozen=True)
class Baris:
    judul: str
    url: str
    meta: tuple[str, ...] = ()
    saat: datetime | None = None
    status: str = ""
    jenis: str = "netral"
    orang: str = ""


@dataclass(frozen=True)
class Bilangan:
    nama: str
    angka: int | str
    dasar: str = ""
    url: str = ""


@dataclass(frozen=True)
class Bagian:
    """Satu tumpukan pekerjaan di meja: `baris` paling banyak lima yang terdepan, `jumlah` seluruhnya.

    `jumlah` boleh himpunannya: mejanya menghitung semua himpunan sekaligus, sampai "99+" (`hitung`).
    """

    judul: str
    ikon: str
    baris: list[Baris] = field(default_factory=list)
    jumlah: int | str | QuerySet = 0
    url: str = ""
    tombol: str = ""
    bilangan: tuple[Bilangan, ...] = ()

    @property
    def berisi(self) -> bool:
        return bool(self.baris or self.bilangan)


def hitung(bagian: list[Bagian]) -> list[Bagian]:
    """Himpunan menjadi jumlahnya; tanpa kueri bila barisnya belum penuh, selain itu satu kueri untuk semua bagian."""
    perlu = {
        str(nomor): satu.jumlah
        for nomor, satu in enumerate(bagian)
        if isinstance(satu.jumlah, QuerySet) and len(satu.baris) == PALING_BANYAK
    }
    jumlah = hitung_terbatas(perlu)
    return [
        replace(satu, jumlah=jumlah.get(str(nomor), len(satu.baris))) if isinstance(satu.jumlah, QuerySet) else satu
        for nomor, satu in enumerate(bagian)
    ]


def rute(nama: str, *args) -> str:
    """Alamat rute, atau kosong bila ruangnya tidak punya halaman itu."""
    try:
        return reverse(nama, args=args)
    except NoReverseMatch:
        return ""
