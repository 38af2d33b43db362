"""Tujuh manfaat: masing-masing dibuktikan sedikitnya satu kelompok ukuran, dan tertulis di sampingnya (K-126–K-139)."""

from __future__ import annotations

from django.test import SimpleTestCase

from replikasi.manfaat import KELOMPOK, MANFAAT
from replikasi.templatetags.replikasi import bukti_manfaat
from tests.contoh import DuniaContoh


class Manfaat(SimpleTestCase):
    def test_tiap_manfaat_punya_pembukti_dan_tiap_kelompok_punya_dasar(self):
        dibuktikan = {kode for satu in KELOMPOK.values() for kode in satu.manfaat}
        self.assertEqual(dibuktikan, set(MANFAAT))
        self.assertTrue(all(satu.dasar for satu in KELOMPOK.values()))


class HalamanLayanan(DuniaContoh):
    def test_manfaat_dan_dasarnya_tertulis_pada_keempat_kelompok(self):
        jawaban = self.client.get("/replikasi/13.07.04.2001/layanan/")
        for kelompok in KELOMPOK:
            with self.subTest(kelompok=kelompok):
                self.assertContains(jawaban, bukti_manfaat(kelompok), html=True)
