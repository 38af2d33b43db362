"""Setiap halaman allauth berdiri di dalam bingkai kita, berbahasa Indonesia, tanpa gaya dan skrip sebaris."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import allauth.urls
import time_machine
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from akun.adapter import AdapterMfa
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


class SetiapAlamat(DuniaUji):
    """Semua nama alamat allauth dijalani: yang tampil berdiri di bingkai kita, yang tidak tampil mengalihkan ke sana."""

    # Alamat yang menjawab peramban atau skrip, bukan mata: unduhan dan permintaan kunci.
    BUKAN_HALAMAN = {"mfa_download_recovery_codes": "text/plain", "mfa_login_webauthn": "application/json"}
    # Ke mana orang yang sudah masuk diantar; selebihnya tampil di alamatnya sendiri.
    ALIHAN = {
        "account_login": "/",
        "account_signup": "/",
        "mfa_authenticate": "/",
        "mfa_login_webauthn": "/",
        "account_confirm_login_code": "/",  # masuk dengan kode lewat surat tidak dipakai
        "account_set_password": "/akun/password/change/",  # semua akun punya kata sandi
        "account_verify_phone": "/akun/profil/",
        "account_change_phone": "/akun/profil/",
        "mfa_activate_totp": "/akun/2fa/totp/deactivate/",
        "account_reset_password_from_key": "/akun/password/reset/key/%s-set-password/",
    }

    def setUp(self):
        cache.clear()
        self.client.post("/akun/login/", {"login": "ani", "password": self.sandi})
        self.client.post("/akun/reauthenticate/", {"password": self.sandi})
        Authenticator.objects.create(user=self.ani, type="totp", data={"secret": AdapterMfa().encrypt("A" * 32)})
        Authenticator.objects.create(
            user=self.ani, type="recovery_codes", data={"seed": AdapterMfa().encrypt("b" * 40), "used_mask": 0}
        )
        self.kunci = Authenticator.objects.create(
            user=self.ani,
            type="webauthn",
            data=json.loads((Path(__file__).parent / "data/kunci_webauthn.json").read_text()),
        )
        self.ani.refresh_from_db()
        self.surel, _ = EmailAddress.objects.get_or_create(user=self.ani, email="ani@contoh.example")

    def argumen(self, nama: str) -> dict:
        if nama in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
            return {"pk": self.kunci.pk}
        if nama == "account_confirm_email":
            return {"key": EmailConfirmationHMAC(self.surel).key}
        if nama == "account_reset_password_from_key":
            return {"uidb36": user_pk_to_url_str(self.ani), "key": default_token_generator.make_token(self.ani)}
        return {}

    def nama(self, rute=None) -> list[str]:
        hasil = []
        for satu in rute or allauth.urls.urlpatterns:
            hasil += self.nama(satu.url_patterns) if hasattr(satu, "url_patterns") else [satu.name]
        return hasil

    def buka(self, klien, nama: str) -> None:
        argumen = self.argumen(nama)
        jawaban = klien.get(reverse(nama, kwargs=argumen), follow=True)
        self.assertEqual(jawaban.status_code, 200)
        if nama in self.BUKAN_HALAMAN and not jawaban["Content-Type"].startswith("text/html"):
            self.assertEqual(jawaban["Content-Type"].partition(";")[0], self.BUKAN_HALAMAN[nama])
            return
        if klien is self.client:
            berhenti = self.ALIHAN.get(nama) or reverse(nama, kwargs=argumen)
            berhenti = berhenti.replace("%s", argumen.get("uidb36", ""))
            self.assertEqual(jawaban.request["PATH_INFO"], berhenti)
        self.assertContains(jawaban, 'class="cap"')
        tag = baca(jawaban.content)
        self.assertEqual(sum(satu == "h1" for satu, _ in tag), 1)
        for satu, atribut in tag:
            self.assertNotIn("style", atribut, satu)
            self.assertFalse([a for a in atribut if a.startswith("on")])
        isi = teks(jawaban.content)
        self.assertIsNone(INGGRIS.search(isi), INGGRIS.search(isi))
        self.assertNotRegex(isi, r"[Ee]-mail|\bName\b|[Aa]utentikator|[Ss]ilahkan")

    def test_sebagai_orang_yang_masuk(self):
        for nama in self.nama():
            with self.subTest(nama=nama):
                self.buka(self.client, nama)

    def test_sebagai_tamu(self):
        for nama in self.nama():
            with self.subTest(nama=nama):
                self.buka(self.client_class(), nama)

    def test_diminta_sandi_lagi_sebelum_yang_peka(self):
        for nama in ("mfa_view_recovery_codes", "mfa_add_webauthn", "mfa_deactivate_totp"):
            with self.subTest(nama=nama), time_machine.travel(timezone.now() + timedelta(hours=1)):
                jawaban = self.client.get(reverse(nama))
                self.assertIn("reauthenticate", jawaban.url)

    def test_kode_kedua_saat_masuk(self):
        klien = self.client_class()
        jawaban = klien.post("/akun/login/", {"login": "ani", "password": self.sandi}, follow=True)
        self.assertContains(jawaban, "pengaman kedua")
        self.buka(klien, "mfa_authenticate")
        self.assertContains(klien.post("/akun/2fa/authenticate/", {"code": "000000"}), "belum cocok")

    def test_tautan_yang_sudah_mati(self):
        for jalur in ("/akun/confirm-email/x:y:z/", "/akun/password/reset/key/1-abc-def/"):
            with self.subTest(jalur=jalur):
                jawaban = self.client_class().get(jalur, follow=True)
                self.assertContains(jawaban, "Minta tautan baru")
                self.assertContains(jawaban, 'class="cap"')

    def test_unduhan_kode_pemulihan_berbahasa_indonesia(self):
        jawaban = self.client.get("/akun/2fa/recovery-codes/download/")
        self.assertContains(jawaban, "Kode pemulihan Pusat Bantuan")
        self.assertEqual(len(re.findall(r"^\d{8}$", jawaban.content.decode(), re.M)), 10)
