"""Pengelola masuk ke simpul tertutup: beralasan, dua jam, diketahui koordinator, tercatat bagi anggotanya."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.urls import reverse
from django.utils import timezone

from akun.models import Kabar, Peran
from forum import layanan
from forum.models import Kunjungan, Simpul, Topik
from tests.tokoh import DuniaUji

from .alat import buat_ruang, buat_simpul, buat_topik, kerjakan_tugas

ALASAN = "Diminta Dinas PMD memeriksa laporan NIK yang tersebar"


class KunjunganPengelola(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.kelompok = buat_simpul("kelompok-rahasia", "rahasia", cls.ani, pengurus=cls.budi)
        cls.topik = buat_topik(buat_ruang(cls.kelompok), cls.ani, "Rancangan naskah kesepakatan")

    def alamat(self) -> str:
        return reverse("forum:kunjungi", args=[self.kelompok.slug])

    def masuk_dengan_alasan(self, alasan: str = ALASAN):
        self.masuk(self.hadi)
        return self.client.post(self.alamat(), {"alasan": alasan}, follow=True)

    def terbuka(self) -> bool:
        judul = self.client.get(self.topik.get_absolute_url()).status_code == 200
        temuan = self.topik.judul in self.client.get(reverse("forum:cari"), {"q": "naskah"}).text
        terbaru = self.topik.judul in self.client.get(reverse("forum:terbaru")).text
        self.assertEqual({judul, temuan, terbaru}, {judul}, "halaman, cari, dan daftar harus sama")
        return judul

    def test_tertutup_lalu_dua_jam_terbuka_lalu_tertutup_lagi(self):
        with time_machine.travel(timezone.now(), tick=False) as jam:
            self.masuk(self.hadi)
            self.assertFalse(self.terbuka())
            self.assertContains(self.client.get(reverse("forum:kunjungan-semua")), self.kelompok.nama)
            self.assertContains(self.masuk_dengan_alasan(), "terbuka bagi Anda selama dua jam")
            self.assertTrue(self.terbuka())
            self.assertContains(self.client.get(self.topik.get_absolute_url()), "Akhiri kunjungan")
            jam.shift(timedelta(hours=2))
            self.assertFalse(self.terbuka())

    def test_koordinator_dikabari_dan_anggota_membaca_catatannya(self):
        self.masuk_dengan_alasan()
        kerjakan_tugas()
        kabar = Kabar.objects.get(jenis="forum_kunjungan")
        self.assertEqual(kabar.penerima, self.budi)
        self.assertIn(ALASAN, kabar.isi)
        for orang in (self.ani, self.budi):
            self.masuk(orang)
            halaman = self.client.get(self.kelompok.get_absolute_url())
            self.assertContains(halaman, ALASAN)
            self.assertContains(halaman, self.hadi.nama)

    def test_alasan_wajib_dan_nik_di_dalamnya_tersamar(self):
        for kosong in ("", "   ", "cek", "\u200b\u2060" * 20, "." * 40):
            self.masuk_dengan_alasan(kosong)
            self.assertFalse(Kunjungan.objects.exists())
        self.masuk_dengan_alasan("Memeriksa NIK 1307014304900001 yang tersebar")
        self.assertNotIn("1307014304900001", Kunjungan.objects.get().alasan)

    def test_dua_kali_menekan_tetap_satu_dan_dapat_diakhiri(self):
        self.masuk_dengan_alasan()
        self.masuk_dengan_alasan("Menekan tombolnya sekali lagi")
        self.assertEqual(Kunjungan.objects.count(), 1)
        akhiri = reverse("forum:kunjungan-akhiri", args=[self.kelompok.slug])
        self.assertRedirects(self.client.post(akhiri), reverse("forum:kunjungan-semua"))
        self.assertFalse(self.terbuka())
        self.assertEqual(self.client.post(akhiri).status_code, 404)

    def test_hanya_pengelola_dan_hanya_simpul_tertutup(self):
        for orang in (self.citra, self.fajar, self.ani, self.eko):
            self.masuk(orang)
            for cara in (self.client.get, self.client.post):
                self.assertEqual(cara(self.alamat(), {"alasan": ALASAN}).status_code, 404)
            self.assertEqual(self.client.get(reverse("forum:kunjungan-semua")).status_code, 404)
        self.masuk(self.hadi)
        Simpul.objects.filter(pk=self.kelompok.pk).update(keterlihatan="publik")
        self.assertEqual(self.client.get(self.alamat()).status_code, 404)
        self.assertFalse(Kunjungan.objects.exists())

    def test_yang_tidak_lagi_pengelola_langsung_keluar(self):
        self.masuk_dengan_alasan()
        self.assertTrue(self.terbuka())
        kemarin = timezone.localdate() - timedelta(days=1)
        self.hadi.penugasan.filter(peran=Peran.PENGELOLA).update(mulai=kemarin, selesai=kemarin)
        self.assertFalse(self.terbuka())

    def test_selama_berkunjung_ia_dapat_menyembunyikan(self):
        self.masuk_dengan_alasan()
        kiriman = self.topik.kiriman.get(nomor=1)
        layanan.sembunyikan(kiriman=kiriman, pelaku=self.hadi, alasan="Memuat NIK orang lain")
        self.assertFalse(Topik.objects.get(pk=self.topik.pk).tampil)
