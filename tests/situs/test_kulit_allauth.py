"""Setiap halaman allauth berdiri di dalam bingkai kita, berbahasa Indonesia, tanpa gaya dan skrip sebaris."""

from __future__ import annotations

import re

from django.test import override_settings

from situs import tulisan
from tests.situs.test_bingkai import baca
from tests.tokoh import DuniaUji

# Kata Inggris yang pasti bocor dari cetakan pustaka; nama produk dan isian pengguna tidak termasuk.
INGGRIS = re.compile(
    r"\b(Sign (In|Up|Out)|Log ?in|Please|Password|Your|Not used|Change|Remove|Add|Activate|Deactivate|Recovery|Security|"
    r"Confirm|Are you sure|Sessions?|Email Addresses|Menu:|Messages:)\b"
)


def teks(html: bytes) -> str:
    return re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", html.decode(), flags=re.S)


class Kulit(DuniaUji):
    TAMU = [
        "/akun/login/",
        "/akun/signup/",
        "/akun/password/reset/",
        "/akun/password/reset/done/",
        "/akun/confirm-email/",
    ]
    MASUK = ["/akun/email/", "/akun/password/change/", "/akun/2fa/", "/akun/2fa/totp/activate/", "/akun/2fa/webauthn/",
             "/akun/2fa/webauthn/add/", "/akun/sessions/", "/akun/logout/", "/akun/reauthenticate/"]  # fmt: skip

    def periksa(self, jalur):
        jawaban = self.client.get(jalur)
        if jawaban.status_code == 302:
            jawaban = self.client.get(jawaban["Location"])
        self.assertEqual(jawaban.status_code, 200, jalur)
        self.assertContains(jawaban, 'class="cap"')
        tag = baca(jawaban.content)
        self.assertEqual(sum(nama == "h1" for nama, _ in tag), 1, jalur)
        for nama, atribut in tag:
            self.assertNotIn("style", atribut, f"{jalur} {nama}")
            self.assertFalse([satu for satu in atribut if satu.startswith("on")], jalur)
            if nama == "script" and "src" not in atribut:
                self.assertEqual(atribut.get("type"), "application/json", jalur)
        self.assertIsNone(INGGRIS.search(teks(jawaban.content)), INGGRIS.search(teks(jawaban.content)))

    def test_halaman_pintu(self):
        for jalur in self.TAMU:
            with self.subTest(jalur=jalur):
                self.periksa(jalur)

    @override_settings(ACCOUNT_REAUTHENTICATION_REQUIRED=False)
    def test_halaman_akun(self):
        self.client.post("/akun/login/", {"login": "ani", "password": self.sandi})
        self.assertIn("_auth_user_id", self.client.session)
        for jalur in self.MASUK:
            with self.subTest(jalur=jalur):
                self.periksa(jalur)

    def test_perangkat_disebut_dengan_nama_yang_dikenal(self):
        ponsel = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0 Mobile Safari/537.36"
        self.assertEqual(tulisan.peramban(ponsel), "Chrome di Android")
        self.assertEqual(
            tulisan.peramban("Mozilla/5.0 (Windows NT 6.1; rv:115.0) Gecko Firefox/115.0"), "Firefox di Windows"
        )
        self.assertEqual(tulisan.peramban(""), "Peramban lain")
