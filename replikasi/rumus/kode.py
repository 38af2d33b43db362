"""Kode desa: tulisan berbeda dari kode yang sama adalah satu desa (tracker.md 2). Riwayatnya di `wilayah.riwayat`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wilayah.kode import normalkan


class Sisir(NamedTuple):
    unik: list[str]
    ganda: int
    salah: list[str]


def dedupe_codes(kode: Iterable[str]) -> Sisir:
    """Kode dinormalkan ke NN.NN.NN.NNNN; yang sama satu desa; bentuk lain adalah baris salah."""
    unik: dict[str, None] = {}
    ganda, salah = 0, []
    for mentah in kode:
        bersih = normalkan(mentah)
        if bersih is None or len(bersih) != 13:
            salah.append(mentah)
        elif bersih in unik:
            ganda += 1
        else:
            unik[bersih] = None
    return Sisir(list(unik), ganda, salah)
