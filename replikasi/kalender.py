"""Hari menurut deret nasional: tanggal kalender Asia/Jakarta (domain tracker.md 1)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

JAKARTA = ZoneInfo("Asia/Jakarta")


def hari_laporan(saat: datetime) -> date:
    """Tanggal Jakarta dari satu saat."""
    return saat.astimezone(JAKARTA).date()


def hari_ini() -> date:
    return hari_laporan(timezone.now())
