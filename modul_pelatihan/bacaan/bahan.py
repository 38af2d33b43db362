"""Isi satu modul untuk dibawa pergi: simpanan luring, PDF, EPUB, ZIP. Tanpa catatan pelatih, siapa pun yang meminta."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, Q

from modul_pelatihan.blocks import susun_isi
from modul_pelatihan.models import ButirSoal, Istilah, Kuis, ModulPage, PelajaranPage


@dataclass(frozen=True)
class BahanPelajaran:
    halaman: PelajaranPage
    balok: list[dict[str, Any]]


@dataclass(frozen=True)
class Bahan:
    """`edisi` cap yang sama di tiap keluaran: berganti bila salah satu naskahnya terbit lagi."""

    modul: ModulPage
    pelajaran: list[BahanPelajaran]
    edisi: str
    sebutan: str

    @property
    def menit(self) -> int:
        return sum(satu.halaman.menit for satu in self.pelajaran)


def cap_edisi(modul: ModulPage, sebutan: str) -> str:
    """Sidik naskah yang terbit: revisi modul dan pelajarannya, istilah, dan latihan yang dapat ada di dalamnya. Empat kueri."""
    revisi = PelajaranPage.objects.terlihat().filter(path__startswith=modul.path).order_by("path")
    istilah = Istilah.objects.aggregate(n=Max("last_published_at"), r=Max("latest_revision"))
    kuis = list(Kuis.objects.filter(aktif=True).values_list("slug", "judul", "jenis").order_by("slug"))
    soal = ButirSoal.objects.aggregate(n=Max("latest_revision"), k=Max("pk"), terbit=Count("pk", filter=Q(live=True)))
    isi = [
        modul.pk, modul.live_revision_id, modul.last_published_at, modul.title, sebutan, istilah, kuis, soal,
        list(revisi.values_list("uuid", "live_revision_id", "last_published_at", "title", "url_path")),
    ]  # fmt: skip
    return hashlib.sha256(repr(isi).encode()).hexdigest()[:12]


def bahan_modul(modul: ModulPage, sebutan: str) -> Bahan:
    """Pelajaran terbit berurutan dengan balok yang boleh dibaca siapa pun."""
    pelajaran = PelajaranPage.objects.terlihat().filter(path__startswith=modul.path).order_by("path")
    pembaca = AnonymousUser()
    return Bahan(
        modul, [BahanPelajaran(satu, susun_isi(satu.isi, oleh=pembaca)) for satu in pelajaran],
        cap_edisi(modul, sebutan), sebutan,
    )  # fmt: skip
