"""Hari kerja satu desa: kalender kerja dan hari liburnya sendiri (training.md 5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from pusat_bantuan.kalender import buku
from pusat_bantuan.sla import Kalender

HARI_TERJAUH = 3_660


def kalender_desa(kode: str) -> Kalender:
    """Kalender yang berlaku di desa itu; tersimpan di proses, jadi murah untuk banyak desa."""
    return buku().kalender(kode)


def hari_kerja_ke(
    kalender: Kalender, mulai: date, banyak: Iterable[int], jeda: Iterable[tuple[date, date]] = ()
) -> dict[int, date]:
    """Tanggal hari kerja ke-n sejak `mulai` (hari itu sendiri terhitung bila hari kerja), untuk setiap n ≥ 1.

    Hari jeda (kedua ujungnya) bukan hari kerja. Kalender yang tidak pernah buka dalam sepuluh tahun menjawab `mulai`.
    """
    tutup, perlu, hasil = list(jeda), sorted({max(1, n) for n in banyak}), {}
    hitung = 0
    for geser in range(HARI_TERJAUH):
        if len(hasil) == len(perlu):
            break
        hari = mulai + timedelta(days=geser)
        if kalender.jendela(hari) and not any(awal <= hari <= akhir for awal, akhir in tutup):
            hitung += 1
            if perlu[len(hasil)] == hitung:
                hasil[hitung] = hari
    terakhir = max(hasil.values(), default=mulai)
    return {n: hasil.get(n, terakhir) for n in perlu}
