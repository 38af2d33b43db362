"""Bingkai: setiap halaman berbahasa Indonesia, tanpa skrip, ringan, dan memuat kalimat tetap perkumpulan."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory, SimpleTestCase
from django.utils import timezone

from akun.kabar import kabari
from situs import bagan, tulisan
from situs.views.gaya import IKON
from tests.tokoh import DuniaUji

STATIS = Path(settings.BASE_DIR) / "situs" / "static" / "situs"


class Tulisan(SimpleTestCase):
    def test_angka_memakai_titik_ribuan_dan_koma_desimal(self):
        self.assertEqual(tulisan.angka(1204), "1.204")
        self.assertEqual(tulisan.angka(Decimal("1234.55"), 1), "1.234,6")
        self.assertEqual(tulisan.angka(-3.5), "−4")
        self.assertEqual(tulisan.angka(Fraction(1, 3), 2), "0,33")
        self.assertEqual(tulisan.angka(None), "–")
        self.assertEqual(tulisan.angka("NaN"), "–")

    def test_setengah_dibulatkan_ke_atas(self):
        self.assertEqual([tulisan.angka(x) for x in ("0.5", "1.5", "2.5")], ["1", "2", "3"])
        self.assertEqual(tulisan.persen("61.65", 1), "61,7%")

    def test_waktu_relatif(self):
        kini = timezone.now()
        jarak = {
            timedelta(seconds=5): "baru saja", timedelta(minutes=5): "5 menit lalu", timedelta(hours=3): "3 jam lalu",
            timedelta(days=1, minutes=1): "kemarin", timedelta(days=3): "3 hari lalu", -timedelta(minutes=5, seconds=5): "5 menit lagi",
        }  # fmt: skip
        for lama, teks in jarak.items():
            with self.subTest(teks):
                self.assertEqual(tulisan.waktu_relatif(kini - lama, kini), teks)
        self.assertRegex(tulisan.waktu_relatif(kini - timedelta(days=40), kini), r"^\d+ [A-Z][a-z]{2} \d{4}$")

    def test_inisial(self):
        self.assertEqual(tulisan.inisial("Tokoh Rekaan Uji"), "TU")
        self.assertEqual([tulisan.inisial("ani"), tulisan.inisial(""), tulisan.inisial("– !")], ["A", "?", "?"])


class Sumbu(SimpleTestCase):
    def test_angka_sumbu_bulat_memuat_semuanya_dan_tidak_lebih_dari_enam(self):
        for nilai, desimal, teks in (
            ([31], 0, "0 10 20 30 40"), ([9], 0, "0 2 4 6 8 10"), ([3], 0, "0 1 2 3"), ([1], 0, "0 1"), ([0], 0, "0 1"),
            ([100], 0, "0 20 40 60 80 100"), ([0.83], 2, "0,0 0,2 0,4 0,6 0,8 1,0"), ([2427], 0, "0 500 1.000 1.500 2.000 2.500"),
        ):  # fmt: skip
            with self.subTest(nilai=nilai):
                sumbu = bagan.garis(["a"], nilai, desimal=desimal)["garis_y"]
                self.assertEqual(" ".join(satu["teks"] for satu in sumbu), teks)


class Sprite(SimpleTestCase):
    def test_setiap_ikon_yang_dipanggil_ada_di_sprite(self):
        ada = set(re.findall(r'id="([^"]+)"', (STATIS / "ikon.svg").read_text()))
        dipanggil = set(IKON)
        for berkas in Path(settings.BASE_DIR).glob("*/templates/**/*.html"):
            dipanggil |= set(re.findall(r'{% ikon "([^"]+)"', berkas.read_text()))
        self.assertEqual(dipanggil - ada, set())


class PembacaTag(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tag: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.tag.append((tag, dict(attrs)))


def baca(html: bytes) -> list[tuple[str, dict]]:
    pembaca = PembacaTag()
    pembaca.feed(html.decode())
    return pembaca.tag


class Bingkai(DuniaUji):
    def test_kalimat_tetap_perkumpulan_dan_sumber_data_wilayah(self):
        """K-140: teknologi terbuka dan gratis untuk desa cerdas, di setiap halaman."""
        jawaban = self.client.get("/tampilan/")
        self.assertContains(jawaban, "desa cerdas")
        self.assertContains(jawaban, "gratis")
        self.assertContains(jawaban, "ODbL")
        self.assertContains(jawaban, 'lang="id"')

    def test_pilihan_warna_dan_hemat_data_disimpan_di_perangkat(self):
        self.assertNotContains(self.client.get("/tampilan/"), "data-tema")
        self.assertRedirects(self.client.post("/tampilan/", {"tema": "gelap", "hemat": "on"}), "/tampilan/")
        jawaban = self.client.get("/tampilan/")
        self.assertContains(jawaban, '<html lang="id" data-tema="gelap" data-hemat>')
        self.client.post("/tampilan/", {"tema": ""})
        self.assertNotContains(self.client.get("/tampilan/"), "data-tema")
        self.assertEqual(self.client.post("/tampilan/", {"tema": "ungu"}).status_code, 400)

    def test_kuki_tema_asing_diabaikan(self):
        self.client.cookies["tema"] = '"><script>'
        self.assertNotContains(self.client.get("/tampilan/"), "<script>")

    def test_hemat_data_dari_peramban_meniadakan_huruf_hias(self):
        self.assertContains(self.client.get("/tampilan/", headers={"Save-Data": "on"}), "data-hemat")

    def test_lonceng_menghitung_kabar_belum_dibaca(self):
        kabari([self.ani], jenis="uji", kunci="u1", judul="Halo", url="/", surat=False)
        self.masuk(self.ani)
        self.assertContains(self.client.get("/tampilan/"), "1 belum dibaca")
        self.masuk(self.eko)
        self.assertNotContains(self.client.get("/tampilan/"), "belum dibaca")

    def test_menu_menandai_ruang_yang_sedang_dibuka(self):
        isi = Template('{% include "komponen/kepala.html" %}')
        request = RequestFactory().get("/pelatihan/x/")
        request.user = self.ani
        from situs.konteks import bingkai

        html = isi.render(Context({"request": request} | bingkai(request)))
        self.assertIn('<a href="/belajar/" aria-current="true">Belajar</a>', html)
        self.assertNotIn('href="/forum/" aria-current', html)


class HalamanGaya(DuniaUji):
    def test_hanya_untuk_petugas_dan_pengelola(self):
        self.assertEqual(self.client.get("/gaya/").status_code, 404)
        for orang, kode in ((self.ani, 404), (self.eko, 404), (self.fajar, 404), (self.citra, 200), (self.hadi, 200)):
            with self.subTest(orang=orang.username):
                self.masuk(orang)
                self.assertEqual(self.client.get("/gaya/").status_code, kode)

    def test_setiap_komponen_tampil_tanpa_gaya_atau_skrip_sebaris(self):
        self.masuk(self.citra)
        jawaban = self.client.get("/gaya/")
        tag = baca(jawaban.content)
        for nama, atribut in tag:
            self.assertNotIn("style", atribut, nama)
            self.assertFalse([satu for satu in atribut if satu.startswith("on")], nama)
            if nama == "script":
                self.assertIn("src", atribut)
        for kelas in ("kartu", "lencana", "galat-ringkas", "langkah", "tab", "kosong", "halaman", "remah", "pesan", "dialog",
                      "kemajuan", "garis-waktu", "bagan", "peta", "inisial", "fakta", "tabel", "daftar", "kiriman"):  # fmt: skip
            with self.subTest(kelas=kelas):
                self.assertTrue(any(kelas in (a.get("class") or "").split() for _, a in tag))
        self.assertEqual(sum(nama == "h1" for nama, _ in tag), 1)
        ident = [a["id"] for _, a in tag if "id" in a]
        self.assertEqual(len(ident), len(set(ident)), [satu for satu in ident if ident.count(satu) > 1])

    def test_galat_formulir_tertaut_dengan_isiannya(self):
        self.masuk(self.citra)
        tag = baca(self.client.get("/gaya/").content)
        (judul,) = [a for n, a in tag if a.get("id") == "id_salah-judul"]
        self.assertEqual(judul["aria-invalid"], "true")
        semua = {a["id"] for _, a in tag if "id" in a}
        for _, atribut in tag:
            for tujuan in (atribut.get("aria-describedby") or "").split():
                self.assertIn(tujuan, semua)
            if atribut.get("href", "").startswith("#id_"):
                self.assertIn(atribut["href"][1:], semua)

    def test_nomor_halaman_ngawur_tidak_menggagalkan(self):
        self.masuk(self.citra)
        self.assertEqual(self.client.get("/gaya/?halaman=abc").status_code, 200)


# Skrip di halaman yang tidak memuat htmx.
TANPA_HTMX = {"antre-klaim.js", "tiket-baru.js", "tamu.js", "pilih.js"}


class Bobot(DuniaUji):
    """Anggaran, gzip: HTML ≤ 25 KB, CSS ≤ 15 KB, JS ≤ 20 KB per berkas dan nol di halaman baca."""

    def test_css_paling_besar_lima_belas_kilobita(self):
        jumlah = sum(len(gzip.compress(berkas.read_bytes())) for berkas in (STATIS / "css").glob("*.css"))
        self.assertLessEqual(jumlah, 15 * 1024)

    def test_skrip_paling_besar_dua_puluh_kilobita(self):
        htmx = len(gzip.compress((STATIS / "vendor" / "htmx.min.js").read_bytes()))
        for berkas in Path(settings.BASE_DIR).glob("*/static/**/*.js"):
            if "vendor" not in berkas.parts and "cms" not in berkas.parts:
                with self.subTest(berkas=berkas.name):
                    bersama = 0 if berkas.name in TANPA_HTMX else htmx
                    self.assertLessEqual(bersama + len(gzip.compress(berkas.read_bytes())), 20 * 1024)

    def test_halaman_terbuka_ringan_dan_tanpa_skrip(self):
        for jalur in ("/", "/tentang/", "/privasi/", "/tampilan/", "/luring/"):
            with self.subTest(jalur=jalur):
                jawaban = self.client.get(jalur)
                self.assertLessEqual(len(gzip.compress(jawaban.content)), 25 * 1024)
                self.assertEqual([n for n, _ in baca(jawaban.content) if n in ("script", "iframe")], [])

    def test_peramban_tua_css_tanpa_yang_belum_dipahaminya(self):
        css = (STATIS / "css" / "situs.css").read_text()
        for terlarang in ("color-mix(", "oklch(", "light-dark(", "@import", "&:", "& ", "@container"):
            self.assertNotIn(terlarang, css)
        self.assertNotRegex(css, r"url\([\"']?https?:")
