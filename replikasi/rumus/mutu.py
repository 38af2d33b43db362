"""Mutu layanan dan data: waktu layanan, ketepatan, keterbukaan (K-093, K-096, K-097)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple


def median(nilai: Sequence[int | Fraction]) -> Fraction | None:
    """Nilai tengah; n genap: rata-rata dua yang di tengah."""
    urut = sorted(Fraction(satu) for satu in nilai)
    if not urut:
        return None
    tengah = len(urut) // 2
    return urut[tengah] if len(urut) % 2 else (urut[tengah - 1] + urut[tengah]) / 2


class WaktuLayanan(NamedTuple):
    sebelum: Fraction | None
    sesudah: Fraction | None
    perbaikan: Fraction | None
    contoh_kecil: bool


def service_time(sebelum: Sequence[int], sesudah: Sequence[int], n_min: int = 20) -> WaktuLayanan:
    """(median sebelum − median sesudah)/median sebelum dalam persen; boleh negatif; sebelum 0 → tak terdefinisi."""
    a, b = median(sebelum), median(sesudah)
    perbaikan = 100 * (a - b) / a if a and b is not None else None
    return WaktuLayanan(a, b, perbaikan, len(sebelum) < n_min or len(sesudah) < n_min)


class Ketepatan(NamedTuple):
    tepat: Fraction | None
    rendah: Decimal | None
    tinggi: Decimal | None
    n: int


def accuracy_wilson(*, salah: int, diperiksa: int, z: Decimal = Decimal("1.96")) -> Ketepatan:
    """1 − salah/diperiksa dalam persen, dengan selang Wilson."""
    if diperiksa <= 0:
        return Ketepatan(None, None, None, 0)
    benar = diperiksa - salah
    with localcontext() as konteks:
        konteks.prec = 40
        n, p = Decimal(diperiksa), Decimal(benar) / Decimal(diperiksa)
        penyebut = 1 + z * z / n
        tengah = (p + z * z / (2 * n)) / penyebut
        lebar = z * (p * (1 - p) / n + z * z / (4 * n * n)).sqrt() / penyebut
        rendah, tinggi = max(Decimal(0), tengah - lebar) * 100, min(Decimal(1), tengah + lebar) * 100
    return Ketepatan(Fraction(100 * benar, diperiksa), rendah, tinggi, diperiksa)


def transparency(butir: Iterable[str]) -> Fraction | None:
    """Persen atas butir yang sudah jatuh tempo: `tepat` 1, `terlambat` ½, `tidak_ada` 0; `belum_tempo` tidak dihitung."""
    nilai = {"tepat": Fraction(1), "terlambat": Fraction(1, 2), "tidak_ada": Fraction(0)}
    dihitung = [nilai[satu] for satu in butir if satu != "belum_tempo"]
    return 100 * sum(dihitung, Fraction(0)) / len(dihitung) if dihitung else None
