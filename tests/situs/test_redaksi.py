"""Ruang redaksi: nama dan warna kita, berbahasa Indonesia, hanya untuk yang berhak."""

from __future__ import annotations

from wagtail.models import Page

from tests.tokoh import DuniaUji


class Redaksi(DuniaUji):
    def test_bernama_dan_berwarna_kita(self):
        self.masuk(self.hadi)
        jawaban = self.client.get("/cms/")
        self.assertContains(jawaban, "Ruang redaksi Pusat Bantuan")
        self.assertContains(jawaban, "situs/css/redaksi.css")
        self.assertContains(jawaban, "Kembali ke situs")
        self.assertContains(jawaban, 'lang="id"')
        self.assertNotContains(jawaban, "gravatar")

    def test_tertutup_bagi_tamu_dan_operator(self):
        self.assertEqual(self.client.get("/cms/").status_code, 302)
        self.masuk(self.ani)
        self.assertNotEqual(self.client.get("/cms/").status_code, 200)

    def test_menu_redaksi_hanya_ditawarkan_kepada_yang_berhak(self):
        for orang, ada in ((self.ani, False), (self.budi, False), (self.dewi, True), (self.hadi, True)):
            with self.subTest(orang=orang.username):
                self.masuk(orang)
                self.assertEqual(b'href="/cms/"' in self.client.get("/tampilan/").content, ada)

    def test_pohon_halaman_bernama_indonesia(self):
        self.masuk(self.hadi)
        akar = Page.objects.get(depth=1)
        self.assertEqual((akar.title, akar.get_children().first().title), ("Semua halaman", "Beranda"))
        jawaban = self.client.get("/cms/pages/")
        self.assertContains(jawaban, "akar pohon halaman")
        self.assertNotContains(jawaban, "Welcome to your")
