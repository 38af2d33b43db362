"""Membaca daftar ekspor Pantau: XLSX, JSON, atau CSV menjadi baris yang bersih dan galat per baris. Murni, tanpa ORM."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from wilayah import kode as aturan_kode

from .kalender import hari_laporan
from .kontrak import bersihkan, host_lokal, situs_dari

BATAS_BARIS = 100_000
BATAS_TERBUKA = 300 * 1024 * 1024  # XLSX sesudah dibuka
TERAWAL = date(2009, 1, 1)  # tahun SID pertama; tanggal sebelumnya salah ketik

_KODE = ("kode_desa", "kode_kecamatan", "kode_kab", "kode_kabupaten", "kode_wilayah", "kode")
# Pemasangan daring dan lokal berlajur sendiri di Pantau; yang tanggalnya lebih akhir yang dipakai.
_LAJUR = (
    (
        ("tgl_akses_hosting", "tgl_akses_online", "tgl_akses", "tanggal_akses", "akses_terakhir", "terakhir_akses",
         "tgl_akses_terakhir", "tanggal_lapor", "lapor_terakhir", "updated_at", "tgl_rekam"),
        ("versi_hosting", "versi_online", "versi", "version", "versi_opensid", "versi_opendk", "versi_openkab"),
        ("url_hosting", "url_online", "url", "web", "website", "situs", "alamat_situs", "domain"),
    ),
    (
        ("tgl_akses_lokal", "tgl_akses_offline"),
        ("versi_lokal", "versi_offline"),
        ("url_lokal", "url_offline"),
    ),
)  # fmt: skip
_BULAN = {
    nama: nomor
    for nomor, banyak in enumerate(
        ("jan januari january", "feb februari pebruari february", "mar maret march", "apr april", "mei may", "jun juni june",
         "jul juli july", "agu ags agt agustus aug august", "sep sept september", "okt oktober oct october",
         "nov nop november nopember", "des desember dec december"), start=1,
    )
    for nama in banyak.split()
}  # fmt: skip
_TGL_ANGKA = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_TGL_KATA = re.compile(r"(\d{1,2})[\s-]+([a-z]+)[\s-]+(\d{4})")


@dataclass(frozen=True)
class BarisPantau:
    nomor: int
    kode: str
    tanggal: date
    versi: str = ""
    situs: str = ""
    lokal: bool = False


@dataclass(frozen=True)
class GalatBaris:
    nomor: int
    kode: str
    sebab: str


def baca_lembar(isi: bytes, *, panjang_kode: int, hari_ini: date) -> tuple[list[BarisPantau], list[GalatBaris]]:
    """Baris yang bentuknya sah dan galat sisanya; `ValidationError` bila berkasnya bukan daftar Pantau."""
    baris, galat = [], []
    for nomor, mentah in enumerate(_mentah(isi), start=1):
        if nomor > BATAS_BARIS:
            raise ValidationError("Barisnya lebih dari 100.000. Pecah menurut provinsi, lalu unggah satu per satu.")
        satu = {_kunci(nama): nilai for nama, nilai in mentah.items() if nilai not in (None, "")}
        if not satu:
            continue
        hasil = _baca_baris(nomor, satu, panjang_kode, hari_ini)
        (galat if isinstance(hasil, GalatBaris) else baris).append(hasil)
    if not baris and not galat:
        raise ValidationError(
            "Tidak ada baris yang terbaca. Baris pertama harus berisi nama lajur, di antaranya kode_desa."
        )
    return baris, galat


def _kunci(nama: object) -> str:
    return re.sub(r"[^a-z0-9]+", "_", str(nama).strip().lower()).strip("_")


def _baca_baris(nomor: int, satu: dict, panjang_kode: int, hari_ini: date) -> BarisPantau | GalatBaris:
    mentah = next((satu[nama] for nama in _KODE if nama in satu), "")
    if isinstance(mentah, float) and mentah.is_integer():
        mentah = int(mentah)  # lembar kerja menyimpan kode tanpa titik sebagai bilangan
    kode = aturan_kode.normalkan(str(mentah))
    if kode is None or len(kode) != panjang_kode:
        return GalatBaris(nomor, bersihkan(mentah, 40), "kode wilayahnya kosong atau bentuknya salah")
    pilihan = []
    for tanggal, versi, situs in _LAJUR:
        teks = next((satu[nama] for nama in tanggal if nama in satu), None)
        hari = baca_tanggal(teks)
        if hari:
            pilihan.append((hari, _isi(satu, versi), _isi(satu, situs)))
        elif teks is not None and not re.fullmatch(r"[0\-: ]*", str(teks)):
            return GalatBaris(nomor, kode, f"tanggal “{bersihkan(teks, 40)}” tidak terbaca")
    if not pilihan:
        return GalatBaris(nomor, kode, "tanggal aksesnya kosong")
    hari, versi, situs = max(pilihan, key=lambda satu: satu[0])
    if not TERAWAL <= hari <= hari_ini:
        return GalatBaris(nomor, kode, f"tanggal {hari:%d-%m-%Y} belum tiba atau terlalu tua")
    skema, host = situs_dari(situs if "://" in situs else f"http://{situs}" if situs else "")
    return BarisPantau(
        nomor, kode, hari, bersihkan(versi, 40), f"{skema}://{host}" if host else "", bool(host) and host_lokal(host)
    )


def _isi(satu: dict, nama: tuple[str, ...]) -> str:
    return next((bersihkan(satu[satu_nama], 300) for satu_nama in nama if satu_nama in satu), "")


def baca_tanggal(teks: object) -> date | None:
    """Tanggal dari sel tanggal, ISO (berzona dibawa ke Jakarta), `31-12-2025`, atau `31 Desember 2025`."""
    if isinstance(teks, datetime):
        return hari_laporan(teks) if teks.tzinfo else teks.date()
    if isinstance(teks, date):
        return teks
    bersih = bersihkan(teks if teks is not None else "", 60).lower()
    try:
        if cocok := _TGL_KATA.match(bersih):
            return date(int(cocok[3]), _BULAN.get(cocok[2], 0), int(cocok[1]))
        if cocok := _TGL_ANGKA.match(bersih):
            return date(int(cocok[3]), int(cocok[2]), int(cocok[1]))
        saat = datetime.fromisoformat(bersih.upper())
    except ValueError:
        return None
    return hari_laporan(saat.astimezone(UTC)) if saat.tzinfo else saat.date()


def _mentah(isi: bytes) -> Iterator[dict]:
    if isi[:4] == b"PK\x03\x04":
        return _dari_xlsx(isi)
    teks = isi.decode("utf-8-sig", "replace")
    return _dari_json(teks) if teks.lstrip()[:1] in {"[", "{"} else _dari_csv(teks)


def _dari_xlsx(isi: bytes) -> Iterator[dict]:
    salah = ValidationError("Berkas XLSX-nya rusak. Unduh ulang dari Pantau, lalu coba lagi.")
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            if sum(satu.file_size for satu in arsip.infolist()) > BATAS_TERBUKA:
                raise ValidationError("Berkas XLSX-nya terlalu besar sesudah dibuka. Simpan sebagai CSV, lalu unggah.")
        buku = load_workbook(io.BytesIO(isi), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as galat:
        raise salah from galat
    kepala: list | None = None
    for baris in buku.worksheets[0].iter_rows(values_only=True) if buku.worksheets else ():
        if kepala is None:
            if any(_kunci(sel) in _KODE for sel in baris if sel is not None):
                kepala = list(baris)  # di atasnya boleh ada judul daftar
        else:
            yield {nama: nilai for nama, nilai in zip(kepala, baris, strict=False) if nama is not None}


def _dari_json(teks: str) -> Iterator[dict]:
    try:
        isi = json.loads(teks)
    except (ValueError, RecursionError) as galat:
        raise ValidationError("Berkas JSON-nya tidak terbaca. Unduh ulang dari Pantau, lalu coba lagi.") from galat
    if isinstance(isi, dict):
        isi = next((isi[nama] for nama in ("data", "results", "desa") if isinstance(isi.get(nama), list)), [])
    yield from (satu for satu in isi if isinstance(satu, dict))


def _dari_csv(teks: str) -> Iterator[dict]:
    kepala = teks.partition("\n")[0]
    pemisah = max(",;\t|", key=kepala.count)
    try:
        yield from csv.DictReader(io.StringIO(teks, newline=""), delimiter=pemisah, restkey="_", restval="")
    except csv.Error as galat:
        raise ValidationError("Berkas CSV-nya tidak terbaca. Unduh ulang dari Pantau, lalu coba lagi.") from galat
