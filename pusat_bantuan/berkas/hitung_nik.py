"""Menghitung NIK dan No. KK di dalam CSV dan XLSX (domain operations.md 6.5). Tanpa ORM; berat, jadi hanya di pekerja."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from akun.data_pribadi import berbentuk_nik, cari_nik

TERHITUNG = ("csv", "xlsx")
BATAS_BACA = 40 * 1024 * 1024  # teks sel yang dibaca; sesudahnya jumlahnya "sedikitnya"
_LEMBAR = re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml", re.IGNORECASE)
_SEL = re.compile(r"<(?:\w{1,20}:)?(t|v)(?:\s[^>]{0,200})?>([^<]{11,4000})</")
_ANGKA_PENUH = re.compile(r"[0-9]{16}|[0-9](?:\.[0-9]{1,16})?E\+?15", re.IGNORECASE)


def hitung_nik(isi: bytes, akhiran: str) -> int:
    """Berapa nomor berbeda yang berbentuk NIK atau No. KK; 0 untuk jenis lain dan berkas yang tidak terbaca."""
    if akhiran == "csv":
        return len({satu.angka for satu in cari_nik(_teks(isi))})
    if akhiran == "xlsx":
        try:
            return len({angka for sel in _sel(isi) for angka in sel})
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, KeyError, zlib.error):
            return 0
    return 0


def _teks(isi: bytes) -> str:
    if isi[:2] in (b"\xff\xfe", b"\xfe\xff"):  # "Unicode Text" dari Excel
        return isi.decode("utf-16", "replace")
    return isi.decode("utf-8", "replace")


def _sel(isi: bytes) -> Iterator[list[str]]:
    """NIK di tiap sel. Isi sel dibaca apa adanya dari XML-nya: tanpa rumus, tanpa entitas, tanpa memuat bukunya."""
    sisa = BATAS_BACA
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        for nama in arsip.namelist():
            if not _LEMBAR.fullmatch(nama) or sisa <= 0:
                continue
            with arsip.open(nama) as lembar:
                xml = lembar.read(sisa).decode("utf-8", "replace")
            sisa -= len(xml)
            for jenis, nilai in _SEL.findall(xml):
                yield _angka_sel(nilai) if jenis == "v" else [satu.angka for satu in cari_nik(nilai)]


def _angka_sel(nilai: str) -> list[str]:
    """Excel menyimpan bilangan hanya lima belas angka: angka ke-16 NIK menjadi 0, jadi tidak ikut dinilai."""
    if not _ANGKA_PENUH.fullmatch(nilai):
        return []
    try:
        angka = f"{int(Decimal(nilai)):016d}"
    except (InvalidOperation, ValueError):
        return []
    return [angka] if len(angka) == 16 and berbentuk_nik(f"{angka[:15]}1") else []
