"""Simpul sebagai rumah: diundang, bergabung, keluar, kelompok tertutup, direktori (isu 7 §1)."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from akun.models import Kabar
from forum import layanan
from forum.bacaan.direktori import lengkapi, pegiat
from forum.models import AnggotaSimpul, Simpul
from modul_pelatihan.models import Bidang
from tests.tokoh import DuniaUji

from .alat import buat_ruang, buat_simpul, buat_topik, kerjakan_tugas


class Undangan(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.kelompok = buat_simpul("kesepakatan-lima-puluh-kota", "rahasia", pengurus=cls.budi)
        Simpul.objects.filter(pk=cls.kelompok.pk).update(cara_gabung="undangan", wilayah=cls.wilayah["13.07"])
        cls.kelompok.refresh_from_db()

    def undang(self, nama: str):
        alamat = reverse("forum:anggota-undang", args=[self.kelompok.slug])
        return self.client.post(alamat, {"orang": nama, "mewakili": "Diskominfo Lima Puluh Kota"}, follow=True)

    def test_gita_dari_pemerintah_diundang_ke_kelompok_rahasia_lalu_menerima(self):
        self.masuk(self.budi)
        self.assertContains(self.undang("@Gita"), "undangannya sudah sampai")
        kerjakan_tugas()
        halaman = self.kelompok.get_absolute_url()
        self.masuk(self.gita)
        self.assertTrue(Kabar.objects.filter(penerima=self.gita, jenis="forum_undangan", url=halaman).exists())
        ruang = buat_ruang(self.kelompok)
        rahasia = buat_topik(ruang, self.budi, "Rancangan naskah kesepakatan")
        self.assertContains(self.client.get(halaman), "Terima undangan")
        self.assertNotContains(self.client.get(halaman), "Rancangan naskah")
        self.assertEqual(self.client.get(rahasia.get_absolute_url()).status_code, 404)
        for _ in range(2):
            self.client.post(reverse("forum:simpul-gabung", args=[self.kelompok.slug]))
        self.kelompok.refresh_from_db()
        self.assertEqual(self.kelompok.jumlah_anggota, 2)
        self.assertEqual(self.client.get(rahasia.get_absolute_url()).status_code, 200)
        anggota = reverse("forum:anggota", args=[self.kelompok.slug])
        self.assertContains(self.client.get(anggota), "Diskominfo Lima Puluh Kota")

    def test_undangan_ditolak_atau_ditarik_menutup_lagi(self):
        for cara in ("tolak", "tarik"):
            with self.subTest(cara):
                undangan = layanan.undang(simpul=self.kelompok, pelaku=self.budi, pengguna=self.gita)
                self.assertTrue(self.kelompok.boleh_dilihat(oleh=self.gita))
                if cara == "tolak":
                    self.masuk(self.gita)
                    self.client.post(reverse("forum:simpul-keluar", args=[self.kelompok.slug]))
                else:
                    layanan.tolak_anggota(anggota=undangan, pelaku=self.budi)
                self.assertFalse(self.kelompok.boleh_dilihat(oleh=self.gita))
                self.assertFalse(self.kelompok.boleh_digabungi(oleh=self.gita))

    def test_yang_ditolak_dan_dikeluarkan_tidak_dibiarkan_menebak(self):
        minta = layanan.gabung(simpul=self.simpul, pengguna=self.eko)
        self.masuk(self.budi)
        alamat = reverse("forum:anggota-putusan", args=[self.simpul.slug, minta.pk])
        self.assertContains(self.client.post(alamat, {"aksi": "tolak"}, follow=True), "tidak diterima; ia dikabari")
        kerjakan_tugas()
        kabar = Kabar.objects.get(penerima=self.eko, jenis="forum_keluar")
        self.assertEqual(kabar.judul, f"Permintaan Anda belum diterima: {self.simpul.nama}")
        layanan.terima_anggota(anggota=layanan.gabung(simpul=self.simpul, pengguna=self.eko), pelaku=self.budi)
        self.client.post(alamat, {"aksi": "keluarkan"})
        kerjakan_tugas()
        self.assertTrue(Kabar.objects.filter(penerima=self.eko, judul__startswith="Anda tidak lagi anggota").exists())

    def test_kelompok_undangan_tidak_menawarkan_bergabung(self):
        self.kelompok.__class__.objects.filter(pk=self.kelompok.pk).update(
            keterlihatan="anggota", cara_gabung="undangan"
        )
        self.client.logout()
        isi = self.client.get(self.kelompok.get_absolute_url())
        self.assertContains(isi, "diundang koordinator")
        self.assertNotContains(isi, "Masuk untuk bergabung")

    def test_nama_yang_tidak_ada_dijawab_sama(self):
        self.masuk(self.budi)
        self.assertContains(self.undang("tidak-ada-sama-sekali"), "undangannya sudah sampai")
        self.assertFalse(AnggotaSimpul.objects.filter(keadaan="diundang").exists())

    def test_bukan_koordinator_tidak_mengundang(self):
        for orang in (self.ani, self.eko, self.hadi):
            self.masuk(orang)
            self.assertEqual(self.undang("gita").status_code, 404)
        with self.assertRaises(layanan.TidakBoleh):
            layanan.undang(simpul=self.simpul, pelaku=self.ani, pengguna=self.eko)

    def test_mengundang_yang_sudah_meminta_menerimanya(self):
        layanan.gabung(simpul=self.simpul, pengguna=self.eko)
        hasil = layanan.undang(simpul=self.simpul, pelaku=self.budi, pengguna=self.eko)
        self.assertEqual(hasil.keadaan, "aktif")

    def test_koordinator_terakhir_menunjuk_pengganti_dulu(self):
        self.masuk(self.budi)
        keluar = reverse("forum:simpul-keluar", args=[self.simpul.slug])
        self.assertContains(self.client.post(keluar, follow=True), "koordinator terakhir")
        ani = AnggotaSimpul.objects.get(simpul=self.simpul, pengguna=self.ani)
        layanan.atur_peran(anggota=ani, pelaku=self.budi, peran="koordinator")
        Simpul.objects.filter(pk=self.simpul.pk).update(jumlah_anggota=2)
        self.client.post(keluar)
        self.assertFalse(self.simpul.boleh_dikelola(oleh=self.budi))

    def test_kelompok_tampil_di_halaman_simpulnya_hanya_bagi_yang_boleh_tahu(self):
        for orang, tampak in ((self.budi, True), (self.eko, False), (self.ani, False)):
            self.masuk(orang)
            isi = self.client.get(self.simpul.get_absolute_url()).content.decode()
            self.assertEqual(self.kelompok.nama in isi, tampak, orang)


class YangMenunggu(DuniaUji):
    def test_anggota_melihat_pertanyaan_koordinator_melihat_permintaan(self):
        ruang = buat_ruang(self.simpul)
        topik = buat_topik(ruang, self.ani)
        layanan.gabung(simpul=self.simpul, pengguna=self.eko)
        halaman = self.simpul.get_absolute_url()
        self.masuk(self.ani)
        jawab = self.client.get(halaman)
        self.assertContains(jawab, "1 pertanyaan belum terjawab")
        self.assertNotContains(jawab, "permintaan bergabung")
        self.masuk(self.budi)
        self.assertContains(self.client.get(halaman), "1 permintaan bergabung")
        self.masuk(self.eko)
        self.assertNotContains(self.client.get(halaman), "Yang menunggu")
        saring = self.client.get("/forum/belum-terjawab/", {"simpul": self.simpul.slug})
        self.assertContains(saring, topik.judul)
        for aneh in ("tidak-ada", "\x00", "x" * 300):
            self.assertEqual(self.client.get("/forum/belum-terjawab/", {"simpul": aneh}).status_code, 200)


class Direktori(DuniaUji):
    def tampak(self, oleh, **saring) -> list[str]:
        return [satu.username for satu in pegiat(oleh, **saring)]

    def test_hanya_yang_memilih_terlihat_atau_sesama_anggota(self):
        self.assertEqual(self.tampak(AnonymousUser()), [])
        self.assertEqual(self.tampak(self.ani), ["ani", "budi"])
        AnggotaSimpul.objects.filter(pengguna=self.budi).update(tampil_publik=True)
        self.assertEqual(self.tampak(AnonymousUser()), ["budi"])
        self.assertEqual(self.tampak(self.eko), ["budi"])
        tertutup = buat_simpul("tertutup", "rahasia", self.dewi, pengurus=self.budi)
        AnggotaSimpul.objects.filter(simpul=tertutup).update(tampil_publik=True)
        self.assertEqual(self.tampak(self.eko), ["budi"])
        self.assertEqual([k.simpul for k in lengkapi([self.budi], self.eko)[0].keanggotaan], [self.simpul])

    def test_keahlian_hanya_bila_dipilih(self):
        bidang = Bidang.objects.pokok().first()
        AnggotaSimpul.objects.filter(pengguna=self.budi).update(tampil_publik=True)
        layanan.atur_ketersediaan(pengguna=self.budi, jam=None, maks_tiket=5, bidang=[bidang])
        self.assertEqual(self.tampak(self.eko, bidang=bidang), [])
        self.assertEqual(lengkapi([self.budi], self.eko)[0].bidang, [])
        layanan.atur_ketersediaan(pengguna=self.budi, jam=None, maks_tiket=5, bidang=[bidang], tampil_bidang=True)
        self.assertEqual(self.tampak(self.eko, bidang=bidang), ["budi"])
        halaman = self.client.get("/forum/pegiat/", {"bidang": bidang.slug, "wilayah": "13.07", "q": "budi"})
        self.assertContains(halaman, "Budi Santoso")
        self.assertContains(halaman, f"Menguasai {bidang.nama}")

    def test_menurut_wilayah_dan_tahan_masukan_aneh(self):
        AnggotaSimpul.objects.filter(pengguna=self.budi).update(tampil_publik=True)
        for kode, ada in (("13", True), ("13.07", True), ("17.03", False)):
            hasil = self.tampak(self.eko, wilayah=self.wilayah[kode])
            self.assertEqual(hasil == ["budi"], ada, kode)
        for kunci in ("wilayah", "bidang", "q", "halaman"):
            for nilai in ("\x00", "9" * 40, "%", "'"):
                self.assertEqual(self.client.get("/forum/pegiat/", {kunci: nilai}).status_code, 200)

    def test_kueri_tetap_berapa_pun_orangnya(self):
        AnggotaSimpul.objects.filter(pengguna=self.budi).update(tampil_publik=True)
        with self.assertNumQueries(6):
            self.client.get("/forum/pegiat/")
        for n in range(12):
            orang = type(self.ani).objects.create(username=f"pegiat{n}")
            AnggotaSimpul.objects.create(simpul=self.simpul, pengguna=orang, tampil_publik=True)
            layanan.atur_ketersediaan(pengguna=orang, jam=None, maks_tiket=5, bidang=[], tampil_bidang=True)
        with self.assertNumQueries(7):
            self.client.get("/forum/pegiat/")
