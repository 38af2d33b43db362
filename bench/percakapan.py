"""Percakapan buatan berbiji tetap: ruang, topik, kiriman, dan tanda baca yang sama bagi kita dan bagi django-machina."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

BIJI = 20261122
KINI = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SIMPUL, RUANG_PER_SIMPUL = 20, 5
ORANG, PEMBACA, SEBAGIAN = 300, 200, 20  # tiap pembaca pernah membuka seperdua puluh topiknya
LEMBAR_JAUH = 500  # lembar ruang yang jauh, 25 topik selembar
JARANG, UMUM, TIADA = "sirukam", "surat", "zirkonium"
# Halaman yang diukur di kedua belah pihak; yang bernama "baru" dibuka orang yang belum pernah membaca apa pun.
HALAMAN = (
    "indeks", "ruang: lembar 1", f"ruang: lembar {LEMBAR_JAUH}", "utas: lembar 1", "utas: lembar terakhir",
    "utas: pembaca baru", "belum dibaca", "belum dibaca: orang baru", "cari: kata umum", "cari: kata langka",
    "cari: tidak ada",
)  # fmt: skip
KATA = (Path(__file__).parent / "kata.txt").read_text().split()


@dataclass(frozen=True)
class TopikBuatan:
    pk: int
    ruang: int
    judul: str
    penulis: int
    mulai: datetime
    akhir: datetime
    pertama: int  # kunci kiriman pertama
    banyak: int


@dataclass(frozen=True)
class Skala:
    topik: int
    kiriman: int

    @property
    def ruang_besar(self) -> int:
        """Topik di ruang terbesar: cukup untuk lembar ke-500 berisi 25."""
        return self.topik * 65 // 100

    @property
    def utas_panjang(self) -> int:
        return self.kiriman // 80


def topik_buatan(skala: Skala) -> list[TopikBuatan]:
    acak = random.Random(BIJI)
    sisa, hasil, kunci = skala.kiriman - skala.utas_panjang, [], 1
    ruang_lain = SIMPUL * RUANG_PER_SIMPUL - 1
    for pk in range(1, skala.topik + 1):
        tinggal = skala.topik - pk
        if pk == 1:
            banyak = skala.utas_panjang
        elif tinggal == 0:
            banyak = sisa
        else:
            banyak = min(acak.randint(1, 2 * (sisa // (tinggal + 1)) - 1), sisa - tinggal)
        sisa -= 0 if pk == 1 else banyak
        akhir = KINI - timedelta(minutes=acak.randint(0, 2 * 365 * 1440))
        ruang = 1 if pk <= skala.ruang_besar else 2 + pk % ruang_lain
        judul = " ".join(acak.choices(KATA, k=acak.randint(4, 9))).capitalize()
        hasil.append(
            TopikBuatan(
                pk, ruang, judul, 1 + acak.randrange(ORANG), akhir - timedelta(minutes=banyak), akhir, kunci, banyak
            )
        )
        kunci += banyak
    return hasil


def kiriman_buatan(topik: list[TopikBuatan]) -> Iterator[tuple[int, TopikBuatan, int, int, str, datetime]]:
    """(kunci, topik, nomor, penulis, teks, saat). Kata langka ada di dua puluh kiriman saja."""
    acak = random.Random(BIJI + 1)
    for satu in topik:
        for nomor in range(1, satu.banyak + 1):
            kata = acak.choices(KATA, k=acak.randint(12, 60))
            kunci = satu.pertama + nomor - 1
            if acak.random() < 0.3:
                kata[3] = UMUM
            if kunci % 20_011 == 7:
                kata[5] = JARANG
            penulis = satu.penulis if nomor == 1 else 1 + acak.randrange(ORANG)
            yield kunci, satu, nomor, penulis, " ".join(kata), satu.akhir - timedelta(minutes=satu.banyak - nomor)


def terbaca(topik: list[TopikBuatan]) -> Iterator[tuple[int, TopikBuatan]]:
    """(pembaca, topik): tiap pembaca pernah membuka sejumlah topik sampai habis; utas panjang selalu."""
    acak = random.Random(BIJI + 2)
    banyak = max(len(topik) // SEBAGIAN, 1)
    for pembaca in range(1, PEMBACA + 1):
        for satu in [topik[0], *acak.sample(topik[1:], banyak - 1)]:
            yield pembaca, satu
