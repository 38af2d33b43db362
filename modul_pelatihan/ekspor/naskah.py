"""Naskah satu modul tanpa markah: unsur sederhana yang dapat ditulis menjadi apa pun. Semua teks tetap teks.

Unsur: alinea, judul, daftar, langkah, kotak, gambar, praktik, tautan. Potongan teks (`runs`): x teks, b tebal, i miring, u alamat.
"""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from django.conf import settings
from wagtail.rich_text import RichText, expand_db_html

from modul_pelatihan.bacaan.bahan import Bahan
from modul_pelatihan.blocks import pilihan_tonggak
from modul_pelatihan.sebutan import ganti_sebutan
from modul_pelatihan.templatetags.pelatihan import batas_rilis

Unsur = dict[str, Any]
JUDUL_KOTAK = {"info": "Perlu diketahui", "perhatian": "Perhatikan", "bahaya": "Awas"}
OLAHAN = "format-jpeg|width-720"


class Penulis:
    """Membaca balok satu modul; `gambar` mengumpulkan berkasnya menurut nama yang dipakai unsur."""

    def __init__(self, bahan: Bahan):
        self.bahan = bahan
        self.gambar: dict[str, Any] = {}

    def modul(self) -> dict[str, Any]:
        modul = self.bahan.modul
        return {
            "kode": modul.kode or "", "judul": modul.title, "tujuan": self.kata(modul.tujuan), "sasaran": modul.sasaran,
            "menit": self.bahan.menit, "edisi": self.bahan.edisi, "alamat": mutlak(modul.url),
            "versi": f"{modul.versi} {modul.get_edisi_display()}" if modul.versi else "",
            "pemilik": modul.pemilik.nama if modul.pemilik else "",
            "pelajaran": [self.pelajaran(urut, satu) for urut, satu in enumerate(self.bahan.pelajaran, start=1)],
        }  # fmt: skip

    def pelajaran(self, urut: int, satu) -> dict[str, Any]:
        halaman = satu.halaman
        isi = [unsur for balok in satu.balok for unsur in self.balok(balok)]
        if halaman.praktik:
            isi.append(self.praktik("Praktik", [(halaman.praktik, halaman.praktik_kritis)]))
            if halaman.luaran:
                isi.append(alinea(f"Hasilnya: {self.kata(halaman.luaran)}"))
        return {
            "nomor": urut, "kode": halaman.kode, "judul": halaman.title, "menit": halaman.menit, "isi": isi,
            "slug": halaman.slug, "alamat": mutlak(halaman.url),
        }  # fmt: skip

    def kata(self, teks: str) -> str:
        return ganti_sebutan(teks or "", self.bahan.sebutan)

    def balok(self, balok: dict[str, Any]) -> list[Unsur]:
        nilai = balok["blok"].value
        tulis = getattr(self, f"_{balok['jenis']}", None)
        return tulis(nilai, balok) if tulis else []

    # --- tiap jenis balok -------------------------------------------------------------------------------------------
    def _teks(self, nilai: RichText, _) -> list[Unsur]:
        return self.kaya(nilai)

    def _langkah(self, nilai, balok) -> list[Unsur]:
        gambar = self.satu_gambar(nilai["gambar"], nilai["alt"]) if nilai["gambar"] else None
        return [
            {"jenis": "langkah", "nomor": balok["nomor"], "batas": batas_rilis(nilai), "isi": self.kaya(nilai["tindakan"]),
             "hasil": self.kata(nilai["hasil"]), "gambar": gambar}
        ]  # fmt: skip

    def _peringatan(self, nilai, _) -> list[Unsur]:
        tingkat = nilai["tingkat"]
        return [{"jenis": "kotak", "tingkat": tingkat, "judul": JUDUL_KOTAK[tingkat], "isi": self.kaya(nilai["teks"])}]

    def _gambar(self, nilai, _) -> list[Unsur]:
        alt = "" if nilai["hiasan"] else nilai["alt"]
        return [self.satu_gambar(nilai["gambar"], alt, nilai["teks"])] if nilai["gambar"] else []

    def _praktik(self, nilai, _) -> list[Unsur]:
        return [self.praktik(nilai["judul"], [(satu["teks"], satu["kritis"]) for satu in nilai["butir"]])]

    def _istilah(self, nilai, _) -> list[Unsur]:
        isi = [{"jenis": "alinea", "runs": [run(f"{nilai.istilah}: ", b=True), run(self.kata(nilai.arti))]}]
        return [{"jenis": "kotak", "tingkat": "info", "judul": "Istilah", "isi": isi}]

    def _unduhan(self, nilai, _) -> list[Unsur]:
        dokumen = nilai["dokumen"]
        return [tautan(f"Unduh: {nilai['judul'] or dokumen.title}", dokumen.url)] if dokumen else []

    def _video(self, nilai, _) -> list[Unsur]:
        isi = [tautan(f"Video: {nilai['judul']}", nilai["alamat"])]
        return isi + (self.kaya(nilai["transkrip"]) if nilai["transkrip"] else [])

    def _kuis(self, nilai, _) -> list[Unsur]:
        return [tautan(f"{'Latihan' if nilai.formatif else 'Kuis'}: {nilai.judul}", nilai.get_absolute_url())]

    def _tonggak(self, nilai, _) -> list[Unsur]:
        nama = dict(pilihan_tonggak()).get(nilai["slug"], "")
        return [alinea(f"Tonggak: {nama}")] if nama else []

    # --- bagian -----------------------------------------------------------------------------------------------------
    def praktik(self, judul: str, butir: list[tuple[str, bool]]) -> Unsur:
        isi = [{"teks": self.kata(teks), "kritis": kritis} for teks, kritis in butir]
        return {"jenis": "praktik", "judul": judul, "butir": isi}

    def satu_gambar(self, gambar, alt: str, teks: str = "") -> Unsur:
        olahan = gambar.get_rendition(OLAHAN)
        nama = f"g{gambar.pk}.jpg"
        self.gambar[nama] = olahan.file
        return {"jenis": "gambar", "nama": nama, "alt": self.kata(alt), "teks": self.kata(teks),
                "lebar": olahan.width, "tinggi": olahan.height}  # fmt: skip

    def kaya(self, nilai: RichText) -> list[Unsur]:
        """Teks kaya yang sudah disaring Wagtail menjadi unsur; markah asing menjadi teks biasa."""
        sop = BeautifulSoup(expand_db_html(self.kata(nilai.source)), "html.parser")
        return [unsur for anak in sop.children if (unsur := self._unsur(anak))]

    def _unsur(self, simpul) -> Unsur | None:
        if isinstance(simpul, NavigableString):
            return alinea(str(simpul)) if str(simpul).strip() else None
        if simpul.name in {"ul", "ol"}:
            butir = [self._butir(satu) for satu in simpul.find_all("li", recursive=False)]
            return {"jenis": "daftar", "bernomor": simpul.name == "ol", "butir": butir} if butir else None
        runs = potongan(simpul)
        if not "".join(satu["x"] for satu in runs).strip():
            return None
        if simpul.name in {"h2", "h3"}:
            return {"jenis": "judul", "tingkat": int(simpul.name[1]), "runs": runs}
        return {"jenis": "alinea", "runs": runs}

    def _butir(self, li: Tag) -> list[Unsur]:
        anak = list(li.find_all(["ul", "ol"], recursive=False))
        for satu in anak:
            satu.extract()
        isi: list[Unsur] = [{"jenis": "alinea", "runs": potongan(li)}]
        return isi + [unsur for satu in anak if (unsur := self._unsur(satu))]


def run(teks: str, *, b: bool = False, i: bool = False, u: str = "") -> dict[str, Any]:
    return {"x": teks, "b": b, "i": i, "u": u}


def alinea(teks: str) -> Unsur:
    return {"jenis": "alinea", "runs": [run(teks)]}


def tautan(teks: str, alamat: str) -> Unsur:
    return {"jenis": "alinea", "runs": [run(teks, u=mutlak(alamat))]}


def potongan(simpul: Tag, b: bool = False, i: bool = False, u: str = "") -> list[dict[str, Any]]:
    hasil: list[dict[str, Any]] = []
    for anak in simpul.children:
        if isinstance(anak, NavigableString):
            hasil.append(run(str(anak), b=b, i=i, u=u))
        elif anak.name == "br":
            hasil.append(run("\n", b=b, i=i, u=u))
        else:
            alamat = mutlak(anak.get("href", "")) if anak.name == "a" else u
            hasil += potongan(anak, b or anak.name in {"b", "strong"}, i or anak.name in {"i", "em"}, alamat)
    return hasil


def mutlak(alamat: str) -> str:
    """Alamat situs ini menjadi lengkap; skema yang bukan web tidak menjadi tautan."""
    if alamat.startswith("/"):
        return f"{settings.SITE_URL}{alamat}"
    return alamat if alamat.startswith(("https://", "http://", "mailto:")) else ""
