from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.http import HttpRequest

from forum.models import Simpul, Topik, TopikBidang
from modul_pelatihan.models import Bidang

SIMPUL_MAKS = 60


@dataclass(frozen=True)
class SaringanCari:
    """Penyempit hasil cari; nilai yang tidak dikenal pembaca ini diabaikan, tidak pernah galat."""

    daftar_simpul: list[Simpul]
    daftar_bidang: list[Bidang]
    simpul: Simpul | None
    bidang: Bidang | None
    jenis: str
    dijawab: bool

    daftar_jenis = Topik.Jenis.choices

    @property
    def dipakai(self) -> bool:
        return bool(self.simpul or self.bidang or self.jenis or self.dijawab)

    @property
    def syarat(self) -> Q:
        """Atas `Kiriman`."""
        syarat = Q()
        if self.simpul:
            syarat &= Q(topik__ruang__simpul=self.simpul)
        if self.bidang:
            tanda = TopikBidang.objects.filter(topik=OuterRef("topik"))
            syarat &= Q(Exists(tanda.filter(Q(bidang=self.bidang) | Q(bidang__induk=self.bidang))))
        if self.jenis:
            syarat &= Q(topik__jenis=self.jenis)
        if self.dijawab:
            syarat &= Q(topik__jawaban=F("pk"))
        return syarat

    @property
    def kueri(self) -> str:
        """Bagian alamat untuk halaman hasil berikutnya, diawali `&`; kosong bila tanpa saringan."""
        isi = {
            "simpul": self.simpul.slug if self.simpul else "", "bidang": self.bidang.slug if self.bidang else "",
            "jenis": self.jenis, "dijawab": "1" if self.dijawab else "",
        }  # fmt: skip
        return "".join(f"&{urlencode({nama: nilai})}" for nama, nilai in isi.items() if nilai)


def baca_saringan(request: HttpRequest) -> SaringanCari | None:
    """Pilihannya: simpul yang boleh dibaca, yang diikuti dahulu lalu yang terbanyak anggotanya; dua kueri.

    `None` sebelum diminta (`?saring=1` atau salah satu isiannya): mencari saja tetap semurah semula.
    """
    if not any(request.GET.get(nama) for nama in ("saring", "simpul", "bidang", "jenis", "dijawab")):
        return None
    milik = Simpul.objects.diikuti(oleh=request.user).filter(pk=OuterRef("pk"))
    slug = request.GET.get("simpul", "")[:80]
    diminta = Case(When(slug=slug, then=0), default=1)
    terbaca = Simpul.objects.isi_terlihat(oleh=request.user).annotate(milik=Exists(milik))
    simpul = list(terbaca.order_by(diminta, "-milik", "-jumlah_anggota", "nama")[:SIMPUL_MAKS])
    bidang = list(Bidang.objects.pokok().order_by("urutan", "nama"))
    jenis = request.GET.get("jenis", "")
    return SaringanCari(
        sorted(simpul, key=lambda satu: satu.nama), bidang, next((satu for satu in simpul if satu.slug == slug), None),
        next((satu for satu in bidang if satu.slug == request.GET.get("bidang")), None),
        jenis if jenis in Topik.Jenis.values else "", request.GET.get("dijawab") == "1",
    )  # fmt: skip
