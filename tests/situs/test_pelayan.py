"""Yang tidak sampai ke Django: permintaan rusak dijawab gunicorn sungguhan, dalam bahasa Indonesia."""

from __future__ import annotations

import socket
import subprocess
import sys
import time

from django.conf import settings
from django.test import SimpleTestCase


class PermintaanRusak(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with socket.socket() as soket:
            soket.bind(("127.0.0.1", 0))
            cls.porta = soket.getsockname()[1]
        cls.server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "wsgiref.simple_server:demo_app", "--bind", f"127.0.0.1:{cls.porta}",
             "--worker-class", "situs.pelayan.Pelayan", "--no-control-socket", "--log-level", "critical"],
            cwd=settings.BASE_DIR, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        cls.addClassCleanup(cls.server.wait)
        cls.addClassCleanup(cls.server.terminate)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", cls.porta), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)

    def kirim(self, badan: bytes) -> str:
        with socket.create_connection(("127.0.0.1", self.porta), timeout=10) as soket:
            soket.sendall(badan)
            jawab = b""
            while potong := soket.recv(4096):
                jawab += potong
        return jawab.decode()

    def test_yang_rusak_dijawab_dengan_saran_dan_tanpa_memantulkan_isinya(self):
        for badan, kode, kata in (
            (b"GET /?a=" + b"x" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", "414", "Alamatnya terlalu panjang"),
            (b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + b"y" * 70_000 + b"\r\n\r\n", "431", "Hapus kuki situs ini"),
            (b"<script>alert(1)</script>\r\n\r\n", "400", "Permintaan tidak terbaca"),
            (b"GET / HTTP/1.1\r\nKepala Aneh: 1\r\n\r\n", "400", "Muat ulang halamannya"),
        ):
            with self.subTest(kode=kode):
                jawab = self.kirim(badan)
                self.assertTrue(jawab.startswith(f"HTTP/1.1 {kode} "), jawab[:80])
                self.assertIn(kata, jawab)
                self.assertIn('lang="id"', jawab)
                self.assertNotIn("script", jawab)

    def test_yang_sehat_tetap_dilayani(self):
        self.assertIn("Hello", self.kirim(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
