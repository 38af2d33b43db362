"""Data halaman buku panduan: isinya, tetangganya, dan sampai di mana desa pembacanya."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from akun.models import Pengguna, Peran
from modul_pelatihan.models import ModulPage
from replikasi import kata
from replikasi.models import BabPage, BukuReplikasiPage, KlaimTonggak, LangkahPage, Penerapan, Templat, Tonggak
from replikasi.models.program import PERAN_PEMBACA
from replikasi.models.setempat import boleh_mencatat
from wilayah.models import Wilayah

from .perjalanan import penerapan_utama
from .setempat import catatan_halaman


@dataclass(frozen=True)
class BabBuku:
    halaman: BabPage
    langkah: list[LangkahPage]


def isi_buku(buku: BukuReplikasiPage) -> list[BabBuku]:
    """Bab dan langkah yang terbit, berurut, dua kueri."""
    bab = list(BabPage.objects.live().child_of(buku).order_by("path"))
    langkah = LangkahPage.objects.live().descendant_of(buku).select_related("tonggak__tahap").order_by("path")
    isi: dict[str, list[LangkahPage]] = {satu.path: [] for satu in bab}
    for satu in langkah:
        isi.get(satu.path[: -LangkahPage.steplen], []).append(satu)
    return [BabBuku(satu, isi[satu.path]) for satu in bab]


def tetangga(langkah: LangkahPage) -> tuple[LangkahPage | None, LangkahPage | None]:
    """Langkah sebelum dan sesudahnya, melompati batas bab."""
    buku = langkah.get_parent().get_parent()
    semua = LangkahPage.objects.live().descendant_of(buku).order_by("path")
    return semua.filter(path__lt=langkah.path).last(), semua.filter(path__gt=langkah.path).first()


@dataclass(frozen=True)
class KeadaanSaya:
    """Keadaan satu tonggak di desa pembaca."""

    desa: Wilayah
    penerapan: Penerapan | None
    klaim: KlaimTonggak | None

    @property
    def status(self) -> kata.Status:
        return kata.KLAIM[self.klaim.keadaan if self.klaim else ""]

    @property
    def bisa_diklaim(self) -> bool:
        return self.penerapan is not None and (
            self.klaim is None or self.klaim.keadaan == KlaimTonggak.Keadaan.DIKEMBALIKAN
        )


def desa_saya(orang: Pengguna) -> Wilayah | None:
    """Desa tempat orang ini menjadi operator."""
    if not orang.is_authenticated:
        return None
    tugas = [satu for satu in orang.penugasan_berlaku if satu.peran == Peran.OPERATOR]
    return tugas[0].wilayah if tugas else None


def keadaan_saya(orang: Pengguna, tonggak: Tonggak) -> KeadaanSaya | None:
    desa = desa_saya(orang)
    if desa is None:
        return None
    penerapan = penerapan_utama(desa)
    klaim = penerapan.klaim.filter(tonggak=tonggak).order_by("pk").last() if penerapan else None
    return KeadaanSaya(desa, penerapan, klaim)


def tercapai_saya(orang: Pengguna) -> set[int]:
    """Tonggak yang sudah terverifikasi di desa pembaca."""
    desa = desa_saya(orang)
    if desa is None:
        return set()
    return set(
        KlaimTonggak.objects.filter(penerapan__wilayah=desa, keadaan=KlaimTonggak.Keadaan.DIVERIFIKASI).values_list(
            "tonggak_id", flat=True
        )
    )


def sebaran_tonggak(tonggak: Tonggak) -> tuple[int, int]:
    """Berapa desa sudah mencapainya dengan verifikasi, dari berapa yang menjalani program."""
    program = tonggak.tahap.program_id
    sudah = KlaimTonggak.objects.filter(
        tonggak=tonggak, keadaan=KlaimTonggak.Keadaan.DIVERIFIKASI, penerapan__program=program
    )
    return sudah.count(), Penerapan.objects.berjalan().filter(program=program).count()


def modul_langkah(tonggak: Tonggak) -> list[ModulPage]:
    if not tonggak.modul_terkait:
        return []
    return list(ModulPage.objects.live().public().filter(kode__in=tonggak.modul_terkait).order_by("kode"))


def langkah_untuk_modul(kode: str) -> list[LangkahPage]:
    """Langkah buku yang dibantu satu modul."""
    return [
        satu
        for satu in LangkahPage.objects.live().select_related("tonggak").order_by("path")
        if kode in satu.tonggak.modul_terkait
    ]


def desa_dibaca(request) -> Wilayah | None:
    """Desa pembaca, atau `?desa=` bagi yang bertugas di wilayahnya."""
    kode, orang = request.GET.get("desa", "")[:13], request.user
    if kode and orang.is_authenticated:
        desa = (
            Wilayah.objects.select_related("induk__induk").filter(kode=kode.replace("\0", ""), tingkat="desa").first()
        )
        if desa and orang.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=desa):
            return desa
    return desa_saya(orang)


def lapisan_setempat(langkah: LangkahPage, request, susunan: list[dict]) -> dict:
    """Balok naskah dengan catatan desa pembaca di atasnya; naskahnya sendiri tidak disalin."""
    desa = desa_dibaca(request)
    catatan = catatan_halaman(langkah, desa) if desa else {}
    return {
        "naskah": [satu | {"setempat": catatan.get(str(satu["id"]))} for satu in susunan],
        "desa": desa,
        "boleh_mencatat": desa is not None and boleh_mencatat(desa, oleh=request.user),
    }


def templat_langkah(langkah: LangkahPage) -> list[tuple[str, str]]:
    """Nama templat dan slug-nya; slug kosong bila templatnya belum ada."""
    nama = langkah.daftar_templat
    slug = dict(Templat.objects.filter(nama__in=nama).values_list("nama", "slug"))
    return [(satu, slug.get(satu, "")) for satu in nama]


def cari_buku(buku: BukuReplikasiPage, kata: str) -> list[LangkahPage]:
    """Langkah yang memuat setiap kata itu, menurut urutan buku. Buku hanya puluhan langkah: tanpa indeks pun ringan."""
    hasil = LangkahPage.objects.live().descendant_of(buku).order_by("path")
    semua = kata.replace("\0", " ").split()[:6]
    for satu in semua:
        cocok = Q(title__icontains=satu) | Q(tindakan__icontains=satu) | Q(naskah__icontains=satu)
        hasil = hasil.filter(cocok | Q(templat__icontains=satu) | Q(bukti__icontains=satu))
    return list(hasil) if semua else []
