"""Memeriksa dan membersihkan berkas kiriman sebelum disimpan (domain operations.md 5.4, helpdesk.md 4.9). Tanpa ORM.

Akhiran nama, isi, dan bagian dalamnya harus sepakat; yang tidak dikenal ditolak. Gambar selalu ditulis ulang, sehingga
EXIF, GPS, dan ekor skrip hilang. Dipanggil di luar transaksi: mengolah gambar boleh lama, memegang kunci tulis tidak.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

import filetype
from PIL import Image, ImageOps, UnidentifiedImageError

from akun.data_pribadi import samarkan

MB = 1024 * 1024
BATAS_BERKAS, BATAS_JUMLAH, BATAS_TOTAL = 10 * MB, 10, 25 * MB
BATAS_PIKSEL, SISI_TERPANJANG = 24_000_000, 1600
BATAS_BONGKAR, BATAS_ISI_ZIP, BATAS_RASIO = 100 * MB, 2000, 100

_GAMBAR = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_MIME_GAMBAR = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_TEKS = {"txt": "text/plain", "log": "text/plain", "csv": "text/csv", "sql": "text/plain", "ics": "text/calendar"}
_ODF = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_OOXML = {
    "docx": ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_OLE = {"doc": "application/msword", "xls": "application/vnd.ms-excel"}
DIKENAL = (*_GAMBAR, "heic", "pdf", *_OOXML, *_ODF, *_OLE, *_TEKS, "zip", "gz")
_BERBAHAYA = frozenset(
    [
        "php",
        "phtml",
        "phar",
        "html",
        "htm",
        "xhtml",
        "svg",
        "js",
        "mjs",
        "exe",
        "dll",
        "bat",
        "cmd",
        "com",
        "scr",
        "msi",
        "ps1",
        "vbs",
        "sh",
        "jar",
        "apk",
        "lnk",
        "iso",
        "htaccess",
    ]
)
_TERSEMBUNYI = re.compile(r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class BerkasDitolak(ValueError):
    """Kalimatnya untuk orang yang mengunggah: berkas mana, mengapa, apa jalan keluarnya."""


@dataclass(frozen=True)
class BerkasBersih:
    """Siap disimpan. `lebar` terisi hanya untuk gambar yang sudah kita tulis ulang."""

    nama: str
    akhiran: str
    mime: str
    isi: bytes
    lebar: int | None = None
    tinggi: int | None = None


def periksa_semua(unggahan: Iterable) -> list[BerkasBersih]:
    """Memeriksa tiap `UploadedFile`; galat pertama menghentikan semuanya dengan `BerkasDitolak`."""
    daftar = list(unggahan)
    if len(daftar) > BATAS_JUMLAH:
        raise BerkasDitolak(f"Paling banyak {BATAS_JUMLAH} berkas sekali kirim.")
    if sum(satu.size for satu in daftar) > BATAS_TOTAL:
        raise BerkasDitolak("Jumlah ukuran berkas lebih dari 25 MB. Kirim sebagian dulu, sisanya lewat balasan.")
    return [periksa(satu.name, satu, ukuran=satu.size) for satu in daftar]


def nama_aman(nama: str) -> str:
    """Nama untuk ditampilkan: tanpa jalur, tanpa aksara tersembunyi, NFC, tersamar, paling banyak 120 aksara."""
    rapi = _TERSEMBUNYI.sub("", unicodedata.normalize("NFC", re.split(r"[\\/]", nama or "")[-1])).strip(" .")
    rapi = samarkan(" ".join(rapi.split())).teks
    pokok, titik, akhiran = rapi.rpartition(".")
    return f"{pokok[: 119 - len(akhiran)]}.{akhiran}" if titik and len(akhiran) <= 10 else rapi[:120]


def periksa(nama: str, berkas: BinaryIO, *, ukuran: int) -> BerkasBersih:
    tampil = nama_aman(nama)
    bagian = tampil.lower().split(".")
    akhiran = bagian[-1] if len(bagian) > 1 else ""
    if akhiran not in DIKENAL or _BERBAHAYA & set(bagian[1:]):
        raise BerkasDitolak(
            f"“{tampil}” tidak dapat dikirim. Yang diterima: foto (JPG, PNG, WebP, HEIC), PDF, Word, Excel, "
            "CSV, teks atau log, ZIP, dan SQL yang dimampatkan."
        )
    if ukuran > BATAS_BERKAS:
        raise BerkasDitolak(f"“{tampil}” lebih dari 10 MB. Perkecil dulu, atau tulis tautan unduhnya di pesan.")
    isi = berkas.read(BATAS_BERKAS + 1)
    if not isi:
        raise BerkasDitolak(f"“{tampil}” kosong. Periksa berkasnya, lalu unggah lagi.")
    if akhiran in _GAMBAR:
        return _gambar(tampil, akhiran, isi)
    return BerkasBersih(tampil, akhiran, _mime(tampil, akhiran, isi), isi)


def _tidak_cocok(nama: str) -> BerkasDitolak:
    return BerkasDitolak(
        f"Isi “{nama}” tidak cocok dengan akhiran namanya. Simpan ulang dari aplikasinya, lalu unggah."
    )


def _gambar(nama: str, akhiran: str, isi: bytes) -> BerkasBersih:
    format_ = _GAMBAR[akhiran]
    try:
        with Image.open(io.BytesIO(isi), formats=list(_MIME_GAMBAR)) as gambar:
            if gambar.width * gambar.height > BATAS_PIKSEL:  # dari kepala berkas, sebelum satu piksel pun dibuka
                raise BerkasDitolak(f"Gambar “{nama}” terlalu besar (lebih dari 24 megapiksel). Perkecil dulu.")
            format_ = gambar.format or format_
            if format_ == "JPEG":
                gambar.draft("RGB", (SISI_TERPANJANG, SISI_TERPANJANG))
            hasil = ImageOps.exif_transpose(gambar)
            hasil.thumbnail((SISI_TERPANJANG, SISI_TERPANJANG))
            tujuan = (
                "RGB"
                if format_ == "JPEG"
                else ("RGBA" if "A" in hasil.getbands() or hasil.info.get("transparency") is not None else "RGB")
            )
            hasil = hasil.convert(tujuan)
            hasil.info.clear()
            keluar = io.BytesIO()
            pilihan = {"JPEG": {"quality": 85, "optimize": True}, "WEBP": {"quality": 85}, "PNG": {}}[format_]
            hasil.save(keluar, format_, **pilihan)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as galat:
        if isinstance(galat, BerkasDitolak):
            raise
        raise BerkasDitolak(
            f"“{nama}” bukan gambar yang dapat dibuka. Ambil tangkapan layar lagi, lalu unggah."
        ) from None
    baru = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[format_]
    tampil = nama if _GAMBAR[akhiran] == format_ else f"{nama.rpartition('.')[0]}.{baru}"
    return BerkasBersih(tampil, baru, _MIME_GAMBAR[format_], keluar.getvalue(), hasil.width, hasil.height)


def _mime(nama: str, akhiran: str, isi: bytes) -> str:
    """Jenis isi menurut bitanya sendiri; berbeda dari akhirannya berarti ditolak."""
    if akhiran in _TEKS:
        return _teks(nama, akhiran, isi)
    if akhiran in _OOXML or akhiran in _ODF or akhiran == "zip":
        return _zip(nama, akhiran, isi)
    if akhiran in _OLE:
        if not isi.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            raise _tidak_cocok(nama)
        if "_VBA_PROJECT".encode("utf-16-le") in isi:
            raise BerkasDitolak(f"“{nama}” memuat makro. Simpan sebagai DOCX atau XLSX tanpa makro, lalu unggah.")
        return _OLE[akhiran]
    jenis = filetype.guess(isi)
    if jenis is None or jenis.extension != akhiran:
        raise _tidak_cocok(nama)
    return jenis.mime


def _teks(nama: str, akhiran: str, isi: bytes) -> str:
    awal = isi[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"\x00" in isi or awal.startswith(b"<") or filetype.guess(isi) is not None:
        raise _tidak_cocok(nama)
    return _TEKS[akhiran]


def _zip(nama: str, akhiran: str, isi: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            daftar = arsip.infolist()
            besar = sum(satu.file_size for satu in daftar)
            mampat = sum(satu.compress_size for satu in daftar) or 1
            if len(daftar) > BATAS_ISI_ZIP or besar > BATAS_BONGKAR or besar / mampat > BATAS_RASIO:
                raise BerkasDitolak(f"“{nama}” terlalu besar bila dibuka. Pecah menjadi beberapa berkas.")
            isinya = {satu.filename for satu in daftar}
            if akhiran in _ODF:
                tanda = arsip.read("mimetype").decode("ascii", "ignore") if "mimetype" in isinya else ""
                if tanda != _ODF[akhiran]:
                    raise _tidak_cocok(nama)
                return _ODF[akhiran]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise _tidak_cocok(nama) from None
    if akhiran == "zip":
        return "application/zip"
    folder, mime = _OOXML[akhiran]
    if "[Content_Types].xml" not in isinya or not any(satu.startswith(folder) for satu in isinya):
        raise _tidak_cocok(nama)
    if any(satu.lower().endswith("vbaproject.bin") for satu in isinya):
        raise BerkasDitolak(f"“{nama}” memuat makro. Simpan tanpa makro, lalu unggah lagi.")
    return mime
