"""Memeriksa berkas kiriman sebelum disimpan (domain operations.md 5.4, helpdesk.md 4.9).

Gambar tidak dibuka di sini selain kepalanya; pekerja yang menulisnya ulang, sehingga EXIF, GPS, dan ekor skrip hilang.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import BinaryIO

import filetype

from akun.data_pribadi import samarkan
from akun.gambar import MIME_GAMBAR, GambarGagal, kepala_gambar, olah_gambar

from .jenis import BERBAHAYA, DIKENAL, GAMBAR, MB, BerkasDitolak, log_codeigniter, mime, tidak_cocok, tolak_akhiran

BATAS_BERKAS, BATAS_JUMLAH, BATAS_TOTAL = 10 * MB, 10, 25 * MB
_NAMA_LOG = re.compile(r"log-\d{4}-\d{2}-\d{2}\.php", re.IGNORECASE)
_TERSEMBUNYI = re.compile(r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class BerkasBersih:
    """Siap disimpan. `olah`: gambar yang masih harus ditulis ulang; `lebar` terisi hanya sesudahnya."""

    nama: str
    akhiran: str
    mime: str
    isi: bytes
    lebar: int | None = None
    tinggi: int | None = None
    olah: bool = False


@dataclass(frozen=True)
class Hasil:
    """Yang diterima, dan satu kalimat untuk tiap yang tidak: satu berkas keliru tidak menjatuhkan yang lain."""

    bersih: list[BerkasBersih] = field(default_factory=list)
    ditolak: list[str] = field(default_factory=list)


def pilah(unggahan: Iterable) -> Hasil:
    """Tiap `UploadedFile` diperiksa sendiri-sendiri; gambarnya ditulis ulang nanti oleh pekerja."""
    hasil, total, sidik = Hasil(), 0, set()
    for urut, satu in enumerate(unggahan):
        tampil = nama_aman(satu.name)
        if urut >= BATAS_JUMLAH:
            hasil.ditolak.append(f"“{tampil}” tidak ikut: paling banyak {BATAS_JUMLAH} berkas sekali kirim.")
            continue
        if total + satu.size > BATAS_TOTAL:
            hasil.ditolak.append(f"“{tampil}” tidak ikut: jumlah ukurannya lewat 25 MB. Kirim lewat balasan.")
            continue
        try:
            bersih = periksa(satu.name, satu, ukuran=satu.size)
        except BerkasDitolak as galat:
            hasil.ditolak.append(str(galat))
            continue
        total += satu.size
        if (cap := hashlib.sha256(bersih.isi).digest()) not in sidik:  # berkas yang sama dipilih dua kali
            sidik.add(cap)
            hasil.bersih.append(bersih)
    return hasil


def periksa_semua(unggahan: Iterable) -> list[BerkasBersih]:
    """Memeriksa dan langsung menulis ulang gambarnya; galat pertama menghentikan semuanya dengan `BerkasDitolak`."""
    daftar = list(unggahan)
    if len(daftar) > BATAS_JUMLAH:
        raise BerkasDitolak(f"Paling banyak {BATAS_JUMLAH} berkas sekali kirim.")
    if sum(satu.size for satu in daftar) > BATAS_TOTAL:
        raise BerkasDitolak("Jumlah ukuran berkas lebih dari 25 MB. Kirim sebagian dulu, sisanya lewat balasan.")
    return [rampungkan(periksa(satu.name, satu, ukuran=satu.size)) for satu in daftar]


def rampungkan(berkas: BerkasBersih) -> BerkasBersih:
    """Gambar yang belum ditulis ulang menjadi gambar jadi; berkas lain tetap."""
    if not berkas.olah:
        return berkas
    try:
        jadi = olah_gambar(berkas.isi)
    except GambarGagal as galat:
        raise BerkasDitolak(f"“{berkas.nama}” {galat}") from None
    return replace(
        berkas, nama=nama_jadi(berkas.nama, jadi.akhiran), akhiran=jadi.akhiran, mime=MIME_GAMBAR[jadi.akhiran],
        isi=jadi.isi, lebar=jadi.lebar, tinggi=jadi.tinggi, olah=False,
    )  # fmt: skip


def nama_jadi(nama: str, akhiran: str) -> str:
    """Nama tampil mengikuti jenis gambar yang jadi; `jpeg` dan `jpg` sama saja."""
    pokok, _, lama = nama.rpartition(".")
    sama = {"jpeg": "jpg"}.get(lama.lower(), lama.lower()) == akhiran
    return nama if sama else f"{pokok}.{akhiran}"


def nama_aman(nama: str) -> str:
    """Nama untuk ditampilkan: tanpa jalur, tanpa aksara tersembunyi, NFC, tersamar, paling banyak 120 aksara."""
    rapi = _TERSEMBUNYI.sub("", unicodedata.normalize("NFC", re.split(r"[\\/]", nama or "")[-1])).strip(" .")
    rapi = samarkan(" ".join(rapi.split())).teks
    pokok, titik, akhiran = rapi.rpartition(".")
    return f"{pokok[: 119 - len(akhiran)]}.{akhiran}" if titik and len(akhiran) <= 10 else rapi[:120]


def periksa(nama: str, berkas: BinaryIO, *, ukuran: int) -> BerkasBersih:
    """Satu berkas; `BerkasDitolak` dengan kalimat yang menolong. Gambar baru diperiksa kepalanya (`olah=True`)."""
    tampil = nama_aman(nama)
    bagian = tampil.lower().split(".")
    akhiran = bagian[-1] if len(bagian) > 1 else ""
    log_ci = bool(_NAMA_LOG.fullmatch(tampil))
    if not log_ci and (akhiran not in DIKENAL or BERBAHAYA & set(bagian[1:])):
        raise tolak_akhiran(tampil, bagian)
    if akhiran == "gz" and bagian[-2:] != ["sql", "gz"]:
        raise BerkasDitolak(f"“{tampil}” tidak dapat dikirim. Yang dimampatkan dengan gzip hanya .sql.gz; pakai ZIP.")
    if ukuran > BATAS_BERKAS:
        raise BerkasDitolak(f"“{tampil}” lebih dari 10 MB. Perkecil dulu, atau tulis tautan unduhnya di pesan.")
    isi = berkas.read(BATAS_BERKAS + 1)
    if not isi:
        raise BerkasDitolak(f"“{tampil}” kosong. Periksa berkasnya, lalu unggah lagi.")
    if log_ci:
        if not log_codeigniter(isi):
            raise tolak_akhiran(tampil, bagian)
        tampil, akhiran = f"{tampil[:-4]}.log", "log"
    if akhiran in GAMBAR:
        return _gambar(tampil, akhiran, isi)
    return BerkasBersih(tampil, akhiran, mime(tampil, akhiran, isi), isi)


def _gambar(nama: str, akhiran: str, isi: bytes) -> BerkasBersih:
    """Hanya kepalanya yang dibaca: jenis dan luasnya, sebelum satu piksel pun dibuka."""
    if GAMBAR[akhiran] == "HEIF":
        jenis = filetype.guess(isi)
        if jenis is None or jenis.extension not in {"heic", "avif"} or jenis.extension == "avif":
            raise tidak_cocok(nama)
        return BerkasBersih(nama, "heic", "image/heic", isi, olah=True)
    try:
        baru = kepala_gambar(isi).akhiran
    except GambarGagal as galat:
        raise BerkasDitolak(f"“{nama}” {galat}") from None
    return BerkasBersih(nama_jadi(nama, baru), baru, MIME_GAMBAR[baru], isi, olah=True)
