"""Kartu tautan: judul isi rumah ini di bawah kiriman yang menautkannya, menurut hak pembacanya (forum.md 7).

Tidak pernah disimpan: yang tertutup bagi seorang pembaca tinggal alamat seperti ditulis penulisnya.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page, Site

from forum.models import Kiriman, Topik
from forum.slot import KartuTautan, kartu_tautan

KARTU_MAKS = 5  # tiap kiriman
_TAUTAN = re.compile(r'<a\s[^>]{0,300}?href="([^"]{1,2000})"')
_TOPIK = re.compile(r"/forum/t/(\d{1,12})-[^/]*/")
_IKON = {"panduan": "panduan", "artikel": "berkas"}
_BUKAN_HALAMAN = ("/forum/", "/bantuan/", "/replikasi/", "/akun/", "/cms/", "/media/", "/statis/")


def pasang_kartu(kiriman: Iterable[Kiriman], topik: Topik, request: HttpRequest) -> None:
    """Memberi tiap kiriman `kartu`: pasangan (alamat, kartu). Tanpa tautan ke rumah sendiri, tanpa kueri."""
    asal = {f"{request.scheme}://{request.get_host()}", settings.SITE_URL}
    sendiri = topik.get_absolute_url()
    tiap: dict[int, dict[str, str]] = {}
    for satu in kiriman:
        satu.kartu = []
        if satu.terbaca and "<a " in satu.html:
            tautan = {_jalur(href, asal): unescape(href) for href in _TAUTAN.findall(satu.html)[:40]}
            tiap[satu.nomor] = {jalur: href for jalur, href in tautan.items() if jalur not in ("", "/", sendiri)}
    jalur = sorted({satu for isi in tiap.values() for satu in isi})
    kartu = kartu_tautan(jalur, request)
    for satu in kiriman:
        ada = [(href, kartu[jalur]) for jalur, href in tiap.get(satu.nomor, {}).items() if jalur in kartu]
        satu.kartu = ada[:KARTU_MAKS]


def _jalur(href: str, asal: set[str]) -> str:
    """Jalur di situs ini tanpa kueri, atau kosong bila menunjuk ke luar."""
    href = unescape(href)
    for satu in asal:
        href = href.removeprefix(satu) if href.startswith(f"{satu}/") else href
    return urlsplit(href).path if href.startswith("/") else ""


def kartu_forum(alamat: list[str], request: HttpRequest) -> dict[str, KartuTautan]:
    """Topik yang boleh dibaca, dan halaman yang terbit untuk umum (pelajaran, artikel, langkah buku)."""
    topik = {satu: int(cocok[1]) for satu in alamat if (cocok := _TOPIK.fullmatch(satu))}
    hasil: dict[str, KartuTautan] = {}
    if topik:
        ada = Topik.objects.terbaca(oleh=request.user).filter(pk__in=topik.values()).select_related("ruang__simpul")
        baris = {satu.pk: satu for satu in ada}
        for satu, pk in topik.items():
            if pk in baris:
                hasil[satu] = KartuTautan(baris[pk].judul, _tentang(baris[pk]), "forum")
    halaman = [satu for satu in alamat if satu.endswith("/") and not satu.startswith(_BUKAN_HALAMAN)]
    if halaman and (situs := Site.find_for_request(request)):
        akar = situs.root_page.url_path.rstrip("/")
        letak = {f"{akar}{satu}": satu for satu in halaman}
        for satu in Page.objects.live().public().filter(url_path__in=letak):
            nama = satu.cached_content_type.model_class()._meta.verbose_name
            jalur = letak[satu.url_path]
            hasil[jalur] = KartuTautan(satu.title, str(nama).capitalize(), _IKON.get(jalur.split("/")[1], "belajar"))
    return hasil


def _tentang(topik: Topik) -> str:
    jawab = "terjawab" if topik.jawaban_id else f"{topik.jumlah_balasan} balasan"
    return f"{topik.get_jenis_display().capitalize()} di {topik.ruang.simpul.nama} · {jawab}"
