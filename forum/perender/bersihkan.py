"""Tahap terakhir, selalu: nh3 dengan daftar putih (forum.md 5.3). Penyaring tidak pernah melempar galat."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

import nh3

from .galat import TulisanDitolak
from .normalkan import TANDA_KURUNG, TANDA_PETIK

TAUTAN_MAKS = 200
GAMBAR_MAKS = 30
_TAG = {
    "p", "br", "hr", "h3", "h4", "h5", "h6", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "img", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATRIBUT = {
    "a": {"href", "title", "class"},
    "img": {"src", "alt", "title"},
    "code": {"class"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
_SUMBER_GAMBAR = re.compile(r"/forum/lampiran/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/?")
_BAHASA = re.compile(r"language-[A-Za-z0-9+#-]{1,20}")
_TEL = re.compile(r"tel:\+?[0-9 ()-]{3,30}")
_MAILTO = re.compile(r"mailto:[^\s<>\"'@]{1,100}@[A-Za-z0-9.-]{1,190}")
_GAMBAR = re.compile(r'<img(?:\s+[a-z-]+="[^"]*")*\s*/?>')


def bersihkan(html: str) -> str:
    """HTML yang boleh disimpan dan ditampilkan apa adanya."""
    bersih = nh3.clean(
        html,
        tags=_TAG,
        clean_content_tags={"script", "style"},
        attributes=_ATRIBUT,
        attribute_filter=_saring,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow ugc noopener",
        strip_comments=True,
    )
    bersih = _GAMBAR.sub(lambda cocok: cocok[0] if ' src="' in cocok[0] else "", bersih)
    if bersih.count("<a ") > TAUTAN_MAKS:
        raise TulisanDitolak(f"Tautannya terlalu banyak; paling banyak {TAUTAN_MAKS} dalam satu kiriman.")
    if bersih.count("<img ") > GAMBAR_MAKS:
        raise TulisanDitolak(f"Gambarnya terlalu banyak; paling banyak {GAMBAR_MAKS} dalam satu kiriman.")
    return bersih.replace(TANDA_KURUNG, "[").replace(TANDA_PETIK, "`").strip()


def _saring(tag: str, atribut: str, nilai: str) -> str | None:
    # Galat di sini ditelan nh3 dan atribut lain (rel) ikut hilang: karena itu semuanya ditangkap.
    try:
        return _nilai(tag, atribut, nilai)
    except Exception:
        return None


def _nilai(tag: str, atribut: str, nilai: str) -> str | None:
    if atribut == "rel":
        return nilai
    if atribut == "href":
        return _alamat(nilai)
    if atribut == "src":
        return nilai if _SUMBER_GAMBAR.fullmatch(nilai) else None
    if atribut == "class":
        sah = nilai == "sebutan" if tag == "a" else _BAHASA.fullmatch(nilai)
        return nilai if sah else None
    if atribut == "align":
        return nilai if nilai in ("left", "center", "right") else None
    if atribut == "start":
        return nilai if nilai.isdigit() and len(nilai) <= 6 else None
    return nilai[:500]  # title, alt


def _alamat(nilai: str) -> str | None:
    """http(s) dengan host IDNA (huruf kembar jadi kelihatan), surel, telepon, atau jalur berawalan satu "/"."""
    nilai = nilai.strip()
    if "\\" in nilai or len(nilai) > 2_000:
        return None
    if nilai.startswith("/"):
        return None if nilai.startswith("//") else nilai
    if nilai.startswith(("tel:", "mailto:")):
        pola = _TEL if nilai.startswith("tel:") else _MAILTO
        return nilai if pola.fullmatch(nilai.partition("?")[0]) else None
    bagian = urlsplit(nilai)
    if bagian.scheme not in ("http", "https") or not bagian.hostname or "@" in bagian.netloc:
        return None
    host = bagian.hostname.encode("idna").decode() if not bagian.hostname.isascii() else bagian.hostname
    port = f":{bagian.port}" if bagian.port else ""
    if ":" in host:
        host = f"[{host}]"
    return urlunsplit(SplitResult(bagian.scheme, host + port, bagian.path, bagian.query, bagian.fragment))
