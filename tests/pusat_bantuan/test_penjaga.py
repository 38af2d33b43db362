"""Gerbang django-helpdesk: setiap rute sudah diputuskan nasibnya, dan tertutup bagi yang bukan petugas nasional."""

from email import message_from_bytes, policy

from django.apps import apps
from django.db import connection
from django.urls import NoReverseMatch, resolve, reverse
from helpdesk import urls as rute_pustaka
from helpdesk.lib import safe_template_context
from helpdesk.models import EmailTemplate, Queue, UserSettings
from helpdesk.templated_email import send_templated_mail

from akun.models import Pengguna, Penugasan, SuratKeluar
from pusat_bantuan.pemasangan import INDEKS, indeks_kurang, pasang
from pusat_bantuan.penjaga import BAYANGAN, TERTUTUP, UNTUK_STAF
from tests.tokoh import DuniaUji

from .dunia import tiket_ani

CONTOH_ARGUMEN = [
    {}, {"ticket_id": 1}, {"pk": 1}, {"slug": "a"}, {"query": "e30="}, {"type_": "x"}, {"report": "x"},
    {"item_id": 1}, {"item_id": 1, "vote": "up"}, {"user_name": "a"}, {"user_name": "a", "queue_slug": "b"},
    {"queue_slug": "b"}, {"checklist_template_id": 1}, {"ticket_id": 1, "followup_id": 1},
    {"ticket_id": 1, "cc_id": 1}, {"ticket_id": 1, "dependency_id": 1}, {"ticket_id": 1, "attachment_id": 1},
    {"ticket_id": 1, "checklist_id": 1},
]  # fmt: skip


def alamat(nama: str) -> str:
    for argumen in CONTOH_ARGUMEN:
        try:
            return reverse(f"helpdesk:{nama}", kwargs=argumen)
        except NoReverseMatch:
            continue
    raise AssertionError(f"rute {nama} meminta argumen yang belum dikenal uji ini")


class Gerbang(DuniaUji):
    def test_setiap_rute_pustaka_sudah_diputuskan(self):
        nama = {satu.name for satu in rute_pustaka.urlpatterns}
        self.assertEqual(
            nama - UNTUK_STAF - BAYANGAN - TERTUTUP, set(), "rute baru: putuskan di pusat_bantuan/penjaga.py"
        )
        self.assertEqual((UNTUK_STAF | BAYANGAN | TERTUTUP) - nama, set(), "sudah tidak ada di pustaka")
        self.assertEqual(UNTUK_STAF & TERTUTUP, set())

    def test_tamu_dan_warga_mendapat_404_di_setiap_rute_pustaka(self):
        profil = tiket_ani(self)
        for orang in (None, self.ani, self.budi, self.hadi):
            self.client.logout()
            if orang:
                self.masuk(orang)
            for nama in TERTUTUP | UNTUK_STAF:
                for cara in (self.client.get, self.client.post):
                    with self.subTest(rute=nama, orang=orang, cara=cara.__name__):
                        url = alamat(nama).replace("tickets/1/", f"tickets/{profil.pk}/")
                        jawab = cara(url)
                        if nama == "login":
                            self.assertEqual((jawab.status_code, jawab.url.partition("?")[0]), (302, "/akun/login/"))
                        else:
                            self.assertEqual(jawab.status_code, 404)
                            self.assertContains(jawab, 'class="cap"', status_code=404)  # halaman galat di bingkai kita

    def test_setiap_rute_bayangan_berakhir_di_halaman_kita(self):
        profil = tiket_ani(self)
        for orang in (None, self.ani, self.citra):
            self.client.logout()
            if orang:
                self.masuk(orang)
            for nama in BAYANGAN:
                with self.subTest(rute=nama, orang=orang):
                    url = alamat(nama).replace("tickets/1/", f"tickets/{profil.pk}/")
                    jawab = self.client.get(url, follow=True)
                    self.assertFalse(jawab.request["PATH_INFO"].startswith("/meja/") and jawab.status_code == 200)
                    self.assertContains(jawab, 'class="cap"', status_code=jawab.status_code)
                    self.assertIn(jawab.status_code, (200, 404))

    def test_petugas_nasional_diantar_ke_antrean_dan_tidak_dapat_bertindak_di_luar_tindakan_kita(self):
        profil = tiket_ani(self)
        self.masuk(self.citra)
        self.assertRedirects(self.client.get(reverse("helpdesk:list")), reverse("pusat_bantuan:antrean"))
        for nama in TERTUTUP - {"login"}:
            with self.subTest(rute=nama):
                self.assertEqual(self.client.post(alamat(nama)).status_code, 404)
        self.assertEqual(self.client.get(f"/meja/tickets/{profil.pk}/?take").status_code, 302)
        profil.refresh_from_db()
        self.assertIsNone(profil.pemegang)

    def test_petugas_yang_tugasnya_berakhir_langsung_kehilangan_antrean(self):
        profil = tiket_ani(self)
        Penugasan.objects.filter(pengguna=self.citra).update(keadaan="dicabut")
        self.masuk(self.citra)
        self.assertEqual(self.client.get(profil.get_absolute_url()).status_code, 404)

    def test_alamat_lama_dialihkan_dan_haknya_tetap_diperiksa(self):
        profil = tiket_ani(self)
        for nama in BAYANGAN:
            self.assertNotIn("helpdesk", resolve(alamat(nama)).app_names, nama)
        umum = f"/meja/view/?ticket=bantuan-{profil.pk}&email=ani@contoh.example&key={profil.tiket.secret_key}"
        self.assertIn("/akun/login/", self.client.get(umum).url)
        self.masuk(self.ani)
        self.assertRedirects(self.client.get(umum), profil.get_absolute_url())
        self.masuk(self.eko)
        self.assertEqual(self.client.get(umum).status_code, 404)
        self.assertEqual(self.client.get(f"/meja/tickets/{profil.pk}/").status_code, 404)
        self.assertEqual(self.client.get("/meja/view/?ticket=bantuan-abc").status_code, 404)

    def test_halaman_orang_hanya_untuk_petugas_nasional(self):
        url = reverse("admin:akun_pengguna_change", args=[self.ani.pk])
        self.masuk(self.budi)
        self.assertEqual(self.client.get(url).status_code, 404)
        self.masuk(self.citra)
        self.assertContains(self.client.get(url), "Ani Marlina")


class Pemasangan(DuniaUji):
    def test_tujuh_belas_templat_indonesia_dan_satu_antrean(self):
        self.assertEqual(EmailTemplate.objects.filter(locale="id").count(), 17)
        semua = set(EmailTemplate.objects.values_list("template_name", flat=True))
        self.assertEqual(set(EmailTemplate.objects.filter(locale="id").values_list("template_name", flat=True)), semua)
        EmailTemplate.objects.create(template_name="uji", subject="x", heading="x", plain_text="x", html="x")
        self.assertEqual(Queue.objects.get().slug, "bantuan")

    def test_indeks_kembali_sesudah_hilang(self):
        self.assertEqual(indeks_kurang(apps, "default"), [])
        _, _, sebutan = INDEKS[1]
        with connection.cursor() as kursor:
            kursor.execute(f"DROP INDEX {sebutan}")
        self.assertEqual([satu[1].name for satu in indeks_kurang(apps, "default")], [sebutan])
        pasang(apps, "default")
        self.assertEqual(indeks_kurang(apps, "default"), [])

    def test_orang_borongan_mendapat_setelan(self):
        Pengguna.objects.bulk_create([Pengguna(username="borongan")])
        pasang(apps, "default")
        self.assertTrue(UserSettings.objects.filter(user__username="borongan").exists())


class SuratPustaka(DuniaUji):
    def test_setiap_templat_terkirim_ke_kotak_keluar_dalam_bahasa_indonesia(self):
        profil = tiket_ani(self, judul="Kop & logo <hilang>")
        SuratKeluar.objects.all().delete()
        konteks = safe_template_context(profil.tiket) | {"comment": "Isi {{ aneh }}", "resolution": "Unggah ulang."}
        for nama in EmailTemplate.objects.filter(locale="id").values_list("template_name", flat=True):
            send_templated_mail(nama, dict(konteks), f"{nama.replace('_', '-')}@contoh.example")
        self.assertEqual(SuratKeluar.objects.count(), 17)
        for baris in SuratKeluar.objects.all():
            surat = message_from_bytes(bytes(baris.isi), policy=policy.default)
            teks = surat.get_body(("plain",)).get_content()
            with self.subTest(kepada=baris.kepada):
                self.assertIn("Kop & logo <hilang>", teks)
                self.assertIn(f"/meja/tickets/{profil.pk}/", teks)
                self.assertNotIn(profil.tiket.secret_key, baris.isi.decode())
                self.assertIn("Pusat Bantuan OpenDesa", teks)
                self.assertNotRegex(teks, r"\b(ticket|Hello|Regards|has been)\b(?!s/)")
                self.assertNotIn("<hilang>", surat.get_body(("html",)).get_content())
