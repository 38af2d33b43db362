import gzip
import re
from html import unescape
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from laces.components import Component
from wagtail import hooks
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from modul_pelatihan.models import Bidang, PelajaranPage, RilisOpenSID
from tests.forum.alat import buat_ruang, buat_simpul
from tests.pusat_bantuan.dunia import tiket_dari
from tests.tokoh import DuniaUji
from wilayah.models import FaktaDesa

from .kelas import buat_modul, buat_pelajaran, indeks_belajar

LANGKAH = {"tindakan": "<p>Buka kantor {sebutan}.</p>", "hasil": "Terbuka."}


class PanelUji(Component):
    order = 10

    def render_html(self, parent_context=None):
        return "<p>Panel dari kamar atas</p>"


class Membaca(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.modul = buat_modul("M01", pemilik=cls.dewi, versi_terverifikasi="24.10", tujuan="Dapat membuka kantor.")
        cls.satu = buat_pelajaran(
            cls.modul, "Membuka kantor", menit=30, modul_opensid=["identitas-desa"], praktik="Coba di {sebutan} Anda.",
            isi=[
                ("teks", "<h2>Awal</h2><p>Kantor {sebutan} dipimpin {kepala_desa}.</p>"),
                ("langkah", LANGKAH),
                ("langkah", LANGKAH | {"versi_min": "24.10"}),
                ("peringatan", {"tingkat": "bahaya", "teks": "<p>Hati-hati.</p>"}),
                ("langkah", LANGKAH),
                ("catatan_pelatih", {"teks": "<p>Kunci jawaban rahasia pelatih.</p>"}),
            ],
        )  # fmt: skip
        cls.dua = buat_pelajaran(cls.modul, "Menutup kantor", menit=20)
        cls.lain = buat_pelajaran(buat_modul("M02"), "Pelajaran modul lain")

    def baca(self, halaman=None) -> str:
        return self.client.get((halaman or self.satu).url).content.decode()

    def test_pembaca_tanpa_akun_membaca_tanpa_kuki_dan_tanpa_skrip(self):
        jawaban = self.client.get(self.satu.url)
        self.assertEqual(jawaban.status_code, 200)
        self.assertFalse(jawaban.cookies)
        self.assertNotContains(jawaban, "<script")
        self.assertContains(jawaban, "Kantor desa dipimpin Kepala Desa.")
        self.assertContains(jawaban, "supaya kemajuan belajar Anda tersimpan")

    def test_ani_membaca_nagari_dan_eko_membaca_desa(self):
        self.masuk(self.ani)
        self.assertIn("Kantor nagari dipimpin Wali Nagari.", self.baca())
        self.assertIn("Coba di nagari Anda.", self.baca())
        self.masuk(self.budi)
        self.assertIn("Kantor nagari", self.baca())
        self.masuk(self.eko)
        self.assertIn("Kantor desa dipimpin Kepala Desa.", self.baca())

    def test_catatan_pelatih_hanya_sampai_ke_pelatih(self):
        for orang in (None, self.ani, self.budi, self.citra, self.fajar):
            self.client.logout()
            if orang:
                self.masuk(orang)
            self.assertNotIn("rahasia pelatih", self.baca(), orang)
        self.masuk(self.dewi)
        self.assertIn("rahasia pelatih", self.baca())
        self.assertNotIn("rahasia pelatih", " ".join(self.satu.isi.stream_block.get_searchable_content(self.satu.isi)))

    def test_catatan_pelatih_gagal_tertutup_bila_dirender_langsung(self):
        balok = next(anak for anak in self.satu.isi if anak.block_type == "catatan_pelatih")
        self.assertEqual(balok.render(), "")
        self.assertNotIn("rahasia", self.satu.isi.render_as_block())

    def test_tiap_balok_punya_jangkar_tetap_dan_langkah_bernomor_terus(self):
        isi = self.baca()
        for balok in self.satu.isi:
            if balok.block_type != "catatan_pelatih":
                self.assertIn(f'id="{balok.id}"', isi)
        self.assertEqual(
            [nomor in isi for nomor in ('value="1"', 'value="2"', 'value="3"', 'value="4"')], [True] * 3 + [False]
        )
        self.assertIn('<ol class="tindakan" start="3">', isi)
        self.assertIn("Mulai rilis 24.10", isi)

    def test_sebelum_dan_sesudah_tetap_di_dalam_modul(self):
        self.assertIn(f'rel="next" href="{self.dua.url}"', self.baca())
        akhir = self.baca(self.dua)
        self.assertIn(f'rel="prev" href="{self.satu.url}"', akhir)
        self.assertIn("Kembali ke Modul M01", akhir)
        self.assertNotIn("Pelajaran modul lain", akhir)

    def test_rilis_disebut_tenang_dengan_penanggung_jawab(self):
        isi = self.baca()
        self.assertIn("belum untuk rilis 26.04", isi)
        self.assertIn("Naskah ini dirawat Dewi Anggraini", isi)
        self.assertNotIn("belum untuk rilis", self.baca(self.dua), "tanpa modul OpenSID tidak terikat rilis")
        RilisOpenSID.objects.filter(tahun=26).delete()
        self.assertIn("Sesuai 24.10 Umum", self.baca())

    def test_desa_dengan_versi_yang_sama_ditenangkan(self):
        FaktaDesa.objects.create(wilayah=self.wilayah["13.07.01.2004"], versi="2410.1.0")
        self.masuk(self.ani)
        self.assertIn("sama dengan versi di tempat Anda", self.baca())
        self.assertNotIn("belum untuk rilis", self.baca())

    def test_halaman_ringan(self):
        self.masuk(self.ani)
        for url in (indeks_belajar().url, self.modul.url, self.satu.url, "/pelatihan/saya/"):
            jawaban = self.client.get(url)
            self.assertEqual(jawaban.status_code, 200)
            self.assertLess(len(gzip.compress(jawaban.content, 9)), 25 * 1024, url)
            self.assertNotIn(b"style=", jawaban.content)
            self.assertNotIn(b"onclick", jawaban.content)

    def test_tampilan_pertama_paling_besar_delapan_puluh_kilobita_tanpa_skrip(self):
        gambar = get_image_model().objects.create(title="x", file=get_test_image_file(size=(1280, 720)))
        isi = [("gambar", {"gambar": gambar, "alt": "Layar", "hiasan": False, "teks": ""}), ("langkah", LANGKAH)]
        jawaban = self.client.get(buat_pelajaran(self.modul, "Berat", isi=isi).url)
        teks = jawaban.content.decode()
        self.assertNotIn("<script", teks)
        berkas = [jawaban.content]
        for alamat in set(re.findall(r'(?:href|src)="/statis/([^"#?]+\.(?:css|svg|woff2))', teks)):
            berkas.append(Path(finders.find(alamat)).read_bytes())
        for alamat in re.findall(r'<img[^>]+src="(/media/[^"]+)"', teks):
            berkas.append(self.client.get(alamat).getvalue())
        self.assertGreater(len(berkas), 3)
        self.assertLess(sum(len(gzip.compress(satu, 9)) for satu in berkas), 80 * 1024)

    def test_gambar_disajikan_avif_webp_jpeg_dua_lebar_dan_malas(self):
        gambar = get_image_model().objects.create(title="x", file=get_test_image_file(size=(1280, 720)))
        halaman = buat_pelajaran(
            self.modul, "Bergambar",
            isi=[
                ("gambar", {"gambar": gambar, "alt": "Lembar masuk", "hiasan": False, "teks": "Lembar masuk"}),
                ("gambar", {"gambar": gambar, "alt": "tak dipakai", "hiasan": True, "teks": ""}),
            ],
        )  # fmt: skip
        isi = self.baca(halaman)
        for potong in (
            'type="image/avif"',
            'type="image/webp"',
            "720w",
            'loading="lazy"',
            'alt="Lembar masuk"',
            'alt=""',
        ):
            self.assertIn(potong, isi)
        self.assertNotIn("tak dipakai", isi)
        berkas = isi.split('src="')[1].split('"')[0]
        jawaban = self.client.get(berkas)
        self.assertEqual((jawaban.status_code, jawaban["Content-Type"]), (200, "image/jpeg"))
        self.assertIn("immutable", jawaban["Cache-Control"])
        self.assertIn(self.client.get("/media/images/../original_images/test.png").status_code, (400, 404))

    def test_naskah_belum_terbit_dan_halaman_tertutup_tidak_terlihat(self):
        naskah = buat_pelajaran(self.modul, "Naskah", live=False)
        self.assertEqual(self.client.get(naskah.url).status_code, 404)
        PageViewRestriction.objects.create(page=self.lain.get_parent(), restriction_type=PageViewRestriction.LOGIN)
        terlihat = PelajaranPage.objects.terlihat(oleh=AnonymousUser())
        self.assertQuerySetEqual(terlihat.order_by("path"), [self.satu, self.dua])
        for halaman in PelajaranPage.objects.all():
            self.assertEqual(halaman.boleh_dilihat(oleh=AnonymousUser()), halaman in terlihat, halaman)
        self.masuk(self.ani)
        self.assertNotContains(self.client.get(self.modul.url), "Naskah</a>")

    def test_kamar_di_atas_menaruh_panel_lewat_celah(self):
        with hooks.register_temporarily("panel_pelajaran", lambda pelajaran, request: PanelUji()):
            self.assertIn("Panel dari kamar atas", self.baca())
        with hooks.register_temporarily("panel_pelajaran", lambda pelajaran, request: None):
            self.assertEqual(self.client.get(self.satu.url).status_code, 200)

    def test_tiket_terbuka_yang_hanya_menyebut_pokoknya_tampil_bagi_yang_boleh_melihatnya(self):
        self.satu.bidang = [Bidang.objects.get(slug="kop-tte")]
        self.satu.save()
        tiket = tiket_dari(self.ani, self.wilayah["13.07.01.2004"], bidang="surat-tte", uraian="Kop tidak muncul.")
        tiket_dari(self.ani, self.wilayah["13.07.01.2004"], bidang="cadangan", uraian="Cadangan kosong.")
        for orang, harap in ((self.ani, 1), (self.eko, 0)):
            self.masuk(orang)
            self.assertEqual(self.baca().count("Tiket terbuka tentang pokok ini"), harap, orang)
        self.masuk(self.ani)
        self.assertContains(self.client.get(self.satu.url), tiket.kode)
        self.assertNotContains(self.client.get(self.satu.url), "Cadangan kosong")

    def test_bertanya_dari_pelajaran_menjadi_topik_yang_tampil_di_pelajaran_itu(self):
        buat_ruang(buat_simpul("belajar-bersama", "publik", self.ani, pengurus=self.budi), slug="tanya")
        self.masuk(self.ani)
        pintu = re.search(r'href="(/forum/tulis/\?pelajaran=\d+)">Tanyakan di forum', self.baca())[1]
        ruang = re.search(r'href="([^"]*belajar-bersama[^"]*pelajaran=\d+)"', self.client.get(pintu).content.decode())[
            1
        ]
        halaman = self.client.get(unescape(ruang))
        self.assertContains(halaman, "Tentang pelajaran <strong>Membuka kantor</strong>")
        isian = {satu.html_name: satu.value() or "" for satu in halaman.context["form"] if satu.name != "gambar"}
        isian |= {"judul": "Pintunya tidak terbuka", "sumber": "Langkah kedua tidak saya temukan.", "aksi": "terbit"}
        topik = self.client.post(unescape(ruang), isian, follow=True)
        self.assertContains(topik, f'<a href="{self.satu.url}">Membuka kantor</a>')
        self.assertIn("Pintunya tidak terbuka", self.baca())
        self.assertNotIn("Pintunya tidak terbuka", self.baca(self.dua))

    def test_jumlah_kueri_tetap_berapa_pun_modulnya(self):
        self.masuk(self.ani)
        hitung = []
        for _ in range(2):
            for url in (indeks_belajar().url, self.modul.url, self.dua.url, "/pelatihan/saya/"):
                self.client.get(url)  # memanaskan singgahan akar situs
                with CaptureQueriesContext(connection) as kueri:
                    self.client.get(url)
                hitung.append(len(kueri))
            for urut in range(3):
                modul = buat_modul(f"T{len(hitung)}{urut}", prasyarat=(self.modul,))
                for ke in range(4):
                    buat_pelajaran(modul, f"Tambahan {ke}")
                buat_pelajaran(self.modul, f"Sisipan {len(hitung)} {urut}")
        self.assertEqual(hitung[:4], hitung[4:])
        self.assertLess(max(hitung), 30, hitung)
