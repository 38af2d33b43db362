"""Waktu kerja dalam kata: "3 jam kerja", "besok 10.30 WITA". Murni.

Sisa dibulatkan ke bawah dan tenggat disebut menurut jam setempat desanya, supaya tidak ada yang dijanjikan lebih dari
yang ada (domain helpdesk.md 2.3, "Clock in words").
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from wilayah.kalender import BULAN_PENDEK, HARI
from wilayah.zona import NAMA_ZONA

_RINCI_SAMPAI_JAM = 4


def lama_kerja(detik: int) -> str:
    """Nilai mutlak dalam kata: menit, jam dan menit sampai empat jam, lalu jam saja."""
    menit = abs(detik) // 60
    jam, sisa = divmod(menit, 60)
    if menit == 0:
        return "kurang dari 1 menit kerja"
    if jam == 0:
        return f"{menit} menit kerja"
    if sisa and jam < _RINCI_SAMPAI_JAM:
        return f"{jam} jam {sisa} menit kerja"
    return f"{jam} jam kerja"


def sebut_hari(hari: date, hari_ini: date) -> str:
    """ "hari ini", "besok", "kemarin", "Rabu" dalam enam hari ke depan, selain itu "Rabu 25 Nov"."""
    selisih = (hari - hari_ini).days
    if selisih in (-1, 0, 1):
        return ("kemarin", "hari ini", "besok")[selisih + 1]
    nama = HARI[hari.weekday()]
    if 1 < selisih < 7:
        return nama
    tahun = f" {hari.year}" if hari.year != hari_ini.year else ""
    return f"{nama} {hari.day} {BULAN_PENDEK[hari.month - 1]}{tahun}"


def nama_zona(zona: str, saat: datetime) -> str:
    return NAMA_ZONA.get(zona) or saat.astimezone(ZoneInfo(zona)).strftime("%Z")


def sebut_saat(saat: datetime, *, zona: str, kini: datetime, pukul: bool = False) -> str:
    """ "besok 10.30 WITA", atau "besok pukul 10.30 WITA", menurut hari di zona itu."""
    setempat = saat.astimezone(ZoneInfo(zona))
    hari = sebut_hari(setempat.date(), kini.astimezone(ZoneInfo(zona)).date())
    return f"{hari} {'pukul ' if pukul else ''}{setempat:%H.%M} {nama_zona(zona, saat)}"


def sebut_saat_bagi(saat: datetime, *, zona: str, zona_pembaca: str, kini: datetime) -> str:
    """Jam desa, ditambah jam pembaca bila zonanya lain: "besok 10.30 WITA, 09.30 WIB"."""
    desa = sebut_saat(saat, zona=zona, kini=kini)
    if (
        zona_pembaca == zona
        or saat.astimezone(ZoneInfo(zona)).utcoffset() == saat.astimezone(ZoneInfo(zona_pembaca)).utcoffset()
    ):
        return desa
    pembaca = saat.astimezone(ZoneInfo(zona_pembaca))
    if pembaca.date() != saat.astimezone(ZoneInfo(zona)).date():
        return f"{desa}, {sebut_saat(saat, zona=zona_pembaca, kini=kini)}"
    return f"{desa}, {pembaca:%H.%M} {nama_zona(zona_pembaca, saat)}"
