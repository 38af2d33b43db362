"""Catatan setempat pada halaman langkah, dan daftar semuanya di satu desa."""

from __future__ import annotations

from dataclasses import dataclass

from modul_pelatihan.sebutan import ganti_sebutan
from replikasi.layanan.setempat import balok_halaman
from replikasi.models import CatatanSetempat, LangkahPage
from wilayah.models import Wilayah


@dataclass(frozen=True)
class ButirCatatan:
    catatan: CatatanSetempat
    langkah: LangkahPage | None
    dasar_berubah: bool
    dasar_hilang: bool

    @property
    def cuplikan(self) -> str:
        """Bagian yang disesuaikan, dengan kata desanya."""
        return ganti_sebutan(self.catatan.cuplikan, self.catatan.wilayah.sebutan)


def catatan_halaman(langkah: LangkahPage, desa: Wilayah) -> dict[str, ButirCatatan]:
    """Tanda balok → catatan desa itu pada halaman ini."""
    semua = CatatanSetempat.objects.filter(wilayah=desa, halaman=langkah.translation_key)
    return {str(satu.balok): _butir(satu, langkah) for satu in semua}


def catatan_desa(desa: Wilayah) -> list[ButirCatatan]:
    """Semua catatan desa, menurut urutan buku; dua kueri."""
    semua = list(CatatanSetempat.objects.filter(wilayah=desa).select_related("wilayah"))
    langkah = {
        satu.translation_key: satu
        for satu in LangkahPage.objects.live()
        .select_related("tonggak")
        .filter(translation_key__in=[s.halaman for s in semua])
    }
    hasil = [_butir(satu, langkah.get(satu.halaman)) for satu in semua]
    return sorted(hasil, key=lambda s: s.langkah.path if s.langkah else "~")


def tonggak_berpenyesuaian(desa: Wilayah) -> set[int]:
    """Tonggak yang langkahnya diberi catatan desa itu."""
    halaman = CatatanSetempat.objects.filter(wilayah=desa).values("halaman")
    return set(LangkahPage.objects.live().filter(translation_key__in=halaman).values_list("tonggak", flat=True))


def _butir(satu: CatatanSetempat, langkah: LangkahPage | None) -> ButirCatatan:
    dasar = balok_halaman(langkah).get(str(satu.balok)) if langkah else None
    return ButirCatatan(satu, langkah, dasar is not None and dasar[0] != satu.sidik_dasar, dasar is None)
