"""Tingkat tiga memperbaiki judul dan bidang di simpulnya: tercatat, dikabarkan, dapat diurungkan (forum.md 9)."""

from __future__ import annotations

from django.urls import reverse

from forum import layanan
from forum.models import JejakTopik, Simpul
from modul_pelatihan.models import Bidang
from tests.tokoh import DuniaUji

from .alat import buat_balasan, buat_ruang, buat_simpul, buat_topik, kerjakan_tugas


class MerapikanTopik(DuniaUji):
    def setUp(self) -> None:
        self.umum = buat_simpul("umum-rapi", "publik", self.eko, self.ani, pengurus=self.dewi)
        self.topik = buat_topik(buat_ruang(self.umum), self.ani, "Tolong dibantu secepatnya")
        self.alamat = reverse("forum:rapikan", args=[self.topik.pk])
        self.bidang = list(Bidang.objects.filter(induk__isnull=True)[:2])

    def kirim(self, siapa, judul: str = "Cetak surat berhenti di tengah", **isi):
        self.client.force_login(siapa)
        return self.client.post(
            self.alamat, {"judul": judul, "bidang": [self.bidang[0].pk], "alasan": "lebih jelas"} | isi
        )

    def urungkan(self, jejak: JejakTopik):
        return self.client.post(reverse("forum:rapikan-urungkan", args=[self.topik.pk, jejak.pk]), follow=True)

    def test_anggota_yang_disetujui_merapikan_dan_penulisnya_dikabari(self):
        lama = self.topik.get_absolute_url()
        self.client.force_login(self.eko)
        self.assertContains(self.client.get(lama), self.alamat)
        self.assertEqual(self.kirim(self.eko).status_code, 302)
        self.topik.refresh_from_db()
        self.assertEqual(self.topik.judul, "Cetak surat berhenti di tengah")
        self.assertEqual(list(self.topik.bidang.all()), self.bidang[:1])
        self.assertRedirects(self.client.get(lama), self.topik.get_absolute_url(), status_code=301)
        self.assertContains(self.client.get("/forum/cari/?q=berhenti"), "Cetak surat berhenti di tengah")
        self.assertNotContains(self.client.get("/forum/cari/?q=secepatnya"), self.topik.get_absolute_url())
        kerjakan_tugas()
        kabar = self.ani.kabar.get(jenis="forum_rapian")
        self.assertIn("merapikan judul topik Anda", kabar.judul)
        self.assertEqual(kabar.isi, "Judul semula: Tolong dibantu secepatnya")
        self.kirim(self.eko)  # isi yang sama tidak menambah catatan
        self.assertEqual(JejakTopik.objects.filter(topik=self.topik).count(), 2)

    def test_diurungkan_sekali_dan_tidak_menimpa_perubahan_sesudahnya(self):
        self.kirim(self.eko)
        judul, bidang = (JejakTopik.objects.get(kata_kerja=k) for k in ("ganti_judul", "ganti_bidang"))
        self.assertContains(self.client.get(self.alamat), self.bidang[0].nama)
        self.urungkan(judul)
        self.urungkan(bidang)
        self.topik.refresh_from_db()
        self.assertEqual((self.topik.judul, self.topik.bidang.count()), ("Tolong dibantu secepatnya", 0))
        self.assertContains(self.urungkan(judul), "sudah ada perubahan lain")
        self.kirim(self.dewi, "Judul dari pengurus simpul")
        self.assertContains(self.urungkan(judul), "sudah ada perubahan lain")
        self.topik.refresh_from_db()
        self.assertEqual(self.topik.judul, "Judul dari pengurus simpul")

    def test_hanya_tingkat_tiga_di_simpul_itu(self):
        """Anggota simpul terbuka, orang luar, yang bisu, dan topik terkunci: tidak. Pegiat wilayahnya: ya."""
        self.assertEqual(self.kirim(self.fajar).status_code, 404)
        self.client.force_login(self.fajar)
        self.assertNotContains(self.client.get(self.topik.get_absolute_url()), self.alamat)
        Simpul.objects.filter(pk=self.umum.pk).update(cara_gabung="terbuka")
        self.assertEqual(self.kirim(self.eko).status_code, 404)
        Simpul.objects.filter(pk=self.umum.pk).update(cara_gabung="disetujui")
        layanan.beri_sanksi(
            pengguna=self.eko, simpul=self.umum, jenis="bisukan", hari=2, alasan="uji", pelaku=self.dewi
        )
        self.assertEqual(self.kirim(self.eko).status_code, 200)
        layanan.kunci(topik=self.topik, pelaku=self.dewi)
        self.assertEqual(self.kirim(self.ani).status_code, 404)
        milik_pegiat = buat_topik(buat_ruang(self.simpul, "rapi"), self.eko, "Topik di simpul pegiat")
        self.assertTrue(milik_pegiat.boleh_dirapikan(oleh=self.budi))
        self.assertFalse(milik_pegiat.boleh_dirapikan(oleh=self.eko))

    def test_tingkat_tiga_mengusulkan_jawaban_dan_penanya_yang_menerima(self):
        balasan = buat_balasan(self.topik, self.fajar, "Bersihkan singgahan peramban.")
        alamat = reverse("forum:usul-jawaban", args=[balasan.pk])
        tombol = f'action="{alamat}"'
        for siapa, tampak in ((self.eko, True), (self.fajar, False), (self.ani, False), (self.dewi, False)):
            self.client.force_login(siapa)
            self.assertEqual(tombol in self.client.get(self.topik.get_absolute_url()).content.decode(), tampak)
            if not tampak:
                self.assertEqual(self.client.post(alamat).status_code, 404)
        self.client.force_login(self.eko)
        for _ in range(2):
            self.assertContains(self.client.post(alamat, follow=True), "Diusulkan sebagai jawaban")
        kerjakan_tugas()
        kabar = self.ani.kabar.get(jenis="forum_jawaban")
        self.assertEqual(kabar.url, balasan.get_absolute_url())
        milik = buat_balasan(self.topik, self.eko, "Menurut saya begini.")
        self.client.post(reverse("forum:usul-jawaban", args=[milik.pk]))  # balasan sendiri tidak dapat diusulkan
        self.assertEqual(JejakTopik.objects.filter(kata_kerja="usul_jawaban").count(), 1)
        layanan.terima_jawaban(topik=self.topik, nomor=2, pelaku=self.ani)
        self.assertNotContains(self.client.get(self.topik.get_absolute_url()), "Diusulkan sebagai jawaban")
        self.assertEqual(self.client.post(alamat).status_code, 404)

    def test_isian_yang_tidak_terpikirkan(self):
        for isi in (
            {"judul": "\x00\x00"},
            {"judul": "x" * 400},
            {"bidang": ["99999999999999999999"]},
            {"bidang": ["x"]},
        ):
            with self.subTest(isi):
                self.assertEqual(self.kirim(self.eko, **isi).status_code, 200)
        self.assertFalse(JejakTopik.objects.exists())
