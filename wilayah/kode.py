"""Aritmetika kode wilayah Kemendagri: bentuk, kunci, rentang. Murni, tanpa ORM (domain tracker.md bagian 9)."""

import re
from typing import NamedTuple

_BERTITIK = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?")
_POLOS = {2: (2,), 4: (2, 2), 6: (2, 2, 2), 10: (2, 2, 2, 4)}
_LEBAR = {2: 10**8, 5: 10**6, 8: 10**4, 13: 1}
JENIS_DARI_ANGKA = {"1": "kelurahan", "2": "desa", "3": "desa_adat"}


class Rentang(NamedTuple):
    """Kunci dari `awal` sampai `akhir`, keduanya termasuk."""

    awal: int
    akhir: int


SELURUH_INDONESIA = Rentang(0, 9_999_999_999)


def normalkan(mentah: str) -> str | None:
    """Kode bertitik dari tulisan bertitik atau polos; `None` bila bentuknya bukan salah satu keduanya."""
    teks = str(mentah).strip()
    if not teks.isascii():
        return None
    if _BERTITIK.fullmatch(teks):
        return teks
    if teks.isdigit() and len(teks) in _POLOS:
        potong, hasil = 0, []
        for lebar in _POLOS[len(teks)]:
            hasil.append(teks[potong : potong + lebar])
            potong += lebar
        return ".".join(hasil)
    return None


def kunci(kode: str) -> int:
    """Kode bertitik sebagai bilangan sepuluh angka: 13.07 → 1307000000."""
    return int(kode.replace(".", "").ljust(10, "0"))


def rentang(kode: str) -> Rentang:
    """Rentang kunci seluruh subpohon: 13.07 → 1307000000…1307999999."""
    awal = kunci(kode)
    return Rentang(awal, awal + _LEBAR[len(kode)] - 1)


def induk(kode: str) -> str | None:
    """Kode induk; provinsi tidak berinduk."""
    return kode.rpartition(".")[0] or None


def leluhur(kode: str) -> list[str]:
    """Kode dari provinsi sampai `kode` sendiri."""
    bagian = kode.split(".")
    return [".".join(bagian[: i + 1]) for i in range(len(bagian))]


def tingkat(kode: str) -> str:
    """Tingkat menurut panjang kode; kelompok kedua mulai 71 adalah kota."""
    if len(kode) == 5:
        return "kota" if int(kode[3:5]) >= 71 else "kabupaten"
    return {2: "provinsi", 8: "kecamatan", 13: "desa"}[len(kode)]


def rentang_awalan(mentah: str) -> Rentang | None:
    """Rentang kunci semua kode yang berawalan angka-angka ini ("13.07.04", "130704200"); `None` bila bukan kode."""
    angka = str(mentah).strip().rstrip(".").replace(".", "")
    if not (angka.isascii() and angka.isdigit() and 2 <= len(angka) <= 10):
        return None
    awal = int(angka.ljust(10, "0"))
    return Rentang(awal, awal + 10 ** (10 - len(angka)) - 1)


def jenis_desa(kode: str) -> str:
    """Jenis menurut angka pertama kelompok keempat; kosong di atas tingkat desa."""
    return JENIS_DARI_ANGKA.get(kode[9:10], "") if len(kode) == 13 else ""
