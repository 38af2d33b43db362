"""Menit dan hari kerja di satu wilayah, untuk batas waktu yang bukan janji SLA: tawaran, ingatan, penutupan."""

from __future__ import annotations

from datetime import datetime, timedelta

from wilayah.models import Wilayah

from .galat_sla import GalatSla
from .jam_kerja import Kalender, ke_detik, ke_waktu
from .kalender import Buku, buku

_HARI_TERJAUH = 400


def kalender(wilayah: Wilayah | None, *, aturan: Buku | None = None) -> Kalender:
    """Kalender desanya; tanpa desa, kalender nasional. `aturan` yang sudah terbaca menghemat kuerinya."""
    return (aturan or buku()).kalender(wilayah.kode if wilayah else None)


def sesudah_menit_kerja(wilayah: Wilayah | None, saat: datetime, menit: int) -> datetime:
    """Saat `menit` menit kerja terlewati sejak `saat`."""
    hasil, _ = kalender(wilayah).maju(ke_detik(saat), menit * 60)
    return ke_waktu(hasil)


def sesudah_hari_kerja(wilayah: Wilayah | None, saat: datetime, hari: int) -> datetime:
    """Tutup kantor hari kerja ke-`hari` sesudah tanggal `saat`: yang dijanjikan selalu hari-hari utuh."""
    jadwal = kalender(wilayah)
    tanggal, sisa = jadwal.tanggal(ke_detik(saat)), hari
    for _ in range(_HARI_TERJAUH):
        tanggal += timedelta(days=1)
        sisa -= bool(jadwal.jendela(tanggal))
        if sisa <= 0:
            return ke_waktu(jadwal.rentang(tanggal)[-1][1])
    raise ValueError("Kalender tidak punya hari kerja.")


def jam_kerja(wilayah: Wilayah | None, saat: datetime, *, aturan: Buku | None = None) -> bool:
    return kalender(wilayah, aturan=aturan).buka(ke_detik(saat))


def batas_tawar(
    wilayah: Wilayah | None, saat: datetime, *, dampak: str, tingkat: int, aturan: Buku | None = None
) -> datetime:
    """Akhir masa tawar satu tingkat: sampai saat itu tiket menunggu diambil, sesudahnya naik.

    Lamanya dari `SasaranSla` tingkat itu; tingkat tanpa batas naik memakai sasaran selesainya.
    """
    aturan = aturan or buku()
    sasaran = aturan.untuk(dampak, tingkat)
    detik = (sasaran.naik or sasaran.selesai).detik
    try:
        hasil, _ = kalender(wilayah, aturan=aturan).maju(ke_detik(saat), detik)
    except GalatSla:  # kalender yang rusak tidak menahan tiket: pakai waktu dinding, `hitung` mencatat sebabnya
        return saat + timedelta(seconds=detik)
    return ke_waktu(hasil)
