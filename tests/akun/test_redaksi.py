"""Ruang redaksi: pengguna, penugasan, jejak, surat keluar; satu pintu untuk kata sandi."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.core.mail import send_mail
from django.test import SimpleTestCase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from akun.kelompok import KELOMPOK_PELATIH, KELOMPOK_REDAKTUR, pastikan_kelompok
from akun.models import Pengguna, SuratKeluar
from tests.tokoh import DuniaUji

DAFTAR = ("wagtailusers_users:index", "penugasan:index", "jejak_akun:index", "surat_keluar:index")


class Redaksi(DuniaUji):
    def setUp(self):
        send_mail("Perihal surat", "Isi", None, ["ani@contoh.example"])

    def test_pengelola_membuka_semua_daftar_dan_isinya_berbahasa_indonesia(self):
        self.masuk(self.hadi)
        for nama in DAFTAR:
            with self.subTest(nama=nama):
                jawaban = self.client.get(reverse(nama))
                self.assertEqual(jawaban.status_code, 200)
                self.assertNotContains(jawaban, ">method<")
                self.assertNotContains(jawaban, "True</td>")
        for jalur in (
            reverse("wagtailusers_users:edit", args=[self.ani.pk]), reverse("wagtailusers_users:inspect", args=[self.ani.pk]),
            reverse("penugasan:inspect", args=[self.ani.penugasan.get().pk]),
            reverse("surat_keluar:inspect", args=[SuratKeluar.objects.get().pk]),
        ):  # fmt: skip
            with self.subTest(jalur=jalur):
                self.assertEqual(self.client.get(jalur).status_code, 200)

    def test_pelatih_dan_redaktur_tidak_melihat_orang(self):
        self.citra.groups.add(Group.objects.get(name=KELOMPOK_REDAKTUR))
        for orang in (self.dewi, self.citra):
            self.masuk(orang)
            self.assertEqual(self.client.get("/cms/").status_code, 200)
            for nama in DAFTAR:
                with self.subTest(orang=orang.username, nama=nama):
                    self.assertNotEqual(self.client.get(reverse(nama)).status_code, 200)

    def test_tidak_ada_tambah_hapus_atau_sandi(self):
        self.masuk(self.hadi)
        for nama, args in (("add", []), ("delete", [self.ani.pk])):
            jawaban = self.client.post(reverse(f"wagtailusers_users:{nama}", args=args), {"username": "x"})
            self.assertRedirects(jawaban, reverse("wagtailadmin_home"), fetch_redirect_response=False)
        self.assertTrue(Pengguna.objects.filter(pk=self.ani.pk).exists())
        self.assertNotContains(self.client.get(reverse("wagtailusers_users:edit", args=[self.ani.pk])), "password1")
        for nama in ("penugasan", "jejak_akun", "surat_keluar"):
            self.assertEqual(self.client.get(reverse(f"{nama}:add")).status_code, 302)

    def test_perbuatan_massal_atas_orang_ditolak(self):
        self.masuk(self.hadi)
        for perbuatan in ("delete", "set_active_state", "assign_role"):
            jalur = f"{reverse('wagtail_bulk_action', args=['akun', 'pengguna', perbuatan])}?id={self.ani.pk}"
            self.client.post(jalur, {"confirm": "1"})
        ani = Pengguna.objects.get(pk=self.ani.pk)
        self.assertTrue(ani.is_active)

    def test_menonaktifkan_mengeluarkan_dari_semua_perangkat(self):
        lain = self.client_class()
        lain.post(reverse("account_login"), {"login": "ani", "password": self.sandi})
        self.assertEqual(lain.get(reverse("akun:tugas")).status_code, 200)
        self.masuk(self.hadi)
        isi = {"first_name": "Ani", "zona": "Asia/Jakarta"}
        self.client.post(reverse("wagtailusers_users:edit", args=[self.ani.pk]), isi)
        self.assertFalse(Pengguna.objects.get(pk=self.ani.pk).is_active)
        Pengguna.objects.filter(pk=self.ani.pk).update(is_active=True)
        self.assertEqual(lain.get(reverse("akun:tugas")).status_code, 302, "sesi lama tidak hidup lagi")

    def test_menyunting_pelatih_tidak_mencabut_kelompoknya(self):
        self.masuk(self.hadi)
        isi = {"first_name": "Dewi", "zona": "Asia/Jakarta", "is_active": "on"}
        self.client.post(reverse("wagtailusers_users:edit", args=[self.dewi.pk]), isi)
        self.assertTrue(self.dewi.groups.filter(name=KELOMPOK_PELATIH).exists())

    def test_surat_macet_dikirim_ulang_oleh_pengelola_saja(self):
        surat = SuratKeluar.objects.get()
        jalur = reverse("akun:surat-kirim-ulang", args=[surat.pk])
        self.masuk(self.hadi)
        self.assertEqual(self.client.post(jalur).status_code, 404, "yang belum macet tidak perlu")
        SuratKeluar.objects.update(keadaan="gagal", galat="SMTPDataError: 451")
        self.assertContains(self.client.get(reverse("surat_keluar:index")), jalur)
        self.assertContains(self.client.get(jalur), "Perihal surat")
        for orang in (self.ani, self.fajar, self.citra):
            self.masuk(orang)
            self.assertEqual(self.client.post(jalur).status_code, 404)
        self.masuk(self.hadi)
        self.assertRedirects(self.client.post(jalur), reverse("surat_keluar:index"))
        surat.refresh_from_db()
        self.assertEqual((surat.keadaan, surat.coba), ("menunggu", 0))

    def test_kelompok_dibuat_ulang_tanpa_dobel(self):
        Group.objects.filter(name__in=[KELOMPOK_PELATIH, KELOMPOK_REDAKTUR]).delete()
        for _ in range(2):
            pastikan_kelompok()
        self.assertEqual(Group.objects.filter(name__in=[KELOMPOK_PELATIH, KELOMPOK_REDAKTUR]).count(), 2)
        self.assertTrue(Group.objects.get(name=KELOMPOK_PELATIH).permissions.filter(codename="access_admin").exists())


class SatuPintu(SimpleTestCase):
    """Rute yang namanya berbau sandi atau masuk hanya milik allauth, atau dialihkan ke sana (operations.md 5.1)."""

    BERBAU = ("login", "password", "sandi", "signin", "authenticate")
    # Dialihkan, tertutup gerbang, atau bukan isian sandi; diuji di berkas ini dan tests/pusat_bantuan.
    DIKENAL = {
        "akun:sandi-baru", "wagtailadmin_login", "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete", "wagtailcore_login",
        "wagtailcore_authenticate_with_password", "wagtaildocs_authenticate_with_password", "helpdesk:login",
        "helpdesk:login_redirect", "helpdesk:password_change", "helpdesk:password_change_done", "helpdesk:password_reset",
        "helpdesk:password_reset_done", "helpdesk:password_reset_confirm", "helpdesk:password_reset_complete",
    }  # fmt: skip

    def rute(self, pola, awalan="", ruang=""):
        for satu in pola:
            if isinstance(satu, URLResolver):
                dalam = f"{ruang}{satu.namespace}:" if satu.namespace else ruang
                yield from self.rute(satu.url_patterns, awalan + str(satu.pattern), dalam)
            elif isinstance(satu, URLPattern):
                yield f"{ruang}{satu.name or ''}", awalan + str(satu.pattern), satu

    def test_tidak_ada_pintu_sandi_lain(self):
        asing = []
        for nama, jalur, satu in self.rute(get_resolver().url_patterns):
            modul = getattr(satu.callback, "__module__", "")
            if not any(kata in f"{nama} {jalur}".lower() for kata in self.BERBAU):
                continue
            if modul.startswith(("allauth.",)) or nama.startswith(("account_", "mfa_")) or nama in self.DIKENAL:
                continue
            if getattr(satu.callback, "view_class", None).__name__ == "RedirectView":
                continue
            asing.append(f"{nama} {jalur} ({modul})")
        self.assertEqual(asing, [])


class PintuSamping(DuniaUji):
    def test_pintu_samping_pustaka_dialihkan_atau_tertutup(self):
        for jalur in ("/cms/login/", "/_util/login/", "/meja/login/"):
            with self.subTest(jalur=jalur):
                isi = {"username": "ani", "password": self.sandi}
                jawaban = self.client.post(jalur, isi)
                self.assertNotIn("_auth_user_id", self.client.session)
                self.assertIn(jawaban.status_code, (302, 404))
        for jalur in ("/cms/password_reset/", "/meja/password/change/", "/admin/", "/admin/login/"):
            with self.subTest(jalur=jalur):
                self.assertEqual(self.client.get(jalur).status_code, 404)

    def test_basic_auth_tidak_memasukkan_siapa_pun(self):
        import base64

        kepala = "Basic " + base64.b64encode(f"ani:{self.sandi}".encode()).decode()
        for jalur in ("/meja/api/tickets/", "/akun/tugas/"):
            self.assertNotEqual(self.client.get(jalur, HTTP_AUTHORIZATION=kepala).status_code, 200)
