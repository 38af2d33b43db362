"""Pengaman kedua wajib bagi peran berkuasa, rahasianya tersandi, dan sesinya berumur (operations.md 5.2)."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from akun import layanan
from akun.models import Pengguna, Peran
from tests.tokoh import DuniaUji

RAHASIA = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def kode(rahasia: str = RAHASIA, geser: int = 0) -> str:
    return format_hotp_value(hotp_value(rahasia, int(time.time()) // 30 + geser))


class DuniaPengaman(DuniaUji):
    def setUp(self):
        cache.clear()

    def pintu(self, orang: Pengguna, client=None):
        client = client or self.client
        return client.post(reverse("account_login"), {"login": orang.username, "password": self.sandi})


@override_settings(WAJIB_MFA=True)
class WajibMfa(DuniaPengaman):
    def test_petugas_manajer_dan_pengelola_diarahkan_mengaktifkan_dahulu(self):
        for orang in (self.citra, self.fajar, self.hadi):
            for jalur in ("/", reverse("akun:profil"), reverse("akun:tim"), reverse("akun:konfirmasi"), "/kabar/"):
                with self.subTest(orang=orang.username, jalur=jalur):
                    self.masuk(orang)
                    self.assertRedirects(
                        self.client.get(jalur), reverse("mfa_activate_totp"), fetch_redirect_response=False
                    )

    def test_halaman_akun_kita_bukan_pintu_samping(self):
        ina = Pengguna.objects.create_user("ina")
        tugas = layanan.ajukan_operator(pengguna=ina, wilayah=self.wilayah["13.07.01.2001"])
        self.masuk(self.fajar)
        self.client.post(reverse("akun:putuskan", args=[tugas.pk]), {"putusan": "setuju"})
        tugas.refresh_from_db()
        self.assertEqual(tugas.keadaan, "menunggu")

    def test_siapa_pun_yang_masuk_ruang_redaksi(self):
        self.masuk(self.dewi)
        self.assertEqual(self.client.get("/").status_code, 200)
        self.assertRedirects(self.client.get("/cms/"), reverse("mfa_activate_totp"), fetch_redirect_response=False)

    def test_operator_dan_pegiat_tidak_dipaksa(self):
        for orang in (self.ani, self.budi, self.gita, self.eko):
            self.masuk(orang)
            self.assertEqual(self.client.get("/").status_code, 200)

    def test_aktivasi_menuntut_sandi_lagi_lalu_membuka_semuanya(self):
        self.pintu(self.fajar)
        jawaban = self.client.get(reverse("mfa_activate_totp"))
        self.assertIn(reverse("account_reauthenticate"), jawaban.url)
        self.client.post(jawaban.url, {"password": self.sandi})
        halaman = self.client.get(reverse("mfa_activate_totp"))
        self.assertEqual(halaman.status_code, 200)
        rahasia = halaman.context["form"].secret
        jawaban = self.client.post(reverse("mfa_activate_totp"), {"code": kode(rahasia)})
        self.assertRedirects(jawaban, reverse("mfa_view_recovery_codes"), fetch_redirect_response=False)
        self.assertEqual(self.client.get(reverse("akun:tim")).status_code, 200)

    def test_kode_cadangan_saja_bukan_pengaman_kedua(self):
        RecoveryCodes.activate(self.fajar)
        self.masuk(self.fajar)
        self.assertEqual(self.client.get(reverse("akun:tim")).status_code, 302)

    def test_keluar_tetap_dapat(self):
        self.masuk(self.fajar)
        self.client.post(reverse("account_logout"))
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_masa_tugas_yang_lewat_menutup_ruang_redaksi(self):
        TOTP.activate(self.dewi, RAHASIA)
        layanan.selaraskan_hak(self.dewi)
        self.masuk(self.dewi)
        self.assertEqual(self.client.get("/cms/").status_code, 200)
        self.dewi.penugasan.update(selesai=datetime(2020, 1, 2, tzinfo=UTC), mulai=datetime(2020, 1, 1, tzinfo=UTC))
        self.assertNotEqual(self.client.get("/cms/").status_code, 200)


class Totp(DuniaPengaman):
    def test_rahasia_tidak_terbaca_di_basis_data(self):
        TOTP.activate(self.fajar, RAHASIA)
        cadangan = RecoveryCodes.activate(self.fajar)
        polos = {RAHASIA, *cadangan.generate_codes()}
        with connection.cursor() as kursor:
            kursor.execute("SELECT data FROM mfa_authenticator")
            isi = " ".join(str(satu) for (satu,) in kursor.fetchall())
        self.assertEqual([satu for satu in polos if satu in isi], [])
        self.assertIn("gAAAA", isi)

    def test_kunci_lain_tidak_dapat_membacanya(self):
        from cryptography.fernet import InvalidToken

        totp = TOTP.activate(self.fajar, RAHASIA)
        self.assertTrue(totp.validate_code(kode()))
        with override_settings(FIELD_KEY="kunci yang lain sama sekali"), self.assertRaises(InvalidToken):
            totp.validate_code(kode())

    def test_ganti_secret_key_tidak_mematikan_totp(self):
        totp = TOTP.activate(self.fajar, RAHASIA)
        with override_settings(SECRET_KEY="kunci situs yang baru " * 3):
            self.assertTrue(totp.validate_code(kode()))

    def test_masuk_memerlukan_kode_dan_kodenya_sekali_pakai(self):
        TOTP.activate(self.fajar, RAHASIA)
        with time_machine.travel(datetime(2026, 12, 1, 3, 0, 1, tzinfo=UTC), tick=False) as jam:
            self.assertRedirects(self.pintu(self.fajar), reverse("mfa_authenticate"), fetch_redirect_response=False)
            self.assertNotIn("_auth_user_id", self.client.session)
            dipakai = kode()
            self.client.post(reverse("mfa_authenticate"), {"code": dipakai})
            self.assertIn("_auth_user_id", self.client.session)
            jam.shift(timedelta(seconds=45))  # pustaka sudah lupa, toleransi masih menerima
            lain = self.client_class()
            self.pintu(self.fajar, lain)
            jawaban = lain.post(reverse("mfa_authenticate"), {"code": dipakai})
            self.assertContains(jawaban, "sudah dipakai")
            self.assertNotIn("_auth_user_id", lain.session)

    def test_kode_cadangan_sekali_pakai(self):
        TOTP.activate(self.fajar, RAHASIA)
        satu = RecoveryCodes.activate(self.fajar).generate_codes()[0]
        for harapan in (True, False):
            client = self.client_class()
            self.pintu(self.fajar, client)
            client.post(reverse("mfa_authenticate"), {"code": satu})
            self.assertEqual("_auth_user_id" in client.session, harapan)

    def test_kode_salah_dibatasi(self):
        TOTP.activate(self.fajar, RAHASIA)
        self.pintu(self.fajar)
        for _ in range(8):
            jawaban = self.client.post(reverse("mfa_authenticate"), {"code": "000000"})
        self.assertEqual(jawaban.status_code, 200)
        jawaban = self.client.post(reverse("mfa_authenticate"), {"code": kode()})
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_ganti_sandi_lewat_surel_tidak_melepas_pengaman(self):
        from allauth.account.forms import default_token_generator
        from allauth.account.utils import user_pk_to_url_str

        TOTP.activate(self.fajar, RAHASIA)
        kunci = {"uidb36": user_pk_to_url_str(self.fajar), "key": default_token_generator.make_token(self.fajar)}
        tujuan = self.client.get(reverse("account_reset_password_from_key", kwargs=kunci)).url
        baru = "perahu kecil di muara"
        self.client.post(tujuan, {"password1": baru, "password2": baru})
        self.assertTrue(Authenticator.objects.filter(user=self.fajar).exists())
        self.client.post(reverse("account_login"), {"login": "fajar", "password": baru})
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_label_totp_tidak_memuat_surel(self):
        self.pintu(self.ani)
        self.client.post(reverse("account_reauthenticate"), {"password": self.sandi})
        url = self.client.get(reverse("mfa_activate_totp")).context["totp_url"]
        self.assertIn("ani", url)
        self.assertNotIn("contoh.desa.id", url)


class UmurSesi(DuniaPengaman):
    AWAL = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)

    def masih_masuk(self) -> bool:
        return self.client.get(reverse("akun:tugas")).status_code == 200

    def test_petugas_delapan_jam_diam(self):
        with time_machine.travel(self.AWAL, tick=False) as jam:
            self.pintu(self.citra)
            jam.shift(timedelta(hours=8))
            self.assertTrue(self.masih_masuk())
            jam.shift(timedelta(hours=8, seconds=1))
            jawaban = self.client.get(reverse("akun:tugas"))
            self.assertEqual(jawaban.url, f"{reverse('account_login')}?next=%2Fakun%2Ftugas%2F")

    def test_manajer_dua_belas_jam_walau_terus_bekerja(self):
        with time_machine.travel(self.AWAL, tick=False) as jam:
            self.pintu(self.fajar)
            for _ in range(12):
                jam.shift(timedelta(hours=1))
                self.assertTrue(self.masih_masuk())
            jam.shift(timedelta(seconds=1))
            self.assertFalse(self.masih_masuk())

    def test_operator_tetap_masuk_tiga_puluh_hari(self):
        with time_machine.travel(self.AWAL, tick=False) as jam:
            self.pintu(self.ani)
            for _ in range(29):
                jam.shift(timedelta(days=1))
                self.assertTrue(self.masih_masuk())
            jam.shift(timedelta(days=2))
            self.assertFalse(self.masih_masuk())

    def test_kuasa_yang_baru_diberi_langsung_memendekkan_sesi(self):
        with time_machine.travel(self.AWAL, tick=False) as jam:
            self.pintu(self.ani)
            layanan.beri_penugasan(pengguna=self.ani, peran=Peran.PETUGAS, wilayah=None, oleh=self.hadi)
            jam.shift(timedelta(hours=13))
            self.assertFalse(self.masih_masuk())


class Perangkat(DuniaPengaman):
    def test_daftar_perangkat_dan_keluar_dari_yang_lain(self):
        self.pintu(self.ani)
        lain = self.client_class()
        self.pintu(self.ani, lain)
        self.assertEqual(UserSession.objects.filter(user=self.ani).count(), 2)
        self.assertContains(self.client.get(reverse("usersessions_list")), "127.0.0.1")
        self.client.post(reverse("usersessions_list"))
        self.assertEqual(self.client.get(reverse("akun:tugas")).status_code, 200)
        self.assertEqual(lain.get(reverse("akun:tugas")).status_code, 302)

    def test_halaman_biasa_tidak_menulis_perangkat_tiap_kali(self):
        self.pintu(self.ani)
        self.client.get("/")
        with self.assertNumQueriesTanpaTulis():
            self.client.get(reverse("akun:tugas"))

    def assertNumQueriesTanpaTulis(self):
        from django.test.utils import CaptureQueriesContext

        class Tulis(CaptureQueriesContext):
            def __exit__(diri, *galat):
                super().__exit__(*galat)
                tulis = [q["sql"] for q in diri if q["sql"].split()[0] in {"UPDATE", "INSERT", "DELETE"}]
                self.assertEqual(tulis, [])

        return Tulis(connection)

    def test_setelah_lima_menit_atau_ganti_peramban_dicatat_lagi(self):
        with time_machine.travel(UmurSesi.AWAL, tick=False) as jam:
            self.pintu(self.ani)
            jam.shift(timedelta(minutes=6))
            self.client.get("/", HTTP_USER_AGENT="Peramban Baru")
            baris = UserSession.objects.get(user=self.ani)
            self.assertEqual(
                (baris.user_agent, baris.last_seen_at), ("Peramban Baru", UmurSesi.AWAL + timedelta(minutes=6))
            )
