"""Alat ukur forum: datanya utuh, kueri tiap halaman terbatas, dan tiap halaman berkembaran di django-machina."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase as UjiBiasa
from unittest import skipUnless

from django.test import TestCase

from bench import forum
from bench.isi_forum import isi_forum
from bench.mesin import AKAR, PUSTAKA_FORUM, SYARAT_FORUM
from bench.percakapan import HALAMAN, JARANG, RUANG_PER_SIMPUL, SIMPUL, Skala
from bench.ukur import sekali
from forum.layanan.angka import hitung_ulang_topik
from forum.models import Kiriman, Ruang, Topik

SKALA = Skala(topik=240, kiriman=3_200)


class UkurForum(TestCase):
    @classmethod
    def setUpTestData(cls):
        isi_forum(SKALA)

    def test_datanya_utuh_dan_kueri_tiap_halaman_terbatas(self):
        self.assertEqual(Ruang.objects.count(), SIMPUL * RUANG_PER_SIMPUL)
        self.assertEqual(Kiriman.objects.count(), SKALA.kiriman)
        for satu in Topik.objects.filter(pk__in=[1, 2, SKALA.topik]):
            benar = hitung_ulang_topik(satu)
            self.assertEqual({nama: getattr(satu, nama) for nama in benar}, benar)
        # Tiap daftar di sini sudah penuh selembar: satu kueri per baris saja melewati batasnya.
        halaman = forum.Forum()
        for nama in halaman.alamat:
            with self.subTest(nama):
                kueri, _, _ = sekali(partial(halaman.buka, nama), halaman.lupa)
                self.assertEqual(forum.pelanggaran(nama, kueri, None), [])
        self.assertContains(halaman.buka("cari: kata langka")[0], f"<mark>{JARANG}</mark>")


@skipUnless((AKAR / PUSTAKA_FORUM).exists(), f"django-machina tidak terpasang: {SYARAT_FORUM}")
class Kembaran(UjiBiasa):
    def test_proses_pustaka_membuka_tiap_kembaran(self):
        with TemporaryDirectory() as folder:
            machina = forum.Machina(SKALA, Path(folder), "")
            try:
                machina.tunggu()
                for nama in HALAMAN:
                    with self.subTest(nama):
                        self.assertGreater(machina.buka(nama)["kueri"], 0)
            finally:
                machina.tutup()
