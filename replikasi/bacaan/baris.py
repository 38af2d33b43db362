"""Satu desa dalam daftar: keadaannya yang tampil, umur laporan dan versinya, kemajuannya."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q, QuerySet

from replikasi import kata
from replikasi.hitung import SKALA
from replikasi.kalender import akhir_bulan, bulan_ini, hari_ini
from replikasi.layanan.bahan import rilis_terbaru
from replikasi.layanan.beku import tanggal_acuan
from replikasi.models import RingkasBulan
from replikasi.models.rekap import IsiRingkas
from replikasi.rumus import bulat, dapat_melapor_otomatis, usage, version_age
from replikasi.rumus.pantau import Tampil, keadaan_tampil
from wilayah.models import Wilayah


@dataclass(frozen=True)
class BarisDesa:
    """Satu desa dalam daftar."""

    wilayah: Wilayah
    tampil: Tampil
    status: kata.Status
    ringkas: IsiRingkas | None
    umur_hari: int | None
    versi_lama: bool | None
    umur_versi: int | None
    dipakai: bool
    maju_verif: Decimal | None
    maju_klaim: Decimal | None

    @property
    def sumber(self) -> str:
        return kata.SUMBER[self.tampil.sumber]


def desa_di(wilayah: Wilayah | None, *, garis: bool = False) -> QuerySet[Wilayah]:
    desa = (
        Wilayah.objects.desa()
        .filter(berlaku=True)
        .di_dalam(wilayah)
        .select_related("ringkas", "induk__induk__induk")
        .order_by("kunci")
    )
    return desa.select_related("garis").defer("garis__geometri") if garis else desa


def baris_desa(desa: QuerySet[Wilayah] | list[Wilayah], *, bulan: date | None = None) -> list[BarisDesa]:
    """Satu kueri untuk desanya, satu untuk rilis, satu untuk pembekuan; bulan lampau satu lagi untuk akhir bulannya.

    Di wilayah yang deretnya dibekukan, umur laporan dihitung sampai sebelum laporannya lenyap, seperti pada rekapnya.
    """
    if bulan is None or bulan >= bulan_ini():
        hari, acuan = hari_ini(), tanggal_acuan(hari_ini())
        terbaru = rilis_terbaru(hari)
        return [_baris(satu, getattr(satu, "ringkas", None), acuan(satu.kunci), terbaru) for satu in desa]
    desa, hari = list(desa), akhir_bulan(bulan)
    terbaru, acuan = rilis_terbaru(hari), tanggal_acuan(hari)
    lampau = {r.wilayah_id: r for r in RingkasBulan.objects.filter(bulan=bulan, wilayah__in=[s.pk for s in desa])}
    return [_baris(satu, lampau.get(satu.pk), acuan(satu.kunci), terbaru) for satu in desa]


def _baris(desa: Wilayah, ringkas: IsiRingkas | None, hari: date, terbaru: dict[bool, int]) -> BarisDesa:
    bisa = bisa_lapor(desa)
    if ringkas is None:
        tampil = keadaan_tampil(lapor_terakhir=None, sumber_lain="", keadaan_lain="", bisa_lapor=bisa, hari_ini=hari)
        return BarisDesa(desa, tampil, kata.STATUS[tampil.status], None, None, None, None, False, None, None)
    tampil = keadaan_tampil(
        lapor_terakhir=ringkas.lapor_terakhir, sumber_lain=ringkas.sumber_lain, keadaan_lain=ringkas.keadaan_lain,
        bisa_lapor=bisa, hari_ini=hari,
    )  # fmt: skip
    umur = version_age(ringkas.rilis, terbaru.get(ringkas.premium))
    dipakai = usage(masuk_terakhir=None, ubah_terakhir=ringkas.dipakai_terakhir, hari_ini=hari)
    mulai = ringkas.penerapan_mulai is not None
    return BarisDesa(
        desa, tampil, kata.STATUS[tampil.status], ringkas,
        max(0, (hari - ringkas.lapor_terakhir).days) if ringkas.lapor_terakhir else None,
        umur.lama, umur.bulan, dipakai or (tampil.sumber == "terverifikasi" and tampil.aktif),
        bulat(Fraction(ringkas.maju_verif, SKALA)) if mulai else None,
        bulat(Fraction(ringkas.maju_klaim, SKALA)) if mulai else None,
    )  # fmt: skip


def rilis_lama(awalan: str) -> Q:
    """Rilisnya lebih dari enam bulan di belakang rilis terbaru pada jalur yang sama; yang tidak terbaca bukan lama."""
    syarat = Q(pk__in=[])
    for premium, terbaru in rilis_terbaru(hari_ini()).items():
        syarat |= Q(**{f"{awalan}premium": premium, f"{awalan}rilis__lt": terbaru - 6})
    return syarat


def bisa_lapor(desa: Wilayah) -> bool:
    kecamatan = desa.induk
    return dapat_melapor_otomatis(desa.nama, kecamatan.nama, kecamatan.induk.nama, kecamatan.induk.induk.nama)
