"""Kehadiran: bobot JP, selang daring digabung (domain training.md 2.3). Murni, tanpa ORM."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

Selang = tuple[datetime, datetime]


@dataclass(frozen=True)
class SesiHadir:
    """`hadir` None: belum dicatat. Izin, sakit, dan alpa bukan hadir."""

    jp: int
    hadir: bool
    batal: bool = False


def rasio_hadir(sesi: Iterable[SesiHadir]) -> Fraction | None:
    """JP hadir / JP semua sesi yang tidak batal; tidak ada sesi tersisa → None."""
    tersisa = [satu for satu in sesi if not satu.batal]
    jumlah = sum(satu.jp for satu in tersisa)
    return Fraction(sum(satu.jp for satu in tersisa if satu.hadir), jumlah) if jumlah else None


def gabung(sesi: Selang, selang: Iterable[Selang]) -> timedelta:
    """Lama gabungan selang sesudah dipotong ke sesi; tumpang tindih dihitung sekali."""
    awal, akhir = sesi
    jumlah, sampai = timedelta(0), awal
    for masuk, keluar in sorted(selang):
        masuk, keluar = max(masuk, sampai), min(keluar, akhir)
        if keluar > masuk:
            jumlah += keluar - masuk
            sampai = keluar
    return jumlah


def rasio_daring(sesi: Selang, selang: Iterable[Selang]) -> Fraction | None:
    """Lama gabungan / lama sesi; tidak pernah jumlah durasi dan tidak pernah jumlah baris."""
    lama = sesi[1] - sesi[0]
    if lama <= timedelta(0):
        return None
    return Fraction(gabung(sesi, selang) // timedelta(microseconds=1), lama // timedelta(microseconds=1))


def hadir_daring(sesi: Selang, selang: Iterable[Selang], ambang: Fraction) -> bool:
    rasio = rasio_daring(sesi, selang)
    return rasio is not None and rasio >= ambang
