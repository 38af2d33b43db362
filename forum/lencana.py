"""Pengakuan yang berarti: perbuatan yang sungguh menolong orang, bukan banyaknya menulis. Murni, tanpa ORM (isu 7 §7).

Tidak ada peringkat dan tidak ada angka yang dapat dikejar dengan menulis lebih banyak.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Lencana(NamedTuple):
    nama: str
    arti: str
    ikon: str


@dataclass(frozen=True)
class Jasa:
    """Angka atas apa yang boleh dibaca pembacanya; terima kasih dihitung per orang yang berterima kasih."""

    jawaban_diterima: int = 0
    terima_kasih: int = 0
    catatan_acara: int = 0
    usul_jadi: int = 0


TANGGA_JAWABAN = ((50, "Rujukan"), (10, "Penjawab tepercaya"), (1, "Penjawab"))
TANGGA_TERIMA_KASIH = ((200, "Sangat membantu"), (50, "Sering membantu"), (10, "Membantu"))


def lencana(jasa: Jasa) -> list[Lencana]:
    """Satu lencana per macam jasa, yang tertinggi saja."""
    hasil = []
    if nama := _tangga(TANGGA_JAWABAN, jasa.jawaban_diterima):
        hasil.append(Lencana(nama, f"{jasa.jawaban_diterima} jawabannya dipilih penanya", "centang-lingkar"))
    if nama := _tangga(TANGGA_TERIMA_KASIH, jasa.terima_kasih):
        hasil.append(Lencana(nama, f"{jasa.terima_kasih} kali ditandai membantu", "bintang"))
    if jasa.catatan_acara:
        hasil.append(Lencana("Pencatat", f"menulis catatan {jasa.catatan_acara} acara", "pena"))
    if jasa.usul_jadi:
        hasil.append(Lencana("Pengusul", f"{jasa.usul_jadi} usulnya sudah ada", "tunas"))
    return hasil


def _tangga(tangga: tuple[tuple[int, str], ...], n: int) -> str:
    return next((nama for batas, nama in tangga if n >= batas), "")
