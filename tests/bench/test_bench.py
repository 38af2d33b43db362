"""Alat ukurnya sendiri: data buatan utuh, tiap halaman berkembaran, dan jumlah kuerinya tidak tumbuh bersama tiket."""

from __future__ import annotations

from django.core.management import call_command
from django.test import TestCase, tag

from bench import bantuan, isi
from bench.isi_pustaka import isi_pustaka
from bench.isi_tiket import isi_tiket
from bench.ukur import ukur
from pusat_bantuan.cari.susun import susun_bila_perlu
from pusat_bantuan.layanan.rekap import susun_semua
from pusat_bantuan.layanan.tenggat import hitung_ulang
from pusat_bantuan.models import PeristiwaTiket, ProfilTiket
from wilayah.models import Wilayah


@tag("dunia")
class DataBuatan(TestCase):
    databases = "__all__"

    @classmethod
    def setUpTestData(cls):
        call_command("muat_wilayah", verbosity=0)
        cls.orang = isi.isi_orang(40)
        isi_tiket(300)
        isi_pustaka()
        cls.susun()

    @classmethod
    def susun(cls):
        hitung_ulang(semua=True)
        call_command("susun_cari", verbosity=0)
        susun_semua()

    def test_datanya_utuh(self):
        self.assertEqual(ProfilTiket.objects.count(), 300)
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="dibuat").count(), 300)
        self.assertFalse(ProfilTiket.objects.filter(keadaan="ditutup", ditutup_pada=None).exists())
        self.assertFalse(ProfilTiket.objects.filter(keadaan="menunggu_pemohon", langkah_pada=None).exists())
        self.assertTrue(susun_bila_perlu())

    def test_wilayah_digenapi(self):
        sebelum = Wilayah.objects.desa().count()
        self.assertEqual(isi.isi_wilayah(sebelum + 700), sebelum + 700)

    def test_tiap_halaman_berkembaran_dan_kuerinya_tidak_tumbuh_bersama_tiket(self):
        sedikit = {}
        for satu in bantuan.pasangan(self.orang):
            nama = f"{satu.jenis}: {satu.nama}"
            with self.subTest(nama):
                kita = ukur(satu.kita, kali=1)
                self.assertEqual(bantuan.pelanggaran(satu.jenis, kita, None, tanpa_waktu=True), [])
                self.assertGreater(ukur(satu.pustaka, kali=1).kueri, 0)
                sedikit[nama] = kita.kueri
        self.assertEqual({nama.split(":")[0] for nama in sedikit}, bantuan.BERJANJI | {"tiket"})
        isi_tiket(300)
        isi_pustaka()
        self.susun()
        for satu in bantuan.pasangan(self.orang):
            nama = f"{satu.jenis}: {satu.nama}"
            with self.subTest(f"{nama}, dua kali lebih banyak"):
                # Satu kueri hitungan muncul begitu satu tumpukan lebih dari selembar; sesudah itu tidak bertambah lagi.
                self.assertLessEqual(ukur(satu.kita, kali=1).kueri, sedikit[nama] + 1)
