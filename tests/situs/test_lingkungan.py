"""Pengaturan dari lingkungan: bawaan aman, galat menyebut nama peubahnya."""

import os
import stat
import tempfile
from pathlib import Path
from unittest import mock

from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase

from situs.settings import lingkungan as env


class Lingkungan(SimpleTestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())

    def test_rahasia_dibuat_sekali_dan_hanya_terbaca_pemiliknya(self):
        with mock.patch.dict(os.environ, clear=True):
            pertama = env.rahasia("SECRET_KEY", self.folder / "rahasia")
            self.assertGreaterEqual(len(pertama), 50)
            self.assertEqual(env.rahasia("SECRET_KEY", self.folder / "rahasia"), pertama)
        berkas = self.folder / "rahasia" / "secret_key.txt"
        self.assertEqual(stat.S_IMODE(berkas.stat().st_mode), 0o600)
        self.assertEqual([satu.name for satu in berkas.parent.iterdir()], ["secret_key.txt"])

    def test_rahasia_dari_lingkungan_menang(self):
        with mock.patch.dict(os.environ, {"SECRET_KEY": "dari lingkungan"}):
            self.assertEqual(env.rahasia("SECRET_KEY", self.folder), "dari lingkungan")

    def test_alamat_postgres_diurai(self):
        hasil = env.basis_data("postgres://ani:s%40ndi@db.contoh:5433/bantuan", self.folder)
        self.assertEqual(
            (hasil["USER"], hasil["PASSWORD"], hasil["HOST"], hasil["PORT"], hasil["NAME"]),
            ("ani", "s@ndi", "db.contoh", "5433", "bantuan"),
        )
        soket = env.basis_data("postgresql://postgres:@/postgres?host=/tmp/pg", self.folder)
        self.assertEqual((soket["HOST"], soket["NAME"]), ("/tmp/pg", "postgres"))

    def test_tanpa_alamat_berarti_sqlite_dengan_kunci_segera(self):
        hasil = env.basis_data("", self.folder)
        self.assertEqual(hasil["OPTIONS"]["transaction_mode"], "IMMEDIATE")
        self.assertIn("synchronous=FULL", hasil["OPTIONS"]["init_command"])

    def test_nilai_keliru_menyebut_peubahnya(self):
        with mock.patch.dict(os.environ, {"WEB_WORKERS": "banyak", "DEBUG": "mungkin"}):
            with self.assertRaisesMessage(ImproperlyConfigured, "WEB_WORKERS"):
                env.bilangan("WEB_WORKERS", 2)
            with self.assertRaisesMessage(ImproperlyConfigured, "DEBUG"):
                env.boolean("DEBUG")
        for fungsi, alamat in ((env.basis_data, "mysql://x"), (env.surel, "http://x")):
            with self.assertRaises(ImproperlyConfigured):
                fungsi(alamat, self.folder)

    def test_alamat_surat(self):
        hasil = env.surel("smtp+tls://a%40b:rahasia@surat.contoh", self.folder)
        self.assertEqual((hasil["EMAIL_PORT"], hasil["EMAIL_USE_TLS"], hasil["EMAIL_HOST_USER"]), (587, True, "a@b"))
        self.assertTrue(env.surel("", self.folder)["SURAT_BACKEND"].endswith("filebased.EmailBackend"))
