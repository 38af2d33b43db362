"""Pembulatan dan tanggal: dua hal yang paling sering salah kalau ditulis di tempat."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from numbers import Rational

Bilangan = int | Fraction | Decimal | float | str


def tepat(nilai: Bilangan) -> Fraction:
    """Nilai tepat untuk memutuskan. Pecahan biner dibaca menurut tulisannya: 0.8 adalah 4/5, bukan 0,8000000000000000444."""
    return Fraction(repr(nilai)) if isinstance(nilai, float) else Fraction(nilai)


def bulat(nilai: Rational | Decimal | float | None, angka: int = 1) -> Decimal | None:
    """Dibulatkan setengah ke atas (menjauhi nol) pada `angka` desimal; `None` tetap `None`."""
    if nilai is None:
        return None
    asal = tepat(nilai)
    skala = 10**angka
    kali = (abs(asal.numerator) * skala * 2 + asal.denominator) // (asal.denominator * 2)
    hasil = Decimal(kali).scaleb(-angka, Context(prec=60, rounding=ROUND_HALF_UP))
    return -hasil if asal < 0 and kali else hasil


def bulat_atas(nilai: Fraction) -> int:
    """Bilangan bulat terkecil yang tidak kurang dari `nilai`."""
    return -((-nilai.numerator) // nilai.denominator)


def persen(pembilang: Bilangan, penyebut: Bilangan) -> Fraction | None:
    """100·a/b tepat; `None` bila penyebutnya nol."""
    return 100 * tepat(pembilang) / tepat(penyebut) if penyebut else None


def tambah_bulan(hari: date, bulan: int) -> date:
    """Tanggal yang sama `bulan` kemudian (boleh negatif), dijepit ke akhir bulan."""
    urut = hari.year * 12 + hari.month - 1 + bulan
    tahun, nomor = divmod(urut, 12)
    return date(tahun, nomor + 1, min(hari.day, calendar.monthrange(tahun, nomor + 1)[1]))
