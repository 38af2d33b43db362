"""Ringkasan satu pekan satu wilayah (helpdesk.md 2.2, "Weekly kabupaten digest"): hitungan, bukan isi tiket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan.bacaan import pelajaran_untuk
from modul_pelatihan.models import Bidang, PelajaranPage, RilisOpenSID
from wilayah.models import FaktaDesa, Wilayah
from wilayah.opensid_versi import Versi, umur_bulan
from wilayah.zona import info_zona

from ..models import PeristiwaTiket, ProfilTiket
from .laporan import tunggakan

DIAM = timedelta(days=120)
TERTINGGAL_BULAN = 6
J = PeristiwaTiket.Jenis


@dataclass(frozen=True)
class Pekan:
    """Senin sampai Minggu menurut jam setempat. `diam` dan `tertinggal` menyebut desa, sebab laporannya terbuka."""

    wilayah: Wilayah
    senin: date
    masuk: int
    selesai: int
    ditutup: int
    dibuka_lagi: int
    tunggakan: dict
    bidang: list[tuple[Bidang, int]]
    pelajaran: list[PelajaranPage]
    diam: list[FaktaDesa]
    tertinggal: list[FaktaDesa]

    @property
    def minggu(self) -> date:
        return self.senin + timedelta(days=6)

    @property
    def kalimat(self) -> str:
        """Satu kalimat untuk kabar di situs dan surat."""
        bagian = [
            f"{self.masuk} tiket masuk",
            f"{self.selesai} dijawab selesai",
            f"{self.tunggakan['semua']} masih terbuka",
        ]
        if self.tunggakan["lewat"]:
            bagian.append(f"{self.tunggakan['lewat']} lewat tenggat")
        if self.dibuka_lagi:
            bagian.append(f"{self.dibuka_lagi} dibuka lagi")
        if self.diam:
            bagian.append(f"{len(self.diam)} desa tidak melapor lebih dari 4 bulan")
        if self.tertinggal:
            bagian.append(f"{len(self.tertinggal)} desa tertinggal {TERTINGGAL_BULAN} rilis atau lebih")
        terbanyak = f" Terbanyak: {self.bidang[0][0].nama}." if self.bidang else ""
        return f"{', '.join(bagian)}.{terbanyak}"


def senin_dari(tanggal: date) -> date:
    return tanggal - timedelta(days=tanggal.weekday())


def ringkasan_pekan(wilayah: Wilayah, senin: date, *, oleh: Pengguna) -> Pekan:
    """Hitungan pekan itu bagi orang yang membawahi wilayahnya; jumlah kueri tetap."""
    zona = info_zona(wilayah.zona)
    awal, akhir = (datetime.combine(satu, time.min, zona) for satu in (senin, senin + timedelta(days=7)))
    tiket = ProfilTiket.objects.terhitung(oleh=oleh).di_dalam(wilayah).order_by()
    masuk = tiket.filter(dibuat__gte=awal, dibuat__lt=akhir)
    jenis = dict(
        PeristiwaTiket.objects.filter(
            profil__in=tiket.values("pk"), pada__gte=awal, pada__lt=akhir, jenis__in=[J.SELESAI, J.DIBUKA_LAGI]
        )
        .order_by()
        .values_list("jenis")
        .annotate(n=Count("pk"))
    )
    terbanyak = list(masuk.values_list("bidang").annotate(n=Count("pk")).order_by("-n", "bidang")[:3])
    bidang = Bidang.objects.select_related("induk").in_bulk([pk for pk, _ in terbanyak])
    diam, tertinggal = _fakta(wilayah)
    return Pekan(
        wilayah=wilayah, senin=senin, masuk=masuk.count(), selesai=jenis.get(J.SELESAI, 0),
        ditutup=tiket.filter(ditutup_pada__gte=awal, ditutup_pada__lt=akhir).count(),
        dibuka_lagi=jenis.get(J.DIBUKA_LAGI, 0), tunggakan=tunggakan(wilayah, oleh=oleh),
        bidang=[(bidang[pk], n) for pk, n in terbanyak],
        pelajaran=pelajaran_untuk(bidang[terbanyak[0][0]], 2) if terbanyak else [], diam=diam, tertinggal=tertinggal,
    )  # fmt: skip


def _fakta(wilayah: Wilayah) -> tuple[list[FaktaDesa], list[FaktaDesa]]:
    """Desa yang pernah melapor lalu diam, dan yang versinya jauh tertinggal dari rilis terbaru edisinya."""
    batas = timezone.now() - DIAM
    terbaru = {
        str(edisi): Versi(rilis.tahun, rilis.bulan, str(edisi))
        for edisi, rilis in RilisOpenSID.objects.terbaru().items()
    }
    diam, tertinggal = [], []
    fakta = FaktaDesa.objects.filter(wilayah__kunci__range=wilayah.rentang, dilaporkan_pada__isnull=False)
    for satu in fakta.select_related("wilayah").order_by("dilaporkan_pada"):
        if satu.dilaporkan_pada < batas:
            diam.append(satu)
        elif (versi := satu.rilis) and (umur_bulan(versi, terbaru.get(versi.edisi)) or 0) >= TERTINGGAL_BULAN:
            tertinggal.append(satu)
    return diam, tertinggal
