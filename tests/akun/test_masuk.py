"""Pintu masuk lewat HTTP: segala tulisan, jawaban yang tidak membocorkan, batas yang sungguh dihitung."""

from __future__ import annotations

from django.core import mail
from django.core.cache import cache
from django.test import SimpleTestCase, override_settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from akun import telepon
from akun.models import Pengguna
from akun.surat import kirim_yang_menunggu
from tests.tokoh import DuniaUji

BATAS_PRODUKSI = {"login_failed": "30/m/ip,5/300s/key"}


class Pintu(DuniaUji):
    def setUp(self):
        cache.clear()

    def coba(self, masukan: str, sandi: str | None = None, **kepala):
        return self.client.post(reverse("account_login"), {"login": masukan, "password": sandi or self.sandi}, **kepala)

    def sebagai(self) -> str:
        nomor = self.client.session.get("_auth_user_id")
        return Pengguna.objects.get(pk=nomor).username if nomor else ""


class Masuk(Pintu):
    def test_nama_pengguna_surel_dan_nomor_hp_dalam_tulisan_apa_pun(self):
        tulisan = [
            "ani", "ANI", " ani ", "ani@contoh.example", "Ani@Contoh.Example", "081200000001", "0812-0000-0001",
            "0812 0000 0001", "6281200000001", "62 812-0000-0001", "+6281200000001", "+62 812-0000-0001",
            "+62 (0)812 0000 0001", "(0812) 0000.0001",
        ]  # fmt: skip
        for satu in tulisan:
            with self.subTest(tulisan=satu):
                self.client.logout()
                self.assertEqual(self.coba(satu).status_code, 302)
                self.assertEqual(self.sebagai(), "ani")

    def test_nomor_yang_belum_dikonfirmasi_tidak_memberi_jalan_masuk(self):
        Pengguna.objects.filter(pk=self.ani.pk).update(telepon_terbukti=False)
        self.coba("081200000001")
        self.assertEqual(self.sebagai(), "")

    def test_yang_mengosongkan_nomornya_tetap_dapat_masuk(self):
        self.client.force_login(self.ani)
        isian = {"nama": "Ani Contoh", "telepon": "", "zona": self.ani.zona}
        self.assertRedirects(self.client.post(reverse("akun:profil"), isian), reverse("akun:profil"))
        self.assertIsNone(Pengguna.objects.get(pk=self.ani.pk).telepon)
        self.client.logout()
        self.coba("ani")
        self.assertEqual(self.sebagai(), "ani")

    def test_jawaban_sama_untuk_akun_yang_ada_dan_yang_tidak_ada(self):
        for ada, tiada in (
            ("ani", "tidakada"), ("ani@contoh.example", "tiada@contoh.example"), ("0812-0000-0001", "0812-9999-9999"),
        ):  # fmt: skip
            with self.subTest(cara=ada):
                galat = []
                for masukan in (ada, tiada):
                    jawaban = self.coba(masukan, "sandi yang keliru sekali")
                    galat.append((jawaban.status_code, jawaban.context["form"].errors.as_json()))
                self.assertEqual(*galat)

    def test_sandi_yang_tidak_dikenal_tetap_disandikan_supaya_waktunya_sama(self):
        from unittest.mock import patch

        hitung = []
        for masukan in ("ani", "tidakada", "0812-9999-9999"):
            with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", return_value="md5$a$b") as sandikan:
                self.coba(masukan, "keliru keliru")
            hitung.append(sandikan.call_count)
        self.assertEqual(len(set(hitung)), 1, hitung)

    def test_gagal_dan_berhasil_tercatat_tanpa_nama_atau_sandi(self):
        with self.assertLogs("akun.pintu", "INFO") as catatan:
            self.coba("ani@contoh.example", "sandi yang salah ketik")
            self.coba("ani@contoh.example")
        semua = "\n".join(catatan.output)
        self.assertIn("masuk gagal dari 127.0.0.1", semua)
        self.assertIn(f"masuk pengguna={self.ani.pk}", semua)
        for rahasia in ("ani@", "salah ketik", self.sandi):
            self.assertNotIn(rahasia, semua)

    def test_akun_nonaktif_tidak_masuk(self):
        Pengguna.objects.filter(pk=self.ani.pk).update(is_active=False)
        self.coba("ani")
        self.assertEqual(self.sebagai(), "")

    def test_halaman_nomor_hp_pustaka_yang_mengirim_sms_ditutup(self):
        self.masuk(self.ani)
        for jalur in ("/akun/phone/change/", "/akun/phone/verify/"):
            self.assertRedirects(self.client.get(jalur), reverse("akun:profil"))
            self.assertEqual(self.client.post(jalur, {"phone": "0812"}).status_code, 302)


@override_settings(ACCOUNT_RATE_LIMITS=BATAS_PRODUKSI)
class BatasMasuk(Pintu):
    def gagal(self, masukan: str, kali: int, **kepala):
        for _ in range(kali):
            jawaban = self.coba(masukan, "keliru keliru keliru", **kepala)
        return jawaban

    def test_salah_lima_kali_mengunci_akun_itu_walau_sandinya_benar(self):
        self.gagal("ani", 5)
        self.assertContains(self.coba("ani"), "Terlalu banyak")
        self.assertEqual(self.sebagai(), "")

    def test_akun_lain_dari_alamat_yang_sama_tidak_ikut_terkunci(self):
        self.gagal("ani", 5)
        self.coba("budi")
        self.assertEqual(self.sebagai(), "budi")

    def test_akun_yang_tidak_ada_terkunci_dengan_cara_yang_sama(self):
        self.gagal("tidakada", 5)
        self.assertContains(self.coba("tidakada"), "Terlalu banyak")

    def test_tulisan_nomor_yang_berbeda_dihitung_sebagai_satu(self):
        for tulisan in ("081200000001", "0812-0000-0001", "+6281200000001", "62 812 0000 0001", "0812 0000 0001"):
            self.gagal(tulisan, 1)
        self.assertContains(self.coba("(0812) 00000001"), "Terlalu banyak")

    def test_berhasil_di_antaranya_tidak_menghapus_hitungan(self):
        self.gagal("ani", 4)
        self.coba("ani")
        self.client.logout()
        self.gagal("ani", 1)
        self.assertContains(self.coba("ani"), "Terlalu banyak")

    @override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "4/m/ip"})
    def test_satu_alamat_yang_mencoba_banyak_nama_dihentikan(self):
        for nama in "abcd":
            self.gagal(f"orang{nama}", 1)
        self.assertContains(self.coba("ani"), "Terlalu banyak")

    @override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "4/m/ip"})
    def test_kepala_xff_palsu_tidak_memberi_jatah_baru(self):
        for nomor in range(4):
            self.gagal(f"orang{nomor}", 1, HTTP_X_FORWARDED_FOR=f"203.0.113.{nomor}")
        self.assertContains(self.coba("ani", HTTP_X_FORWARDED_FOR="198.51.100.9"), "Terlalu banyak")

    @override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "4/m/ip"}, ALLAUTH_TRUSTED_PROXY_COUNT=1)
    def test_di_belakang_satu_proksi_dua_pengunjung_dihitung_terpisah(self):
        for nomor in range(4):
            self.gagal(f"orang{nomor}", 1, HTTP_X_FORWARDED_FOR="203.0.113.7", REMOTE_ADDR="10.0.0.1")
        terkunci = self.coba("ani", HTTP_X_FORWARDED_FOR="203.0.113.7", REMOTE_ADDR="10.0.0.1")
        self.assertContains(terkunci, "Terlalu banyak")
        self.coba("ani", HTTP_X_FORWARDED_FOR="203.0.113.8", REMOTE_ADDR="10.0.0.1")
        self.assertEqual(self.sebagai(), "ani")

    @override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "4/m/ip"}, ALLAUTH_TRUSTED_PROXY_COUNT=1)
    def test_alamat_palsu_di_depan_alamat_dari_proksi_tidak_dipercaya(self):
        for nomor in range(4):
            self.gagal(f"orang{nomor}", 1, HTTP_X_FORWARDED_FOR=f"198.51.100.{nomor}, 203.0.113.7")
        self.assertContains(self.coba("ani", HTTP_X_FORWARDED_FOR="192.0.2.1, 203.0.113.7"), "Terlalu banyak")

    @override_settings(ACCOUNT_RATE_LIMITS={"signup": "2/m/ip"})
    def test_pendaftaran_dibatasi(self):
        for _ in range(2):
            self.client.post(reverse("account_signup"), {})
        self.assertEqual(self.client.post(reverse("account_signup"), {}).status_code, 429)

    @override_settings(ACCOUNT_RATE_LIMITS={"reset_password": "2/m/ip"})
    def test_permintaan_sandi_baru_dibatasi(self):
        for _ in range(2):
            self.client.post(reverse("account_reset_password"), {"email": "ani@contoh.example"})
        jawaban = self.client.post(reverse("account_reset_password"), {"email": "ani@contoh.example"})
        self.assertEqual(jawaban.status_code, 429)


class SandiBaru(Pintu):
    def minta(self, surel: str):
        jawaban = self.client.post(reverse("account_reset_password"), {"email": surel}, follow=True)
        return jawaban.redirect_chain, jawaban.status_code

    def test_jawaban_sama_untuk_surel_yang_ada_dan_yang_tidak(self):
        self.assertEqual(self.minta("ani@contoh.example"), self.minta("tiada@contoh.example"))

    def test_tautan_dari_surel_mengganti_sandi_dan_mengakhiri_sesi_lama(self):
        import re

        self.coba("ani")
        lama = self.client.cookies["sesi"].value
        self.client.logout()
        self.coba("ani")
        self.minta("ani@contoh.example")
        kirim_yang_menunggu()
        surat = next(satu for satu in mail.outbox if satu.to == ["ani@contoh.example"])
        tautan = re.search(r"http://testserver(/akun/password/reset/key/\S+)", surat.body)[1]
        peramban = self.client_class()
        jawaban = peramban.get(tautan, follow=True)
        jawaban = peramban.post(
            jawaban.redirect_chain[-1][0], {"password1": "perahu kecil di muara", "password2": "perahu kecil di muara"}
        )
        self.assertEqual(jawaban.status_code, 302)
        self.assertNotIn("_auth_user_id", peramban.session, "mengganti sandi tidak memasukkan orangnya")
        self.assertRedirects(
            self.client.get(reverse("akun:profil")),
            f"{reverse('account_login')}?next={reverse('akun:profil')}",
            fetch_redirect_response=False,
        )
        self.assertTrue(lama)
        self.coba("ani", "perahu kecil di muara")
        self.assertEqual(self.sebagai(), "ani")

    def test_ganti_sandi_mengakhiri_sesi_di_perangkat_lain_dan_memberi_tahu(self):
        self.coba("ani")
        lain = self.client_class()
        lain.post(reverse("account_login"), {"login": "ani", "password": self.sandi})
        baru = "perahu kecil di muara"
        isi = {"oldpassword": self.sandi, "password1": baru, "password2": baru}
        self.assertRedirects(self.client.post(reverse("account_change_password"), isi), reverse("akun:profil"))
        self.assertEqual(self.client.get(reverse("akun:profil")).status_code, 200)
        self.assertEqual(lain.get(reverse("akun:profil")).status_code, 302)


class Sandi(Pintu):
    def test_aturan_sandi(self):
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError

        for buruk in (
            "pendek", "nagari123456", "operator 2026!!", "opensid-opensid", "1234567890123", "password1234",
            "limapuluhkota1", "Sumatera Barat 13", "anianianiani", "x" * 129,
        ):  # fmt: skip
            with self.subTest(sandi=buruk), self.assertRaises(ValidationError):
                validate_password(buruk, self.ani)
        for baik in ("surau di tepi sawah", "kuda lari pagi hari", "y7#kd92mzQ!pw"):
            with self.subTest(sandi=baik):
                validate_password(baik, self.ani)


class NomorHp(SimpleTestCase):
    def test_contoh(self):
        for mentah, hasil in (
            ("0812-3456-7890", "+6281234567890"), ("62812 3456 7890", "+6281234567890"),
            ("+62 812‑3456‑7890", "+6281234567890"), ("021-5551234", "+62215551234"), ("12345", None),
            ("", None), (None, None), ("+1 202 555 0100", None), ("٠٨١٢٣٤٥٦٧٨٩", None), ("ani", None),
        ):  # fmt: skip
            with self.subTest(mentah=mentah):
                self.assertEqual(telepon.normalkan(mentah), hasil)

    @given(st.from_regex(r"8[1-9][0-9]{7,10}", fullmatch=True), st.sampled_from(["0", "62", "+62", "+62 ", "+620"]))
    def test_semua_awalan_menuju_satu_bentuk(self, inti, awalan):
        self.assertEqual(telepon.normalkan(awalan + inti), f"+62{inti}")
        self.assertEqual(telepon.normalkan(telepon.tampil(f"+62{inti}")), f"+62{inti}")

    @given(st.text(max_size=40))
    def test_tidak_pernah_gagal_dan_hasilnya_tetap(self, mentah):
        hasil = telepon.normalkan(mentah)
        self.assertTrue(hasil is None or telepon.normalkan(hasil) == hasil)
