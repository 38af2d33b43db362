"""Membaca berkas: menolak makro, bom zip, dan gambar aneh sebelum apa pun diuraikan."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

import mammoth
import markdown
from django.conf import settings
from PIL import Image, UnidentifiedImageError

from .potong import Balok, potong

BERKAS_TERBESAR = 5 * 1024 * 1024
ISI_TERBESAR = 40 * 1024 * 1024
TEKS_TERBESAR = 200 * 1024
BERKAS_TERBANYAK = 1500
GAMBAR_TERBANYAK = 40
BENTUK_GAMBAR = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
# Markdown bersarang sedalam ini hanya dibuat untuk membekukan pengurainya.
_BERSARANG = re.compile(r"^(?:[ \t]*[>*+-]){12}|[\[(]{20}|[*_]{20}", re.MULTILINE)


class BerkasDitolak(ValueError):
    """Berkas itu tidak diimpor; pesannya menyebut cara membetulkan."""


@dataclass
class Hasil:
    judul: str
    balok: list[Balok]
    gambar: dict[str, bytes] = field(default_factory=dict)
    peringatan: list[str] = field(default_factory=list)


def baca_berkas(nama: str, isi: bytes) -> Hasil:
    """`.md` atau `.docx`. Melempar BerkasDitolak."""
    if len(isi) > BERKAS_TERBESAR:
        raise BerkasDitolak("Berkas lebih dari 5 MB. Kecilkan gambarnya, atau bagi menjadi beberapa naskah.")
    akhiran = nama.rpartition(".")[2].lower()
    if akhiran in {"md", "markdown", "txt"}:
        html, gambar, peringatan = _markdown(isi), {}, []
    elif akhiran == "docx":
        html, gambar, peringatan = _docx(isi)
    else:
        raise BerkasDitolak("Hanya .docx dan .md. Berkas .doc atau .docm simpan dahulu sebagai .docx.")
    judul, balok, catatan = potong(html, gambar)
    if not balok:
        raise BerkasDitolak("Tidak ada tulisan yang terbaca di berkas itu.")
    dipakai = {nilai["gambar"] for jenis, nilai in balok if jenis == "gambar"}
    return Hasil(
        (judul or nama.rpartition(".")[0])[:160], balok, {n: b for n, b in gambar.items() if n in dipakai},
        peringatan + catatan,
    )  # fmt: skip


def _markdown(isi: bytes) -> str:
    if len(isi) > TEKS_TERBESAR:
        raise BerkasDitolak("Naskah Markdown lebih dari 200 KB. Bagi menjadi beberapa pelajaran.")
    try:
        teks = isi.decode("utf-8-sig").replace("\x00", "")
    except UnicodeDecodeError:
        raise BerkasDitolak("Berkas bukan teks UTF-8. Simpan lagi sebagai UTF-8.") from None
    if _BERSARANG.search(teks):
        raise BerkasDitolak("Ada daftar atau tanda kurung yang bersarang terlalu dalam. Sederhanakan dahulu.")
    return markdown.markdown(teks, extensions=["sane_lists", "tables"], output_format="html")


def _periksa_zip(isi: bytes) -> None:
    try:
        arsip = zipfile.ZipFile(io.BytesIO(isi))
        butir = arsip.infolist()
    except zipfile.BadZipFile:
        raise BerkasDitolak("Berkas rusak atau bukan DOCX. Buka di Word, lalu simpan lagi.") from None
    nama = [satu.filename.lower() for satu in butir]
    if any("vbaproject" in satu or satu.endswith((".bin", ".exe", ".js", ".vbs")) for satu in nama):
        raise BerkasDitolak("Berkas memuat makro. Simpan sebagai .docx tanpa makro.")
    if len(butir) > BERKAS_TERBANYAK or sum(satu.file_size for satu in butir) > ISI_TERBESAR:
        raise BerkasDitolak("Isi berkas terlalu besar sesudah dibuka. Kecilkan gambarnya dahulu.")
    if "word/document.xml" not in nama or "[content_types].xml" not in nama:
        raise BerkasDitolak("Berkas bukan DOCX. Buka di Word, lalu simpan sebagai .docx.")
    jenis = next(satu for satu in butir if satu.filename.lower() == "[content_types].xml")
    if b"macroenabled" in arsip.read(jenis).lower():
        raise BerkasDitolak("Berkas memuat makro. Simpan sebagai .docx tanpa makro.")


def _docx(isi: bytes) -> tuple[str, dict[str, bytes], list[str]]:
    _periksa_zip(isi)
    gambar: dict[str, bytes] = {}
    peringatan: list[str] = []

    def simpan(satu) -> dict[str, str]:
        with satu.open() as berkas:
            mentah = berkas.read()
        nama = _nama_gambar(mentah, len(gambar) + 1)
        if nama is None or len(gambar) >= GAMBAR_TERBANYAK:
            peringatan.append("Ada gambar yang dilewati: bukan PNG, JPEG, atau WebP, atau terlalu banyak.")
            return {"src": ""}
        gambar[nama] = mentah
        return {"src": f"impor:{nama}"}

    try:
        hasil = mammoth.convert_to_html(
            io.BytesIO(isi), convert_image=mammoth.images.img_element(simpan),
            style_map="p[style-name='Title'] => h1:fresh\np[style-name='Quote'] => blockquote > p:fresh",
        )  # fmt: skip
    except Exception as galat:  # pengurai XML melempar bermacam galat atas berkas yang dirusak
        raise BerkasDitolak("Berkas rusak atau bukan DOCX. Buka di Word, lalu simpan lagi.") from galat
    return hasil.value, gambar, list(dict.fromkeys(peringatan))


def _nama_gambar(mentah: bytes, nomor: int) -> str | None:
    try:
        with Image.open(io.BytesIO(mentah)) as gambar:
            bentuk, ukuran = gambar.format, gambar.size
            gambar.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if bentuk not in BENTUK_GAMBAR or ukuran[0] * ukuran[1] > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        return None
    return f"g{nomor}.{BENTUK_GAMBAR[bentuk]}"
