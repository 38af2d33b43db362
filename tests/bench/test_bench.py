"""Alat ukurnya sendiri: data buatan utuh dan berulang, dan tiap halaman yang diukur memang terbuka dalam batasnya."""

from __future__ import annotations

from django.core.management import call_command
from django.test import TestCase, tag

from bench import bantuan, isi
from bench.ukur import ukur
from pusat_bantuan.models import PeristiwaTiket, ProfilTiket
from wilayah.models import Wilayah


@tag("dunia")
class DataBuatan(TestCase):
    databases = "__all__"

    @classmethod
    def setUpTestData(cls):
        call_command("muat_wilayah", verbosity=0)
        cls.orang = isi.isi_orang(40)
        isi.isi_tiket(300, [cls.orang["kabupaten"], cls.orang["nasional"], cls.orang["pegiat"]])

    def test_datanya_utuh(self):
        self.assertEqual(ProfilTiket.objects.count(), 300)
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="dibuat").count(), 300)
        self.assertFalse(ProfilTiket.objects.filter(keadaan="ditutup", ditutup_pada=None).exists())

    def test_wilayah_digenapi(self):
        sebelum = Wilayah.objects.desa().count()
        self.assertEqual(isi.isi_wilayah(sebelum + 700), sebelum + 700)

    def test_tiap_halaman_dalam_batas_kueri_dan_berat(self):
        for satu in bantuan.pasangan(self.orang):
            with self.subTest(satu.nama):
                ukuran = ukur(satu.kita, kali=1)
                self.assertGreater(ukuran.kueri, 0)
                self.assertLessEqual(ukuran.kueri, bantuan.KUERI_PALING_BANYAK)
                self.assertLessEqual(ukuran.kb, bantuan.KB_PALING_BERAT)
