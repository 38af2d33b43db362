"""Pembulatan dan tanggal: dua hal yang paling sering salah kalau ditulis di tempat."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from numbers import Rational


def bulat(nilai: Rational | Decimal | None, angka: int = 1) -> Decimal | None:
    """Dibulatkan setengah ke atas (menjauhi nol) pada `angka` desimal; `None` tetap `None`."""
    if nilai is None:
        return None
    tepat = Fraction(nilai)
    skala = 10**angka
    kali = (abs(tepat.numerator) * skala * 2 + tepat.denominator) // (tepat.denominator * 2)
    hasil = Decimal(kali).scaleb(-angka, Context(prec=60, rounding=ROUND_HALF_UP))
    return -hasil if tepat < 0 and kali else hasil


def bulat_atas(nilai: Fraction) -> int:
    """Bilangan bulat terkecil yang tidak kurang dari `nilai`."""
    return -((-nilai.numerator) // nilai.denominator)


def persen(pembilang: int | Fraction, penyebut: int | Fraction) -> Fraction | None:
    """100·a/b tepat; `None` bila penyebutnya nol."""
    return Fraction(100) * Fraction(pembilang) / Fraction(penyebut) if penyebut else None


def tambah_bulan(hari: date, bulan: int) -> date:
    """Tanggal yang sama `bulan` kemudian (boleh negatif), dijepit ke akhir bulan."""
    urut = hari.year * 12 + hari.month - 1 + bulan
    tahun, nomor = divmod(urut, 12)
    return date(tahun, nomor + 1, min(hari.day, calendar.monthrange(tahun, nomor + 1)[1]))
