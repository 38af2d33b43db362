"""Replikasi: siapa membimbing siapa, generasi, dan angka R (tracker.md 8, K-103)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction

from .bulat import persen


def melingkar(tepi: Iterable[tuple[Hashable, Hashable]]) -> bool:
    """Benar bila tepi (mentor, dampingan) membentuk lingkaran, termasuk ke diri sendiri."""
    murid: dict[Hashable, list[Hashable]] = {}
    for mentor, dampingan in tepi:
        murid.setdefault(mentor, []).append(dampingan)
    selesai: set[Hashable] = set()
    for awal in murid:
        jalan, tumpuk = set(), [(awal, False)]
        while tumpuk:
            satu, keluar = tumpuk.pop()
            if keluar:
                jalan.discard(satu)
                selesai.add(satu)
            elif satu in jalan:
                return True
            elif satu not in selesai:
                jalan.add(satu)
                tumpuk.append((satu, True))
                tumpuk += [(lain, False) for lain in murid.get(satu, [])]
    return False


def generasi(mentor_dari: Mapping[Hashable, Hashable]) -> dict[Hashable, int | None]:
    """1 + generasi mentor utamanya; yang tidak bermentor 0. Yang berada di atau di bawah lingkaran `None`."""
    hasil: dict[Hashable, int | None] = {}
    for awal in {*mentor_dari, *mentor_dari.values()}:
        jalan, satu = [], awal
        while satu not in hasil and satu not in jalan and satu in mentor_dari:
            jalan.append(satu)
            satu = mentor_dari[satu]
        if satu in jalan:
            hasil |= dict.fromkeys(jalan)
            continue
        hasil.setdefault(satu, 0)
        for dampingan in reversed(jalan):
            atas = hasil[mentor_dari[dampingan]]
            hasil[dampingan] = None if atas is None else atas + 1
    return hasil


def reproduction(*, sampai: int, mentor: int) -> Fraction | None:
    """R: desa yang sampai tahap 6 dibagi mentor gelombang sebelumnya; `None` bila tidak ada mentornya."""
    bagian = persen(sampai, mentor)
    return None if bagian is None else bagian / 100
