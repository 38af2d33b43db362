"""Penjaga deret: laporan satu wilayah yang mendadak menghilang lebih mungkin gangguan daripada desa yang berhenti memakai.

Lebih dari seperlima laporan yang diharapkan hilang dalam sehari → status wilayah itu dibekukan dan orangnya dikabari;
tidak ada desa yang turun status berjamaah karena jaringan atau server mati (tracker.md 6).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median_low
from typing import NamedTuple

from django.db import transaction

from akun.kabar import kabari
from akun.models import Pengguna, Penugasan, Peran
from replikasi.kalender import hari_ini
from replikasi.models import BekuTelemetri, BulanLapor, Produk
from wilayah.kode import SELURUH_INDONESIA, leluhur
from wilayah.models import Wilayah

PEKAN = 4
HARAPAN_TERKECIL = 10
LENYAP_PERSEN = 20
TENGGANG = timedelta(days=7)  # sesudah laporan kembali, semua desa diberi waktu melapor dahulu
NASIONAL = 0


@transaction.atomic
def jaga_deret(*, hari: date | None = None) -> list[BekuTelemetri]:
    """Memeriksa satu hari yang sudah lewat (bawaan: kemarin); mengembalikan pembekuan yang baru."""
    hari = hari or hari_ini() - timedelta(days=1)
    pembanding = [hari - timedelta(weeks=n) for n in range(1, PEKAN + 1)]
    datang = _laporan_per_kabupaten([hari, *pembanding])
    terbuka = {
        satu.wilayah.kunci if satu.wilayah else NASIONAL: satu
        for satu in BekuTelemetri.objects.select_for_update(of=("self",)).filter(pulih=None).select_related("wilayah")
    }
    lenyap: dict[int, tuple[int, int]] = {}
    for kunci in datang.keys() | terbuka.keys():
        satu = terbuka.get(kunci)
        harapan = satu.harapan if satu else median_low([datang[kunci][lalu] for lalu in pembanding])
        hilang = harapan >= HARAPAN_TERKECIL and (harapan - datang[kunci][hari]) * 100 > harapan * LENYAP_PERSEN
        if satu and not hilang and hari > satu.mulai:
            satu.pulih = hari
            satu.save(update_fields=["pulih"])
        elif hilang and not satu:
            lenyap[kunci] = harapan, datang[kunci][hari]
    if NASIONAL in lenyap:  # satu sebab di pihak kita: cukup satu pembekuan dan satu kabar
        lenyap = {NASIONAL: lenyap[NASIONAL]}
    elif NASIONAL in terbuka and terbuka[NASIONAL].pulih is None:
        lenyap = {}
    wilayah = {satu.kunci: satu for satu in Wilayah.objects.filter(kunci__in=lenyap.keys())}
    baru = [
        BekuTelemetri.objects.create(wilayah=wilayah.get(kunci), mulai=hari, harapan=harapan, datang=n)
        for kunci, (harapan, n) in sorted(lenyap.items())
        if kunci == NASIONAL or kunci in wilayah
    ]
    for satu in baru:
        _kabari(satu)
    return baru


def _laporan_per_kabupaten(hari: list[date]) -> dict[int, Counter[date]]:
    """Kunci kabupaten (0: nasional) → tanggal → banyaknya desa yang melapor hari itu."""
    hasil: dict[int, Counter[date]] = defaultdict(Counter)
    per_bulan: dict[date, list[date]] = defaultdict(list)
    for satu in hari:
        per_bulan[satu.replace(day=1)].append(satu)
    baris = BulanLapor.objects.filter(produk=Produk.OPENSID, bulan__in=per_bulan)
    for kunci, bulan, topeng in baris.values_list("wilayah__kunci", "bulan", "hari").iterator():
        for satu in per_bulan[bulan]:
            if topeng >> (satu.day - 1) & 1:
                hasil[kunci // 10**6 * 10**6][satu] += 1
                hasil[NASIONAL][satu] += 1
    return hasil


def _kabari(satu: BekuTelemetri) -> None:
    tugas = Penugasan.objects.berlaku().filter(peran=Peran.PENGELOLA)
    if satu.wilayah:
        tugas |= Penugasan.objects.berlaku().filter(peran=Peran.MANAJER, wilayah__kode__in=leluhur(satu.wilayah.kode))
    nama = satu.wilayah.nama_lengkap if satu.wilayah else "seluruh Indonesia"
    kabari(
        Pengguna.objects.filter(penugasan__in=tugas, is_active=True).distinct(),
        jenis="replikasi_beku", kunci=f"beku:{satu.pk}", judul=f"Laporan OpenSID dari {nama} mendadak berkurang",
        isi=f"{satu.mulai:%d-%m-%Y}: {satu.datang} dari {satu.harapan} desa yang biasanya melapor. Statusnya dibekukan sampai "
        "laporan kembali. Periksa jaringan, server hosting bersama, dan server pantau.",
        url="/replikasi/tinjau/",
    )  # fmt: skip


class Beku(NamedTuple):
    """Rentang kunci yang deretnya dibekukan, dan hari sampai mana umur laporannya dihitung."""

    awal: int
    akhir: int
    acuan: date


def rentang_beku(hari: date) -> list[Beku]:
    """Yang acuannya paling lama dahulu: di wilayah yang dibekukan dua kali, itulah yang berlaku."""
    berlaku = BekuTelemetri.objects.filter(mulai__lte=hari).exclude(pulih__lte=hari - TENGGANG)
    semua = (
        Beku(*(satu.wilayah.rentang if satu.wilayah else SELURUH_INDONESIA), satu.mulai - timedelta(days=1))
        for satu in berlaku.select_related("wilayah")
    )
    return sorted(semua, key=lambda satu: satu.acuan)


def tanggal_acuan(hari: date) -> Callable[[int], date]:
    """Kunci desa → tanggal yang dipakai menghitung umur laporannya; di wilayah beku, hari sebelum laporannya lenyap."""
    beku = rentang_beku(hari)
    return lambda kunci: next((satu.acuan for satu in beku if satu.awal <= kunci <= satu.akhir), hari)
