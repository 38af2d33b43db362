"""Anjuran pelajaran dari soal yang sungguh dialami: bidang tiket → pelajaran yang belum diselesaikan, dengan sebabnya (domain training.md 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from modul_pelatihan.models import ModulBidang, ModulPelajaran, PelajaranPage

BIDANG_TERBANYAK = 5


@dataclass(frozen=True)
class Soal:
    """Satu bidang yang ditanyakan: `jumlah` kali, `bobot` makin besar makin baru."""

    bidang: int
    nama: str
    jumlah: int
    bobot: float


@dataclass(frozen=True)
class Anjuran:
    pelajaran: PelajaranPage
    alasan: str


def bobot_umur(hari: float) -> float:
    """Setengah tiap 30 hari: soal pekan ini dua kali soal bulan lalu."""
    return 0.5 ** (max(hari, 0) / 30)


def anjurkan(soal: Sequence[Soal], *, selesai: Collection[UUID] = (), hari: int = 90, banyak: int = 3) -> list[Anjuran]:
    """Pelajaran terbit pada bidang-bidang itu, atau yang berbagi modul OpenSID, yang terberat dahulu; empat kueri.

    Nilai pelajaran = jumlah bobot soal yang dijawabnya (yang lewat modul bernilai setengah); `alasan` menyebut soal terberatnya.
    """
    utama = sorted(soal, key=lambda satu: (-satu.bobot, satu.nama))[:BIDANG_TERBANYAK]
    if not utama:
        return []
    kunci = [satu.bidang for satu in utama]
    kena: dict[int, set[tuple[int, bool]]] = defaultdict(set)
    tepat = PelajaranPage.bidang.through.objects.filter(bidang__in=kunci)
    for halaman, bidang in tepat.values_list("pelajaranpage_id", "bidang_id"):
        kena[halaman].add((bidang, True))
    slug = defaultdict(set)
    for bidang, nama in ModulBidang.objects.filter(bidang__in=kunci).values_list("bidang_id", "slug"):
        slug[nama].add(bidang)
    for halaman, nama in ModulPelajaran.objects.filter(slug__in=slug).values_list("pelajaran_id", "slug"):
        kena[halaman] |= {(bidang, False) for bidang in slug[nama] if (bidang, True) not in kena[halaman]}
    menurut = {satu.bidang: satu for satu in utama}
    nilai = {
        halaman: max((menurut[bidang].bobot * (1 if lurus else 0.5), bidang) for bidang, lurus in semua)
        + (sum(menurut[bidang].bobot * (1 if lurus else 0.5) for bidang, lurus in semua),)
        for halaman, semua in kena.items()
    }
    pelajaran = [
        satu
        for satu in PelajaranPage.objects.terlihat().filter(pk__in=kena).defer("isi")
        if satu.uuid not in selesai
    ]  # fmt: skip
    pelajaran.sort(key=lambda satu: (-nilai[satu.pk][2], satu.path))
    hasil = []
    for satu in pelajaran[:banyak]:
        sebab = menurut[nilai[satu.pk][1]]
        hasil.append(Anjuran(satu, f"{sebab.jumlah} tiket {sebab.nama} dalam {hari} hari"))
    return hasil
