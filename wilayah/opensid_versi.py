"""Tulisan versi OpenSID: membaca, membandingkan, menghitung umur. Murni (opensid.md bagian 8, training.md bagian 3)."""

from __future__ import annotations

import re
from typing import NamedTuple

UMUM, PREMIUM = "umum", "premium"
# Dua angka, titik boleh ada, bulan 01–12, dan tidak diikuti angka lain.
_RILIS = re.compile(r"([0-9]{2})\.?(0[1-9]|1[0-2])(?![0-9])")
_ANGKA = re.compile(r"[0-9]{1,9}")


class Versi(NamedTuple):
    """Rilis `tahun` (dua angka) dan `bulan`; `sisa` angka-angka sesudahnya, hanya untuk urutan."""

    tahun: int
    bulan: int
    edisi: str = UMUM
    sisa: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.tahun:02d}.{self.bulan:02d}{' Premium' if self.edisi == PREMIUM else ''}"

    @property
    def bulan_rilis(self) -> int:
        return 12 * self.tahun + self.bulan

    @property
    def urutan(self) -> tuple[int, tuple[int, ...]]:
        return self.bulan_rilis, self.sisa

    def __lt__(self, lain: tuple) -> bool:
        """Menurut bulan rilis, lalu angka sisanya; edisi tidak ikut diurutkan."""
        return self.urutan < Versi(*lain).urutan

    def __gt__(self, lain: tuple) -> bool:
        return self.urutan > Versi(*lain).urutan

    def __le__(self, lain: tuple) -> bool:
        return not self > lain

    def __ge__(self, lain: tuple) -> bool:
        return not self < lain


def urai_versi(teks: str, *, layanan: str = "") -> Versi | None:
    """Versi dari tulisan pemasangan; `None` berarti tidak terbaca, bukan lama.

    `layanan` dikirim 2604 ke atas ("umum", "premium", "siappakai"); Premium juga tampak dari `-premium` di tulisannya.
    """
    isi = str(teks or "").strip()[:80]
    if isi[:1] in {"v", "V"}:
        isi = isi[1:]
    cocok = _RILIS.match(isi)
    if not cocok:
        return None
    sisa = [int(angka) for angka in _ANGKA.findall(isi[cocok.end() :])]
    while sisa and sisa[-1] == 0:
        sisa.pop()
    premium = "-premium" in isi.lower() or str(layanan or "").strip().lower() == PREMIUM
    return Versi(int(cocok[1]), int(cocok[2]), PREMIUM if premium else UMUM, tuple(sisa))


def bandingkan(kiri: Versi, kanan: Versi) -> int:
    """-1, 0, atau 1 menurut bulan rilis lalu angka sisanya; edisi dibandingkan terpisah."""
    return (kiri.urutan > kanan.urutan) - (kiri.urutan < kanan.urutan)


def umur_bulan(versi: Versi | None, terbaru: Versi | None) -> int | None:
    """Selisih bulan rilis terhadap rilis terbaru pada jalur yang sama; `None` bila tidak dapat dihitung."""
    if versi is None or terbaru is None or versi.edisi != terbaru.edisi:
        return None
    return max(0, terbaru.bulan_rilis - versi.bulan_rilis)
