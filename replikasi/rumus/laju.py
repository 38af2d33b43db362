"""Laju perlu dan proyeksi (tracker.md 7). Proyeksi memakai akar kuadrat: dihitung tepat dengan akar bilangan bulat."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from .bulat import bulat_atas

Z = Fraction(25631, 10000)
_TELITI = 10**24


class LajuPerlu(NamedTuple):
    sisa: int
    hari: int
    per_hari: Fraction | None
    per_pekan: Fraction | None
    keadaan: str


def required_rate(
    *, sasaran: int, nyata: int, hari_ini: date, tenggat: date, laju_kini: Fraction | None = None
) -> LajuPerlu:
    """Sisa dibagi hari; tenggat lewat dan masih kurang → "lewat_tenggat" tanpa laju.

    Keadaan dari rasio laju kini atas laju perlu: ≥ 1 `sesuai`, ≥ 0,8 `waspada`, selain itu `tertinggal`.
    """
    sisa, hari = sasaran - nyata, (tenggat - hari_ini).days
    if sisa <= 0:
        return LajuPerlu(0, hari, Fraction(0), Fraction(0), "tercapai")
    if hari <= 0:
        return LajuPerlu(sisa, hari, None, None, "lewat_tenggat")
    perlu = Fraction(sisa, hari)
    keadaan = ""
    if laju_kini is not None:
        rasio = laju_kini / perlu
        keadaan = "sesuai" if rasio >= 1 else "waspada" if rasio >= Fraction(4, 5) else "tertinggal"
    return LajuPerlu(sisa, hari, perlu, 7 * perlu, keadaan)


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
    phi: Fraction = Fraction(1),
    z: Fraction = Z,
    paling_jauh: int = 365,
) -> Proyeksi:
    """Garis lurus dari tambahan bersih `jendela` hari, selang h = z·√(φ·a). `akhir` kosong berarti terbuka (a ≤ h)."""
    sisa = sasaran - n
    if sisa <= 0:
        return Proyeksi(0, per, 0, per, 0, per, "tercapai")
    if tambahan <= 0:
        return _tanpa("tidak ada penambahan 90 hari")
    tepat = Fraction(sisa * jendela, tambahan)
    if tepat > paling_jauh:
        return _tanpa("di luar jangkauan proyeksi")
    h = Fraction(z) * _akar(Fraction(phi) * tambahan)
    hari = bulat_atas(tepat)
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
