"""HTML dari pengurai → balok: disaring nh3, dipotong di tiap subjudul. Murni, tanpa ORM."""

from __future__ import annotations

import re
from typing import Any

import nh3
from bs4 import BeautifulSoup, NavigableString, Tag

Balok = tuple[str, Any]
_TAG = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "strong", "b", "em", "i", "ul", "ol", "li", "a", "img", "table",
        "thead", "tbody", "tr", "th", "td", "blockquote"}  # fmt: skip
_BERLANGKAH = re.compile(r"\b(langkah|cara|urutan)", re.IGNORECASE)


def potong(html: str, gambar: dict[str, bytes]) -> tuple[str, list[Balok], list[str]]:
    """(judul, balok, peringatan). Daftar bernomor di bawah subjudul "Langkah …" atau "Cara …" menjadi balok langkah."""
    bersih = nh3.clean(
        html, tags=_TAG, attributes={"a": {"href"}, "img": {"src", "alt"}}, link_rel=None,
        url_schemes={"http", "https", "mailto", "impor"},
    )  # fmt: skip
    pemotong = _Pemotong(gambar)
    for simpul in list(BeautifulSoup(bersih, "html.parser").children):
        pemotong.terima(simpul)
    pemotong.tutup()
    return pemotong.judul, pemotong.balok, list(dict.fromkeys(pemotong.peringatan))


class _Pemotong:
    def __init__(self, gambar: dict[str, bytes]):
        self.gambar, self.judul, self.subjudul = gambar, "", ""
        self.balok: list[Balok] = []
        self.peringatan: list[str] = []
        self.teks: list[str] = []

    def tutup(self) -> None:
        if isi := "".join(self.teks):
            self.balok.append(("teks", isi))
        self.teks = []

    def terima(self, simpul) -> None:
        if isinstance(simpul, NavigableString):
            if str(simpul).strip():
                self.teks.append(f"<p>{_lolos(str(simpul).strip())}</p>")
            return
        tulis = getattr(self, f"_{simpul.name}", None)
        if tulis:
            tulis(simpul)
        elif simpul.name in {"h4", "h5", "h6"}:
            self._h3(simpul)
        else:
            self._p(simpul)

    def _h1(self, simpul: Tag) -> None:
        if not self.judul:
            self.judul = simpul.get_text(" ", strip=True)
        else:
            self._h2(simpul)

    def _h2(self, simpul: Tag) -> None:
        if teks := simpul.get_text(" ", strip=True):
            self.tutup()
            self.subjudul = teks
            self.teks.append(f"<h2>{_lolos(teks)}</h2>")

    def _h3(self, simpul: Tag) -> None:
        if teks := simpul.get_text(" ", strip=True):
            self.teks.append(f"<h3>{_lolos(teks)}</h3>")

    def _p(self, simpul: Tag) -> None:
        gambar = self._angkat_gambar(simpul)
        if isi := _dalam(simpul):
            self.teks.append(f"<p>{isi}</p>")
        self._taruh_gambar(gambar)

    def _ul(self, simpul: Tag) -> None:
        gambar = self._angkat_gambar(simpul)
        self.teks.append(_daftar(simpul))
        self._taruh_gambar(gambar)

    def _ol(self, simpul: Tag) -> None:
        butir = simpul.find_all("li", recursive=False)
        if len(butir) < 2 or not _BERLANGKAH.search(self.subjudul):
            self._ul(simpul)
            return
        self.tutup()
        for li in butir:
            gambar = self._angkat_gambar(li)
            anak = "".join(_daftar(satu.extract()) for satu in li.find_all(["ul", "ol"], recursive=False))
            if isi := _dalam(li):
                nilai = {"tindakan": f"<p>{isi}</p>{anak}", "hasil": "", "gambar": None, "alt": ""}
                self.balok.append(("langkah", nilai))
            self._taruh_gambar(gambar)

    def _blockquote(self, simpul: Tag) -> None:
        self.tutup()
        isi = "".join(f"<p>{_dalam(satu)}</p>" for satu in simpul.find_all("p")) or f"<p>{_dalam(simpul)}</p>"
        self.balok.append(("peringatan", {"tingkat": "info", "teks": isi}))

    def _table(self, simpul: Tag) -> None:
        """Tabel menjadi daftar: "Kolom: isi; Kolom: isi" tiap baris."""
        baris = [
            [sel.get_text(" ", strip=True) for sel in satu.find_all(["th", "td"])] for satu in simpul.find_all("tr")
        ]
        baris = [satu for satu in baris if any(satu)]
        if len(baris) > 1:
            kepala, *isi = baris
            butir = [
                "; ".join(f"{k}: {v}" if k else v for k, v in zip(kepala, satu, strict=False) if v) for satu in isi
            ]
            self.teks.append("<ul>" + "".join(f"<li>{_lolos(satu)}</li>" for satu in butir) + "</ul>")
            self.peringatan.append("Tabel diubah menjadi daftar. Periksa susunannya.")

    def _angkat_gambar(self, simpul: Tag) -> list[tuple[str, str]]:
        hasil = []
        for img in simpul.find_all("img"):
            nama = str(img.get("src", "")).removeprefix("impor:")
            if nama in self.gambar:
                hasil.append((nama, str(img.get("alt", ""))[:200]))
            elif img.get("src"):
                self.peringatan.append("Gambar dari alamat lain tidak ikut. Unggah lewat perpustakaan gambar.")
            img.extract()
        return hasil

    def _img(self, simpul: Tag) -> None:
        pembungkus = BeautifulSoup("", "html.parser").new_tag("p")
        pembungkus.append(simpul.extract())
        self._p(pembungkus)

    def _taruh_gambar(self, gambar: list[tuple[str, str]]) -> None:
        for nama, alt in gambar:
            self.tutup()
            self.balok.append(("gambar", {"gambar": nama, "alt": alt, "hiasan": False, "teks": ""}))
            if not alt:
                self.peringatan.append("Ada gambar tanpa keterangan. Tulis keterangannya sebelum mengajukan terbit.")


def _lolos(teks: str) -> str:
    return teks.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _dalam(simpul) -> str:
    """Isi sebaris: tebal, miring, tautan; selainnya teks."""
    hasil = ""
    for anak in simpul.children:
        if isinstance(anak, NavigableString):
            hasil += _lolos(re.sub(r"\s+", " ", str(anak)))
        elif anak.name in {"strong", "b"}:
            hasil += f"<b>{_dalam(anak)}</b>"
        elif anak.name in {"em", "i"}:
            hasil += f"<i>{_dalam(anak)}</i>"
        elif anak.name == "a" and anak.get("href"):
            alamat = _lolos(anak["href"]).replace('"', "&quot;")
            hasil += f'<a href="{alamat}">{_dalam(anak)}</a>'
        elif anak.name == "br":
            hasil += "<br/>"
        else:
            hasil += _dalam(anak)
    return hasil.strip() if getattr(simpul, "name", "") in {"p", "li", "td", "blockquote"} else hasil


def _daftar(simpul: Tag) -> str:
    butir = ""
    for li in simpul.find_all("li", recursive=False):
        anak = "".join(_daftar(satu.extract()) for satu in li.find_all(["ul", "ol"], recursive=False))
        butir += f"<li>{_dalam(li)}{anak}</li>"
    return f"<{simpul.name}>{butir}</{simpul.name}>"
