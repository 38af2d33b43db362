from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from modul_pelatihan import bacaan
from modul_pelatihan.layanan import PrasyaratBelumTuntas, catat_dibuka, tandai_selesai
from modul_pelatihan.models import KemajuanPelajaran, PelajaranPage
from tests.tokoh import DuniaUji

from .kelas import buat_modul, buat_pelajaran, indeks_belajar


class Kemajuan(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.m1 = buat_modul("M01")
        cls.p1, cls.p2 = (buat_pelajaran(cls.m1, nama) for nama in ("Pertama", "Kedua"))
        cls.m2 = buat_modul("M02", prasyarat=(cls.m1,))
        cls.p3 = buat_pelajaran(cls.m2, "Ketiga")

    def alamat(self, pelajaran):
        return reverse("modul_pelatihan:selesai", args=[pelajaran.uuid])

    def test_membuka_pelajaran_diingat_dan_dapat_dilanjutkan(self):
        self.masuk(self.ani)
        self.client.get(self.p2.url)
        self.assertContains(self.client.get("/pelatihan/saya/"), "Lanjut dari sini")
        self.assertEqual(bacaan.lanjutkan(self.ani), self.p2)

    def test_pembaca_tanpa_akun_dan_pemuatan_duga_tidak_meninggalkan_jejak(self):
        self.client.get(self.p1.url)
        self.masuk(self.ani)
        self.client.get(self.p1.url, headers={"Sec-Purpose": "prefetch"})
        self.client.head(self.p1.url)
        self.assertFalse(KemajuanPelajaran.objects.exists())

    def test_membuka_lagi_dalam_sepuluh_menit_tidak_menulis(self):
        catat_dibuka(orang=self.ani, pelajaran=self.p1)
        with self.assertNumQueries(1):
            catat_dibuka(orang=self.ani, pelajaran=self.p1)
        KemajuanPelajaran.objects.update(terakhir_dibuka=timezone.now() - timedelta(hours=1))
        catat_dibuka(orang=self.ani, pelajaran=self.p1)
        self.assertGreater(KemajuanPelajaran.objects.get().terakhir_dibuka, timezone.now() - timedelta(minutes=1))

    def test_menandai_selesai_dua_kali_sama_hasilnya(self):
        self.masuk(self.ani)
        jawaban = self.client.post(self.alamat(self.p1), follow=True)
        self.assertContains(jawaban, "Selesai Anda pelajari")
        pertama = KemajuanPelajaran.objects.get()
        self.client.post(self.alamat(self.p1))
        kedua = KemajuanPelajaran.objects.get()
        self.assertEqual((pertama.selesai, pertama.revisi_id), (kedua.selesai, kedua.revisi_id))
        self.client.get(self.p1.url)
        self.assertEqual(KemajuanPelajaran.objects.get().keadaan, "selesai", "membuka lagi tidak mengulang")

    def test_htmx_mendapat_potongan_dan_formulir_biasa_mendapat_halaman(self):
        self.masuk(self.ani)
        potong = self.client.post(self.alamat(self.p1), headers={"HX-Request": "true"})
        self.assertContains(potong, "Selesai Anda pelajari")
        self.assertNotContains(potong, "<html")
        self.assertRedirects(self.client.post(self.alamat(self.p2)), f"{self.p2.url}#kemajuan")

    def test_yang_belum_masuk_diantar_masuk_lalu_kembali_ke_pelajarannya(self):
        jawaban = self.client.post(self.alamat(self.p1))
        self.assertRedirects(jawaban, f"/akun/login/?next={self.alamat(self.p1)}")
        self.masuk(self.ani)
        self.assertRedirects(self.client.get(self.alamat(self.p1)), f"{self.p1.url}#kemajuan")
        self.assertFalse(KemajuanPelajaran.objects.selesai().exists())

    def test_pelajaran_yang_tidak_terbit_atau_tidak_ada_404(self):
        self.masuk(self.ani)
        naskah = buat_pelajaran(self.m1, "Naskah", live=False)
        self.assertEqual(self.client.post(self.alamat(naskah)).status_code, 404)
        self.assertEqual(
            self.client.post("/pelatihan/pelajaran/00000000-0000-0000-0000-000000000000/selesai/").status_code, 404
        )

    def test_prasyarat_ditegakkan_server_dan_disebut(self):
        self.masuk(self.ani)
        self.assertContains(self.client.get(self.p3.url), "Tuntaskan dahulu")
        jawaban = self.client.post(self.alamat(self.p3), follow=True)
        self.assertContains(jawaban, "Tuntaskan dahulu: M01 Modul M01")
        self.assertFalse(KemajuanPelajaran.objects.selesai().exists())
        with self.assertRaises(PrasyaratBelumTuntas):
            tandai_selesai(orang=self.ani, pelajaran=self.p3)
        for satu in (self.p1, self.p2, self.p3):
            tandai_selesai(orang=self.ani, pelajaran=satu)
        self.assertContains(self.client.get(self.m2.url), "1 dari 1 pelajaran")

    def test_prasyarat_tanpa_pelajaran_tidak_mengunci(self):
        kosong = buat_modul("M09")
        bebas = buat_pelajaran(buat_modul("M10", prasyarat=(kosong,)), "Bebas")
        self.assertEqual(tandai_selesai(orang=self.ani, pelajaran=bebas).keadaan, "selesai")

    def test_pindah_ganti_nama_dan_salin_tidak_menghilangkan_kemajuan(self):
        tandai_selesai(orang=self.ani, pelajaran=self.p1)
        self.p1.title, self.p1.slug = "Nama baru", "nama-baru"
        self.p1.save()
        salinan = self.p1.copy(to=self.m2, update_attrs={"title": "Salinan", "slug": "salinan"}, keep_live=True)
        self.p1.move(buat_modul("M05"), pos="last-child")
        for halaman in PelajaranPage.objects.filter(pk__in=[self.p1.pk, salinan.pk]):
            self.assertTrue(bacaan.pelajaran(halaman, self.ani)["selesai"], halaman)

    def test_menyalin_modul_meminta_kode_baru(self):
        salinan = self.m1.copy(to=indeks_belajar(), recursive=True, update_attrs={"slug": "salinan"}, keep_live=False)
        self.assertIsNone(salinan.kode)
        kedua = self.m1.copy(to=indeks_belajar(), recursive=True, update_attrs={"slug": "salinan-2"}, keep_live=False)
        self.assertIsNone(kedua.kode)

    def test_kemajuan_hanya_milik_orangnya(self):
        ani = tandai_selesai(orang=self.ani, pelajaran=self.p1)
        self.assertEqual(bacaan.kemajuan_modul(self.eko, self.m1).selesai, 0)
        self.masuk(self.eko)
        self.assertNotContains(self.client.get(self.p1.url), "Selesai Anda pelajari")
        for orang in (self.ani, self.eko, self.fajar, self.hadi):
            self.assertEqual(ani.boleh_dilihat(oleh=orang), ani in KemajuanPelajaran.objects.terlihat(oleh=orang))

    def test_kemajuan_modul_tiga_kueri_berapa_pun_pelajarannya(self):
        for banyak in (2, 20):
            for urut in range(banyak):
                buat_pelajaran(self.m1, f"Isi {banyak} {urut}")
            with self.assertNumQueries(3):  # pembatasan, pelajaran, kemajuan
                self.assertEqual(bacaan.kemajuan_modul(self.ani, self.m1).selesai, 0)

    def test_sesudah_selesai_dilanjutkan_ke_pelajaran_berikutnya(self):
        tandai_selesai(orang=self.ani, pelajaran=self.p1)
        self.assertEqual(bacaan.lanjutkan(self.ani), self.p2)
        self.assertIsNone(bacaan.lanjutkan(self.eko))
