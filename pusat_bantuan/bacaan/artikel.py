from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from modul_pelatihan.bacaan import saran_pelajaran
from modul_pelatihan.models import Bidang, PelajaranPage

from ..kata import akar_kata
from ..models import ArtikelBantuanPage

PANJANG_CARI = 200
AMBANG = 0.5  # yang nilainya kurang dari separuh yang terbaik hanya kebetulan memuat satu kata


@dataclass(frozen=True)
class Saran:
    artikel: list[ArtikelBantuanPage]
    pelajaran: list[PelajaranPage]
    ditanya: bool

    @property
    def ada(self) -> bool:
        return bool(self.artikel or self.pelajaran)


def saran(*, cari: str = "", bidang: Bidang | None = None, banyak: int = 4) -> Saran:
    """Artikel dan pelajaran yang mungkin sudah menjawab; jumlah kuerinya tetap.

    Tanpa kata yang bermakna, yang terbaru dari bidangnya.
    """
    cari = cari[:PANJANG_CARI]
    lingkup = list(Bidang.objects.sekeluarga(bidang).values_list("pk", flat=True)) if bidang else []
    bermakna = bool(akar_kata(cari))
    if bermakna:
        artikel = list(ArtikelBantuanPage.objects.cocok(cari).select_related("bidang")[: banyak * 3])
        nilai = {satu.pk: satu.nilai_cocok + 2 * (satu.bidang_id in lingkup) for satu in artikel}
        batas = max(nilai.values(), default=0) * AMBANG
        artikel = sorted((satu for satu in artikel if nilai[satu.pk] >= batas), key=lambda satu: -nilai[satu.pk])
    elif lingkup:
        artikel = list(
            ArtikelBantuanPage.objects.terlihat()
            .filter(bidang__in=lingkup)
            .select_related("bidang")
            .order_by("-last_published_at", "pk")[:banyak]
        )
    else:
        artikel = []
    pelajaran = saran_pelajaran(cari if bermakna else "", bidang)
    return Saran(artikel[:banyak], pelajaran, bermakna or bool(lingkup))


def artikel_bidang(bidang: list[int], *, kecuali: int | None = None, banyak: int = 5) -> list[ArtikelBantuanPage]:
    """Artikel terbit dari bidang itu, induknya, atau anaknya."""
    keluarga = Bidang.objects.filter(Q(pk__in=bidang) | Q(induk__in=bidang) | Q(anak__in=bidang)).values("pk")
    return list(
        ArtikelBantuanPage.objects.terlihat()
        .filter(bidang__in=keluarga)
        .exclude(pk=kecuali)
        .select_related("bidang")
        .order_by("-last_published_at", "pk")[:banyak]
    )


@dataclass(frozen=True)
class Rak:
    bidang: Bidang
    artikel: list[ArtikelBantuanPage]


def rak_bidang() -> list[Rak]:
    """Artikel terbit menurut bidang pokoknya, berurutan menurut kekerapan keluhan; satu kueri."""
    rak: dict[int, Rak] = {}
    for satu in ArtikelBantuanPage.objects.terlihat().select_related("bidang__induk").order_by("title"):
        pokok = satu.bidang.induk or satu.bidang
        rak.setdefault(pokok.pk, Rak(pokok, [])).artikel.append(satu)
    return sorted(rak.values(), key=lambda satu: (satu.bidang.urutan, satu.bidang.nama))


def tetangga_artikel(halaman: ArtikelBantuanPage) -> dict[str, list]:
    """Artikel dan pelajaran sebidang dengan satu artikel; dua kueri."""
    return {
        "sebidang": artikel_bidang([halaman.bidang_id], kecuali=halaman.pk),
        "pelajaran": pelajaran_bidang([halaman.bidang_id]),
    }


def pelajaran_bidang(bidang: list[int], *, banyak: int = 4) -> list[PelajaranPage]:
    keluarga = Bidang.objects.filter(Q(pk__in=bidang) | Q(induk__in=bidang) | Q(anak__in=bidang)).values("pk")
    return list(PelajaranPage.objects.terlihat().filter(bidang__in=keluarga).distinct().order_by("path")[:banyak])
