"""Naskah terhadap rilis: tiga keadaan, dua nada, balok menurut versi desa pembaca, laporan pembaca."""

import uuid

from django.urls import reverse
from django.utils import timezone

from akun.models import Kabar
from modul_pelatihan.layanan import laporkan_naskah, putuskan_laporan
from modul_pelatihan.models import CatatanRilis, LaporanNaskah, RilisOpenSID
from tests.tokoh import DuniaUji
from wilayah.models import FaktaDesa

from .kelas import buat_modul, buat_pelajaran

LANGKAH = {"tindakan": "<p>Buka menu.</p>", "hasil": "Terbuka."}


class Rilis(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.modul = buat_modul("M01", pemilik=cls.dewi, versi_terverifikasi="26.04")
        cls.halaman = buat_pelajaran(
            cls.modul, "Surat", modul_opensid=["cetak-surat"],
            isi=[
                ("langkah", LANGKAH | {"tindakan": "<p>Langkah semua.</p>"}),
                ("langkah", LANGKAH | {"tindakan": "<p>Cara lama.</p>", "versi_maks": "24.09"}),
                ("langkah", LANGKAH | {"tindakan": "<p>Cara baru.</p>", "versi_min": "24.10"}),
            ],
        )  # fmt: skip
        cls.terbaru, _ = RilisOpenSID.objects.get_or_create(edisi="umum", tahun=26, bulan=5)

    def catat(self, tingkat="kecil", pasti=True, **lain):
        return CatatanRilis.objects.create(
            rilis=self.terbaru, slug="cetak-surat", tingkat=tingkat, teks="Tombol cetak pindah.",
            dipastikan_pada=timezone.now() if pasti else None, **lain,
        )  # fmt: skip

    def baca(self) -> str:
        return self.client.get(self.halaman.url).content.decode()

    def test_tanpa_catatan_cocok_dan_usul_yang_belum_dipastikan_tidak_mengubahnya(self):
        self.assertIn("Diperiksa untuk 26.04 Umum.", self.baca())
        self.catat("besar", pasti=False)
        self.assertIn("Diperiksa untuk 26.04 Umum.", self.baca())

    def test_catatan_kecil_satu_baris_tenang_dan_catatan_besar_menyebut_perubahannya(self):
        self.catat("kecil")
        isi = self.baca()
        self.assertIn("Perubahan kecil pada rilis 26.05: Tombol cetak pindah.", isi)
        self.assertNotIn("lencana--perhatian", isi)
        CatatanRilis.objects.update(tingkat="besar")
        isi = self.baca()
        self.assertIn("Sejak rilis 26.05 cara kerjanya lain: Tombol cetak pindah.", isi)
        self.assertIn("Naskah ini dirawat Dewi", isi)

    def test_modul_opensid_lain_atau_rilis_sebelumnya_tidak_ikut(self):
        self.catat("besar")
        CatatanRilis.objects.update(slug="peta")
        self.assertIn("Diperiksa untuk 26.04 Umum.", self.baca())
        CatatanRilis.objects.update(slug="cetak-surat")
        RilisOpenSID.objects.filter(pk=self.terbaru.pk).update(tahun=26, bulan=3)
        self.assertIn("Diperiksa untuk 26.04 Umum.", self.baca())

    def test_laporan_pembaca_baru_berarti_sesudah_dipastikan(self):
        laporan = laporkan_naskah(pelajaran=self.halaman, oleh=self.ani, isi="Menunya lain.", kunci=uuid.uuid4())
        self.assertEqual(Kabar.objects.get(penerima=self.dewi).judul, "Laporan pembaca: Surat")
        self.assertIn("Diperiksa untuk 26.04 Umum.", self.baca())
        putuskan_laporan(laporan=laporan, oleh=self.dewi, benar=True)
        putuskan_laporan(laporan=laporan, oleh=self.dewi, benar=False)
        self.assertIn("Pembaca melaporkan ada yang berbeda", self.baca())
        self.assertEqual(Kabar.objects.filter(penerima=self.ani).count(), 1)

    def test_melapor_lewat_halaman_sekali_walau_dikirim_dua_kali_dan_nik_disamarkan(self):
        url = reverse("modul_pelatihan:lapor", args=[self.halaman.uuid])
        self.assertEqual(self.client.get(url).status_code, 302)
        self.masuk(self.ani)
        self.assertContains(self.client.get(url), "Ada yang berbeda di aplikasi Anda?")
        isian = {"isi": "Menu 1307044505900001 tidak ada.", "kunci": uuid.uuid4()}
        for _ in range(2):
            self.assertRedirects(self.client.post(url, isian), self.halaman.url)
        self.assertNotIn("1307044505900001", LaporanNaskah.objects.get().isi)
        self.assertEqual(self.client.post(url, {"isi": "x" * 501, "kunci": uuid.uuid4()}).status_code, 422)

    def test_langkah_versi_lain_terlipat_bagi_desa_yang_versinya_diketahui(self):
        isi = self.baca()  # tanpa desa: semuanya tampil bernomor, dengan batasnya
        self.assertIn('value="3"', isi)
        self.assertIn("Sampai rilis 24.09", isi)
        self.assertNotIn("<summary>", isi)
        FaktaDesa.objects.create(wilayah=self.wilayah["13.07.01.2004"], versi="2604.0.0")
        self.masuk(self.ani)
        isi = self.baca()
        self.assertIn("<summary>Sampai rilis 24.09: tidak untuk versi di tempat Anda</summary>", isi)
        self.assertIn('value="2"', isi)
        self.assertNotIn('value="3"', isi)

    def test_langkah_premium_berlaku_di_umum_enam_bulan_kemudian(self):
        halaman = buat_pelajaran(
            self.modul, "Premium", isi=[("langkah", LANGKAH), ("langkah", LANGKAH | {"versi_min": "26.01", "edisi": "premium"})]
        )  # fmt: skip
        fakta = FaktaDesa.objects.create(wilayah=self.wilayah["13.07.01.2004"], versi="2606.0.0")
        self.masuk(self.ani)
        terlipat = "tidak untuk versi di tempat Anda"
        self.assertIn(terlipat, self.client.get(halaman.url).content.decode())
        fakta.versi = "2607.0.0"
        fakta.save()
        self.assertNotIn(terlipat, self.client.get(halaman.url).content.decode())
