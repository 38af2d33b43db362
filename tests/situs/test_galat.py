"""Halaman galat tampil dalam keadaan terburuk, berbahasa Indonesia, dan menyebut langkah berikutnya."""

from __future__ import annotations

import re
from unittest.mock import patch

from django.db import OperationalError
from django.test import Client, SimpleTestCase, override_settings
from django.urls import path

from situs.urls import urlpatterns as rute_situs
from tests.situs.test_masukan_buruk import rute
from tests.tokoh import DuniaUji


def rusak(request):
    raise RuntimeError("sengaja")


def sibuk(request):
    raise OperationalError("database is locked")


urlpatterns = [path("rusak/", rusak), path("sibuk/", sibuk), *rute_situs]
handler400 = "situs.galat.galat_400"
handler403 = "situs.galat.galat_403"
handler404 = "situs.galat.galat_404"
handler500 = "situs.galat.galat_500"


class CaraLain(DuniaUji):
    def test_tombol_yang_dibuka_sebagai_alamat_menyebut_jalan_kembali(self):
        self.client.force_login(self.budi)
        jawaban = self.client.get("/bantuan/antrean/massal/")
        self.assertContains(jawaban, "Ini alamat sebuah tombol", status_code=405)
        self.assertEqual(jawaban["Allow"], "POST")

    def test_nul_dalam_kueri_dibuang_sebelum_dibaca_tampilan(self):
        for kueri in ("bidang=a%00b", "judul=Surat%00%20usaha", "judul=Surat%0%000%20usaha"):
            with self.subTest(kueri=kueri):
                jawaban = self.client.get(f"/bantuan/tiket/baru/?{kueri}")
                self.assertEqual(jawaban.status_code, 200)
                self.assertNotIn("\0", "".join(map(str, jawaban.wsgi_request.GET.values())))
        self.assertContains(jawaban, "Surat usaha")

    def test_cara_yang_tidak_dikenal_ditolak_di_semua_halaman(self):
        for cara in ("TRACE", "PROPFIND", "CONNECT", "FOO"):
            for alamat in ("/", "/forum/", "/replikasi/", "/belajar/", "/healthz", "/statis/tidak-ada.css"):
                jawaban = self.client.generic(cara, alamat)
                self.assertContains(jawaban, "tidak dibuka begini", status_code=405)
        self.assertEqual(self.client.generic("PROPFIND", "/api/track/desa").content, b"[]")


class NomorMustahil(DuniaUji):
    """Nomor yang tidak muat di basis data pada setiap alamat bernomor, termasuk milik pustaka: 404, bukan galat SQLite."""

    def test_di_seluruh_tabel_alamat(self):
        bernomor = [jalur for jalur in rute() if "<int:" in jalur and "(?P" not in jalur]
        self.assertGreater(len(bernomor), 150)
        isian = {"int": "9" * 20, "uuid": "00000000-0000-0000-0000-000000000000"}
        self.client.force_login(self.hadi)
        for jalur in bernomor:
            alamat = "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda t: isian.get(t[1], "x"), jalur)
            with self.subTest(alamat=jalur):
                self.assertEqual(self.client.get(alamat).status_code, 404)


class TanpaBasisData(SimpleTestCase):
    """SimpleTestCase menolak setiap kueri: bila halaman 500 menyentuh basis data, uji ini merah."""

    @override_settings(ROOT_URLCONF="tests.situs.test_galat")
    def test_500_tampil_tanpa_basis_data(self):
        jawaban = Client(raise_request_exception=False).get("/rusak/")
        self.assertContains(jawaban, "Ada yang rusak di pihak kami", status_code=500)
        self.assertContains(jawaban, "sebutkan kode ini", status_code=500)
        self.assertIn("Content-Security-Policy", jawaban.headers)

    @override_settings(ROOT_URLCONF="tests.situs.test_galat")
    def test_500_tampil_walau_manifes_statis_hilang(self):
        with patch("django.contrib.staticfiles.storage.StaticFilesStorage.url", side_effect=ValueError("tidak ada")):
            jawaban = Client(raise_request_exception=False).get("/rusak/")
        self.assertContains(jawaban, "situs/css/situs.css", status_code=500)

    @override_settings(ROOT_URLCONF="tests.situs.test_galat")
    def test_basis_data_sibuk_menjadi_503_yang_boleh_dicoba_lagi(self):
        jawaban = Client(raise_request_exception=False).get("/sibuk/")
        self.assertContains(jawaban, "Sedang sibuk", status_code=503)
        self.assertEqual(jawaban["Retry-After"], "20")
        self.assertContains(jawaban, 'href="/sibuk/"', status_code=503)

    def test_nama_host_asing_dijawab_400(self):
        jawaban = self.client.get("/tentang/", headers={"host": "jahat.example"})
        self.assertContains(jawaban, "Permintaan tidak terbaca", status_code=400)


class DalamBingkai(DuniaUji):
    def test_404_menawarkan_pencarian(self):
        jawaban = self.client.get("/tidak-ada-di-mana-pun/")
        self.assertContains(jawaban, "Halaman tidak ditemukan", status_code=404)
        self.assertContains(jawaban, 'action="/cari/"', status_code=404)

    def test_setiap_galat_menyebut_nomor_yang_sama_dengan_catatannya(self):
        klien = Client(enforce_csrf_checks=True)
        besar = {"content_type": "application/x-www-form-urlencoded", "data": b"a=" + b"x" * (6 * 1024 * 1024)}
        for kode, minta in (
            (404, lambda: klien.get("/tidak-ada%0aINFO palsu/")),
            (403, lambda: klien.post("/tampilan/", {})),
            (413, lambda: self.client.post("/tampilan/", **besar)),
            (400, lambda: klien.get("/tentang/", headers={"host": "jahat.example"})),
        ):
            with self.subTest(kode=kode), self.assertLogs("situs.galat", "INFO") as catatan:
                jawaban = minta()
                self.assertEqual(jawaban.status_code, kode)
                nomor = re.search(r"<code>([0-9a-f]{8})</code>", jawaban.content.decode())[1]
                self.assertIn(f"galat {nomor}: {kode} pada", catatan.output[0])
                self.assertNotIn("\n", catatan.output[0])

    def test_formulir_tanpa_tanda_csrf_ditolak_dengan_petunjuk(self):
        klien = Client(enforce_csrf_checks=True)
        jawaban = klien.post("/tampilan/", {"tema": "gelap"})
        self.assertContains(jawaban, "Formulir sudah kedaluwarsa", status_code=403)
        self.assertContains(jawaban, 'href="/tampilan/"', status_code=403)
