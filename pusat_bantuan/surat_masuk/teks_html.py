"""Teks dari HTML surat (domain helpdesk.md 4.10). Murni; gambar dari luar tidak pernah diambil."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

BATAS = 1_000_000
_TAG = {
    "a", "b", "blockquote", "br", "center", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "li", "ol", "p", "pre", "q", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "u", "ul",
}  # fmt: skip
_HILANG = {"script", "style", "head", "title", "noscript", "template", "iframe", "object", "svg", "math", "textarea"}
_BLOK = {
    "p", "div", "center", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "table", "tr", "pre",
    "blockquote", "hr", "li",
}  # fmt: skip


def bersihkan(html: str) -> str:
    """HTML aman tanpa gambar, skrip, gaya, dan alamat luar selain tautan biasa; untuk pratinjau berpasir."""
    return nh3.clean(
        html[:BATAS], tags=_TAG, clean_content_tags=_HILANG, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )  # fmt: skip


def teks(html: str) -> str:
    """Kalimat per baris, butir daftar di baris sendiri, kutipan berawalan `> `."""
    pembaca = _Pembaca()
    pembaca.feed(bersihkan(html))
    pembaca.close()
    return pembaca.hasil()


class _Pembaca(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.baris: list[str] = []
        self.kini: list[str] = []
        self.kutipan = 0
        self.pre = 0
        self.tautan: list[tuple[str, int]] = []
        self.daftar: list[int | None] = []

    def _ganti_baris(self, *, paksa: bool = False) -> None:
        isi = "".join(self.kini)
        isi = isi if self.pre else re.sub(r"[ \t\n\r\f]+", " ", isi).strip()
        if isi or paksa:
            awalan = "> " * min(self.kutipan, 8)
            self.baris += [f"{awalan}{satu}".rstrip() for satu in isi.split("\n")]
        self.kini = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._ganti_baris(paksa=True)
            return
        if tag in _BLOK:
            self._ganti_baris()
        if tag in {"p", "h1", "h2", "h3", "blockquote", "table"} and self.baris and self.baris[-1].strip(" >"):
            self.baris.append("> " * min(self.kutipan, 8))
        if tag == "blockquote":
            self.kutipan += 1
        elif tag == "pre":
            self.pre += 1
        elif tag in {"ul", "ol"}:
            self.daftar.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.kini.append(self._butir())
        elif tag in {"td", "th"} and self.kini:
            self.kini.append("  ")
        elif tag == "a":
            self.tautan.append((dict(attrs).get("href") or "", len(self.kini)))

    def _butir(self) -> str:
        if self.daftar and self.daftar[-1] is not None:
            self.daftar[-1] += 1
            return f"{self.daftar[-1]}. "
        return "- "

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOK:
            self._ganti_baris()
        if tag == "blockquote":
            self.kutipan = max(0, self.kutipan - 1)
        elif tag == "pre":
            self.pre = max(0, self.pre - 1)
        elif tag in {"ul", "ol"} and self.daftar:
            self.daftar.pop()
        elif tag == "a" and self.tautan:
            alamat, awal = self.tautan.pop()
            tampil = "".join(self.kini[awal:]).strip()
            if alamat.startswith(("http://", "https://")) and tampil and alamat.rstrip("/") != tampil.rstrip("/"):
                self.kini.append(f" ({alamat})")

    def handle_data(self, data: str) -> None:
        self.kini.append(data.replace("\u00a0", " "))

    def hasil(self) -> str:
        self._ganti_baris()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.baris)).strip("\n")
