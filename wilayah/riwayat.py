"""Kode yang berlaku pada satu tanggal, dari daftar perubahan. Murni, tanpa ORM (tracker.md bagian 9, T28)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Perubahan(NamedTuple):
    """`lama` menjadi `baru` mulai `tanggal`; `lebur` berarti jati diri lama berakhir dan datanya dipegang yang baru."""

    lama: str
    baru: str
    tanggal: date
    lebur: bool = False


def kode_berlaku(perubahan: Iterable[Perubahan], kode: str, tanggal: date) -> str:
    """Kode wilayah itu pada `tanggal`, ditanya dengan kode lama maupun kode baru; aman terhadap lingkaran.

    Ke belakang hanya lewat jati diri yang sama: wilayah penerima gabungan tidak pernah berkode wilayah yang melebur.
    """
    semua = sorted(perubahan, key=lambda satu: (satu.tanggal, satu.lebur))
    rantai, dikenal = [(kode, date.min)], {kode}
    while sebelum := [p for p in semua if p.baru == rantai[0][0] and not p.lebur and p.lama not in dikenal]:
        asal = sebelum[-1]
        rantai[0] = (rantai[0][0], asal.tanggal)
        rantai.insert(0, (asal.lama, date.min))
        dikenal.add(asal.lama)
    while sesudah := [p for p in semua if p.lama == rantai[-1][0] and p.baru not in dikenal]:
        maju = next((p for p in reversed(sesudah) if p.tanggal >= rantai[-1][1]), None)
        if maju is None:
            break
        rantai.append((maju.baru, maju.tanggal))
        dikenal.add(maju.baru)
    hasil = rantai[0][0]
    for satu, mulai in rantai[1:]:
        if mulai > tanggal:
            break
        hasil = satu
    return hasil
