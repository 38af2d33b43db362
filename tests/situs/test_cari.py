"""Pencarian seluruh rumah: hanya yang boleh dilihat penanya, hasil dan kueri terbatas, masukan apa pun tidak menggagalkan."""

from __future__ import annotations

from django.core.cache import cache
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as UjiHypothesis

from situs.bacaan.cari import cari_semua, kata_kunci
from tests.pusat_bantuan.dunia import tiket_ani
from tests.tokoh import DuniaUji


class Cari(DuniaUji):
    def setUp(self):
        cache.clear()

    def test_halaman_kosong_mengajak_dan_satu_huruf_diberi_tahu(self):
        self.assertContains(self.client.get("/cari/"), "Apa yang ingin Anda ketahui?")
        self.assertContains(self.client.get("/cari/?q=a"), "Satu huruf terlalu pendek")
        self.assertContains(self.client.get("/cari/?q=zzzqqq"), "Belum ada yang cocok")

    def test_tiket_hanya_muncul_bagi_yang_boleh_membacanya(self):
        tiket = tiket_ani(self)
        kode = {"q": tiket.kode}
        for orang, tampak in ((None, False), (self.ani, True), (self.budi, True), (self.citra, True), (self.eko, False),
                              (self.fajar, False), (self.gita, False), (self.hadi, False)):  # fmt: skip
            self.client.logout()
            if orang:
                self.masuk(orang)
            with self.subTest(orang=orang):
                ada = tiket.get_absolute_url().encode() in self.client.get("/cari/", kode).content
                self.assertEqual(ada, tampak)

    def test_tulisan_penanya_tidak_menjadi_html(self):
        jawaban = self.client.get("/cari/", {"q": '"><script>alert(1)</script>'})
        self.assertNotContains(jawaban, "<script>")

    @override_settings(BATAS_LAJU={"cari": "2/m/ip"})
    def test_terlalu_sering_dijawab_429_dengan_petunjuk(self):
        for _ in range(2):
            self.assertEqual(self.client.get("/cari/?q=surat").status_code, 200)
        jawaban = self.client.get("/cari/?q=surat")
        self.assertContains(jawaban, "Terlalu sering", status_code=429)
        self.assertEqual(jawaban["Retry-After"], "60")
        self.assertEqual(self.client.get("/cari/").status_code, 200)

    def test_kueri_terbatas(self):
        tiket_ani(self)
        self.masuk(self.budi)
        self.client.get("/cari/?q=surat")
        with self.assertNumQueries(13):
            self.client.get("/cari/?q=surat")
        for _ in range(4):
            tiket_ani(self)
        with self.assertNumQueries(13):
            self.client.get("/cari/?q=surat")

    def test_kata_kunci_paling_banyak_enam_tanpa_ulangan(self):
        self.assertEqual(kata_kunci("Surat surat A KTP b c dd ee ff gg hh"), ["surat", "ktp", "dd", "ee", "ff", "gg"])


class Masukan(UjiHypothesis):
    @settings(max_examples=40, deadline=None)
    @given(st.text(max_size=150))
    def test_teks_apa_pun_tidak_menggagalkan(self, teks):
        from django.contrib.auth.models import AnonymousUser

        for kelompok in cari_semua(teks, AnonymousUser()):
            self.assertLessEqual(len(kelompok.hasil), 5)
