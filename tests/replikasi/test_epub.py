"""EPUB buku panduan lulus pemeriksa kita sendiri, juga tanpa Java; dan pemeriksanya benar-benar menangkap kerusakan."""

from __future__ import annotations

import io
import re
import zipfile

from django.test import SimpleTestCase, tag

from replikasi.epub import tulis_epub
from replikasi.layanan.buku import terbitkan_buku
from tests.epub import periksa_epub

from .dunia import DuniaReplikasi

BUKU = {
    "judul": "Panduan & <cara>", "pengantar": "Ringkas.", "cap": "Edisi 1",
    "bab": [{"nomor": "1", "judul": "Mulai", "ringkas": "x", "langkah": [{
        "kode": "B1.1", "judul": "Satu", "tindakan": "a < b & c", "bukti": "Foto", "penanggung_jawab": "Ketua",
        "hari_kerja": 5, "templat": "Notula", "isi": [
            {"jenis": "langkah", "nomor": 1, "teks": "\"Kutip\" 'satu'", "hasil": "Ada"}, {"jenis": "judul", "teks": "J"},
            {"jenis": "awas", "teks": "A"}, {"jenis": "periksa", "teks": "P"}, {"jenis": "butir", "teks": "B"},
            {"jenis": "teks", "teks": "T"}],
    }]}],
}  # fmt: skip
BAB = "EPUB/bab-1.xhtml"


def ubah(isi: bytes, nama: str, lama: str, baru: str) -> bytes:
    """EPUB yang sama dengan satu berkasnya disunting; `lama` kosong: berkasnya dibuang."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as dari, zipfile.ZipFile(keluar, "w") as ke:
        for info in dari.infolist():
            teks = dari.read(info)
            if info.filename == nama:
                if not lama:
                    continue
                assert re.search(lama, teks.decode()), (nama, lama)
                teks = re.sub(lama, baru, teks.decode(), count=1).encode()
            ke.writestr(info, teks)
    return keluar.getvalue()


class Pemeriksa(SimpleTestCase):
    def test_berkas_kita_baik_dan_tiap_kerusakan_disebut(self):
        baik = tulis_epub(BUKU, "https://contoh.id/panduan/")
        self.assertEqual(periksa_epub(baik), [])
        for nama, lama, baru, harap in (
            ("mimetype", "epub", "zip", "isi mimetype"),
            ("META-INF/container.xml", "oebps-package", "lain", "container.xml"),
            ("EPUB/content.opf", 'version="3.0"', 'version="2.0"', "bukan EPUB 3.0"),
            ("EPUB/content.opf", "<dc:language>id<", "<dc:language><", "dc:language"),
            ("EPUB/content.opf", r"T\d\d:\d\d:\d\dZ", "", "dcterms:modified"),
            ("EPUB/content.opf", 'idref="bab-1"', 'idref="tak-ada"', "spine"),
            ("EPUB/content.opf", 'properties="nav"', "", "tepat satu nav"),
            ("EPUB/content.opf", '<item href="gaya.css"[^>]*/>', "", "tidak ada di manifest: EPUB/gaya.css"),
            (BAB, "", "", "manifest menyebut berkas yang tidak ada"),
            (BAB, "</h1>", "", "tidak terbaca"),
            (BAB, "<h1>", '<h1 id="a"></h1><h1 id="a">', "id kembar"),
            (BAB, "<h1>", "<p><ul><li>x</li></ul></p><h1>", "<ul> tidak boleh di dalam <p>"),
            (BAB, "<h1>", "<li>x</li><h1>", "<li> di luar daftar"),
            (BAB, "<h1>", "<font>x</font><h1>", "tidak dikenal <font>"),
            (BAB, "<h1>", '<p><img src="gaya.css"/></p><h1>', "gambar tanpa alt"),
            (BAB, "<h1>", '<p><a href="hilang.xhtml">x</a></p><h1>', "tautan putus"),
            (BAB, "<h1>", '<p><a href="sampul.xhtml#z">x</a></p><h1>', "sasaran tautan tidak ada"),
            (BAB, "<h1>", '<p><img alt="" src="https://x.id/a.png"/></p><h1>', "sumber atau skema dari luar"),
            (BAB, "<title>[^<]*<", "<title><", "tanpa judul"),
            ("EPUB/nav.xhtml", 'href="bab-1.xhtml"', 'href="sampul.xhtml"', "tidak ada di daftar isi"),
            ("EPUB/toc.ncx", 'src="bab-1.xhtml"', 'src="b.xhtml"', "ncx menunjuk"),
            ("EPUB/gaya.css", "body", "@import 'x';body", "gaya memuat"),
        ):  # fmt: skip
            with self.subTest(harap):
                temuan = periksa_epub(ubah(baik, nama, lama, baru))
                self.assertTrue(any(harap in satu for satu in temuan), temuan)
        self.assertTrue(periksa_epub(b"bukan zip"))
        dimampatkan = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(baik)) as dari, zipfile.ZipFile(dimampatkan, "w", zipfile.ZIP_DEFLATED) as ke:
            for satu in dari.namelist():
                ke.writestr(satu, dari.read(satu))
        self.assertIn("mimetype bukan berkas pertama yang tidak dimampatkan", periksa_epub(dimampatkan.getvalue()))


@tag("sqlite")
class BukuTerbit(DuniaReplikasi):
    def test_epub_buku_panduan_baik(self):
        terbitkan_buku()
        self.assertEqual(periksa_epub(self.client.get("/replikasi/panduan.epub").content), [])
