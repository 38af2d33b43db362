"""Pra-tes dan pasca-tes: paket setara, N-gain, perubahan ternormalisasi (domain training.md 2.2). Murni, tanpa ORM."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

N_MIN = 5
PAKET = ("A", "B")
TINGGI, SEDANG = Fraction(7, 10), Fraction(3, 10)


def paket_silang(urut: int) -> tuple[str, str]:
    """(pra, pasca) untuk peserta ke-`urut` mulai 0: A lalu B, atau B lalu A; ukuran kelompok berbeda paling banyak satu."""
    return PAKET[urut % 2], PAKET[1 - urut % 2]


def ngain(pra: Fraction, pasca: Fraction) -> Fraction | None:
    """(pasca - pra) / (1 - pra) atas rasio; pra penuh → None; turun berarti negatif."""
    return None if pra == 1 else (pasca - pra) / (1 - pra)


def golongan(g: Fraction | None) -> str:
    """ "tinggi" >= 0,7; "sedang" >= 0,3; selain itu "rendah", juga yang negatif; None tanpa golongan."""
    if g is None:
        return ""
    return "tinggi" if g >= TINGGI else "sedang" if g >= SEDANG else "rendah"


def perubahan(pra: Fraction, pasca: Fraction) -> Fraction | None:
    """c Marx-Cummings: turun dibagi pra, naik dibagi sisa; sama → 0, kecuali keduanya 0 atau keduanya penuh → None."""
    if pasca == pra:
        return None if pra in (0, 1) else Fraction(0)
    return (pasca - pra) / (1 - pra) if pasca > pra else (pasca - pra) / pra


@dataclass(frozen=True)
class NgainKelas:
    """`kelas` dari rata-rata, `rata` rata-rata perorangan atas `n_rata` orang: dua angka berbeda, keduanya ditampilkan."""

    n: int
    pra: Fraction | None
    pasca: Fraction | None
    kelas: Fraction | None
    rata: Fraction | None
    n_rata: int

    def tampil(self, n_min: int = N_MIN) -> bool:
        """Kurang dari `n_min` pasangan tidak ditampilkan."""
        return self.n >= n_min


def ngain_kelas(pasangan: Iterable[tuple[Fraction | None, Fraction | None]]) -> NgainKelas:
    """Hanya peserta dengan kedua tes."""
    lengkap = [(pra, pasca) for pra, pasca in pasangan if pra is not None and pasca is not None]
    if not lengkap:
        return NgainKelas(0, None, None, None, None, 0)
    pra = _rata([satu for satu, _ in lengkap])
    pasca = _rata([satu for _, satu in lengkap])
    sendiri = [g for satu in lengkap if (g := ngain(*satu)) is not None]
    return NgainKelas(len(lengkap), pra, pasca, ngain(pra, pasca), _rata(sendiri) if sendiri else None, len(sendiri))


def _rata(nilai: Sequence[Fraction]) -> Fraction:
    return sum(nilai, Fraction(0)) / len(nilai)
