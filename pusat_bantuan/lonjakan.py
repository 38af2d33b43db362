"""Kapan jumlah tiket pantas dicurigai sebagai gangguan (domain helpdesk.md 2.3). Murni, tanpa ORM.

Satu sifat (bidang dengan hosting, versi, atau induk alamat) melonjak bila jumlahnya dalam 60 menit melebihi
median + 4 × MAD dari jam dan hari yang sama selama delapan pekan, dan datang dari sedikitnya lima desa.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from urllib.parse import urlsplit

JENDELA = timedelta(minutes=60)
PEKAN = 8
KALI_MAD = 4
DESA_TERSEDIKIT = 5
# Akhiran yang dipakai bersama oleh siapa saja: bukan tanda satu penyedia.
_UMUM = frozenset(
    {"desa.id", "go.id", "web.id", "my.id", "or.id", "ac.id", "sch.id", "co.id", "net.id", "biz.id", "id", "com", "net",
     "org", "info", "site", "online", "xyz"}
)  # fmt: skip


@dataclass(frozen=True)
class Kejadian:
    """Satu tiket, sejauh yang perlu dihitung."""

    pada: datetime
    bidang: int
    desa: int | None
    hosting: str = ""
    versi: str = ""
    domain: str = ""


@dataclass(frozen=True, order=True)
class Sifat:
    """Kunci hitungan: bidang, dan satu sebab yang mungkin."""

    bidang: int
    jenis: str
    nilai: str

    def __str__(self) -> str:
        return f"{self.bidang}:{self.jenis}:{self.nilai}"[:200]


@dataclass(frozen=True)
class Lonjakan:
    sifat: Sifat
    jumlah: int
    desa: int
    ambang: Fraction
    sejak: datetime


def median(angka: Sequence[int | Fraction]) -> Fraction:
    urut = sorted(angka)
    if not urut:
        return Fraction(0)
    tengah = len(urut) // 2
    return Fraction(urut[tengah]) if len(urut) % 2 else Fraction(urut[tengah - 1] + urut[tengah]) / 2


def ambang(riwayat: Sequence[int]) -> Fraction:
    """median + 4 × MAD; MAD ialah median simpangan mutlak dari median."""
    pusat = median(riwayat)
    return pusat + KALI_MAD * median([abs(satu - pusat) for satu in riwayat])


def melonjak(kini: int, riwayat: Sequence[int], desa: int) -> bool:
    return desa >= DESA_TERSEDIKIT and kini > ambang(riwayat)


def induk_domain(alamat: str) -> str:
    """ "https://suliki.siappakai.my.id/x" → "siappakai.my.id"; kosong bila tidak menunjuk satu penyedia."""
    try:
        host = (urlsplit(alamat if "//" in alamat else f"//{alamat}").hostname or "").lower().strip(".")
    except ValueError:
        return ""
    if not host or host.replace(".", "").isdigit():
        return ""
    induk = host.partition(".")[2]
    return "" if "." not in induk or induk in _UMUM else induk[:120]


def sifat_dari(satu: Kejadian) -> list[Sifat]:
    nilai = {"hosting": satu.hosting, "versi": satu.versi, "domain": induk_domain(satu.domain)}
    return [Sifat(satu.bidang, jenis, isi) for jenis, isi in nilai.items() if isi]


def cari_lonjakan(kini: Iterable[Kejadian], lampau: Iterable[Kejadian], *, saat: datetime) -> list[Lonjakan]:
    """Sifat yang melonjak pada jam yang berakhir `saat`. `lampau`: kejadian di jendela yang sama delapan pekan ke belakang.

    Bila satu bidang melonjak lewat beberapa sifat, yang jumlahnya terbanyak yang diusulkan, supaya tidak berulang.
    """
    isi: dict[Sifat, list[Kejadian]] = defaultdict(list)
    for satu in kini:
        for sifat in sifat_dari(satu):
            isi[sifat].append(satu)
    biasa: dict[Sifat, Counter] = defaultdict(Counter)
    for satu in lampau:
        pekan = pekan_ke(satu.pada, saat)
        if pekan:
            for sifat in sifat_dari(satu):
                biasa[sifat][pekan] += 1
    terbaik: dict[int, Lonjakan] = {}
    for sifat, daftar in sorted(isi.items()):
        desa = len({satu.desa for satu in daftar if satu.desa is not None})
        riwayat = [biasa[sifat][pekan] for pekan in range(1, PEKAN + 1)]
        if not melonjak(len(daftar), riwayat, desa):
            continue
        baru = Lonjakan(sifat, len(daftar), desa, ambang(riwayat), min(satu.pada for satu in daftar))
        lama = terbaik.get(sifat.bidang)
        if lama is None or (baru.jumlah, baru.desa) > (lama.jumlah, lama.desa):
            terbaik[sifat.bidang] = baru
    return list(terbaik.values())


def jendela_lampau(saat: datetime) -> list[tuple[datetime, datetime]]:
    """Delapan jendela `[dari, sampai)`: jam dan hari yang sama, satu sampai delapan pekan lalu."""
    return [(saat - JENDELA - timedelta(weeks=pekan), saat - timedelta(weeks=pekan)) for pekan in range(1, PEKAN + 1)]


def pekan_ke(pada: datetime, saat: datetime) -> int:
    """Nomor pekan (1–8) jendela yang memuat `pada`; 0 bila di luar semuanya."""
    for pekan, (dari, sampai) in enumerate(jendela_lampau(saat), 1):
        if dari <= pada < sampai:
            return pekan
    return 0
