"""Cara menulis bilangan di lembar cetak: titik ribuan, koma desimal, bulan berkata."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from wilayah.kalender import BULAN, BULAN_PENDEK


def bilangan(nilai: object) -> str:
    """1234 → "1.234"; Decimal("61.6") → "61,6"; kosong → "–"."""
    if nilai is None or nilai == "":
        return "–"
    if isinstance(nilai, Decimal):
        return str(nilai).replace(".", ",")
    return f"{nilai:,}".replace(",", ".") if isinstance(nilai, int) else str(nilai)


def hari(tanggal: date | None) -> str:
    return f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}" if tanggal else "–"


def bulan(tanggal: date) -> str:
    return f"{BULAN[tanggal.month - 1]} {tanggal.year}"


def bulan_pendek(tanggal: date) -> str:
    return f"{BULAN_PENDEK[tanggal.month - 1]} {tanggal.year % 100:02d}"
