"""Yang ditaruh pusat bantuan di halaman kamar lain, dan yang ditaruh kamar lain di halaman tiket."""

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from laces.components import Component
from wagtail import hooks

from akun.models import Pengguna
from forum.models import Ruang, Topik, TopikBidang
from modul_pelatihan.models import Bidang
from pusat_bantuan.layanan import ambil, rak_artikel
from pusat_bantuan.models import ArtikelBantuanPage, TautanTopik
from pusat_bantuan.wagtail_hooks import antrean_simpul, tiket_topik
from tests.tokoh import DuniaUji

from .dunia import tiket_ani


class Kartu(Component):
    template_name = "pusat_bantuan/panel/topik.html"

    def render_html(self, parent_context=None):
        return "<p>Desa ini 44% siap</p>"


class Slot(DuniaUji):
    def setUp(self):
        self.ruang = Ruang.objects.create(simpul=self.simpul, slug="tanya", nama="Tanya")
        self.topik = Topik.objects.create(ruang=self.ruang, judul="Surat kosong", slug="surat-kosong", penulis=self.ani)
        self.bidang = Bidang.objects.get(slug="surat-tte")
        TopikBidang.objects.create(topik=self.topik, bidang=self.bidang)

    def minta(self, nama: str):
        permintaan = RequestFactory().get("/")
        permintaan.user = Pengguna.objects.get(username=nama)
        return permintaan

    def test_tiket_pada_topik_hanya_bagi_yang_boleh_membacanya(self):
        profil = tiket_ani(self, judul="Surat keterangan kosong")
        TautanTopik.objects.create(profil=profil, topik=self.topik)
        for nama, terlihat in (("ani", True), ("budi", True), ("citra", True), ("eko", False), ("fajar", False)):
            panel = tiket_topik(self.topik, self.minta(nama))
            tulisan = panel.render_html({"request": self.minta(nama)}) if panel else ""
            self.assertEqual("Surat keterangan kosong" in tulisan, terlihat, nama)

    def test_artikel_sebidang_tampil_pada_topik(self):
        artikel = ArtikelBantuanPage(title="Kop surat hilang", slug="kop", bidang=self.bidang, ringkas="x")
        rak_artikel().add_child(instance=artikel)
        panel = tiket_topik(self.topik, self.minta("eko"))
        self.assertIn("Kop surat hilang", panel.render_html({"request": self.minta("eko")}))

    def test_halaman_topik_dengan_panel_terisi_tetap_dalam_anggaran(self):
        artikel = ArtikelBantuanPage(title="Kop surat hilang", slug="kop", bidang=self.bidang, ringkas="x")
        rak_artikel().add_child(instance=artikel)
        TautanTopik.objects.create(profil=tiket_ani(self, judul="Surat keterangan kosong"), topik=self.topik)
        for orang in (self.ani, self.budi):
            self.masuk(orang)
            alamat = self.topik.get_absolute_url()
            self.client.get(alamat)
            with CaptureQueriesContext(connection) as tangkap:
                jawaban = self.client.get(alamat)
            self.assertContains(jawaban, 'href="/artikel/kop/"')
            self.assertContains(jawaban, "Surat keterangan kosong")
            self.assertLessEqual(len(tangkap), 14)

    def test_antrean_di_halaman_simpul_hanya_bagi_penangan(self):
        profil = tiket_ani(self)
        panel = antrean_simpul(self.simpul, self.minta("budi"))
        self.assertIn(escape(profil.judul), panel.render_html({}))
        for nama in ("ani", "eko", "fajar", "gita"):
            self.assertIsNone(antrean_simpul(self.simpul, self.minta(nama)), nama)

    def test_pekan_tim_memperlihatkan_beban_tiap_penangan(self):
        self.client.force_login(self.citra)
        alamat = reverse("forum:ketersediaan-tim")
        self.assertContains(self.client.get(alamat), "0 dari 10 tiket")
        ambil(profil=tiket_ani(self), oleh=self.budi)
        self.assertContains(self.client.get(alamat), "1 dari 10 tiket")

    def test_kamar_di_atas_menaruh_panel_di_halaman_tiket(self):
        """Bagi desanya di halaman itu sendiri; bagi penangan di perkakas yang dimuat menyusul."""
        profil = tiket_ani(self)
        perkakas = reverse("pusat_bantuan:tiket-sekitar", args=[profil.kode])
        with hooks.register_temporarily("panel_tiket", lambda profil, request: Kartu()):
            for orang, url in ((self.ani, profil.get_absolute_url()), (self.budi, perkakas)):
                self.masuk(orang)
                self.assertContains(self.client.get(url), "Desa ini 44% siap")
