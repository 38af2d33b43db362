"""Halaman kabar: hanya milik sendiri, terbaru dahulu, dibuka sekaligus ditandai."""

from __future__ import annotations

from akun.kabar import kabari
from akun.models import Kabar
from tests.tokoh import DuniaUji


class HalamanKabar(DuniaUji):
    def beri(self, orang, jumlah=1, **lain):
        for nomor in range(jumlah):
            isi = {"jenis": "uji", "kunci": f"k{nomor}", "judul": f"Kabar ke-{nomor}", "url": "/tentang/"} | lain
            kabari([orang], surat=False, **isi)

    def test_yang_belum_masuk_diantar_ke_pintu(self):
        self.assertRedirects(self.client.get("/kabar/"), "/akun/login/?next=/kabar/", fetch_redirect_response=False)

    def test_ani_melihat_kabarnya_eko_tidak(self):
        self.beri(self.ani)
        self.masuk(self.ani)
        self.assertContains(self.client.get("/kabar/"), "Kabar ke-0")
        self.masuk(self.eko)
        jawaban = self.client.get("/kabar/")
        self.assertNotContains(jawaban, "Kabar ke-0")
        self.assertContains(jawaban, "Belum ada kabar")

    def test_membuka_menandai_dibaca_dan_mengantar(self):
        self.beri(self.ani)
        satu = Kabar.objects.get()
        self.masuk(self.ani)
        self.assertRedirects(self.client.post(f"/kabar/{satu.pk}/buka/"), "/tentang/")
        satu.refresh_from_db()
        pertama = satu.dibaca_pada
        self.assertIsNotNone(pertama)
        self.client.post(f"/kabar/{satu.pk}/buka/")
        satu.refresh_from_db()
        self.assertEqual(satu.dibaca_pada, pertama)

    def test_kabar_orang_lain_tidak_dapat_dibuka(self):
        self.beri(self.ani)
        self.masuk(self.eko)
        self.assertEqual(self.client.post(f"/kabar/{Kabar.objects.get().pk}/buka/").status_code, 404)
        self.assertIsNone(Kabar.objects.get().dibaca_pada)

    def test_alamat_di_luar_situs_tidak_diikuti(self):
        for nomor, url in enumerate(
            ["https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:alert(1)"]
        ):
            self.beri(self.ani, kunci=f"luar{nomor}", url=url)
        self.masuk(self.ani)
        for satu in Kabar.objects.all():
            with self.subTest(url=satu.url):
                self.assertRedirects(self.client.post(f"/kabar/{satu.pk}/buka/"), "/kabar/")

    def test_tandai_semua_hanya_milik_sendiri(self):
        self.beri(self.ani, 3)
        self.beri(self.eko, 2)
        self.masuk(self.ani)
        self.assertRedirects(self.client.post("/kabar/semua-dibaca/"), "/kabar/")
        self.assertEqual(Kabar.objects.filter(dibaca_pada=None, penerima=self.eko).count(), 2)
        self.assertEqual(Kabar.objects.filter(dibaca_pada=None, penerima=self.ani).count(), 0)
        self.assertContains(self.client.get("/kabar/?saring=baru"), "Semua kabar sudah Anda baca")

    def test_halaman_berikut_tidak_mengulang_dan_tidak_melewatkan(self):
        self.beri(self.ani, 45)
        self.masuk(self.ani)
        lihat, sesudah = [], ""
        for _ in range(3):
            jawaban = self.client.get("/kabar/", {"sesudah": sesudah} if sesudah else {})
            lihat += [satu.judul for satu in jawaban.context["halaman"].baris]
            sesudah = jawaban.context["halaman"].sesudah
        self.assertEqual(lihat, [f"Kabar ke-{n}" for n in reversed(range(45))])
        self.assertEqual(sesudah, "")

    def test_kunci_ngawur_diabaikan(self):
        self.masuk(self.ani)
        for ngawur in ("abc", "-1", "9" * 40, "١٢"):
            self.assertEqual(self.client.get("/kabar/", {"sesudah": ngawur}).status_code, 200)

    def test_kueri_tidak_bertambah_dengan_banyaknya_kabar(self):
        self.masuk(self.ani)
        self.beri(self.ani, 2)
        self.client.get("/kabar/")  # permintaan pertama mencatat sesi perangkat
        with self.assertNumQueries(5):
            self.client.get("/kabar/")
        self.beri(self.ani, 40)
        with self.assertNumQueries(5):
            self.client.get("/kabar/")
