"""IMAP dan POP3 lewat TLS, langsung maupun STARTTLS: sertifikat selalu diperiksa, sandi tidak pernah lewat tanpa sandi jaringan."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from pusat_bantuan import arsip_surat
from pusat_bantuan.kotak_surat import ambil_dari
from pusat_bantuan.kotak_surat.setelan import baca_alamat
from pusat_bantuan.models import KotakSurat, SuratMasuk

from .sertifikat import buat
from .server_surat import KotakUji, PelayanImap, PelayanPop3, server
from .surat_buruk import surat
from .test_kotak_surat import alamat_kotak
from .test_surat_masuk import Dasar

CARA = {
    "imaps": (PelayanImap, True), "imap+tls": (PelayanImap, False), "pop3s": (PelayanPop3, True), "pop3+tls": (PelayanPop3, False),
}  # fmt: skip


class KotakTls(Dasar):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.ca, cls.tls = buat(cls.folder)
        (cls.folder / "lain").mkdir()
        cls.ca_lain, _ = buat(cls.folder / "lain")

    def ambil(self, cara: str, tls, tambah: str = "") -> tuple[int, KotakUji]:
        KotakSurat.objects.all().delete()
        kotak = KotakUji()
        kotak.antar(surat(b"kaf\xe9 \xff", message_id=f"<{cara}@x>"))
        pelayan, langsung = CARA[cara]
        with server(pelayan, kotak, tls=tls, langsung=langsung) as port:
            return ambil_dari(baca_alamat(alamat_kotak(cara, port, tambah))), kotak

    def test_diambil_lewat_tls_dengan_ca_sendiri(self):
        for cara in CARA:
            with self.subTest(cara):
                SuratMasuk.objects.all().delete()
                jumlah, kotak = self.ambil(cara, self.tls, f"/INBOX?ca={self.ca}")
                self.assertEqual((jumlah, kotak.masuk), (1, [True]), KotakSurat.objects.first().galat)
                self.assertIn(b"kaf\xe9 \xff", arsip_surat.buka(SuratMasuk.objects.get().mentah))

    def test_sertifikat_yang_tidak_dipercaya_ditolak_sebelum_sandi_dikirim(self):
        _, lewat = buat(self.folder, host="127.0.0.2")
        (self.folder / "usang").mkdir(exist_ok=True)
        ca_usang, usang = buat(self.folder / "usang", umur=-timedelta(hours=1))
        for nama, tls, tambah in (
            ("CA sistem saja", self.tls, ""), ("CA lain", self.tls, f"/INBOX?ca={self.ca_lain}"),
            ("host lain", lewat, f"/INBOX?ca={self.folder}/ca-127.0.0.2.pem"), ("kedaluwarsa", usang, f"/INBOX?ca={ca_usang}"),
        ):  # fmt: skip
            for cara in CARA:
                with self.subTest(f"{nama} {cara}"):
                    jumlah, kotak = self.ambil(cara, tls, tambah)
                    self.assertEqual((jumlah, kotak.masuk), (0, []))
                    self.assertIn("Sertifikat", KotakSurat.objects.get().galat)
        self.assertFalse(SuratMasuk.objects.exists())

    def test_server_tanpa_starttls_tidak_menerima_sandi(self):
        for cara in ("imap+tls", "pop3+tls"):
            with self.subTest(cara):
                jumlah, kotak = self.ambil(cara, None, f"/INBOX?ca={self.ca}")
                self.assertEqual((jumlah, kotak.masuk), (0, []))
                self.assertTrue(KotakSurat.objects.get().galat)

    def test_ca_yang_tidak_ada_dikatakan(self):
        self.ambil("imaps", self.tls, "/INBOX?ca=/tidak/ada.pem")
        self.assertIn("Berkas CA", KotakSurat.objects.get().galat)

    def test_tanpa_sandi_jaringan_hanya_di_mesin_sendiri(self):
        for cara in ("imap", "pop3"):
            for host in ("mail.contoh.go.id", "10.0.0.5", "localhost.jahat.example"):
                with self.subTest(f"{cara} {host}"), self.assertRaises(ImproperlyConfigured) as galat:
                    baca_alamat(f"{cara}://nama:rahasia@{host}")
                self.assertNotIn("rahasia", str(galat.exception))
            for host in ("127.0.0.1", "[::1]", "localhost"):
                self.assertEqual(baca_alamat(f"{cara}://nama:rahasia@{host}").cara, cara)
