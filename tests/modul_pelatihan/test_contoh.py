import json

from wagtail.images.models import Rendition

from akun.models import Pengguna
from modul_pelatihan import contoh
from modul_pelatihan.bacaan import kurikulum, pelajaran_untuk, saran_pelajaran
from modul_pelatihan.bahasa import akar
from modul_pelatihan.cari_pelajaran import PELAJARAN
from modul_pelatihan.models import Bidang, IsiJalur, ModulBidang, ModulPage, PelajaranPage
from tests.contoh import DuniaContoh


class KurikulumContoh(DuniaContoh):
    @classmethod
    def setUpTestData(cls):
        cls.data = json.loads(contoh.KURIKULUM.read_text())
        cls.ani, cls.dewi = (Pengguna.objects.get(username=nama) for nama in ("ani", "dewi"))

    def test_sepuluh_modul_empat_puluh_delapan_pelajaran_empat_jalur(self):
        self.assertEqual((ModulPage.objects.live().count(), PelajaranPage.objects.live().count()), (10, 48))
        peta = kurikulum(self.ani)
        self.assertEqual(
            {satu.modul.kode: satu.jp for satu in peta.values()},
            {satu["kode"]: satu["jp"] for satu in self.data["modul"]},
        )
        self.assertEqual(sum(satu.jp for satu in peta.values()), 50)
        for jalur, jp in (("operator-dasar", 22), ("operator-lanjut", 13), ("admin-hosting", 14), ("pelatih-tot", 8)):
            isi = IsiJalur.objects.filter(jalur__kode=jalur).values_list("modul", flat=True)
            self.assertEqual(sum(peta[kunci].jp for kunci in isi), jp, jalur)

    def test_mengisi_lagi_tidak_mengubah_apa_pun(self):
        sebelum = list(PelajaranPage.objects.values_list("pk", "uuid", "latest_revision"))
        contoh.isi(lapor=lambda teks: None)
        self.assertEqual(list(PelajaranPage.objects.values_list("pk", "uuid", "latest_revision")), sebelum)

    def test_setiap_modul_opensid_kurikulum_dinaungi_bidang(self):
        slug = {slug for modul in self.data["modul"] for satu in modul["pelajaran"] for slug in satu["modul_opensid"]}
        self.assertEqual(len(slug), 66)
        self.assertEqual(slug - set(ModulBidang.objects.values_list("slug", flat=True)), set())
        self.assertFalse(PelajaranPage.objects.filter(bidang=None).exists())

    def test_setiap_halaman_terbuka_untuk_pembaca_dan_operator(self):
        for orang in (None, self.ani, self.dewi):
            if orang:
                self.client.force_login(orang)
            for halaman in (*ModulPage.objects.all(), *PelajaranPage.objects.exclude(kode__in=contoh.naskah.TAMBAHAN)):
                jawaban = self.client.get(halaman.url)
                self.assertEqual(jawaban.status_code, 200, halaman)
                self.assertNotContains(jawaban, "{sebutan}")

    def test_gambar_contoh_sudah_diolah_sebelum_pembaca_pertama(self):
        sebelum = Rendition.objects.count()
        for kode in ("M02.1", "M09.3"):
            jawaban = self.client.get(PelajaranPage.objects.get(kode=kode).url)
            self.assertContains(jawaban, 'type="image/avif"')
        self.assertEqual(Rendition.objects.count(), sebelum)

    def test_ani_sudah_menuntaskan_modul_pertama_dan_sedang_di_modul_kedua(self):
        self.client.force_login(self.ani)
        saya = self.client.get("/pelatihan/saya/")
        self.assertContains(saya, "Menyusun wilayah administratif")
        peta = {satu.modul.kode: satu for satu in kurikulum(self.ani).values()}
        self.assertTrue(peta["M01"].tuntas)
        self.assertEqual(peta["M02"].kemajuan.selesai, 2)
        self.assertFalse(peta["M02"].kurang)

    def test_pelajaran_untuk_bidang_yang_paling_tepat_lebih_dahulu(self):
        kop = Bidang.objects.get(slug="kop-tte")
        with self.assertNumQueries(2):
            pelajaran = pelajaran_untuk(kop)
        self.assertEqual([satu.kode for satu in pelajaran], ["M04.2", "M04.4", "M04.5"])
        self.assertEqual(pelajaran_untuk(None), [])
        self.assertTrue(pelajaran_untuk(Bidang.objects.get(slug="surat-tte")))

    def test_saran_menurut_kata_dan_bidang(self):
        saran = saran_pelajaran("Impor penduduk berhasil tetapi data tidak masuk")
        self.assertIn("M03.2", [satu.kode for satu in saran])
        bidang = Bidang.objects.get(slug="cadangan")
        self.assertEqual(saran_pelajaran("cadangan tidak bisa dipulihkan", bidang)[0].kode, "M09.3")
        self.assertEqual(saran_pelajaran("", None), [])
        self.assertEqual(len(saran_pelajaran("", bidang, batas=2)), 2)

    def test_saran_tahan_tulisan_aneh_dan_tidak_membocorkan_catatan_pelatih(self):
        for kata in (
            "' OR 1=1 --",
            '"',
            "*",
            "NEAR(",
            "🌾",
            "a" * 5000,
            "tidak bisa yang",
            "%_",
            "(((",
            "surat AND NOT",
        ):
            saran_pelajaran(kata)
        berkas = PelajaranPage.objects.get(kode="M03.2")
        self.assertIn("Sisipkan tiga kesalahan", str(berkas.isi.raw_data))
        terindeks = PELAJARAN.akar_baris([berkas.pk])
        self.assertIn(akar("impor"), terindeks)
        self.assertNotIn(akar("sisipkan"), terindeks)
