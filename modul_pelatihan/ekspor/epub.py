"""EPUB 3: satu bab tiap pelajaran, gambar di dalamnya, daftar isi, bahasa Indonesia."""

from __future__ import annotations

import io
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ebooklib import epub

from .halaman import GAYA, isi_pelajaran


def tulis_epub(modul: dict[str, Any], gambar: dict[str, Any]) -> bytes:
    buku = epub.EpubBook()
    buku.set_identifier(f"urn:uuid:{uuid5(NAMESPACE_URL, modul['alamat'] + '#' + modul['edisi'])}")
    buku.set_title(modul["judul"])
    buku.set_language("id")
    buku.add_author("Pusat Bantuan OpenDesa")
    buku.add_metadata("DC", "description", modul["tujuan"] or modul["judul"])
    buku.add_metadata("DC", "source", modul["alamat"])
    gaya = epub.EpubItem(uid="gaya", file_name="gaya.css", media_type="text/css", content=GAYA.encode())
    buku.add_item(gaya)
    for nama, berkas in gambar.items():
        with berkas.open("rb") as isi:
            buku.add_item(epub.EpubImage(uid=nama.partition(".")[0], file_name=f"gambar/{nama}", media_type="image/jpeg",
                                         content=isi.read()))  # fmt: skip
    bab = [_bab("sampul", modul["judul"], _sampul(modul), gaya)]
    bab += [
        _bab(f"p{satu['nomor']:02d}", satu["judul"], f"<h1>{escape(satu['judul'])}</h1>\n{isi_pelajaran(satu)}", gaya)
        for satu in modul["pelajaran"]
    ]
    for satu in bab:
        buku.add_item(satu)
    buku.toc = bab
    buku.add_item(epub.EpubNcx())
    buku.add_item(epub.EpubNav(title="Daftar isi"))
    buku.spine = [bab[0], "nav", *bab[1:]]
    keluar = io.BytesIO()
    epub.write_epub(keluar, buku)
    return keluar.getvalue()


def _bab(nama: str, judul: str, isi: str, gaya: epub.EpubItem) -> epub.EpubHtml:
    bab = epub.EpubHtml(uid=nama, title=judul, file_name=f"{nama}.xhtml", lang="id")
    bab.content = f"<html><head></head><body>{isi}</body></html>"
    bab.add_item(gaya)
    return bab


def _sampul(modul: dict[str, Any]) -> str:
    versi = f"<p>Diperiksa untuk OpenSID {escape(modul['versi'])}.</p>" if modul["versi"] else ""
    return (
        f"<h1>{escape(modul['judul'])}</h1><p>{escape(modul['tujuan'])}</p><p>{modul['menit']} menit.</p>{versi}"
        f'<p class="kecil">Edisi {modul["edisi"]} dari <a href="{escape(modul["alamat"])}">{escape(modul["alamat"])}</a>.</p>'
    )
