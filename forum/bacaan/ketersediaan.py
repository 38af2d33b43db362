"""Kapan orang bisa: bahan penyaluran tiket, halaman sendiri, dan pekan tim. Jumlah kueri tetap berapa pun orangnya."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from akun.models import Pengguna, Penugasan
from forum.jadwal import MENIT_SEHARI, Selang, bisa_mulai, jendela_pada, tulis_jam
from forum.models import AnggotaSimpul, Cuti, Ketersediaan, Simpul
from forum.models.ketersediaan import MAKS_TIKET_BAWAAN, PERAN_PENANGAN, rekan_terlihat
from wilayah.kalender import HARI
from wilayah.zona import NAMA_ZONA


@dataclass(frozen=True)
class Kesediaan:
    """Satu orang dalam satu rentang waktu. `mulai` kosong: tidak bisa. `bidang` kosong: semua bidang."""

    mulai: datetime | None
    maks_tiket: int = MAKS_TIKET_BAWAAN
    bidang: frozenset[int] = frozenset()


def kesediaan(orang: Iterable[Pengguna], *, dari: datetime, sampai: datetime) -> dict[int, Kesediaan]:
    """Kesediaan tiap orang di `[dari, sampai)`; tiga kueri. Yang belum mengatur apa pun bisa kapan saja."""
    orang = list(orang)
    nomor = [satu.pk for satu in orang]
    atur, cuti = _aturan(nomor), _cuti(nomor, dari.date() - timedelta(days=1))
    bidang: dict[int, set[int]] = defaultdict(set)
    for pk, satu in Ketersediaan.bidang.through.objects.filter(ketersediaan__in=nomor).values_list(
        "ketersediaan_id", "bidang_id"
    ):
        bidang[pk].add(satu)
    hasil = {}
    for satu in orang:
        zona = ZoneInfo(satu.zona)
        baris = atur.get(satu.pk) or Ketersediaan(pengguna=satu)
        absen = baris.absen(cuti[satu.pk], zona=zona)
        mulai = bisa_mulai(baris.jam, absen, zona, dari=dari, sampai=sampai)
        hasil[satu.pk] = Kesediaan(mulai, baris.maks_tiket, frozenset(bidang[satu.pk]))
    return hasil


def _aturan(nomor: list[int]) -> dict[int, Ketersediaan]:
    return {satu.pk: satu for satu in Ketersediaan.objects.filter(pengguna__in=nomor)}


def _cuti(nomor: list[int], sejak: date) -> dict[int, list[Cuti]]:
    hasil: dict[int, list[Cuti]] = defaultdict(list)
    for satu in Cuti.objects.filter(pengguna__in=nomor, selesai__gte=sejak).order_by("mulai", "pk"):
        hasil[satu.pengguna_id].append(satu)
    return hasil


@dataclass(frozen=True)
class Hari:
    tanggal: date
    nama: str
    kini: bool


@dataclass(frozen=True)
class BarisPekan:
    orang: Pengguna
    tugas: str
    maks_tiket: int
    sel: list[str]  # tiap hari: "08.00–16.00", "cuti", atau kosong bila tidak bisa
    zona: str


def hari_sepekan(senin: date) -> list[Hari]:
    kini = timezone.localdate()
    return [Hari(senin + timedelta(days=i), nama, senin + timedelta(days=i) == kini) for i, nama in enumerate(HARI)]


def tim(oleh: Pengguna, *, simpul: Simpul | None = None, cari: str = "") -> QuerySet[Pengguna]:
    """Penangan yang jadwalnya boleh dilihat `oleh`, menurut nama."""
    orang = Pengguna.objects.filter(pk__in=rekan_terlihat(oleh=oleh), is_active=True)
    if simpul:
        anggota = AnggotaSimpul.objects.aktif().filter(simpul=simpul, tersedia=True)
        orang = orang.filter(pk__in=anggota.values("pengguna"))
    for kata in cari.split()[:4]:
        orang = orang.filter(first_name__icontains=kata)
    tugas = Penugasan.objects.berlaku().filter(peran__in=PERAN_PENANGAN).select_related("wilayah").order_by("pk")
    return orang.prefetch_related(Prefetch("penugasan", queryset=tugas, to_attr="tugas_penangan")).order_by(
        "first_name", "pk"
    )


def pekan_tim(orang: Iterable[Pengguna], *, senin: date, zona_pembaca: str) -> list[BarisPekan]:
    """Jam tiap orang pada tujuh hari itu, di zonanya sendiri (disebut bila berbeda dari zona pembaca); dua kueri."""
    orang = list(orang)
    nomor = [satu.pk for satu in orang]
    atur, cuti = _aturan(nomor), _cuti(nomor, senin)
    hasil = []
    for satu in orang:
        zona, baris = ZoneInfo(satu.zona), atur.get(satu.pk) or Ketersediaan(pengguna=satu)
        absen = baris.absen(cuti[satu.pk], zona=zona)
        sel = []
        for i in range(7):
            tanggal = senin + timedelta(days=i)
            jendela = jendela_pada(baris.jam, absen, zona, tanggal)
            libur = any(c.memuat(tanggal) for c in cuti[satu.pk])
            sel.append("cuti" if libur else _tulis(jendela, tanggal, zona))
        hasil.append(
            BarisPekan(
                orang=satu,
                tugas="; ".join(tugas.sebutan_tugas for tugas in satu.tugas_penangan[:2]),
                maks_tiket=baris.maks_tiket,
                sel=sel,
                zona="" if satu.zona == zona_pembaca else NAMA_ZONA.get(satu.zona, satu.zona),
            )
        )
    return hasil


def _tulis(jendela: list[Selang], tanggal: date, zona: ZoneInfo) -> str:
    awal = datetime.combine(tanggal, datetime.min.time(), zona)
    menit = [(int((a - awal).total_seconds() // 60), int((b - awal).total_seconds() // 60)) for a, b in jendela]
    return "kapan saja" if menit == [(0, MENIT_SEHARI)] else tulis_jam(menit)
