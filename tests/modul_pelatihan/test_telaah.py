"""Laporan ruang redaksi dan radar rilis: yang perlu tangan tampak, sebabnya disebut, penanggung jawabnya dikabari sekali."""

import uuid
from datetime import timedelta

from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from akun.models import Kabar
from modul_pelatihan.bacaan import telaah
from modul_pelatihan.layanan import beri_suara, catat_nihil, impor_catatan_rilis, laporkan_naskah, radar_rilis
from modul_pelatihan.models import CatatanRilis, KataNihil, LaporanNaskah, PelajaranPage, RilisOpenSID
from tests.tokoh import DuniaUji

from .kelas import buat_modul, buat_pelajaran


class Telaah(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.dewi.groups.add(Group.objects.get(name="Pelatih"))
        cls.citra.groups.add(Group.objects.get(name="Redaktur"))
        RilisOpenSID.objects.all().delete()
        cls.rilis = RilisOpenSID.objects.create(edisi="umum", tahun=26, bulan=5)
        cls.modul = buat_modul("M01", pemilik=cls.dewi, versi_terverifikasi="26.04")
        cls.lama = buat_pelajaran(cls.modul, "Lama", modul_opensid=["cetak-surat"], versi_terverifikasi="24.10")
        cls.baru = buat_pelajaran(cls.modul, "Baru", modul_opensid=["peta"])
        cls.bebas = buat_pelajaran(cls.modul, "Bebas rilis")
        cls.yatim = buat_pelajaran(buat_modul("M02"), "Tanpa pemilik")
        for satu in (cls.lama, cls.baru):
            satu.save_revision().publish()
            satu.refresh_from_db()

    def judul(self, nama):
        return [satu.pelajaran.title for satu in telaah.LAPORAN[nama][1]()]

    def test_menurut_rilis_menyebut_sebabnya_dan_yang_bebas_rilis_tidak_pernah_ikut(self):
        self.assertEqual(self.judul("usang"), ["Lama"])
        CatatanRilis.objects.create(
            rilis=self.rilis, slug="peta", tingkat="kecil", teks="Tombol pindah", dipastikan_pada=timezone.now()
        )
        baris = telaah.usang()
        self.assertEqual([(satu.pelajaran.title, str(satu.keadaan)) for satu in baris],
                         [("Lama", "usang"), ("Baru", "perlu-diperiksa")])  # fmt: skip
        self.assertEqual(baris[1].rincian, ["26.05, peta: Tombol pindah"])

    def test_laporan_lain(self):
        self.assertEqual(self.judul("tanpa-pemilik"), ["Tanpa pemilik"])
        PelajaranPage.objects.filter(pk=self.baru.pk).update(diperiksa_pada=timezone.localdate() - timedelta(days=100))
        self.assertNotIn("Baru", self.judul("belum-ditelaah"))
        PelajaranPage.objects.filter(pk=self.baru.pk).update(diperiksa_pada=timezone.localdate() - timedelta(days=200))
        self.assertEqual(self.judul("belum-ditelaah")[-1], "Baru")
        for urut in range(3):
            beri_suara(pelajaran=self.lama, jelas=urut == 0, tanda=f"{urut:032d}", kurang="" if urut == 0 else "Rumit.")
        baris = telaah.tidak_membantu()
        self.assertEqual(
            (baris[0].keterangan, baris[0].rincian), ("2 dari 3 pembaca belum jelas.", ["Rumit.", "Rumit."])
        )
        panjang = ("teks", "<p>" + "kata " * 60 + ".</p>")
        langkah = ("langkah", {"tindakan": "<p>Tekan.</p>", "hasil": ""})
        buat_pelajaran(self.modul, "Berat", isi=[panjang, *[langkah] * 8])
        temuan = next(satu for satu in telaah.periksa_isi() if satu.pelajaran.title == "Berat").rincian
        self.assertEqual([satu.split(";")[0] for satu in temuan],
                         ["8 langkah berturut-turut", "Rata-rata 60 kata tiap kalimat"])  # fmt: skip

    def test_hanya_orang_redaksi_dan_tiap_laporan_terbuka(self):
        catat_nihil("cara cetak kartu")
        laporkan_naskah(pelajaran=self.lama, oleh=self.ani, isi="Menunya lain.", kunci=uuid.uuid4())
        self.masuk(self.ani)
        self.assertIn(self.client.get("/cms/telaah/").status_code, (302, 403, 404))
        self.masuk(self.dewi)
        self.assertContains(self.client.get("/cms/"), "Telaah naskah")
        for nama in telaah.LAPORAN:
            self.assertEqual(self.client.get(f"/cms/telaah/{nama}/").status_code, 200, nama)
        self.assertContains(self.client.get("/cms/telaah/laporan/"), "Menunya lain.")
        self.assertContains(self.client.get("/cms/telaah/tanpa-hasil/"), "cara cetak kartu")
        self.assertNotContains(self.client.get("/cms/telaah/tanpa-pemilik/?milik=saya"), "Tanpa pemilik</a>")
        self.assertEqual(self.client.get("/cms/telaah/entah/").status_code, 404)
        self.client.post(reverse("telaah-kata", args=[KataNihil.objects.get().pk]))
        self.assertFalse(KataNihil.objects.exists())
        self.client.post(reverse("telaah-laporan", args=[LaporanNaskah.objects.get().pk]), {"putusan": "benar"})
        self.assertEqual(LaporanNaskah.objects.get().keadaan, "benar")

    def test_pelatih_menyatakan_tetap_benar_lewat_pemeriksa_dan_redaktur_langsung_terbit(self):
        url = reverse("telaah-diperiksa", args=[self.lama.pk])
        self.masuk(self.dewi)
        jawaban = self.client.post(url, {"rilis": self.rilis.pk}, follow=True)
        self.assertContains(jawaban, "menunggu pemeriksa")
        lama = PelajaranPage.objects.get(pk=self.lama.pk)
        self.assertEqual((lama.versi_terverifikasi, lama.workflow_in_progress), ("24.10", True))
        self.masuk(self.citra)
        self.assertContains(self.client.post(url, {"rilis": self.rilis.pk}, follow=True), "sedang menunggu pemeriksa")
        url = reverse("telaah-diperiksa", args=[self.baru.pk])
        for aneh in ("", "abc", "9" * 40):
            self.assertEqual(self.client.post(url, {"rilis": aneh}).status_code, 404)
        self.client.post(url, {"rilis": self.rilis.pk})
        baru = PelajaranPage.objects.get(pk=self.baru.pk)
        self.assertEqual((baru.versi_terverifikasi, baru.diperiksa_oleh, baru.live), ("26.05", self.citra, True))

    def test_radar_mengabari_penanggung_jawab_sekali_sampai_ada_rilis_atau_catatan_baru(self):
        for _ in range(2):
            radar_rilis()
        kabar = Kabar.objects.get(penerima=self.dewi)
        self.assertEqual(kabar.judul, "1 naskah Anda perlu diperiksa untuk rilis 26.05")
        CatatanRilis.objects.create(
            rilis=self.rilis, slug="peta", tingkat="besar", teks="Peta baru", dipastikan_pada=timezone.now()
        )
        radar_rilis()
        self.assertEqual(Kabar.objects.filter(penerima=self.dewi).count(), 2)

    def test_catatan_rilis_diimpor_sebagai_usul_yang_dipastikan_orang(self):
        teks = "### Penambahan Fitur\n1. [#12] Penambahan tombol pada modul cetak surat.\n2. Perbaikan kecil lain-lain.\n- x"
        self.assertEqual(impor_catatan_rilis(rilis=self.rilis, teks=teks), (1, 1))
        self.assertEqual(impor_catatan_rilis(rilis=self.rilis, teks=teks), (0, 1))
        satu = CatatanRilis.objects.get()
        self.assertEqual((satu.slug, satu.tingkat, satu.pasti), ("cetak-surat", "sedang", False))
        self.masuk(self.citra)
        self.assertEqual(self.client.get("/cms/impor-catatan-rilis/").status_code, 200)
        isian = {"rilis": self.rilis.pk, "slug": satu.slug, "teks": satu.teks, "tingkat": "besar", "pasti": "on"}
        self.assertRedirects(self.client.post(f"/cms/catatan-rilis/edit/{satu.pk}/", isian), "/cms/catatan-rilis/")
        satu.refresh_from_db()
        self.assertEqual((satu.pasti, satu.dipastikan_oleh), (True, self.citra))
