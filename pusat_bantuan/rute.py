"""Ke mana satu tiket pergi, dan mengapa. Murni: semua fakta sudah dikumpulkan pemanggilnya (domain helpdesk.md 2.3).

Tempat paling dekat yang ada orangnya menang: simpul tersempit dahulu, lalu petugas kabupaten, provinsi, nasional. Di
simpul tiket ditawarkan kepada semua yang bisa; di meja petugas ditugaskan kepada satu orang, yang bebannya paling ringan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SIMPUL, KABUPATEN, NASIONAL = 1, 2, 3


@dataclass(frozen=True)
class Calon:
    """Satu orang yang mungkin menangani. `mulai` kosong: tidak bisa dalam waktu tunggu. `bidang` kosong: semua bidang."""

    orang: int
    nama: str
    mulai: datetime | None
    beban: int = 0
    maks: int = 10
    bidang: frozenset[int] = frozenset()
    pihak_desa: bool = False

    def halangan(self, bidang: frozenset[int], batas: datetime | None = None) -> str:
        """Mengapa tidak ditawari; kosong berarti dapat. `batas`: akhir masa tawar tempatnya."""
        if self.pihak_desa:
            return "desanya sendiri"
        if self.mulai is None or (batas is not None and self.mulai >= batas):
            return "sedang tidak bisa"
        if self.beban >= self.maks:
            return "bebannya penuh"
        if self.bidang and bidang and not self.bidang & bidang:
            return "bukan bidangnya"
        return ""

    def urutan(self, bidang: frozenset[int]) -> tuple[bool, int, int]:
        """Yang menguasai bidangnya, lalu yang bebannya paling ringan, lalu yang paling lama terdaftar."""
        return not (self.bidang & bidang), self.beban, self.orang


@dataclass(frozen=True)
class Tempat:
    """Satu simpul atau satu meja petugas, dengan orang-orangnya. `dekat`: panjang kode wilayahnya, nol untuk nasional.

    `batas`: yang baru bisa sesudahnya dianggap tidak bisa di tempat ini.
    """

    tingkat: int
    nama: str
    dekat: int = 0
    simpul: int | None = None
    kelompok: bool = False
    batas: datetime | None = None
    calon: tuple[Calon, ...] = ()

    @property
    def urutan(self) -> tuple[int, int, bool, int]:
        return self.tingkat, -self.dekat, self.kelompok, self.simpul or 0


@dataclass(frozen=True)
class Putusan:
    """`ditawari` dari yang paling layak; `ditugasi` hanya di meja petugas. `tempat` kosong bila tidak ada yang bisa."""

    tempat: Tempat | None
    ditawari: tuple[Calon, ...]
    ditugasi: Calon | None
    alasan: str


def putuskan(
    tempat: Sequence[Tempat], *, bidang: frozenset[int] = frozenset(), terbatas: bool = False, mulai: int = SIMPUL
) -> Putusan:
    """Tempat terdekat yang ada orangnya. `terbatas` (soal keamanan) tidak lewat relawan; `mulai` tingkat terendah."""
    dilewati: list[str] = []
    for satu in sorted(tempat, key=lambda satu: satu.urutan):
        if satu.tingkat < mulai or (terbatas and satu.tingkat == SIMPUL):
            continue
        bisa = sorted(
            (calon for calon in satu.calon if not calon.halangan(bidang, satu.batas)),
            key=lambda calon: calon.urutan(bidang),
        )
        if bisa:
            ditugasi = bisa[0] if satu.tingkat > SIMPUL else None
            return Putusan(satu, tuple(bisa), ditugasi, _alasan(satu, bisa, bidang, dilewati))
        dilewati.append(_mengapa_lewat(satu, bidang))
    return Putusan(None, (), None, "; ".join(["Belum ada yang bisa", *dilewati]))


def _alasan(tempat: Tempat, bisa: Sequence[Calon], bidang: frozenset[int], dilewati: Sequence[str]) -> str:
    satu = bisa[0]
    ahli = ", menguasai bidangnya" if satu.bidang & bidang else ""
    if tempat.tingkat == SIMPUL:
        pilihan = f"{len(bisa)} dari {len(tempat.calon)} orang bisa; paling longgar {satu.nama}"
    else:
        pilihan = f"ditugaskan kepada {satu.nama}"
    kalimat = f"{tempat.nama}, tempat terdekat yang ada orangnya: {pilihan} ({satu.beban} tiket dipegang{ahli})"
    return "; ".join([kalimat, *dilewati])


def _mengapa_lewat(tempat: Tempat, bidang: frozenset[int]) -> str:
    if not tempat.calon:
        return f"{tempat.nama} dilewati: belum ada orangnya"
    hitung = Counter(calon.halangan(bidang, tempat.batas) for calon in tempat.calon)
    return f"{tempat.nama} dilewati: " + ", ".join(f"{n} {sebab}" for sebab, n in sorted(hitung.items()))
