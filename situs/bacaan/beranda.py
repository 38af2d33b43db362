"""Isi beranda tamu: hanya yang terbuka untuk umum, jumlah kueri tetap."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from forum.models import Topik
from modul_pelatihan.models import ModulPage, PelajaranPage
from pusat_bantuan.bacaan.meja import BATAS_ANGKA, hitung_terbatas
from pusat_bantuan.models import ArtikelBantuanPage, ProfilTiket
from replikasi.bacaan.angka import Angka
from replikasi.bacaan.wilayah import halaman_wilayah

TAMU = AnonymousUser()
PROVINSI_TERBANYAK = 6


@dataclass(frozen=True)
class IsiBeranda:
    topik: list[Topik]
    modul: list[ModulPage]
    artikel: list[ArtikelBantuanPage]
    pelajaran: int
    tuntas: str  # sampai "1.000+"
    angka: Angka
    provinsi: list[dict]  # siap untuk {% batang %}: label, nilai (persen), url, keterangan


def isi_beranda() -> IsiBeranda:
    """Angka kemajuan dari rekap yang sama dengan halaman /replikasi/, jadi keduanya selalu sepakat."""
    nasional = halaman_wilayah(None)
    terdata = [satu for satu in nasional.anak if satu.angka.adopsi_desa and satu.angka.persen_desa is not None]
    terdata.sort(key=lambda satu: (-satu.angka.persen_desa, satu.wilayah.kunci))
    return IsiBeranda(
        topik=list(Topik.objects.terbaca(oleh=TAMU).select_related("ruang__simpul", "penulis").terbaru()[:5]),
        modul=list(ModulPage.objects.terlihat().order_by("path")[:4]),
        artikel=list(ArtikelBantuanPage.objects.terlihat().select_related("bidang").order_by("-last_published_at")[:4]),
        pelajaran=PelajaranPage.objects.terlihat().count(),
        tuntas=hitung_terbatas(
            {"tuntas": ProfilTiket.objects.filter(keadaan=ProfilTiket.Keadaan.DITUTUP)}, batas=BATAS_ANGKA
        )["tuntas"],
        angka=nasional.angka,
        provinsi=[
            {
                "label": satu.wilayah.nama_lengkap, "nilai": satu.angka.persen_desa, "url": satu.wilayah.get_absolute_url(),
                "keterangan": f"{satu.angka.adopsi_desa} dari {satu.angka.n_desa} desa terdata",
            }
            for satu in terdata[:PROVINSI_TERBANYAK]
        ],
    )  # fmt: skip
