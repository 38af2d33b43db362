"""Menghitung NIK dan No. KK di dalam CSV, XLSX, ODS, dan ZIP berisi ketiganya (domain operations.md 6.5). Tanpa ORM; berat,
jadi hanya di pekerja. XLS lama (biner) tidak dihitung: pembacanya tidak termasuk yang dipasang (docs/keputusan/0005).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from akun.data_pribadi import berbentuk_nik, cari_nik

TERHITUNG = ("csv", "xlsx", "ods", "zip")
BATAS_BACA = 40 * 1024 * 1024  # teks sel yang dibaca; sesudahnya jumlahnya "sedikitnya"
BATAS_ISI_ZIP = 200
_LEMBAR = {
    "xlsx": re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml", re.IGNORECASE),
    "ods": re.compile(r"content\.xml"),
    "zip": re.compile(r".+\.(?:csv|xlsx|ods)", re.IGNORECASE | re.DOTALL),
}
_SEL = re.compile(r"<(?:\w{1,20}:)?(t|v|p)(?:\s[^>]{0,200})?>([^<]{11,4000})</|office:(value)=\"([^\"<]{11,40})\"")
_ANGKA_PENUH = re.compile(r"[0-9]{16}|[0-9](?:\.[0-9]{1,16})?E\+?15", re.IGNORECASE)
_RUSAK = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, KeyError, zlib.error)


def hitung_nik(isi: bytes, akhiran: str) -> int:
    """Berapa nomor berbeda yang berbentuk NIK atau No. KK; 0 untuk jenis lain dan berkas yang tidak terbaca."""
    return len(_nik(isi, akhiran.lower()))


def _nik(isi: bytes, akhiran: str) -> set[str]:
    if akhiran == "csv":
        return {satu.angka for satu in cari_nik(_teks(isi))}
    hasil: set[str] = set()
    if akhiran in _LEMBAR:
        try:
            for nama, bagian in _bagian(isi, akhiran):
                hasil |= _nik(bagian, nama.lower().rpartition(".")[2]) if akhiran == "zip" else _dari_sel(bagian)
        except _RUSAK:
            pass  # yang sudah terhitung tetap dihitung
    return hasil


def _teks(isi: bytes) -> str:
    if isi[:2] in (b"\xff\xfe", b"\xfe\xff"):  # "Unicode Text" dari Excel
        return isi.decode("utf-16", "replace")
    return isi.decode("utf-8", "replace")


def _bagian(isi: bytes, akhiran: str) -> Iterator[tuple[str, bytes]]:
    """Isi arsip yang perlu dibaca, semuanya bersama paling banyak `BATAS_BACA`."""
    sisa = BATAS_BACA
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        nama = [satu for satu in arsip.namelist() if _LEMBAR[akhiran].fullmatch(satu)]
        for satu in nama[: BATAS_ISI_ZIP if akhiran == "zip" else None]:
            if sisa <= 0:
                return
            with arsip.open(satu) as berkas:
                bagian = berkas.read(sisa)
            sisa -= len(bagian)
            yield satu, bagian


def _dari_sel(xml: bytes) -> set[str]:
    """Isi sel dibaca apa adanya dari XML-nya: tanpa rumus, tanpa entitas, tanpa memuat bukunya."""
    hasil: set[str] = set()
    for jenis, nilai, jenis_ods, nilai_ods in _SEL.findall(xml.decode("utf-8", "replace")):
        if (jenis or jenis_ods).startswith("v"):
            hasil.update(_angka_sel(nilai or nilai_ods))
        else:
            hasil.update(satu.angka for satu in cari_nik(nilai))
    return hasil


def _angka_sel(nilai: str) -> list[str]:
    """Excel menyimpan bilangan hanya lima belas angka: angka ke-16 NIK menjadi 0, jadi tidak ikut dinilai."""
    if not _ANGKA_PENUH.fullmatch(nilai):
        return []
    try:
        angka = f"{int(Decimal(nilai)):016d}"
    except (InvalidOperation, ValueError):
        return []
    return [angka] if len(angka) == 16 and berbentuk_nik(f"{angka[:15]}1") else []
