"""Akhir bulan: kesimpulan tiap desa disimpan sekali, supaya bulan lampau tetap dapat dibaca dan dihitung lagi."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max, Q

from replikasi.kalender import akhir_bulan, bulan_ini
from replikasi.models import (
    KeadaanPasang,
    KlaimTonggak,
    Penerapan,
    PengakuanStatus,
    Rekap,
    RingkasBulan,
    RingkasDesa,
    Verifikasi,
)
from replikasi.rumus import tambah_bulan
from replikasi.rumus.pantau import HARI_AKTIF, keadaan_tampil
from wilayah.models import Wilayah

from .beku import tanggal_acuan
from .ringkas import KOLOM, susun_ringkas

SEKALI = 500


def bekukan_yang_lewat() -> list[date]:
    """Bulan-bulan yang sudah lewat tetapi belum disimpan, disimpan sekarang; mengembalikannya, yang lama dahulu."""
    awal = Rekap.objects.filter(kunci=Rekap.NASIONAL, bulan__lt=bulan_ini()).aggregate(b=Max("bulan"))["b"]
    if awal is None:
        return []
    sudah = RingkasBulan.objects.aggregate(b=Max("bulan"))["b"]
    bulan = tambah_bulan(sudah, 1) if sudah else awal
    hasil = []
    while bulan < bulan_ini():
        bekukan(bulan=bulan)
        hasil.append(bulan)
        bulan = tambah_bulan(bulan, 1)
    return hasil


@transaction.atomic
def bekukan(*, bulan: date) -> int:
    """Menyalin ringkasan hari ini menjadi akhir `bulan`; desa yang faktanya sudah melewati hari itu disusun lagi dari faktanya."""
    akhir = akhir_bulan(bulan)
    RingkasBulan.objects.filter(bulan=bulan).delete()
    kolom = ", ".join(["wilayah_id", *KOLOM])
    aktif = (
        "CASE WHEN sumber_lain = 'terverifikasi' THEN keadaan_lain = 'dipakai' "
        "WHEN lapor_terakhir IS NULL THEN %s ELSE lapor_terakhir >= %s END"
    )
    with connection.cursor() as kursor:
        kursor.execute(
            f"INSERT INTO replikasi_ringkasbulan ({kolom}, bulan, aktif) SELECT {kolom}, %s, {aktif}"
            " FROM replikasi_ringkasdesa",
            [bulan, False, akhir - timedelta(days=HARI_AKTIF)],
        )
    lewat = _melewati(akhir)
    for awal in range(0, len(lewat), SEKALI):
        susun_akhir_bulan(lewat[awal : awal + SEKALI], bulan=bulan)
    return RingkasBulan.objects.filter(bulan=bulan).count()


def _melewati(akhir: date) -> list[int]:
    """Desa yang punya laporan, pernyataan, atau putusan sesudah hari itu."""
    besok = akhir + timedelta(days=1)
    sesudah = (
        Q(lapor_terakhir__gt=akhir) | Q(dipakai_terakhir__gt=akhir) | Q(tanggal_lain__gt=akhir)
        | Q(penerapan_mulai__gt=akhir) | Q(maju_pada__gt=akhir)
    )  # fmt: skip
    desa = set(RingkasDesa.objects.filter(sesudah).values_list("wilayah_id", flat=True))
    acuan = tanggal_acuan(akhir)  # wilayah yang deretnya dibekukan: keadaannya dihitung sampai hari sebelum lenyap
    semua = RingkasDesa.objects.values_list("wilayah_id", "wilayah__kunci")
    desa |= {pk for pk, kunci in semua.iterator() if acuan(kunci) != akhir}
    desa |= set(PengakuanStatus.objects.filter(tanggal__gt=akhir).values_list("wilayah_id", flat=True))
    desa |= set(
        KlaimTonggak.objects.filter(diajukan_pada__date__gte=besok).values_list("penerapan__wilayah_id", flat=True)
    )
    desa |= set(Verifikasi.objects.filter(pada__date__gte=besok).values_list("klaim__penerapan__wilayah_id", flat=True))
    return sorted(desa)


@transaction.atomic
def susun_akhir_bulan(desa: list[int], *, bulan: date) -> None:
    """Ringkasan akhir bulan beberapa desa dari fakta yang sudah ada pada hari itu."""
    akhir = akhir_bulan(bulan)
    acuan = tanggal_acuan(akhir)
    kunci = dict(Wilayah.objects.filter(pk__in=desa).values_list("pk", "kunci"))
    RingkasBulan.objects.filter(bulan=bulan, wilayah_id__in=desa).delete()
    RingkasBulan.objects.bulk_create(
        RingkasBulan(wilayah_id=pk, bulan=bulan, aktif=_aktif(kolom, acuan(kunci[pk])), **kolom)
        for pk, kolom in susun_ringkas(desa, pada=akhir).items()
        if any(kolom.values())
    )


def _aktif(kolom: dict, akhir: date) -> bool:
    return keadaan_tampil(
        lapor_terakhir=kolom.get("lapor_terakhir"), sumber_lain=kolom.get("sumber_lain", ""),
        keadaan_lain=kolom.get("keadaan_lain", ""), bisa_lapor=True, hari_ini=akhir,
    ).aktif  # fmt: skip


def susun_riwayat(*, dari: date) -> list[date]:
    """Menyusun akhir tiap bulan sejak `dari` dari fakta yang ada (laporan bulanan, pernyataan, putusan): sesudah impor.

    Mengembalikan bulan-bulannya; rekapnya dihitung pemanggil.
    """
    desa = set(KeadaanPasang.objects.filter(wilayah__tingkat="desa").values_list("wilayah_id", flat=True))
    desa |= set(PengakuanStatus.objects.values_list("wilayah_id", flat=True))
    desa |= set(Penerapan.objects.values_list("wilayah_id", flat=True))
    urut, bulan, hasil = sorted(desa), dari.replace(day=1), []
    while bulan < bulan_ini():
        for awal in range(0, len(urut), SEKALI):
            susun_akhir_bulan(urut[awal : awal + SEKALI], bulan=bulan)
        hasil.append(bulan)
        bulan = tambah_bulan(bulan, 1)
    _segarkan_statistik()
    return hasil


def _segarkan_statistik() -> None:
    """Sesudah menulis banyak sekaligus: tanpa statistik baru PostgreSQL memilih rencana untuk tabel kosong."""
    if connection.vendor == "postgresql":
        with connection.cursor() as kursor:
            kursor.execute("ANALYZE replikasi_ringkasbulan, replikasi_ringkasdesa, wilayah_wilayah")
