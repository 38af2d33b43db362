"""Target resmi: mencatat, menyimpan capaian tiap hari, menerbitkan ramalan tiap pekan, dan menilainya."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from django.db import transaction

from akun.models import Pengguna
from replikasi.kalender import hari_ini
from replikasi.models import Capaian, Ramalan, Target
from replikasi.rumus import (
    VERSI,
    bulat,
    dispersion,
    grade_forecast,
    next_goal,
    projection,
    publication,
    target_count,
)
from replikasi.rumus.laju import PEKAN_RAGAM, RIWAYAT_TERPENDEK, Proyeksi, Terbit

from .capaian import Hitung, awal_riwayat, deret_lampau, hitung_kini
from .jejak import catat, ubah

JENDELA = 90
_PENENTU = ("wilayah", "satuan", "ukuran", "ambang")


@transaction.atomic
def buat_target(*, isi: Mapping[str, object], oleh: Pengguna, kunci: uuid.UUID) -> Target:
    """Kiriman ulang dengan `kunci` yang sama mengembalikan target yang sama."""
    if ada := Target.objects.filter(kunci=kunci).first():
        return ada
    target = Target.objects.create(**isi, kunci=kunci)
    catat(target, "Target dicatat", oleh=oleh)
    catat_capaian(target=target, hari=hari_ini())
    return target


@transaction.atomic
def ubah_target(*, target: Target, isi: Mapping[str, object], oleh: Pengguna) -> Target:
    """Yang dihitung berubah → deret capaiannya disusun ulang; ramalan yang sudah terbit tetap seperti terbitnya."""
    target = Target.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=target.pk)
    lama = [getattr(target, nama) for nama in _PENENTU]
    if beda := ubah(target, isi):
        catat(target, "Target diubah", oleh=oleh, rincian=beda)
        if [getattr(target, nama) for nama in _PENENTU] != lama:
            target.capaian.all().delete()
            catat_capaian(target=target, hari=hari_ini())
    return target


def kerjakan_target(*, hari: date | None = None) -> int:
    """Pekerja: capaian hari ini, ramalan pekan ini, dan nilai ramalan yang sudah dapat dinilai. Boleh diulang."""
    hari = hari or hari_ini()
    banyak = 0
    for target in Target.objects.select_related("wilayah"):
        if target.capaian.filter(tanggal=hari).exists() and target.capaian.count() > 1:
            continue
        kini = catat_capaian(target=target, hari=hari)
        if kini is None:
            continue
        isi_riwayat(target=target, kini=kini, hari=hari)
        with transaction.atomic():
            terbitkan_ramalan(target=target, kini=kini, hari=hari)
        banyak += 1
    nilai_ramalan(hari=hari)
    return banyak


def catat_capaian(*, target: Target, hari: date) -> Hitung | None:
    """Capaian hari ini dari rekap; `None` bila rekap wilayahnya belum ada."""
    kini = hitung_kini(target)
    if kini is not None:
        isi = {"n": kini.n, "penyebut": kini.penyebut, "contoh": kini.contoh, "versi": VERSI}
        Capaian.objects.update_or_create(target=target, tanggal=hari, defaults=isi)
    return kini


def isi_riwayat(*, target: Target, kini: Hitung, hari: date) -> None:
    """Deret pekanan sebelum target dicatat, dari topeng hari; tiga kegunaan (K-113) mulai dari nol riwayat."""
    if target.ukuran == Target.Ukuran.TIGA_GUNA:
        return
    if target.capaian.filter(tanggal__lt=hari).exists():
        return
    awal = awal_riwayat(target.wilayah)
    if awal is None:
        return
    mundur = [hari - timedelta(days=7 * pekan) for pekan in range(1, 53)]
    deret = deret_lampau(target, [satu for satu in mundur if satu >= awal + timedelta(days=7)])
    Capaian.objects.bulk_create(
        [
            Capaian(target=target, tanggal=satu, n=n, penyebut=kini.penyebut, contoh=kini.contoh, versi=VERSI)
            for satu, n in deret.items()
        ],
        ignore_conflicts=True,
    )


def pada(capaian: Sequence[Capaian], hari: date) -> Capaian | None:
    """Capaian terakhir pada atau sebelum `hari`; `capaian` terurut menurut tanggal."""
    return next((satu for satu in reversed(capaian) if satu.tanggal <= hari), None)


def tambahan_bersih(capaian: Sequence[Capaian], *, kini: int, hari: date) -> int | None:
    """Yang bertambah dikurangi yang berhenti selama 90 hari; `None` bila riwayatnya belum sepanjang itu."""
    dulu = pada(capaian, hari - timedelta(days=JENDELA))
    return kini - dulu.n if dulu else None


def tambahan_pekan(capaian: Sequence[Capaian], *, kini: int, hari: date) -> list[int]:
    """Tambahan bersih tiap pekan, paling banyak 26, terlama dahulu; pekan sebelum riwayat tidak ikut."""
    deret = [kini]
    for pekan in range(1, PEKAN_RAGAM + 1):
        satu = pada(capaian, hari - timedelta(days=7 * pekan))
        if satu is None:
            break
        deret.append(satu.n)
    deret.reverse()
    return [sesudah - sebelum for sebelum, sesudah in zip(deret, deret[1:], strict=False)]


class CalonRamalan:
    """Proyeksi satu basis menuju sasaran berikut, dan boleh tidaknya diterbitkan."""

    def __init__(self, target: Target, basis: str, kini: Hitung, capaian: Sequence[Capaian], hari: date) -> None:
        self.basis, self.kini, self.hari = basis, kini, hari
        self.penyebut = target.penyebut_awal if basis == Ramalan.Basis.TETAP else kini.penyebut
        self.persen = next_goal(n=kini.n, penyebut=self.penyebut, sasaran_persen=target.persen)
        self.tambahan = tambahan_bersih(capaian, kini=kini.n, hari=hari)
        self.phi = dispersion(tambahan_pekan(capaian, kini=kini.n, hari=hari))
        self.riwayat = (hari - capaian[0].tanggal).days if capaian else 0
        self.proyeksi, self.terbit = self._hitung()

    def _hitung(self) -> tuple[Proyeksi | None, Terbit]:
        if self.penyebut <= 0:
            return None, Terbit(False, "penyebutnya nol")
        if self.persen is None:
            return None, Terbit(False, "tercapai")
        if self.tambahan is None:
            return None, Terbit(False, f"riwayatnya belum {RIWAYAT_TERPENDEK} hari")
        proyeksi = projection(
            n=self.kini.n, sasaran=self.sasaran_n, per=self.hari, tambahan=self.tambahan, jendela=JENDELA, phi=self.phi
        )
        return proyeksi, publication(
            proyeksi=proyeksi,
            sasaran_persen=self.persen,
            n=self.kini.n,
            penyebut=self.penyebut,
            riwayat_hari=self.riwayat,
        )

    @property
    def sasaran_n(self) -> int:
        return target_count(sasaran_persen=self.persen, penyebut=self.penyebut, nyata=self.kini.n).perlu


def terbitkan_ramalan(*, target: Target, kini: Hitung, hari: date) -> list[Ramalan]:
    """Satu ramalan per basis tiap pekan, bila aturannya membolehkan. Yang tampil di halaman selalu yang tersimpan."""
    capaian, hasil = list(target.capaian.all()), []
    for basis in Ramalan.Basis.values:
        if target.ramalan.filter(basis=basis, per__gt=hari - timedelta(days=7), per__lte=hari).exists():
            continue
        calon = CalonRamalan(target, basis, kini, capaian, hari)
        if calon.terbit.tampil:
            p = calon.proyeksi
            hasil.append(
                Ramalan.objects.create(
                    target=target, basis=basis, per=hari, sasaran_persen=bulat(calon.persen, 2), sasaran_n=calon.sasaran_n,
                    n=kini.n, penyebut=calon.penyebut, tambahan=calon.tambahan, phi=str(Fraction(calon.phi)), hari=p.hari,
                    tanggal=p.tanggal, awal=p.awal, akhir=p.akhir, versi=VERSI,
                )
            )  # fmt: skip
    return hasil


def nilai_ramalan(*, hari: date) -> int:
    """Menilai ramalan yang sasarannya tercapai atau selangnya lewat; mengembalikan banyaknya yang baru dinilai."""
    banyak = 0
    for satu in Ramalan.objects.filter(nilai=Ramalan.Nilai.MENUNGGU):
        capaian = Capaian.objects.filter(
            target=satu.target_id, tanggal__gt=satu.per, tanggal__lte=hari, n__gte=satu.sasaran_n
        )
        tercapai = capaian.order_by("tanggal").values_list("tanggal", flat=True).first()
        nilai = grade_forecast(awal=satu.awal, akhir=satu.akhir, tercapai_pada=tercapai, hari_ini=hari)
        if nilai != Ramalan.Nilai.MENUNGGU:
            satu.nilai, satu.tercapai_pada, satu.dinilai_pada = nilai, tercapai, hari
            satu.save(update_fields=["nilai", "tercapai_pada", "dinilai_pada"])
            banyak += 1
    return banyak
