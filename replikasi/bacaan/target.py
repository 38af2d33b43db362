"""Data halaman target: dua basis, laju perlu, ramalan yang terbit, dan ketepatannya."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.core.paginator import Page, Paginator
from django.db.models import Count

from replikasi.kalender import hari_ini
from replikasi.kata import Status
from replikasi.layanan.capaian import Hitung, hitung_kini, tiga_guna
from replikasi.layanan.target import JENDELA, CalonRamalan, pada, tambahan_bersih
from replikasi.models import Capaian, Ramalan, Target
from replikasi.rumus import bulat, hit_rate, persen, required_rate, tambah_bulan, target_count
from replikasi.rumus.adopsi import Sasaran
from replikasi.rumus.laju import LajuPerlu, TepatRamalan
from wilayah.models import Wilayah

from .kesepakatan import riwayat

PER_HALAMAN = 25
UMUR_RAMALAN = timedelta(days=14)
LAJU = {
    "tercapai": Status("Tercapai", "Jumlahnya sudah cukup.", "berhasil", "centang-lingkar"),
    "sesuai": Status("Sesuai", "Laju sekarang sama dengan atau di atas laju perlu.", "berhasil", "kemajuan"),
    "waspada": Status("Waspada", "Laju sekarang 80 sampai kurang dari 100 persen laju perlu.", "perhatian", "jam"),
    "tertinggal": Status("Tertinggal", "Laju sekarang kurang dari 80 persen laju perlu.", "bahaya", "silang-lingkar"),
    "lewat_tenggat": Status("Lewat tenggat", "Tenggatnya sudah lewat dan jumlahnya belum cukup.", "bahaya", "jam"),
    "tanpa_tenggat": Status(
        "Tanpa tenggat", "Naskahnya tidak menyebut tenggat, jadi laju perlu tidak dihitung.", "netral", "info"
    ),
    "": Status("Laju belum diketahui", "Riwayatnya belum 90 hari.", "netral", "info"),
}


@dataclass(frozen=True)
class Basis:
    """Satu target pada satu penyebut."""

    nama: str
    penyebut: int
    hitung: Sasaran
    laju: LajuPerlu | None
    status: Status
    ramalan: Ramalan | None
    alasan: str
    berikut: Decimal | None

    @property
    def persen(self) -> Decimal | None:
        return bulat(self.hitung.persen)

    @property
    def rasio(self) -> Decimal | None:
        return bulat(self.laju.rasio * 100, 0) if self.laju and self.laju.rasio is not None else None

    @property
    def per_hari(self) -> Decimal | None:
        return bulat(self.laju.per_hari, 2) if self.laju else None

    @property
    def per_pekan(self) -> Decimal | None:
        return bulat(self.laju.per_pekan) if self.laju else None


@dataclass(frozen=True)
class HalamanTarget:
    target: Target
    kini: Hitung | None
    basis: list[Basis]
    persen_awal: Decimal | None
    laju_kini: Decimal | None
    tambahan: int | None
    label: list[str]
    nilai: list[int | None]
    rencana: list[Decimal | None]
    guna: dict[str, int] | None
    ramalan: list[Ramalan]
    tepat: TepatRamalan
    jejak: list[dict]
    boleh_ubah: bool


def halaman_target(target: Target, *, oleh) -> HalamanTarget:
    hari, kini = hari_ini(), hitung_kini(target)
    capaian = list(target.capaian.all())
    ramalan = list(target.ramalan.all()[:40])
    tambahan = tambahan_bersih(capaian, kini=kini.n, hari=hari) if kini else None
    label, nilai, rencana = deret(target, capaian, kini, hari)
    return HalamanTarget(
        target, kini, [_basis(target, b, kini, capaian, ramalan, hari) for b in Ramalan.Basis] if kini else [],
        bulat(persen(target.n_awal, target.penyebut_awal)) if target.n_awal is not None else None,
        bulat(Fraction(tambahan, JENDELA), 2) if tambahan is not None else None, tambahan, label, nilai, rencana,
        dict(tiga_guna(target)) if target.ukuran == Target.Ukuran.TIGA_GUNA else None, ramalan,
        hit_rate(satu.nilai for satu in ramalan),
        riwayat(target.jejak.all()) if target.boleh_dilihat_dalamnya(oleh=oleh) else [], target.boleh_diubah(oleh=oleh),
    )  # fmt: skip


def _basis(
    target: Target,
    basis: Ramalan.Basis,
    kini: Hitung,
    capaian: Sequence[Capaian],
    ramalan: Sequence[Ramalan],
    hari: date,
) -> Basis:
    """Keputusannya dari bilangan bulat; persen hanya ditampilkan."""
    calon = CalonRamalan(target, basis, kini, capaian, hari)
    hitung = target_count(sasaran_persen=target.persen, penyebut=calon.penyebut, nyata=kini.n)
    laju, keadaan = None, "tercapai" if hitung.tercapai else "tanpa_tenggat"
    if target.tenggat:
        laju_kini = Fraction(calon.tambahan, JENDELA) if calon.tambahan is not None else None
        laju = required_rate(
            sasaran=hitung.perlu, nyata=kini.n, hari_ini=hari, tenggat=target.tenggat, laju_kini=laju_kini
        )
        keadaan = laju.keadaan
    terbit = next((r for r in ramalan if r.basis == basis and r.per > hari - UMUR_RAMALAN), None)
    if terbit and kini.n >= terbit.sasaran_n:
        terbit = None
    alasan = "" if terbit else calon.terbit.alasan or "ramalan pekan ini belum diterbitkan"
    return Basis(
        basis.label.capitalize(), calon.penyebut, hitung, laju, LAJU[keadaan], terbit, alasan, bulat(calon.persen, 0)
    )


def deret(
    target: Target, capaian: Sequence[Capaian], kini: Hitung | None, hari: date
) -> tuple[list[str], list[int | None], list[Decimal | None]]:
    """Akhir tiap bulan, paling banyak 18: yang nyata dan yang direncanakan (garis lurus dari penetapan ke tenggat)."""
    awal = capaian[0].tanggal if capaian else hari
    bulan = [tambah_bulan(hari, -mundur) for mundur in range(17, -1, -1)]
    bulan = [satu for satu in bulan if satu >= awal or satu == hari]
    nilai: list[int | None] = []
    for satu in bulan:
        ada = pada(capaian, satu)
        nilai.append(kini.n if satu == hari and kini else ada.n if ada else None)
    rencana = [_rencana(target, satu) for satu in bulan]
    return [f"{satu:%m/%y}" for satu in bulan], nilai, rencana


def _rencana(target: Target, hari: date) -> Decimal | None:
    if target.tenggat is None or target.n_awal is None or hari < target.tanggal_awal:
        return None
    perlu = target_count(sasaran_persen=target.persen, penyebut=target.penyebut_awal, nyata=0).perlu
    bagian = min(Fraction(1), Fraction((hari - target.tanggal_awal).days, (target.tenggat - target.tanggal_awal).days))
    return bulat(target.n_awal + (perlu - target.n_awal) * bagian, 0)


@dataclass(frozen=True)
class BarisTarget:
    target: Target
    kini: Hitung | None
    basis: list[Basis]


def daftar_target(*, oleh, wilayah: Wilayah | None = None, halaman: str | None = None) -> Page:
    """Halaman `BarisTarget`, urut wilayah."""
    semua = Target.objects.terlihat(oleh=oleh).select_related("wilayah", "kesepakatan")
    if wilayah:
        semua = semua.filter(wilayah__kunci__range=wilayah.rentang)
    hal = Paginator(semua, PER_HALAMAN).get_page(halaman)
    hal.object_list = baris_target(list(hal.object_list))
    return hal


def baris_target(target: Sequence[Target], *, hari: date | None = None) -> list[BarisTarget]:
    """Kartu tiap target dari capaian terakhirnya sampai `hari` (bawaan: hari ini): satu kueri berapa pun targetnya."""
    hari, capaian = hari or hari_ini(), defaultdict(list)
    rentang = (hari - timedelta(days=200), hari)
    for satu in Capaian.objects.filter(target__in=[t.pk for t in target], tanggal__range=rentang):
        capaian[satu.target_id].append(satu)
    return [_kartu(satu, capaian[satu.pk], hari) for satu in target]


def _kartu(target: Target, capaian: list[Capaian], hari: date) -> BarisTarget:
    if not capaian:
        return BarisTarget(target, None, [])
    kini = Hitung(capaian[-1].n, capaian[-1].penyebut, capaian[-1].tanggal, capaian[-1].contoh)
    return BarisTarget(target, kini, [_basis(target, basis, kini, capaian, [], hari) for basis in Ramalan.Basis])


def target_wilayah(wilayah: Wilayah, *, oleh, pada: date | None = None) -> list[BarisTarget]:
    """Target wilayah ini sendiri yang sudah ditetapkan hari itu, menurut capaian hari itu; paling banyak dua kueri."""
    semua = Target.objects.terlihat(oleh=oleh).filter(wilayah=wilayah).select_related("wilayah", "kesepakatan")
    target = list((semua.filter(tanggal_awal__lte=pada) if pada else semua)[:6])
    baris = baris_target(target, hari=pada) if target else []
    return [satu for satu in baris if satu.kini] if pada else baris


def ketepatan_semua(*, oleh) -> TepatRamalan:
    """Ketepatan semua ramalan atas target yang terlihat orang ini."""
    baris = Ramalan.objects.filter(target__in=Target.objects.terlihat(oleh=oleh).order_by().values("pk")).order_by()
    jumlah = dict(baris.values_list("nilai").annotate(n=Count("pk")))
    return hit_rate(nilai for nilai, n in jumlah.items() for _ in range(n))
