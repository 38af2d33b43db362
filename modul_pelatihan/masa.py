"""Masa berlaku, perpanjangan, dan nomor sertifikat (domain training.md 2.4). Murni, tanpa ORM.

Semua hari adalah tanggal kalender di zona penerbit; hari terakhir ikut berlaku.
"""

from __future__ import annotations

import calendar
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Menurut urutan kuatnya: yang di atas menang."""

    DICABUT = "dicabut"
    BELUM_BERLAKU = "belum_berlaku"
    KEDALUWARSA = "kedaluwarsa"
    SEGERA_HABIS = "segera_habis"
    BERLAKU = "berlaku"


def tambah_bulan(hari: date, bulan: int) -> date:
    """Tanggal yang sama `bulan` kemudian, dijepit ke akhir bulan: 31 Januari + 1 = 28/29 Februari."""
    urut = hari.year * 12 + hari.month - 1 + bulan
    tahun, ke = divmod(urut, 12)
    return date(tahun, ke + 1, min(hari.day, calendar.monthrange(tahun, ke + 1)[1]))


def sisa_hari(sampai: date | None, pada: date) -> int | None:
    """Hari terakhir bersisa 0; tanpa akhir → None."""
    return None if sampai is None else (sampai - pada).days


def berlaku(mulai: date, sampai: date | None, pada: date) -> bool:
    """mulai <= pada <= sampai. Cerminannya dalam SQL ada di `models.pelatih`; keduanya diuji di hari batas."""
    return mulai <= pada and (sampai is None or pada <= sampai)


def status(mulai: date, sampai: date | None, pada: date, *, dicabut: bool = False, jendela: int = 60) -> Status:
    if dicabut:
        return Status.DICABUT
    if pada < mulai:
        return Status.BELUM_BERLAKU
    sisa = sisa_hari(sampai, pada)
    if sisa is None:
        return Status.BERLAKU
    if sisa < 0:
        return Status.KEDALUWARSA
    return Status.SEGERA_HABIS if sisa <= jendela else Status.BERLAKU


def perpanjang(sampai: date, diminta: date, bulan: int, *, jendela: int = 90) -> date:
    """Diminta dengan 0 <= sisa <= jendela: dari hari habis yang lama; lebih awal atau terlambat: dari hari permintaan."""
    sisa = (sampai - diminta).days
    return tambah_bulan(sampai if 0 <= sisa <= jendela else diminta, bulan)


def digit_luhn(nomor: str) -> str:
    """Digit periksa: dari kanan, tiap letak ganjil digandakan, di atas 9 dikurangi 9."""
    jumlah = 0
    for letak, huruf in enumerate(reversed(nomor)):
        angka = int(huruf) * (2 if letak % 2 == 0 else 1)
        jumlah += angka - 9 if angka > 9 else angka
    return str((10 - jumlah % 10) % 10)


def nomor_sertifikat(tahun: int, urut: int) -> str:
    """Tahun empat angka + urut enam angka + digit Luhn. Melempar ValueError bila urutnya habis."""
    if not (1 <= urut <= 999_999 and 1000 <= tahun <= 9999):
        raise ValueError("Nomor urut sertifikat hanya sampai 999.999 per tahun.")
    pangkal = f"{tahun:04d}{urut:06d}"
    return pangkal + digit_luhn(pangkal)


def nomor_sah(nomor: str) -> bool:
    return len(nomor) == 11 and nomor.isascii() and nomor.isdigit() and digit_luhn(nomor[:-1]) == nomor[-1]
