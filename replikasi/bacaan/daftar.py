"""Daftar desa dengan saringan keadaan, halaman kunci."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from replikasi.kalender import hari_ini
from replikasi.layanan.beku import Beku, rentang_beku
from replikasi.models import RingkasBulan
from replikasi.rumus import batas_tidak_aktif, dapat_melapor_otomatis, tambah_bulan
from wilayah.models import Wilayah

from .baris import BarisDesa, baris_desa, desa_di, rilis_lama

PER_HALAMAN = 40
SEKALI_BACA = 1000

SARINGAN = {
    "aktif": "Aktif", "terverifikasi": "Dipakai, terverifikasi", "jarang": "Jarang", "tidur": "Tidur",
    "tidak_aktif": "Tidak aktif", "terpasang": "Terpasang, belum dipakai",
    "lapor_mandiri": "Dinyatakan, belum dipastikan", "tidak_dipakai": "Tidak dipakai", "belum_kabar": "Belum ada kabar",
    "tak_bisa_lapor": "Tidak dapat melapor otomatis", "baru": "Baru aktif bulan ini", "hilang": "Berhenti aktif bulan ini",
    "versi_lama": "Versi lama", "penerapan": "Dalam program", "tertahan": "Program melambat atau tertahan",
}  # fmt: skip
# Aturan namanya tidak dapat ditulis sebagai kueri; diperiksa satu-satu, jadi hanya di bawah tingkat nasional.
DIPERIKSA_SATU_SATU = "tak_bisa_lapor"


def q_saring(saringan: str, hari: date, beku: list[Beku] | None = None) -> Q:
    """Syarat kueri yang sama dengan `keadaan_tampil`, jadi jumlahnya sama dengan rekapnya.

    Di wilayah yang deretnya dibekukan, umur laporan dihitung sampai sebelum laporannya lenyap, seperti pada rekapnya.
    `belum_kabar` mencakup yang tidak dapat melapor otomatis.
    """
    hasil, sudah = Q(pk__in=[]), Q(pk__in=[])
    for satu in rentang_beku(hari) if beku is None else beku:
        di = Q(kunci__range=(satu.awal, satu.akhir))
        hasil |= di & ~sudah & _q_saring(saringan, hari, satu.acuan)
        sudah |= di
    biasa = _q_saring(saringan, hari, hari)
    return hasil | ~sudah & biasa if sudah != Q(pk__in=[]) else biasa


def _q_saring(saringan: str, hari_ini: date, hari: date) -> Q:
    """`hari` mengukur umur laporan; bulan dan kemajuan program tetap menurut `hari_ini`."""
    tujuh, tiga_puluh, empat_bulan = hari - timedelta(days=7), hari - timedelta(days=30), batas_tidak_aktif(hari)
    verif = Q(ringkas__sumber_lain="terverifikasi")
    ada, tanpa = Q(ringkas__lapor_terakhir__isnull=False) & ~verif, Q(ringkas__lapor_terakhir__isnull=True)
    lain = tanpa & Q(ringkas__sumber_lain__in=["lapor_mandiri", "impor"])
    aktif = ada & Q(ringkas__lapor_terakhir__gte=tujuh) | verif & Q(ringkas__keadaan_lain="dipakai")
    lalu = RingkasBulan.objects.filter(bulan=tambah_bulan(hari_ini.replace(day=1), -1))
    aktif_lalu = Q(pk__in=lalu.filter(aktif=True).order_by().values("wilayah_id"))
    tercatat = Q() if saringan != "baru" or lalu.exists() else Q(pk__in=[])
    return {
        "baru": aktif & ~aktif_lalu & tercatat,
        "hilang": aktif_lalu & ~aktif,
        "versi_lama": rilis_lama("ringkas__") & Q(ringkas__lapor_terakhir__gte=tiga_puluh),
        "aktif": ada & Q(ringkas__lapor_terakhir__gte=tujuh),
        "jarang": ada & Q(ringkas__lapor_terakhir__lt=tujuh, ringkas__lapor_terakhir__gte=tiga_puluh),
        "tidur": ada & Q(ringkas__lapor_terakhir__lt=tiga_puluh, ringkas__lapor_terakhir__gte=empat_bulan),
        "tidak_aktif": ada & Q(ringkas__lapor_terakhir__lt=min(empat_bulan, tiga_puluh)),
        "terverifikasi": verif & Q(ringkas__keadaan_lain="dipakai"),
        "terpasang": verif & Q(ringkas__keadaan_lain="terpasang"),
        "lapor_mandiri": lain & ~Q(ringkas__keadaan_lain="tidak_dipakai"),
        "tidak_dipakai": (verif | lain) & Q(ringkas__keadaan_lain="tidak_dipakai"),
        "belum_kabar": Q(ringkas__isnull=True) | tanpa & Q(ringkas__sumber_lain=""),
        "penerapan": Q(ringkas__penerapan_mulai__isnull=False),
        "tertahan": Q(ringkas__kuning_pada__lte=hari_ini),
    }[saringan]


@dataclass(frozen=True)
class LembarDesa:
    baris: list[BarisDesa]
    sesudah: str


def daftar_desa(
    wilayah: Wilayah | None, *, saringan: str = "", sesudah: int = 0, banyak: int = PER_HALAMAN
) -> LembarDesa:
    """Halaman kunci: desa dengan `kunci` sesudah yang terakhir dilihat."""
    desa = desa_di(wilayah).filter(kunci__gt=sesudah)
    if saringan == DIPERIKSA_SATU_SATU:
        desa = desa.filter(pk__in=_tak_bisa_lapor(desa, wilayah, banyak + 1))
    elif saringan:
        desa = desa.filter(q_saring(saringan, hari_ini()))
    baris = baris_desa(desa[: banyak + 1])
    lanjut = str(baris[banyak - 1].wilayah.kunci) if len(baris) > banyak else ""
    return LembarDesa(baris[:banyak], lanjut)


def semua_desa(wilayah: Wilayah | None, *, saringan: str = "") -> Iterator[BarisDesa]:
    """Seluruh daftarnya, selembar demi selembar: 84.000 desa tidak pernah bersama-sama di ingatan."""
    sesudah = 0
    while True:
        lembar = daftar_desa(wilayah, saringan=saringan, sesudah=sesudah, banyak=SEKALI_BACA)
        yield from lembar.baris
        if not lembar.sesudah:
            return
        sesudah = int(lembar.sesudah)


def _tak_bisa_lapor(desa: QuerySet[Wilayah], wilayah: Wilayah | None, banyak: int) -> list[int]:
    if wilayah is None:
        return []
    atas = {wilayah.kunci // lebar * lebar for lebar in (10**4, 10**6, 10**8)}
    nama = dict(
        Wilayah.objects.exclude(tingkat="desa")
        .filter(Q(kunci__in=atas) | Q(kunci__range=wilayah.rentang))
        .values_list("kunci", "nama")
    )
    hasil: list[int] = []
    for pk, kunci, sendiri in desa.order_by("kunci").values_list("pk", "kunci", "nama").iterator():
        if not dapat_melapor_otomatis(sendiri, *(nama.get(kunci // w * w, "") for w in (10**4, 10**6, 10**8))):
            hasil.append(pk)
            if len(hasil) == banyak:
                break
    return hasil
