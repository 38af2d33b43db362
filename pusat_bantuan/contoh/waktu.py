"""Dunia contoh untuk waktu layanan: jam khusus Ramadan, dan satu tanggal daerah yang dimatikan."""

from __future__ import annotations

from datetime import date

from wilayah.models import Wilayah

from ..bawaan_sla import JAM_RAMADAN
from ..models import HariLibur, KalenderKerja, TimpaanHari


def isi_waktu() -> None:
    """Boleh diulang; suntingan orang tidak ditimpa."""
    if nasional := KalenderKerja.objects.filter(wilayah=None).first():
        TimpaanHari.objects.get_or_create(
            kalender=nasional, nama="Ramadan 1447 H (contoh)",
            defaults={
                "dari": date(2026, 2, 19), "sampai": date(2026, 3, 17), "jam": JAM_RAMADAN,
                "sumber": "Perpres 21/2023, jam kerja bulan Ramadan",
            },
        )  # fmt: skip
    if kabupaten := Wilayah.objects.filter(kode="13.07").first():
        HariLibur.objects.get_or_create(
            tanggal=date(2026, 4, 13), nama="Hari jadi kabupaten (contoh)", wilayah=kabupaten,
            defaults={"sumber": "Contoh edaran bupati: diperingati, tetap hari kerja", "berlaku": False},
        )  # fmt: skip
