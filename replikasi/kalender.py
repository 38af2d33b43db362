"""Hari menurut deret nasional: tanggal kalender Asia/Jakarta (domain tracker.md 1)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from replikasi.rumus import tambah_bulan

JAKARTA = ZoneInfo("Asia/Jakarta")


def hari_laporan(saat: datetime) -> date:
    """Tanggal Jakarta dari satu saat."""
    return saat.astimezone(JAKARTA).date()


def hari_ini() -> date:
    return hari_laporan(timezone.now())


def bulan_ini() -> date:
    return hari_ini().replace(day=1)


def akhir_bulan(bulan: date) -> date:
    return tambah_bulan(bulan, 1) - timedelta(days=1)


def saat_hari(hari: date) -> datetime:
    """Awal satu tanggal di Jakarta."""
    return datetime.combine(hari, time(), JAKARTA)
