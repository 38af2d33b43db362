"""Mutu layanan dan data: waktu layanan, ketepatan, keterbukaan (K-093, K-096, K-097)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from .bulat import Bilangan, tepat


def median(nilai: Sequence[Bilangan]) -> Fraction | None:
    """Nilai tengah; n genap: rata-rata dua yang di tengah."""
    urut = sorted(tepat(satu) for satu in nilai)
    if not urut:
        return None
    tengah = len(urut) // 2
    return urut[tengah] if len(urut) % 2 else (urut[tengah - 1] + urut[tengah]) / 2


class WaktuLayanan(NamedTuple):
    sebelum: Fraction | None
    sesudah: Fraction | None
    perbaikan: Fraction | None
    contoh_kecil: bool


def service_time(sebelum: Sequence[Bilangan], sesudah: Sequence[Bilangan], n_min: int = 20) -> WaktuLayanan:
    """(median sebelum − median sesudah)/median sebelum dalam persen; boleh negatif; sebelum 0 → tak terdefinisi."""
    a, b = median(sebelum), median(sesudah)
    perbaikan = 100 * (a - b) / a if a and b is not None else None
    return WaktuLayanan(a, b, perbaikan, len(sebelum) < n_min or len(sesudah) < n_min)


class MenitKerja(NamedTuple):
    """`kerja` menit di dalam jam layanan, `dinding` menit menurut jam dinding; keduanya tepat."""

    kerja: Fraction
    dinding: Fraction


def working_minutes(
    mulai: datetime, selesai: datetime, *, buka: time = time(8), tutup: time = time(16),
    hari_kerja: Collection[int] = (0, 1, 2, 3, 4), libur: Collection[date] = (), zona: tzinfo | None = None,
) -> MenitKerja:  # fmt: skip
    """Menit di dalam jam layanan (Senin = 0), tanpa libur; kedua ujungnya dijepit. Selesai sebelum mulai → nol.

    Saat berzona diubah dahulu ke `zona` (jam kantor wilayahnya); saat tanpa zona dibaca sebagai jam setempat.
    """
    mulai, selesai = (_setempat(saat, zona) for saat in (mulai, selesai))
    if selesai <= mulai:
        return MenitKerja(Fraction(0), Fraction(0))
    kerja, hari = timedelta(), mulai.date()
    while hari <= selesai.date():
        if hari.weekday() in hari_kerja and hari not in libur:
            awal, akhir = (datetime.combine(hari, jam, mulai.tzinfo) for jam in (buka, tutup))
            kerja += max(timedelta(), min(selesai, akhir) - max(mulai, awal))
        hari += timedelta(days=1)
    return MenitKerja(_menit(kerja), _menit(selesai - mulai))


def _setempat(saat: datetime, zona: tzinfo | None) -> datetime:
    return saat.astimezone(zona) if zona and saat.tzinfo else saat


def _menit(lama: timedelta) -> Fraction:
    return Fraction(lama // timedelta(microseconds=1), 60 * 10**6)


class Ketepatan(NamedTuple):
    tepat: Fraction | None
    rendah: Decimal | None
    tinggi: Decimal | None
    n: int


def accuracy_wilson(*, salah: int, diperiksa: int, z: Decimal = Decimal("1.96")) -> Ketepatan:
    """1 − salah/diperiksa dalam persen, dengan selang Wilson. `ValueError` bila salahnya negatif atau melebihi yang diperiksa."""
    if not 0 <= salah <= max(0, diperiksa):
        raise ValueError("Yang salah harus di antara nol dan yang diperiksa.")
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


TEPAT, TERLAMBAT, TIDAK_ADA, BELUM_TEMPO = "tepat", "terlambat", "tidak_ada", "belum_tempo"


class ButirTerbit(NamedTuple):
    keadaan: str
    hari_telat: int


def butir_terbit(*, tempo: date, terbit: date | None, hari_ini: date) -> ButirTerbit:
    """Keadaan satu informasi wajib dan hari telatnya. Yang belum terbit pada hari temponya masih punya hari itu."""
    if terbit is not None and terbit > hari_ini:
        terbit = None
    if tempo > hari_ini or (terbit is None and tempo == hari_ini):
        return ButirTerbit(BELUM_TEMPO, 0)
    telat = max(0, ((terbit or hari_ini) - tempo).days)
    return ButirTerbit(TIDAK_ADA if terbit is None else TERLAMBAT if telat else TEPAT, telat)


def transparency(butir: Iterable[str]) -> Fraction | None:
    """Persen atas butir yang sudah jatuh tempo: `tepat` 1, `terlambat` ½, `tidak_ada` 0; `belum_tempo` tidak dihitung."""
    nilai = {TEPAT: Fraction(1), TERLAMBAT: Fraction(1, 2), TIDAK_ADA: Fraction(0)}
    dihitung = [nilai[satu] for satu in butir if satu != BELUM_TEMPO]
    return 100 * sum(dihitung, Fraction(0)) / len(dihitung) if dihitung else None
