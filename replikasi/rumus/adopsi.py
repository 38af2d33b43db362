"""Adopsi dan sasaran: berapa yang memakai, dari berapa, dan kurang berapa (K-040…K-055, K-119)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from .bulat import Bilangan, bulat_atas, persen, tepat


class Adopsi(NamedTuple):
    """Persen tepat pada dua penyebut."""

    desa: Fraction | None
    semua: Fraction | None


def adoption_rate(*, aktif_desa: int, desa: int, kelurahan: int, aktif_kelurahan: int = 0) -> Adopsi:
    """Desa (dengan nagari dan desa adat) atas desa, dan semuanya atas desa + kelurahan."""
    return Adopsi(persen(aktif_desa, desa), persen(aktif_desa + aktif_kelurahan, desa + kelurahan))


class Sasaran(NamedTuple):
    persen: Fraction | None
    perlu: int
    tercapai: bool
    kurang: int


def target_count(*, sasaran_persen: Bilangan, penyebut: int, nyata: int) -> Sasaran:
    """Perlu = pembulatan ke atas p·D/100; tercapai bila nyata ≥ perlu. Tidak pernah diputuskan dari persen tercetak."""
    perlu = bulat_atas(tepat(sasaran_persen) * penyebut / 100)
    return Sasaran(persen(nyata, penyebut), perlu, nyata >= perlu, max(0, perlu - nyata))


class DuaBasis(NamedTuple):
    tetap: Sasaran
    berjalan: Sasaran


def denominator_change(*, sasaran_persen: Bilangan, nyata: int, penyebut_awal: int, penyebut_kini: int) -> DuaBasis:
    """Sasaran yang sama pada basis tetap (saat ditandatangani) dan basis berjalan (hari ini). K-055."""
    return DuaBasis(
        target_count(sasaran_persen=sasaran_persen, penyebut=penyebut_awal, nyata=nyata),
        target_count(sasaran_persen=sasaran_persen, penyebut=penyebut_kini, nyata=nyata),
    )


def rollup_ratio(anak: Iterable[tuple[int, int]]) -> Fraction | None:
    """Σ aktif / Σ desa dalam persen; bukan rata-rata persen anak-anaknya."""
    aktif = penyebut = 0
    for satu_aktif, satu_penyebut in anak:
        aktif += satu_aktif
        penyebut += satu_penyebut
    return persen(aktif, penyebut)


def kabkota_adoption(*, ambang: int, aktif_desa: int, desa: int, aktif_kelurahan: int = 0, kelurahan: int = 0) -> bool:
    """Kab/kota memakai SID bila n·100 ≥ θ·d; d = desanya, atau kelurahannya bila tak punya desa; d = 0 → tidak."""
    aktif, penyebut = (aktif_desa, desa) if desa else (aktif_kelurahan, kelurahan)
    return penyebut > 0 and aktif * 100 >= ambang * penyebut


class SiapOpenDK(NamedTuple):
    siap: bool | None
    kurang: int


def opendk_ready(*, aktif: int, desa: int) -> SiapOpenDK:
    """Kecamatan siap memakai OpenDK bila semua desanya aktif; tanpa desa → tidak berlaku (`None`)."""
    return SiapOpenDK(None if desa == 0 else aktif >= desa, max(0, desa - aktif))


def share(bagian: int, seluruh: int) -> Fraction | None:
    """100·a/b; sertakan tanggal b saat menampilkannya (K-049)."""
    return persen(bagian, seluruh)
