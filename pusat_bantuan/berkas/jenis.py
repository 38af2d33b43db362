"""Jenis berkas menurut bitanya sendiri: teks, arsip, Office. Akhiran nama dan isi harus sepakat (operations.md 5.4)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import filetype

MB = 1024 * 1024
BATAS_BONGKAR, BATAS_ISI_ZIP, BATAS_RASIO = 100 * MB, 2000, 100
BATAS_BONGKAR_SQL = 200 * MB

GAMBAR = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF", "heif": "HEIF"}
TEKS = {
    "txt": "text/plain", "log": "text/plain", "csv": "text/csv", "sql": "text/plain", "ics": "text/calendar",
    "eml": "message/rfc822",
}  # fmt: skip
ODF = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_OOXML = "application/vnd.openxmlformats-officedocument."
OOXML = {"docx": f"{_OOXML}wordprocessingml.document", "xlsx": f"{_OOXML}spreadsheetml.sheet"}
OLE = {"doc": "application/msword", "xls": "application/vnd.ms-excel"}
DIKENAL = (*GAMBAR, "pdf", *OOXML, *ODF, *OLE, *TEKS, "zip", "gz")
# Program Windows dan Android, dan Office bermakro. Di dalam ZIP hanya ini yang ditolak: tema OpenSID memang berisi PHP.
_DALAM_ZIP = frozenset(
    [
        "exe",
        "dll",
        "bat",
        "cmd",
        "com",
        "scr",
        "msi",
        "ps1",
        "vbs",
        "vbe",
        "jar",
        "apk",
        "lnk",
        "hta",
        "iso",
        "docm",
        "xlsm",
    ]
)
# Yang tidak boleh ada di mana pun pada nama, termasuk di tengah ("foto.php.jpg").
BERBAHAYA = _DALAM_ZIP | frozenset(
    ["php", "phtml", "phar", "html", "htm", "xhtml", "svg", "js", "mjs", "sh", "htaccess", "pptm", "dotm", "xltm"]
)
_MAKRO_XLM = re.compile(rb"\x85\x00[\x08-\xff]\x00.{4}[\x00-\x02]\x01", re.DOTALL)
_LOG_CI = re.compile(rb"^<\?php\s+(?:if\s*\(\s*!\s*)?defined\('BASEPATH'\)")
_PEMBUKA_WEB = re.compile(
    rb"^<(?:\?php|\?=|!doctype|html|svg|script|iframe|body|\?xml[^>]*>\s*<(?:svg|html|!doctype))", re.I
)
_KEPALA_SURAT = re.compile(rb"^(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n])")
_JENIS_TEMPLAT = re.compile(
    rb"attachedTemplate|oleObject[^>]*TargetMode=.External|frame[^>]*TargetMode=.External", re.I
)


class BerkasDitolak(ValueError):
    """Kalimatnya untuk orang yang mengunggah: berkas mana, mengapa, apa jalan keluarnya."""


_NASIHAT = {
    "svg": "Ambil tangkapan layarnya, lalu kirim sebagai PNG atau JPG.",
    "html": "Cetak halamannya ke PDF, atau kirim tangkapan layarnya.",
    "htm": "Cetak halamannya ke PDF, atau kirim tangkapan layarnya.",
    "php": "Berkas program tidak diterima. Salin bagian yang perlu ke berkas .txt.",
    "rar": "Mampatkan sebagai ZIP, lalu unggah lagi.",
    "7z": "Mampatkan sebagai ZIP, lalu unggah lagi.",
    "gif": "Simpan sebagai PNG atau JPG, lalu unggah lagi.",
    "bmp": "Simpan sebagai PNG atau JPG, lalu unggah lagi.",
    "tif": "Simpan sebagai PNG atau JPG, lalu unggah lagi.",
    "tiff": "Simpan sebagai PNG atau JPG, lalu unggah lagi.",
    "mp4": "Unggah videonya di tempat lain, lalu tulis tautannya di cerita.",
    "mov": "Unggah videonya di tempat lain, lalu tulis tautannya di cerita.",
    "3gp": "Unggah videonya di tempat lain, lalu tulis tautannya di cerita.",
    "sid": "Cadangan OpenSID dikirim lewat tautan: unggah ke penyimpanan awan, lalu isi “Tautan cadangan”.",
    "docm": "Simpan sebagai DOCX tanpa makro, lalu unggah lagi.",
    "xlsm": "Simpan sebagai XLSX tanpa makro, lalu unggah lagi.",
    "pptx": "Simpan sebagai PDF, lalu unggah lagi.",
    "ppt": "Simpan sebagai PDF, lalu unggah lagi.",
}
_BAWAAN = "Yang diterima: foto (JPG, PNG, WebP, HEIC), PDF, Word, Excel, CSV, teks atau log, ZIP, dan SQL."


def tolak_akhiran(nama: str, bagian: list[str]) -> BerkasDitolak:
    """Nasihat menurut akhiran yang tidak diterima; yang berlapis disebut akhirannya yang berbahaya."""
    akhiran = bagian[-1] if len(bagian) > 1 else ""
    lapis = [satu for satu in bagian[1:-1] if satu in BERBAHAYA]
    if lapis and akhiran not in BERBAHAYA:
        return BerkasDitolak(
            f"“{nama}” tidak dapat dikirim karena namanya memuat “.{lapis[0]}”. Bila isinya memang gambar atau "
            "dokumen, ganti namanya, lalu unggah lagi."
        )
    if akhiran in BERBAHAYA and akhiran not in _NASIHAT:
        return BerkasDitolak(f"“{nama}” tidak dapat dikirim: berkas program tidak diterima. {_BAWAAN}")
    return BerkasDitolak(f"“{nama}” tidak dapat dikirim. {_NASIHAT.get(akhiran, _BAWAAN)}")


def tidak_cocok(nama: str) -> BerkasDitolak:
    return BerkasDitolak(
        f"Isi “{nama}” tidak cocok dengan akhiran namanya. Simpan ulang dari aplikasinya, lalu unggah."
    )


def log_codeigniter(isi: bytes) -> bool:
    """Log OpenSID bernama `log-2026-11-21.php` dan dibuka satu baris penjaga PHP; selebihnya teks biasa."""
    return bool(_LOG_CI.match(isi.lstrip(b"\xef\xbb\xbf")))


def mime(nama: str, akhiran: str, isi: bytes) -> str:
    """Jenis isi menurut bitanya sendiri; berbeda dari akhirannya berarti ditolak."""
    if akhiran in TEKS:
        return _teks(nama, akhiran, isi)
    if akhiran in OOXML or akhiran in ODF or akhiran == "zip":
        return _zip(nama, akhiran, isi)
    if akhiran in OLE:
        return _ole(nama, akhiran, isi)
    if akhiran == "gz":
        return _sql_mampat(nama, isi)
    jenis = filetype.guess(isi)
    if jenis is None or jenis.extension != akhiran:
        raise tidak_cocok(nama)
    return jenis.mime


def _teks(nama: str, akhiran: str, isi: bytes) -> str:
    if isi[:2] in (b"\xff\xfe", b"\xfe\xff"):  # Notepad "Unicode"
        try:
            isi = isi.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise tidak_cocok(nama) from None
    awal = isi[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"\x00" in isi or filetype.guess(isi) is not None:
        raise tidak_cocok(nama)
    if _PEMBUKA_WEB.match(awal) and not log_codeigniter(awal):
        raise tidak_cocok(nama)
    if akhiran == "ics" and not awal.upper().startswith(b"BEGIN:VCALENDAR"):
        raise tidak_cocok(nama)
    if akhiran == "eml" and not _KEPALA_SURAT.match(awal):
        raise tidak_cocok(nama)
    return TEKS[akhiran]


def _ole(nama: str, akhiran: str, isi: bytes) -> str:
    if not isi.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise tidak_cocok(nama)
    vba = any(satu.encode("utf-16-le") in isi for satu in ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"))
    if vba or (akhiran == "xls" and _MAKRO_XLM.search(isi)):
        raise BerkasDitolak(f"“{nama}” memuat makro. Simpan sebagai DOCX atau XLSX tanpa makro, lalu unggah.")
    return OLE[akhiran]


def _sql_mampat(nama: str, isi: bytes) -> str:
    """`.sql.gz`: dibongkar mengalir sampai batasnya, tidak pernah ditahan di memori."""
    if not isi.startswith(b"\x1f\x8b"):
        raise tidak_cocok(nama)
    pembuka, keluar, sisa = zlib.decompressobj(31), 0, isi
    try:
        while sisa and not pembuka.eof:
            potongan = pembuka.decompress(sisa, MB)
            if not keluar and b"\x00" in potongan[:4096]:
                raise tidak_cocok(nama)
            keluar += len(potongan)
            sisa = pembuka.unconsumed_tail
            if keluar > BATAS_BONGKAR_SQL or keluar > BATAS_RASIO * max(len(isi), 10_000):
                raise BerkasDitolak(f"“{nama}” terlalu besar bila dibuka. Kirim sebagian tabelnya saja.")
    except zlib.error:
        raise tidak_cocok(nama) from None
    return "application/gzip"


def _zip(nama: str, akhiran: str, isi: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            _periksa_arsip(nama, arsip)
            if akhiran == "zip":
                return "application/zip"
            if akhiran in ODF:
                return _odf(nama, akhiran, arsip)
            return _ooxml(nama, akhiran, arsip)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, KeyError, zlib.error):
        raise tidak_cocok(nama) from None


def _periksa_arsip(nama: str, arsip: zipfile.ZipFile) -> None:
    daftar = arsip.infolist()
    besar = sum(satu.file_size for satu in daftar)
    mampat = sum(satu.compress_size for satu in daftar) or 1
    if len(daftar) > BATAS_ISI_ZIP or besar > BATAS_BONGKAR or (besar > MB and besar / mampat > BATAS_RASIO):
        raise BerkasDitolak(f"“{nama}” terlalu besar bila dibuka. Pecah menjadi beberapa berkas.")
    if any(satu.flag_bits & 1 for satu in daftar):
        raise BerkasDitolak(f"“{nama}” bersandi, jadi tidak dapat diperiksa. Kirim tanpa sandi, tanpa data warga.")
    program = next((satu for satu in daftar if satu.filename.rpartition(".")[2].lower() in _DALAM_ZIP), None)
    if program is not None:
        raise BerkasDitolak(f"“{nama}” memuat berkas program. Keluarkan dulu dari ZIP, lalu unggah lagi.")


def _odf(nama: str, akhiran: str, arsip: zipfile.ZipFile) -> str:
    isinya = set(arsip.namelist())
    tanda = arsip.read("mimetype")[:200].decode("ascii", "ignore") if "mimetype" in isinya else ""
    if tanda != ODF[akhiran]:
        raise tidak_cocok(nama)
    if any(satu.startswith(("Basic/", "Scripts/")) for satu in isinya):
        raise BerkasDitolak(f"“{nama}” memuat makro. Simpan tanpa makro, lalu unggah lagi.")
    return ODF[akhiran]


def _ooxml(nama: str, akhiran: str, arsip: zipfile.ZipFile) -> str:
    """Jenis utama di `[Content_Types].xml` harus persis dokumen tanpa makro."""
    isinya = {satu.lower() for satu in arsip.namelist()}
    if "[content_types].xml" not in isinya:
        raise tidak_cocok(nama)
    jenis = _baca(arsip, "[Content_Types].xml")
    if b"macroEnabled" in jenis or any(satu.endswith(("vbaproject.bin", "vbadata.xml")) for satu in isinya):
        raise BerkasDitolak(f"“{nama}” memuat makro. Simpan tanpa makro, lalu unggah lagi.")
    if OOXML[akhiran].encode() + b".main+xml" not in jenis:
        raise tidak_cocok(nama)
    rujukan = "word/_rels/settings.xml.rels"
    if rujukan in isinya and b'TargetMode="External"' in (isi := _baca(arsip, rujukan)) and _JENIS_TEMPLAT.search(isi):
        raise BerkasDitolak(f"“{nama}” memuat templat dari luar. Salin isinya ke dokumen baru, lalu unggah.")
    return OOXML[akhiran]


def _baca(arsip: zipfile.ZipFile, nama: str) -> bytes:
    with arsip.open(nama) as berkas:
        return berkas.read(MB)
