"""Kemajuan penerapan dan macet (tracker.md 2 dan 3, K-110). Yang diklaim dan yang terverifikasi tidak pernah dicampur."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from .bulat import Bilangan, tepat


def progress(
    bobot: Mapping[int, Bilangan], bagian: Mapping[int, Bilangan], tidak_berlaku: Iterable[int] = ()
) -> Fraction | None:
    """100·Σ(w·bagian)/Σ(w tahap yang berlaku). Tahap yang tidak berlaku keluar dari pembilang dan penyebut.

    `bobot` nomor tahap → bobot; `bagian` nomor tahap → bagian tonggak yang selesai, 0…1 (tidak ada berarti 0).
    """
    lewat = set(tidak_berlaku)
    berlaku = {nomor: tepat(berat) for nomor, berat in bobot.items() if nomor not in lewat}
    jumlah = sum(berlaku.values())
    if not jumlah:
        return None
    return 100 * sum((berat * tepat(bagian.get(nomor, 0)) for nomor, berat in berlaku.items()), Fraction(0)) / jumlah


class RekapKemajuan(NamedTuple):
    rata_semua: Fraction | None
    n_semua: int
    rata_mulai: Fraction | None
    n_mulai: int


def progress_rollup(kemajuan_mulai: Sequence[Fraction], n_semua: int) -> RekapKemajuan:
    """Rata-rata atas semua desa (belum mulai = 0) dan atas yang sudah mulai: dua pernyataan berbeda, masing-masing n-nya."""
    return rata_kemajuan(sum(kemajuan_mulai, Fraction(0)), len(kemajuan_mulai), n_semua)


def rata_kemajuan(jumlah: Fraction, n_mulai: int, n_semua: int) -> RekapKemajuan:
    """`progress_rollup` dari jumlah yang sudah dihitung basis data."""
    return RekapKemajuan(jumlah / n_semua if n_semua else None, n_semua, jumlah / n_mulai if n_mulai else None, n_mulai)


def hari_jeda(jeda: Iterable[tuple[date, date]], sejak: date, sampai: date) -> int:
    """Hari jeda dari `sejak` sampai `sampai`: kedua ujung jeda dihitung, dijepit ke rentang itu, yang bertumpuk digabung."""
    jumlah, habis = 0, sejak - timedelta(days=1)
    for mulai, selesai in sorted(jeda):
        mulai, selesai = max(mulai, habis + timedelta(days=1)), min(selesai, sampai)
        if selesai >= mulai:
            jumlah += (selesai - mulai).days + 1
            habis = selesai
    return jumlah


def stalled(
    *,
    maju_terakhir: date,
    hari_ini: date,
    ambang: int = 45,
    jeda: Iterable[tuple[date, date]] = (),
    selesai: bool = False,
) -> str:
    """`jalan`, `kuning` (> h hari tanpa kemajuan terverifikasi), `merah` (> 2h), atau `selesai`."""
    if selesai:
        return "selesai"
    tertahan = (hari_ini - maju_terakhir).days - hari_jeda(jeda, maju_terakhir, hari_ini)
    if tertahan <= ambang:
        return "jalan"
    return "merah" if tertahan > 2 * ambang else "kuning"


class SaatTertahan(NamedTuple):
    kuning: date
    merah: date


def saat_tertahan(*, maju_terakhir: date, ambang: int = 45, jeda: Iterable[tuple[date, date]] = ()) -> SaatTertahan:
    """Hari pertama `stalled` menjawab kuning, dan hari pertama ia menjawab merah, menurut jeda yang diketahui.

    Tertahan g hari berarti g + 1 hari tanpa jeda sejak `maju_terakhir`; jadi yang dicari hari tanpa jeda ke h + 2.
    """
    jeda = sorted(jeda)
    return SaatTertahan(
        _hari_tanpa_jeda(maju_terakhir, ambang + 2, jeda), _hari_tanpa_jeda(maju_terakhir, 2 * ambang + 2, jeda)
    )


def _hari_tanpa_jeda(sejak: date, ke: int, jeda: Sequence[tuple[date, date]]) -> date:
    """Hari ke-`ke` (satu = `sejak`) bila hari jeda dilompati; jeda terurut menurut mulainya."""
    hari = sejak + timedelta(days=ke - 1)
    habis = sejak - timedelta(days=1)
    for mulai, selesai in jeda:
        mulai = max(mulai, habis + timedelta(days=1))
        if mulai > hari:
            break
        if selesai >= mulai:
            hari += selesai - mulai + timedelta(days=1)
            habis = selesai
    return hari
