"""Masa berlaku kesepakatan (K-058, K-062)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from .bulat import tambah_bulan

PENGINGAT = (90, 60, 30, 7)


class Masa(NamedTuple):
    akhir: date | None
    sisa: int | None
    keadaan: str
    pengingat: int | None


def agreement(*, ditandatangani: date, bulan: int | None, hari_ini: date) -> Masa:
    """Akhir = tanda tangan + bulan − 1 hari; hari terakhir masih berlaku. Tanpa masa: tanpa akhir, tanpa pengingat."""
    if bulan is None:
        return Masa(None, None, "berlaku", None)
    akhir = tambah_bulan(ditandatangani, bulan) - timedelta(days=1)
    sisa = (akhir - hari_ini).days
    keadaan = "berakhir" if sisa < 0 else "akan_berakhir" if sisa <= 90 else "berlaku"
    return Masa(akhir, sisa, keadaan, sisa if sisa in PENGINGAT else None)
