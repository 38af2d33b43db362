"""Masa berlaku kesepakatan dan pengingatnya (K-058, K-062)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from .bulat import tambah_bulan

PENGINGAT = (90, 60, 30, 7)
BERLAKU, AKAN_BERAKHIR, BERAKHIR = "berlaku", "akan_berakhir", "berakhir"


class Masa(NamedTuple):
    """`sisa` hari sampai hari terakhir; `pengingat` ambang yang jatuh tepat hari ini; `lewat_induk` PKS melampaui induknya."""

    akhir: date | None
    sisa: int | None
    keadaan: str
    pengingat: int | None
    lewat_induk: bool = False


def agreement(*, ditandatangani: date, bulan: int | None, hari_ini: date, akhir_induk: date | None = None) -> Masa:
    """Akhir = tanda tangan + bulan − 1 hari; hari terakhir masih berlaku. Tanpa masa: tanpa akhir, tanpa pengingat.

    `lewat_induk` bila akhirnya sesudah akhir kesepakatan induknya; yang tanpa akhir tidak dibandingkan.
    """
    akhir = tambah_bulan(ditandatangani, bulan) - timedelta(days=1) if bulan is not None else None
    if akhir is None:
        return Masa(None, None, BERLAKU, None)
    sisa = (akhir - hari_ini).days
    keadaan = BERAKHIR if sisa < 0 else AKAN_BERAKHIR if sisa <= PENGINGAT[0] else BERLAKU
    return Masa(
        akhir, sisa, keadaan, sisa if sisa in PENGINGAT else None, akhir_induk is not None and akhir > akhir_induk
    )


class Pengingat(NamedTuple):
    ambang: int
    terlambat: bool


def agreement_reminders(
    *, akhir: date | None, hari_ini: date, terkirim: Collection[int] = (), sejak: date | None = None
) -> list[Pengingat]:
    """Pengingat yang belum terkirim dan harinya sudah tiba; harinya terlewat → terlambat, tetap sekali.

    Kesepakatan yang sudah berakhir tidak diingatkan lagi, dan ambang yang jatuh sebelum `sejak` (tanda tangan) tidak ada.
    """
    if akhir is None or hari_ini > akhir:
        return []
    sisa = (akhir - hari_ini).days
    return [
        Pengingat(ambang, sisa < ambang)
        for ambang in PENGINGAT
        if sisa <= ambang and ambang not in terkirim and (sejak is None or akhir - timedelta(days=ambang) >= sejak)
    ]
