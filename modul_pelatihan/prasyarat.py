"""Graf prasyarat: berarah tanpa siklus (domain training.md 2.5). Murni, tanpa ORM."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Simpul = TypeVar("Simpul", bound=Hashable)


def cari_siklus(graf: Mapping[Simpul, Iterable[Simpul]], mulai: Simpul) -> list[Simpul] | None:
    """Siklus yang melewati `mulai` sebagai jalur [mulai, …, mulai], atau None. Panah ke diri sendiri juga siklus."""
    asal: dict[Simpul, Simpul | None] = {mulai: None}
    antre = deque([mulai])
    while antre:
        kini = antre.popleft()
        for syarat in graf.get(kini, ()):
            if syarat == mulai:
                balik: list[Simpul] = [mulai]
                jejak: Simpul | None = kini
                while jejak is not None:
                    balik.append(jejak)
                    jejak = asal[jejak]
                return balik[::-1]
            if syarat not in asal:
                asal[syarat] = kini
                antre.append(syarat)
    return None


def urutkan(graf: Mapping[Simpul, Iterable[Simpul]]) -> list[Simpul]:
    """Urutan belajar: prasyarat lebih dahulu, sama-sama siap diurutkan menurut nilainya. ValueError bila ada siklus."""
    sisa = {satu: {syarat for syarat in graf[satu] if syarat in graf} for satu in graf}
    hasil: list[Simpul] = []
    while sisa:
        siap = min((satu for satu, syarat in sisa.items() if not syarat), default=None, key=lambda satu: satu)
        if siap is None:
            raise ValueError("Prasyarat berputar.")
        hasil.append(siap)
        del sisa[siap]
        for syarat in sisa.values():
            syarat.discard(siap)
    return hasil
