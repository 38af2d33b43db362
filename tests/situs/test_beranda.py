"""Beranda tamu: dalam lima detik tahu ini apa, tiga pintu, dan isi terbuka yang sungguh ada."""

from __future__ import annotations

from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.models import Ruang, Topik
from pusat_bantuan.models import ProfilTiket
from tests.pusat_bantuan.dunia import tiket_ani
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

    def test_yang_tuntas_dihitung_sampai_seribu(self):
        with mock.patch("situs.bacaan.beranda.BATAS_ANGKA", 2):
            self.assertNotContains(self.client.get("/"), "permintaan bantuan tuntas")
            for nomor in range(4):
                tiket_ani(self, uraian=f"Surat {nomor} kosong")
            ProfilTiket.objects.update(keadaan="ditutup")
            with CaptureQueriesContext(connection) as kueri:
                self.assertContains(self.client.get("/"), '<span class="bilangan__angka">2+</span>')
        self.assertTrue(any("LIMIT 3)" in satu["sql"] for satu in kueri))

    def test_kueri_tetap_berapa_pun_isinya(self):
        ruang = Ruang.objects.create(simpul=self.simpul, slug="umum", nama="Umum")
        self.client.get("/")
        jumlah = []
        for awal in (0, 10):
            for nomor in range(awal, awal + 10):
                Topik.objects.create(ruang=ruang, judul=f"Topik {nomor}", slug="t", penulis=self.ani)
            with CaptureQueriesContext(connection) as tangkap:
                self.client.get("/")
            jumlah.append(len(tangkap))
        self.assertEqual(jumlah[0], jumlah[1])
        self.assertLessEqual(jumlah[0], 16)
