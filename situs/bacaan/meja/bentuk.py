from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import NoReverseMatch, reverse

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
    angka: int
    dasar: str = ""
    url: str = ""


@dataclass(frozen=True)
class Bagian:
    """Satu tumpukan pekerjaan di meja. `jumlah` seluruhnya, `baris` paling banyak lima yang terdepan."""

    judul: str
    ikon: str
    baris: list[Baris] = field(default_factory=list)
    jumlah: int = 0
    url: str = ""
    tombol: str = ""
    bilangan: tuple[Bilangan, ...] = ()

    @property
    def berisi(self) -> bool:
        return bool(self.baris or self.bilangan)


def rute(nama: str, *args) -> str:
    """Alamat rute, atau kosong bila ruangnya tidak punya halaman itu."""
    try:
        return reverse(nama, args=args)
    except NoReverseMatch:
        return ""
