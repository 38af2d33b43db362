"""Menit dan hari kerja di satu wilayah, untuk batas waktu yang bukan janji SLA: tawaran, ingatan, penutupan."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from wilayah.models import Wilayah
from wilayah.zona import WIB

from .jam_kerja import Kalender, ke_detik, ke_waktu, susun_pekan

_KANTOR = [["08:00", "16:00"]]
_HARI_TERJAUH = 400
# Menit kerja sebelum tiket yang belum diambil naik tingkat; di tingkat 3, sebelum dianggap tidak ada yang bisa.
_MENIT_TAWAR = {
    1: {"kritis": 30, "utama": 60, "sedang": 225, "ringan": 450},
    2: {"kritis": 60, "utama": 120, "sedang": 450, "ringan": 900},
    3: {"kritis": 450, "utama": 450, "sedang": 900, "ringan": 900},
}


@cache
def _kalender(zona: str) -> Kalender:
    return Kalender(zona, susun_pekan(dict.fromkeys(("senin", "selasa", "rabu", "kamis", "jumat"), _KANTOR)))


def kalender(wilayah: Wilayah | None) -> Kalender:
    """Kalender desanya; tanpa desa, kalender nasional."""
    return _kalender(wilayah.zona if wilayah else WIB)


def sesudah_menit_kerja(wilayah: Wilayah | None, saat: datetime, menit: int) -> datetime:
    """Saat `menit` menit kerja terlewati sejak `saat`."""
    hasil, _ = kalender(wilayah).maju(ke_detik(saat), menit * 60)
    return ke_waktu(hasil)


def sesudah_hari_kerja(wilayah: Wilayah | None, saat: datetime, hari: int) -> datetime:
    """Tutup kantor hari kerja ke-`hari` sesudah tanggal `saat`: yang dijanjikan selalu hari-hari utuh."""
    buku = kalender(wilayah)
    tanggal, sisa = buku.tanggal(ke_detik(saat)), hari
    for _ in range(_HARI_TERJAUH):
        tanggal += timedelta(days=1)
        sisa -= bool(buku.jendela(tanggal))
        if sisa <= 0:
            return ke_waktu(buku._mutlak(tanggal)[-1][1])
    raise ValueError("Kalender tidak punya hari kerja.")


def jam_kerja(wilayah: Wilayah | None, saat: datetime) -> bool:
    return kalender(wilayah).buka(ke_detik(saat))


def batas_tawar(wilayah: Wilayah | None, saat: datetime, *, dampak: str, tingkat: int) -> datetime:
    """Akhir masa tawar satu tingkat: sampai saat itu tiket menunggu diambil, sesudahnya naik."""
    return sesudah_menit_kerja(wilayah, saat, _MENIT_TAWAR[tingkat][dampak])
