"""Bita menjadi teks tanpa pernah gagal (domain helpdesk.md 4.7). Murni.

UTF-8 yang sah menang atas pengakuan surat; lalu pengakuannya (`iso-8859-1` dibaca cp1252); selebihnya cp1252 dengan
aksara pengganti. `unicode_escape` dan saudaranya tidak pernah dipakai: `C:\\xampp\\new` bukan perintah.
"""

from __future__ import annotations

import codecs
import re

_BUKAN_AKSARA = {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "utf-7", "utf_7", "mbcs"}
_SEBUTAN_LAIN = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "ansi": "cp1252", "x-ansi": "cp1252", "windows-1252": "cp1252", "gb2312": "gb18030",
    "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "shift-jis": "cp932",
    "utf8": "utf-8", "utf8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8",
}  # fmt: skip
_KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _bita_lain(galat: UnicodeError):
    """Bita yang bukan UTF-8 dibaca cp1252 di tempatnya: satu bita rusak tidak merusak sisanya."""
    if not isinstance(galat, UnicodeDecodeError):
        raise galat
    return galat.object[galat.start : galat.end].decode("cp1252", "replace"), galat.end


codecs.register_error("pusat_bantuan.cp1252", _bita_lain)


def baca(isi: bytes, diakui: str = "") -> str:
    """Teks dari `isi`; `diakui` nama aksara menurut surat, boleh kosong, salah, atau karangan."""
    nama = diakui.strip().strip("\"'").lower()
    nama = _SEBUTAN_LAIN.get(nama, nama)
    lebar = nama.startswith(("utf-16", "utf16", "utf-32", "utf32"))
    bertanda = (lebar and b"\0" in isi) or (b"\x1b" in isi and nama.startswith("iso-2022"))
    if bertanda and (teks := _coba(isi, nama)) is not None:
        return teks
    try:
        return isi.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if nama != "utf-8" and not lebar and (teks := _coba(isi, nama)) is not None:
        return teks
    return isi.decode("utf-8", "pusat_bantuan.cp1252")


def _coba(isi: bytes, nama: str) -> str | None:
    if not nama or nama in _BUKAN_AKSARA or len(nama) > 40 or not nama.isascii():
        return None
    try:
        pembaca = codecs.lookup(nama)
        if not pembaca._is_text_encoding or pembaca.name in _BUKAN_AKSARA:  # "zip" dan "hex" bukan aksara
            return None
        return isi.decode(pembaca.name)
    except (LookupError, UnicodeError, ValueError):
        return None


def bersih(teks: str) -> str:
    """Tanpa NUL, aksara kendali, dan pengganti separuh, yang tidak dapat disimpan; baris baru menjadi `\\n`."""
    return _KENDALI.sub("", teks.replace("\r\n", "\n").replace("\r", "\n"))
