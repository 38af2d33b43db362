"""Laju perlu, proyeksi, aturan menerbitkannya, dan nilainya kemudian (tracker.md 7).

Selang proyeksi memakai akar kuadrat: dihitung dengan akar bilangan bulat, dibulatkan ke hari sekali di akhir.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from .bulat import Bilangan, bulat_atas, persen, tepat

Z = Fraction(25631, 10000)
_TELITI = 10**24
TERCAPAI, LEWAT_TENGGAT = "tercapai", "lewat_tenggat"
SESUAI, WASPADA, TERTINGGAL = "sesuai", "waspada", "tertinggal"
PEKAN_RAGAM = 26
POIN_TERJAUH, HARI_TERJAUH, PENYEBUT_TERKECIL, RIWAYAT_TERPENDEK = 10, 365, 20, 120


class LajuPerlu(NamedTuple):
    sisa: int
    hari: int
    per_hari: Fraction | None
    per_pekan: Fraction | None
    keadaan: str
    rasio: Fraction | None = None


def required_rate(
    *, sasaran: int, nyata: int, hari_ini: date, tenggat: date, laju_kini: Bilangan | None = None
) -> LajuPerlu:
    """Sisa dibagi hari; tenggat lewat dan masih kurang → "lewat_tenggat" tanpa laju.

    Keadaan dari rasio laju kini (per hari) atas laju perlu: ≥ 1 `sesuai`, ≥ 0,8 `waspada`, selain itu `tertinggal`.
    Tanpa laju kini keadaannya kosong. Ini hitungan, bukan ramalan.
    """
    sisa, hari = sasaran - nyata, (tenggat - hari_ini).days
    if sisa <= 0:
        return LajuPerlu(0, hari, Fraction(0), Fraction(0), TERCAPAI)
    if hari <= 0:
        return LajuPerlu(sisa, hari, None, None, LEWAT_TENGGAT)
    perlu = Fraction(sisa, hari)
    if laju_kini is None:
        return LajuPerlu(sisa, hari, perlu, 7 * perlu, "")
    rasio = tepat(laju_kini) / perlu
    keadaan = SESUAI if rasio >= 1 else WASPADA if rasio >= Fraction(4, 5) else TERTINGGAL
    return LajuPerlu(sisa, hari, perlu, 7 * perlu, keadaan, rasio)


def dispersion(tambahan_pekan: Sequence[int]) -> Fraction:
    """φ = maks(1, ragam/rata-rata tambahan bersih tiap pekan), 26 pekan terakhir. Ragam contoh (pembagi n − 1).

    Rata-rata nol atau turun, atau kurang dari dua pekan → 1: tidak ada yang dapat ditaksir.
    """
    nilai = list(tambahan_pekan)[-PEKAN_RAGAM:]
    if len(nilai) < 2 or sum(nilai) <= 0:
        return Fraction(1)
    rata = Fraction(sum(nilai), len(nilai))
    ragam = sum((satu - rata) ** 2 for satu in nilai) / (len(nilai) - 1)
    return max(Fraction(1), ragam / rata)


class Proyeksi(NamedTuple):
    hari: int | None
    tanggal: date | None
    awal_hari: int | None
    awal: date | None
    akhir_hari: int | None
    akhir: date | None
    alasan: str


def _tanpa(alasan: str) -> Proyeksi:
    return Proyeksi(None, None, None, None, None, None, alasan)


def projection(
    *,
    n: int,
    sasaran: int,
    per: date,
    tambahan: int,
    jendela: int = 90,
    phi: Bilangan = Fraction(1),
    z: Bilangan = Z,
    paling_jauh: int = HARI_TERJAUH,
) -> Proyeksi:
    """Garis lurus dari tambahan bersih `jendela` hari, selang h = z·√(φ·a). `akhir` kosong berarti terbuka (a ≤ h)."""
    sisa = sasaran - n
    if sisa <= 0:
        return Proyeksi(0, per, 0, per, 0, per, TERCAPAI)
    if tambahan <= 0:
        return _tanpa(f"tidak ada penambahan {jendela} hari")
    lama = Fraction(sisa * jendela, tambahan)
    if lama > paling_jauh:
        return _tanpa("di luar jangkauan proyeksi")
    h = tepat(z) * _akar(tepat(phi) * tambahan)
    hari = bulat_atas(lama)
    awal = bulat_atas(sisa * jendela / (tambahan + h))
    akhir = bulat_atas(sisa * jendela / (tambahan - h)) if tambahan > h else None
    return Proyeksi(
        hari, per + timedelta(days=hari), awal, per + timedelta(days=awal),
        akhir, _tanggal_jauh(per, akhir), "",
    )  # fmt: skip


def _tanggal_jauh(per: date, hari: int | None) -> date | None:
    """Selang bawah yang sangat lambat dapat melampaui kalender: tanggalnya kosong, harinya tetap."""
    if hari is None or hari > (date.max - per).days:
        return None
    return per + timedelta(days=hari)


def _akar(nilai: Fraction) -> Fraction:
    """Akar kuadrat sampai dua puluh empat angka: cukup untuk membulatkan hari ke atas dengan benar."""
    return Fraction(isqrt(nilai.numerator * nilai.denominator * _TELITI**2), nilai.denominator * _TELITI)


class Terbit(NamedTuple):
    tampil: bool
    alasan: str


def publication(
    *, proyeksi: Proyeksi, sasaran_persen: Bilangan, n: int, penyebut: int, riwayat_hari: int
) -> Terbit:  # fmt: skip
    """Tanggal hanya ditampilkan untuk sasaran ≤ 10 poin persen lagi, ≤ 365 hari, penyebut ≥ 20, riwayat ≥ 120 hari.

    Selain itu tanpa tanggal, dengan alasannya; yang sudah tercapai tidak diproyeksikan.
    """
    if proyeksi.alasan:
        return Terbit(False, proyeksi.alasan)
    if penyebut < PENYEBUT_TERKECIL:
        return Terbit(False, f"penyebutnya kurang dari {PENYEBUT_TERKECIL} desa")
    if riwayat_hari < RIWAYAT_TERPENDEK:
        return Terbit(False, f"riwayatnya belum {RIWAYAT_TERPENDEK} hari")
    if tepat(sasaran_persen) - persen(n, penyebut) > POIN_TERJAUH:
        return Terbit(False, f"sasarannya lebih dari {POIN_TERJAUH} poin persen lagi")
    if proyeksi.hari is None or proyeksi.hari > HARI_TERJAUH:
        return Terbit(False, "di luar jangkauan proyeksi")
    return Terbit(True, "")


def next_goal(*, n: int, penyebut: int, sasaran_persen: Bilangan) -> Fraction | None:
    """Sasaran berikut yang terdekat: kelipatan sepuluh persen pertama yang belum tercapai, paling tinggi sasaran resminya."""
    akhir = tepat(sasaran_persen)
    if penyebut <= 0 or n * 100 >= akhir * penyebut:
        return None
    return min(akhir, Fraction((n * 100 // penyebut // 10 + 1) * 10))


KENA, MELESET, MENUNGGU = "kena", "meleset", "menunggu"


def grade_forecast(*, awal: date, akhir: date | None, tercapai_pada: date | None, hari_ini: date) -> str:
    """Ramalan yang terbit dinilai: kena bila sasarannya tercapai di dalam selangnya; `akhir` kosong berarti terbuka."""
    if tercapai_pada is not None and tercapai_pada <= hari_ini:
        return KENA if awal <= tercapai_pada and (akhir is None or tercapai_pada <= akhir) else MELESET
    return MELESET if akhir is not None and hari_ini > akhir else MENUNGGU


class TepatRamalan(NamedTuple):
    persen: Fraction | None
    kena: int
    dinilai: int
    menunggu: int


def hit_rate(nilai: Iterable[str]) -> TepatRamalan:
    """Bagian ramalan yang kena dari yang sudah dapat dinilai; yang menunggu disebut terpisah."""
    daftar = list(nilai)
    kena, menunggu = daftar.count(KENA), daftar.count(MENUNGGU)
    dinilai = len(daftar) - menunggu
    return TepatRamalan(persen(kena, dinilai), kena, dinilai, menunggu)
