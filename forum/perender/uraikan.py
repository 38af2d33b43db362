"""Pengurai: python-markdown tanpa HTML mentah, dengan coret, tautan polos, sebutan, dan daftar centang."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from django.urls import reverse
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .galat import TulisanDitolak

SEBUTAN_DITAUTKAN = 20
CALON_SEBUTAN = 200
# Bukan di dalam alamat surel, alamat web, atau sesudah huruf
_SEBUTAN = r"(?<![\w@./+-])@([A-Za-z0-9_](?:[A-Za-z0-9_.+-]{0,60}[A-Za-z0-9_])?)(?![\w@])"
_POLA_SEBUTAN = re.compile(_SEBUTAN)
_ALAMAT = r"(?<![\w/])(https?://[^\s<>\"'`|\\\[\]]{3,500})"
_LAMPIRAN = re.compile(r"/forum/lampiran/[0-9a-f-]{36}/?$")


class Orang(NamedTuple):
    pk: int
    nama: str


def calon_sebutan(teks: str) -> set[str]:
    """Nama pengguna yang mungkin disebut: paling banyak dua ratus, untuk satu kueri."""
    calon: set[str] = set()
    for cocok in _POLA_SEBUTAN.finditer(teks):
        calon.add(cocok[1].lower())
        if len(calon) == CALON_SEBUTAN:
            break
    return calon


def uraikan(teks: str, orang: Mapping[str, Orang]) -> tuple[str, list[int]]:
    """HTML kotor dan daftar orang yang benar-benar ditautkan. Pengurai baru tiap kali: rujukan tautan bocor antar-teks."""
    disebut: list[int] = []
    pengurai = Markdown(
        extensions=[
            FencedCodeExtension(lang_prefix="language-"),
            TableExtension(use_align_attribute=True),
            SaneListExtension(),
            Nl2BrExtension(),
            _Tambahan(orang, disebut),
        ]
    )
    try:
        return pengurai.convert(teks), disebut
    except RecursionError as galat:
        raise TulisanDitolak("Susunan kutipan atau daftarnya terlalu dalam. Sederhanakan, lalu kirim lagi.") from galat


class _Tambahan(Extension):
    def __init__(self, orang: Mapping[str, Orang], disebut: list[int]):
        super().__init__()
        self.orang, self.disebut = orang, disebut

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")  # HTML mentah tampil sebagai teks
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("automail")
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)([^~\n]{1,500})~~", "del"), "coret", 65)
        md.inlinePatterns.register(_TautanPolos(_ALAMAT, md), "tautan_polos", 106)
        md.inlinePatterns.register(_Sebutan(_SEBUTAN, md, self.orang, self.disebut), "sebutan", 104)
        md.treeprocessors.register(_Rapikan(md), "rapikan", 5)


class _TautanPolos(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match, data: str):
        alamat = m[1].rstrip(".,;:!?*_~")
        if alamat.endswith(")") and "(" not in alamat:
            alamat = alamat.rstrip(").,;:!?*_~")
        el = Element("a", href=alamat)
        el.text = AtomicString(alamat)
        return el, m.start(1), m.start(1) + len(alamat)


class _Sebutan(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pola: str, md: Markdown, orang: Mapping[str, Orang], disebut: list[int]):
        super().__init__(pola, md)
        self.orang, self.disebut, self.ditautkan = orang, disebut, 0

    def handleMatch(self, m: re.Match, data: str):
        orang = self.orang.get(m[1].lower())
        if orang is None or self.ditautkan >= SEBUTAN_DITAUTKAN:
            return None, None, None
        self.ditautkan += 1
        if orang.pk not in self.disebut:
            self.disebut.append(orang.pk)
        el = Element("a", href=reverse("forum:orang", args=[orang.pk]))
        el.set("class", "sebutan")
        el.text = AtomicString(f"@{m[1]}")
        return el, m.start(0), m.end(0)


class _Rapikan(Treeprocessor):
    """Judul turun dua tingkat (satu halaman satu h1), gambar luar menjadi tautan, `[ ]` menjadi kotak centang."""

    def run(self, root: Element) -> None:
        for el in root.iter():
            if el.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                el.tag = f"h{min(int(el.tag[1]) + 2, 6)}"
            elif el.tag == "img" and not _LAMPIRAN.match(el.get("src", "")):
                alamat, teks = el.get("src", ""), el.get("alt", "")
                el.tag, el.attrib = "a", {"href": alamat}
                el.text = AtomicString(teks or "gambar")
            elif el.tag == "li":
                self._centang(el if (el.text or "").strip() or not len(el) else el[0])

    @staticmethod
    def _centang(el: Element) -> None:
        teks = (el.text or "").lstrip()
        for tanda, kotak in (("[ ] ", "☐ "), ("[x] ", "☑ "), ("[X] ", "☑ ")):
            if teks.startswith(tanda):
                el.text = kotak + teks[len(tanda) :]
