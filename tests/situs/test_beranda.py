"""Beranda tamu: dalam lima detik tahu ini apa, tiga pintu, dan isi terbuka yang sungguh ada."""

from __future__ import annotations

from django.test import Client

from forum.models import Ruang, Topik
from tests.situs.test_bingkai import baca
from tests.tokoh import DuniaUji


class BerandaTamu(DuniaUji):
    def test_tiga_pintu_dan_satu_kalimat_pembuka(self):
        jawaban = self.client.get("/")
        self.assertContains(jawaban, "dibantu sampai selesai")
        tautan = [atribut.get("href") for nama, atribut in baca(jawaban.content) if nama == "a"]
        for pintu in ("/belajar/", "/bantuan/", "/replikasi/"):
            self.assertIn(pintu, tautan)
        self.assertContains(jawaban, "Lihat kemajuan desa")
        self.assertContains(jawaban, "Minta bantuan")

    def test_topik_terbuka_tampil_topik_tertutup_tidak(self):
        ruang = Ruang.objects.create(simpul=self.simpul, slug="umum", nama="Umum")
        Topik.objects.create(ruang=ruang, judul="Cetak surat di kertas F4", slug="cetak", penulis=self.ani)
        rahasia = type(self.simpul).objects.create(slug="dalam", nama="Dalam", jenis="kelompok", keterlihatan="rahasia")
        dalam = Ruang.objects.create(simpul=rahasia, slug="umum", nama="Umum")
        Topik.objects.create(ruang=dalam, judul="Rapat pengurus tertutup", slug="rapat", penulis=self.budi)
        jawaban = self.client.get("/")
        self.assertContains(jawaban, "Cetak surat di kertas F4")
        self.assertNotContains(jawaban, "Rapat pengurus tertutup")

    def test_jalur_akar_tidak_dialihkan_dan_menolak_kiriman(self):
        self.assertEqual(self.client.get("/").status_code, 200)
        self.assertEqual(Client().post("/").status_code, 405)
