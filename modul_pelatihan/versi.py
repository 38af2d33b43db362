"""Versi OpenSID dan keadaan pelajaran terhadap rilis (domain training.md 3). Murni, tanpa ORM.

Versi adalah pasangan bilangan (tahun, bulan) ditambah edisi; tidak pernah pecahan desimal dan tidak dibandingkan sebagai teks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

AMBANG_USANG_BULAN = 6
JEDA_UMUM_BULAN = 6  # Umum menerima isi Premium enam bulan kemudian (README OpenSID)


class Edisi(StrEnum):
    UMUM = "umum"
    PREMIUM = "premium"


class Keadaan(StrEnum):
    COCOK = "cocok"
    PERIKSA = "perlu-diperiksa"
    USANG = "usang"


class VersiKeliru(ValueError):
    """Tulisan itu bukan versi YY.MM."""


@dataclass(frozen=True, order=True)
class Versi:
    tahun: int
    bulan: int

    def __str__(self) -> str:
        return f"{self.tahun:02d}.{self.bulan:02d}"

    def tambah(self, bulan: int) -> Versi:
        jumlah = 12 * self.tahun + self.bulan - 1 + bulan
        return Versi(jumlah // 12, jumlah % 12 + 1)

    def untuk(self, asal: Edisi, tujuan: Edisi) -> Versi:
        return setara(self, asal, tujuan)


_BERTITIK = re.compile(r"(\d{2})\.(\d{1,2})(?!\d)")
_RAPAT = re.compile(r"(\d{2})(\d{2})(?!\d)")


def urai(teks: str) -> tuple[Versi, Edisi]:
    """ "24.10", "2410.1.0", "v2404.0.0-premium" → (Versi, Edisi). Tambalan diabaikan; akhiran hanya menentukan edisi.

    Melempar VersiKeliru bila bukan versi atau bulannya bukan 1–12.
    """
    bersih = teks.strip().lower().removeprefix("v")
    cocok = _RAPAT.match(bersih) or _BERTITIK.match(bersih)
    if not cocok or not 1 <= int(cocok[2]) <= 12:
        raise VersiKeliru(f"“{teks}” bukan versi OpenSID. Tulis tahun dan bulan, misalnya 24.10.")
    return Versi(int(cocok[1]), int(cocok[2])), Edisi.PREMIUM if "-premium" in bersih else Edisi.UMUM


def selisih_bulan(dari: Versi, ke: Versi) -> int:
    return 12 * (ke.tahun - dari.tahun) + (ke.bulan - dari.bulan)


def setara(versi: Versi, asal: Edisi, tujuan: Edisi) -> Versi:
    """Versi pada edisi lain dengan isi yang sama: Premium P cocok untuk Umum mulai P + 6 bulan, dan sebaliknya."""
    if asal == tujuan:
        return versi
    return versi.tambah(JEDA_UMUM_BULAN if tujuan == Edisi.UMUM else -JEDA_UMUM_BULAN)


@dataclass(frozen=True)
class Catatan:
    """Satu butir catatan rilis yang sudah dikonfirmasi orang, atau laporan pembaca yang diterima."""

    versi: Versi
    tingkat: str  # kecil, sedang, besar


def keadaan_pelajaran(
    diperiksa: Versi | None,
    terbaru: Versi | None,
    *,
    catatan: Iterable[Catatan] = (),
    laporan: bool = False,
    slug_hilang: bool = False,
    ambang: int = AMBANG_USANG_BULAN,
) -> Keadaan:
    """Keadaan terhadap rilis terbaru *edisi yang sama*; urutan usang > perlu diperiksa > cocok.

    `catatan` sudah disaring menurut slug modul pelajaran; hanya yang sesudah versi diperiksa yang dihitung.
    Pelajaran tanpa versi tidak terikat rilis, jadi cocok kecuali ada laporan.
    """
    baru = [satu for satu in catatan if diperiksa and satu.versi > diperiksa]
    jauh = bool(diperiksa and terbaru) and selisih_bulan(diperiksa, terbaru) >= ambang
    if jauh or any(satu.tingkat == "besar" for satu in baru):
        return Keadaan.USANG
    if baru or laporan or slug_hilang:
        return Keadaan.PERIKSA
    return Keadaan.COCOK
