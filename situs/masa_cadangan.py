"""Cadangan mana yang disimpan: hitungan murni atas waktunya (domain operations.md 1 dan 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

SEHARI = timedelta(hours=24)
BULAN_TERLAMA = 12
# Yang terbaru dari tiap jam, hari, pekan, dan bulan; sekian yang terakhir dari masing-masing.
MASA: list[tuple[int, Callable[[datetime], tuple[int, ...]]]] = [
    (24, lambda t: (t.year, t.month, t.day, t.hour)),
    (7, lambda t: (t.year, t.month, t.day)),
    (5, lambda t: tuple(t.isocalendar()[:2])),
    (BULAN_TERLAMA, lambda t: (t.year, t.month)),
]


def yang_disimpan(semua: Iterable[datetime]) -> set[datetime]:
    """24 jam, 7 hari, 5 pekan, 12 bulan terakhir yang ada cadangannya; lewat dua belas bulan dibuang.

    Masa dihitung dari cadangan terbaru, bukan dari sekarang: pencadangan yang berhenti tidak menghabiskan yang ada. Dalam
    24 jam terakhir semuanya tinggal: yang dibuat terburu-buru sesudah sebuah kesalahan tidak menggusur yang sebelumnya.
    """
    urut = sorted(semua, reverse=True)
    if not urut:
        return set()
    terbaru = urut[0]
    urut = [satu for satu in urut if _bulan(terbaru) - _bulan(satu) < BULAN_TERLAMA]
    disimpan = {satu for satu in urut if terbaru - satu < SEHARI}
    for banyak, masa in MASA:
        per_masa: dict[tuple[int, ...], datetime] = {}
        for satu in urut:
            per_masa.setdefault(masa(satu), satu)
        disimpan.update(list(per_masa.values())[:banyak])
    return disimpan


def _bulan(waktu: datetime) -> int:
    return waktu.year * 12 + waktu.month
