"""Kepala keamanan dan kebijakan isi menurut bagian situs (domain operations.md 5.3; ASVS 3.4)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase, override_settings

from situs.keamanan import kebijakan
from tests.situs.test_bingkai import baca
from tests.tokoh import DuniaUji

TERBUKA = ["/", "/tentang/", "/privasi/", "/tampilan/", "/luring/", "/akun/login/", "/akun/signup/", "/entah-apa/"]


def uraikan(kepala: str) -> dict[str, list[str]]:
    return {bagian.split()[0]: bagian.split()[1:] for bagian in kepala.split(";") if bagian.strip()}


class KebijakanIsi(DuniaUji):
    def test_halaman_terbuka_tanpa_unsafe_inline_dan_tanpa_tuan_rumah_lain(self):
        for jalur in TERBUKA:
            with self.subTest(jalur=jalur):
                kepala = self.client.get(jalur)["Content-Security-Policy"]
                self.assertNotIn("unsafe", kepala)
                self.assertNotRegex(kepala, r"https?:|\*")
                isi = uraikan(kepala)
                self.assertEqual(isi["default-src"], ["'self'"])
                self.assertEqual(isi["object-src"], ["'none'"])
                self.assertEqual(isi["base-uri"], ["'none'"])
                self.assertEqual(isi["form-action"], ["'self'"])
                self.assertEqual(isi["frame-ancestors"], ["'self'"])

    def test_tidak_ada_berkas_dari_tuan_rumah_lain(self):
        for jalur in TERBUKA:
            with self.subTest(jalur=jalur):
                for nama, atribut in baca(self.client.get(jalur).content):
                    if nama in {"script", "img", "link", "iframe", "source", "use"}:
                        self.assertNotRegex(atribut.get("src") or atribut.get("href") or "/", r"^(https?:)?//")

    def test_setiap_skrip_sebaris_bernonce_sama_dengan_kepala(self):
        """Nonce hanya muncul di kepala bila dipakai halaman; yang tidak memakai tetap 'self' saja."""
        for jalur in TERBUKA:
            jawaban = self.client.get(jalur)
            nonce = re.findall(r"'nonce-([^']+)'", jawaban["Content-Security-Policy"])
            for nama, atribut in baca(jawaban.content):
                if nama == "script" and "src" not in atribut and atribut.get("type") != "application/json":
                    self.assertIn(atribut.get("nonce"), nonce)

    def test_ruang_redaksi_tanpa_nonce_supaya_skrip_pustaka_berjalan(self):
        self.masuk(self.hadi)
        isi = uraikan(self.client.get("/cms/")["Content-Security-Policy"])
        self.assertIn("'unsafe-inline'", isi["script-src"])
        self.assertNotIn("nonce", " ".join(isi["script-src"]))
        self.assertEqual(isi["object-src"], ["'none'"])

    def test_berkas_dilayani_dalam_kotak_pasir(self):
        berkas = Path(settings.MEDIA_ROOT) / "images" / "pasir.png"
        berkas.parent.mkdir(parents=True, exist_ok=True)
        berkas.write_bytes(b"isi")
        isi = uraikan(self.client.get("/media/images/pasir.png")["Content-Security-Policy"])
        self.assertEqual(isi["default-src"], ["'none'"])
        self.assertIn("sandbox", isi)
        for jalur in ("/media/images/x", "/dokumen/1/x.pdf"):
            self.assertEqual(kebijakan(jalur)["default-src"], ["'none'"])

    def test_halaman_galat_di_jalur_berkas_tetap_bergaya(self):
        jawaban = self.client.get("/media/images/tidak-ada.png")
        self.assertContains(jawaban, "Halaman tidak ditemukan", status_code=404)
        isi = uraikan(jawaban["Content-Security-Policy"])
        self.assertIn("'self'", isi["style-src"])
        self.assertNotIn("sandbox", isi)


class Kepala(DuniaUji):
    def test_kepala_dasar_di_setiap_halaman(self):
        jawaban = self.client.get("/tentang/")
        self.assertEqual(jawaban["X-Content-Type-Options"], "nosniff")
        self.assertEqual(jawaban["Referrer-Policy"], "strict-origin-when-cross-origin")
        self.assertEqual(jawaban["Cross-Origin-Opener-Policy"], "same-origin")
        self.assertEqual(jawaban["Cross-Origin-Resource-Policy"], "same-origin")
        self.assertEqual(jawaban["Permissions-Policy"], "camera=(self), geolocation=(self), microphone=()")
        self.assertEqual(jawaban["X-Frame-Options"], "DENY")

    def test_yang_sudah_masuk_tidak_disimpan_perantara(self):
        self.assertNotIn("no-store", self.client.get("/tentang/").get("Cache-Control", ""))
        self.masuk(self.ani)
        self.assertIn("no-store", self.client.get("/tentang/")["Cache-Control"])

    def test_halaman_baca_tanpa_kuki_bagi_tamu(self):
        for jalur in ("/", "/tentang/", "/privasi/"):
            with self.subTest(jalur=jalur):
                self.assertEqual(dict(self.client.get(jalur).cookies), {})

    def test_redaksi_tidak_membocorkan_alamatnya(self):
        self.masuk(self.hadi)
        self.assertEqual(self.client.get("/cms/")["Referrer-Policy"], "same-origin")


class PeriksaPengerahan(SimpleTestCase):
    def test_check_deploy_tanpa_peringatan_dengan_pengaturan_produksi(self):
        bersih = {nama: nilai for nama, nilai in os.environ.items() if nama in {"PATH", "HOME", "LANG"}}
        with tempfile.TemporaryDirectory() as folder:
            hasil = subprocess.run(
                [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
                cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120, check=False,
                env=bersih | {
                    "DJANGO_SETTINGS_MODULE": "situs.settings.production", "DATA_DIR": folder,
                    "SITE_URL": "https://bantuan.contoh.desa.id", "SECRET_KEY": "x9-" + "aB3$kLmNoPqR" * 6,
                },
            )  # fmt: skip
        self.assertEqual(hasil.returncode, 0, hasil.stderr)

    def test_kuki_produksi_berawalan_host(self):
        perintah = (
            "from django.conf import settings as s;"
            "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)"
        )
        bersih = {nama: nilai for nama, nilai in os.environ.items() if nama in {"PATH", "HOME", "LANG"}}
        with tempfile.TemporaryDirectory() as folder:
            hasil = subprocess.run(
                [sys.executable, "-c", perintah], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
                env=bersih | {"DJANGO_SETTINGS_MODULE": "situs.settings.production", "DATA_DIR": folder,
                              "SITE_URL": "https://bantuan.contoh.desa.id"},
            )  # fmt: skip
        self.assertEqual(hasil.stdout.split(), ["__Host-sesi", "__Host-csrf", "True", "63072000"])


class UntukMesin(DuniaUji):
    def test_robots_menutup_ruang_pribadi_dan_menunjuk_peta(self):
        jawaban = self.client.get("/robots.txt")
        for jalur in ("/akun/", "/cms/", "/meja/", "/kabar/"):
            self.assertContains(jawaban, f"Disallow: {jalur}")
        self.assertContains(jawaban, f"Sitemap: {settings.SITE_URL}/sitemap.xml")

    def test_peta_situs_hanya_alamat_situs_ini(self):
        jawaban = self.client.get("/sitemap.xml", headers={"host": "localhost"})
        alamat = re.findall(r"<loc>([^<]+)</loc>", jawaban.content.decode())
        self.assertIn(f"{settings.SITE_URL}/tentang/", alamat)
        self.assertTrue(all(satu.startswith(settings.SITE_URL) for satu in alamat), alamat)

    def test_manifes_menyebut_ikon_yang_ada(self):
        isi = self.client.get("/manifes.webmanifest").json()
        self.assertEqual(isi["lang"], "id")
        for ikon in isi["icons"]:
            berkas = Path(settings.BASE_DIR) / "situs" / "static" / ikon["src"].removeprefix(settings.STATIC_URL)
            self.assertTrue(berkas.exists(), ikon["src"])
        self.assertEqual(self.client.get("/favicon.ico")["Content-Type"], "image/png")

    def test_pekerja_luring_menyimpan_halaman_luring_saja(self):
        jawaban = self.client.get("/pekerja-luring.js")
        self.assertEqual(jawaban["Content-Type"], "text/javascript; charset=utf-8")
        self.assertContains(jawaban, 'const LURING = "/luring/"')
        self.assertNotContains(jawaban, "&#x27;")
        self.assertNotContains(jawaban, ".put(")

    def test_keluar_membuang_simpanan_di_perangkat(self):
        self.masuk(self.ani)
        self.assertNotIn("Clear-Site-Data", self.client.get("/akun/logout/").headers)
        self.assertEqual(self.client.post("/akun/logout/")["Clear-Site-Data"], '"storage"')

    @override_settings(LURING=False)
    def test_saklar_darurat_mencabut_pekerja_luring(self):
        jawaban = self.client.get("/pekerja-luring.js")
        self.assertContains(jawaban, "registration.unregister()")
        self.assertNotContains(jawaban, "respondWith")

    def test_media_hanya_gambar_olahan(self):
        akar = Path(settings.MEDIA_ROOT)
        for nama in ("images/a.png", "original_images/b.jpg", "documents/c.pdf"):
            (akar / nama).parent.mkdir(parents=True, exist_ok=True)
            (akar / nama).write_bytes(b"isi")
        jawaban = self.client.get("/media/images/a.png")
        self.assertEqual((jawaban.status_code, jawaban.getvalue()), (200, b"isi"))
        self.assertIn("immutable", jawaban["Cache-Control"])
        for jalur in ("original_images/b.jpg", "documents/c.pdf", "images/", "images/tak-ada.png"):
            with self.subTest(jalur=jalur):
                self.assertEqual(self.client.get(f"/media/{jalur}").status_code, 404)
        for jalur in ("/media/images/%2e%2e/documents/c.pdf", "/media/../rahasia/x"):
            self.assertIn(self.client.get(jalur).status_code, (400, 404))
