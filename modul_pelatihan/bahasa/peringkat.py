"""Mengurutkan temuan menurut kata yang cocok; sama di kedua basis data, sebab tidak memakai nilai mesinnya. Murni."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TypeVar

from .ejaan import Tanya

T = TypeVar("T")
BOBOT_JUDUL, BOBOT_TEBAKAN = 3.0, 0.7
AMBANG = 0.5  # yang nilainya kurang dari separuh yang terbaik hanya kebetulan memuat satu kata


def peringkat(
    tanya: Tanya,
    calon: Iterable[T],
    *,
    akar: Callable[[T], tuple[str, str]],
    kali: Callable[[T], float] = lambda _: 1.0,
) -> list[T]:
    """Calon yang paling cocok dahulu. `akar(satu)` = (akar judul, akar isi), `kali(satu)` = pengali, misalnya sebidang.

    Kata yang ada di sedikit calon lebih berarti; kata di judul dihitung tiga; akar tebakan (salah ketik, kata yang belum
    selesai) dihitung tujuh persepuluh.
    """
    semua = [(satu, *(frozenset(teks.split()) for teks in akar(satu))) for satu in calon]
    langka = [
        math.log(1 + (len(semua) + 1) / (1 + sum(any(a in isi for a in kelompok) for _, _, isi in semua)))
        for kelompok in tanya.kelompok
    ]
    bernilai = []
    for urut, (satu, judul, isi) in enumerate(semua):
        nilai = sum(
            bobot * max((_bobot(n, a, judul, isi) for n, a in enumerate(kelompok)), default=0.0)
            for bobot, kelompok in zip(langka, tanya.kelompok, strict=True)
        )
        if nilai:
            bernilai.append((nilai * kali(satu), urut, satu))
    batas = max((nilai for nilai, *_ in bernilai), default=0.0) * AMBANG
    return [satu for nilai, _, satu in sorted(bernilai, key=lambda x: (-x[0], x[1])) if nilai >= batas]


def _bobot(n: int, akar: str, judul: frozenset[str], isi: frozenset[str]) -> float:
    letak = BOBOT_JUDUL if akar in judul else 1.0 if akar in isi else 0.0
    return letak * (BOBOT_TEBAKAN if n else 1.0)
