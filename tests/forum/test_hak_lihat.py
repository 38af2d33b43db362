"""Siapa melihat apa di forum: setiap permukaan lewat himpunan yang sama (forum.md 7)."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from akun.models import Kabar
from forum import layanan
from forum.models import AnggotaSimpul, Kiriman, Ruang, Simpul, Tinjauan, Topik, TopikPengguna
from modul_pelatihan.models import Bidang
from tests.tokoh import DuniaUji
from wilayah.models import Wilayah

from .alat import buat_balasan, buat_topik, kerjakan_tugas
from .dunia import isi_hak

UMUM = AnonymousUser()


class HakLihat(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        isi_hak(cls)
        cls.semua = {
            "umum": UMUM, "luar": cls.eko, "anggota": cls.ani, "pengurus": cls.budi, "pembina": cls.gita,
            "manajer": cls.fajar, "petugas": cls.citra, "pengelola": cls.hadi, "diminta": cls.dewi,
        }  # fmt: skip

    def buka(self, oleh, alamat: str) -> int:
        self.client.logout()
        if oleh.is_authenticated:
            self.client.force_login(oleh)
        return self.client.get(alamat).status_code

    def test_himpunan_dan_kalimat_sepakat(self):
        self.periksa_sepakat()

    def test_sepakat_juga_selama_pengelola_berkunjung(self):
        for simpul in (self.tertutup, self.rahasia):
            layanan.kunjungi(simpul=simpul, pengelola=self.hadi, alasan="Memeriksa laporan anggota")
        self.periksa_sepakat()
        self.assertEqual(Topik.objects.terlihat(oleh=self.hadi).count(), Topik.objects.count())

    def periksa_sepakat(self):
        for model in (Simpul, Topik, Kiriman, Tinjauan, AnggotaSimpul, Ruang):
            for nama, orang in self.semua.items():
                terlihat = set(model.objects.terlihat(oleh=orang).values_list("pk", flat=True))
                for baris in model.objects.all():
                    with self.subTest(model=model.__name__, orang=nama, baris=str(baris)):
                        self.assertEqual(baris.pk in terlihat, baris.boleh_dilihat(oleh=orang))

    def test_simpul_menurut_tabel(self):
        harap = {"forsid-lima-puluh-kota": "semua", "kelompok-kerja": "semua", "kelompok-rahasia": "anggota"}
        for slug, siapa in harap.items():
            for nama, orang in self.semua.items():
                boleh = siapa == "semua" or nama in ("anggota", "pengurus")
                with self.subTest(simpul=slug, orang=nama):
                    self.assertEqual(self.buka(orang, reverse("forum:simpul", args=[slug])), 200 if boleh else 404)

    def test_isi_menurut_tabel(self):
        for slug, (tampil, hilang) in self.topik_forum.items():
            publik = slug == "forsid-lima-puluh-kota"
            for nama, orang in self.semua.items():
                anggota = nama in ("anggota", "pengurus")
                with self.subTest(simpul=slug, orang=nama):
                    boleh = publik or anggota
                    ruang = reverse("forum:ruang", args=[slug, "tanya"])
                    for alamat in (tampil.get_absolute_url(), ruang, reverse("forum:anggota", args=[slug])):
                        self.assertEqual(self.buka(orang, alamat), 200 if boleh else 404, alamat)
                    # Yang disembunyikan: penulisnya (Ani) dan pengurus; pengelola mengurus yang publik.
                    boleh = anggota or (publik and nama == "pengelola")
                    self.assertEqual(self.buka(orang, hilang.get_absolute_url()), 200 if boleh else 404)

    def test_petugas_dan_manajer_tidak_membuka_simpul_tertutup(self):
        for orang in (self.citra, self.fajar, self.gita, self.hadi):
            self.assertFalse(self.tertutup.boleh_dibaca(oleh=orang), orang)
            self.assertFalse(Topik.objects.terlihat(oleh=orang).filter(ruang__simpul=self.tertutup).exists())

    def test_tidak_ada_permukaan_yang_membocorkan_simpul_tertutup(self):
        permukaan = [
            "/forum/", "/forum/terbaru/", "/forum/belum-terjawab/", "/forum/simpul/", "/forum/cari/?q=tampil",
            "/forum/cari/?q=disembunyikan", f"/forum/orang/{self.ani.pk}/", f"/forum/orang/{self.budi.pk}/",
            "/forum/simpul/forsid-lima-puluh-kota/", "/forum/simpul/forsid-lima-puluh-kota/anggota/",
            "/forum/simpul/forsid-lima-puluh-kota/atom.xml", "/forum/belum-dibaca/", "/forum/milik-saya/",
            "/forum/tulis/", "/forum/tinjauan/", "/forum/simpul/kelompok-kerja/",
        ]  # fmt: skip
        for nama in ("umum", "luar", "pembina", "petugas"):
            self.client.logout()
            if nama != "umum":
                self.client.force_login(self.semua[nama])
            for alamat in permukaan:
                isi = self.client.get(alamat).content.decode()
                with self.subTest(orang=nama, alamat=alamat):
                    for bocor in ("tampil di kelompok", "tersembunyi", "disembunyikan pengurus", "kelompok-rahasia"):
                        self.assertNotIn(bocor, isi)

    def test_peta_situs_hanya_topik_simpul_publik_walau_pembacanya_anggota(self):
        tampil, tersembunyi = self.topik_forum[self.simpul.slug]
        tertutup = [*self.topik_forum[self.tertutup.slug], *self.topik_forum[self.rahasia.slug]]
        for orang in (None, self.ani):
            if orang:
                self.masuk(orang)
            peta = self.client.get("/sitemap.xml")
            self.assertContains(peta, tampil.get_absolute_url())
            for satu in (tersembunyi, *tertutup):
                self.assertNotContains(peta, satu.get_absolute_url())

    def test_umpan_hanya_simpul_publik_walau_pembacanya_anggota(self):
        self.masuk(self.ani)
        for slug in ("kelompok-kerja", "kelompok-rahasia"):
            self.assertEqual(self.client.get(reverse("forum:umpan-simpul", args=[slug])).status_code, 404)
            self.assertEqual(self.client.get(reverse("forum:umpan-ruang", args=[slug, "tanya"])).status_code, 404)
        bidang, desa = Bidang.objects.first(), Wilayah.objects.get(kode="13.07.01.2004")
        for topik in Topik.objects.all():
            topik.tanda_bidang.get_or_create(bidang=bidang)
            topik.tanda_wilayah.get_or_create(wilayah=desa)
        for nama, kunci in (("bidang", bidang.slug), ("wilayah", "13.07"), ("wilayah", desa.kode)):
            umpan = self.client.get(reverse(f"forum:umpan-{nama}", args=[kunci]))
            self.assertContains(umpan, "Pertanyaan tampil di forsid-lima-puluh-kota")
            for tertutup in ("di kelompok-kerja", "di kelompok-rahasia", "disembunyikan"):
                self.assertNotContains(umpan, tertutup)
        self.assertEqual(self.client.get(reverse("forum:umpan-wilayah", args=["99.99"])).status_code, 404)
        umpan = self.client.get(reverse("forum:umpan-simpul", args=["forsid-lima-puluh-kota"]))
        self.assertContains(umpan, "Pertanyaan tampil di forsid-lima-puluh-kota")
        self.assertNotContains(umpan, "disembunyikan")
        ulang = self.client.get(umpan.wsgi_request.path, headers={"if-none-match": umpan["ETag"]})
        self.assertEqual(ulang.status_code, 304)
        topik = self.topik_forum[self.simpul.slug][0]
        Topik.objects.filter(pk=topik.pk).update(judul="Judul yang dirapikan")
        ulang = self.client.get(umpan.wsgi_request.path, headers={"if-none-match": umpan["ETag"]})
        self.assertContains(ulang, "Judul yang dirapikan")

    def test_jumlah_di_halaman_orang_dihitung_atas_yang_boleh_dibaca(self):
        for nama, harap in (("umum", 1), ("luar", 1), ("anggota", 3)):
            orang = self.semua[nama]
            self.client.logout()
            if orang.is_authenticated:
                self.client.force_login(orang)
            hal = self.client.get(f"/forum/orang/{self.budi.pk}/").context["hal"]
            with self.subTest(nama):
                self.assertEqual(hal.jumlah_kiriman, harap)

    def test_halaman_orang_tanpa_apa_apa_sama_dengan_tidak_ada(self):
        for pk in (self.gita.pk, 999_999):
            self.assertEqual(self.client.get(f"/forum/orang/{pk}/").status_code, 404)

    def test_perbuatan_di_simpul_tertutup_tidak_dikenal_orang_luar(self):
        topik, _ = self.topik_forum["kelompok-kerja"]
        kiriman = topik.kiriman.get(nomor=2)
        self.masuk(self.eko)
        for nama, args in (
            ("balas", [topik.pk]), ("topik-lanjut", [topik.pk]), ("sunting", [kiriman.pk]), ("riwayat", [kiriman.pk]),
            ("lapor", [kiriman.pk]), ("sembunyikan", [kiriman.pk]), ("topik-baru", ["kelompok-kerja", "tanya"]),
        ):  # fmt: skip
            with self.subTest(nama):
                self.assertEqual(self.client.get(reverse(f"forum:{nama}", args=args)).status_code, 404)
        for nama, args in (
            ("jawaban", [topik.pk]), ("tingkat", [topik.pk]), ("suka", [kiriman.pk]), ("pulihkan", [kiriman.pk]),
            ("topik-atur", [topik.pk]), ("simpul-gabung", ["kelompok-rahasia"]),
        ):  # fmt: skip
            with self.subTest(nama):
                self.assertEqual(self.client.post(reverse(f"forum:{nama}", args=args)).status_code, 404)

    def test_kiriman_tersembunyi_tinggal_bekasnya_tanpa_isi_dan_nama(self):
        tampil, _ = self.topik_forum["forsid-lima-puluh-kota"]
        self.masuk(self.eko)
        halaman = self.client.get(tampil.get_absolute_url())
        self.assertContains(halaman, "Kiriman #3 disembunyikan pengurus")
        self.assertNotContains(halaman, "Balasan yang disembunyikan")
        self.masuk(self.ani)
        self.assertContains(self.client.get(tampil.get_absolute_url()), "Balasan yang disembunyikan")

    def test_kutipan_tidak_mengambil_yang_tersembunyi(self):
        tampil, _ = self.topik_forum["forsid-lima-puluh-kota"]
        self.masuk(self.eko)
        halaman = self.client.get(reverse("forum:balas", args=[tampil.pk]) + "?kutip=3")
        self.assertNotContains(halaman, "Balasan yang disembunyikan")

    def test_riwayat_hanya_penulis_dan_pengurus(self):
        tampil, _ = self.topik_forum["forsid-lima-puluh-kota"]
        kiriman = tampil.kiriman.get(nomor=2)
        layanan.sunting(kiriman=kiriman, penyunting=self.budi, sumber="Versi tanpa nama orang.")
        alamat = reverse("forum:riwayat", args=[kiriman.pk])
        for nama, harap in (("luar", 404), ("anggota", 404), ("pengurus", 200), ("pengelola", 200)):
            with self.subTest(nama):
                self.assertEqual(self.buka(self.semua[nama], alamat), harap)

    def test_yang_keluar_kehilangan_semuanya_seketika(self):
        topik, _ = self.topik_forum["kelompok-rahasia"]
        TopikPengguna.objects.filter(topik=topik, pengguna=self.ani).update(tingkat="langganan")
        layanan.keluar(simpul=self.rahasia, pengguna=self.ani)
        self.assertEqual(self.buka(self.ani, topik.get_absolute_url()), 404)
        buat_balasan(topik, self.budi, "Balasan sesudah Ani keluar")
        Kabar.objects.all().delete()
        kerjakan_tugas()
        self.assertFalse(Kabar.objects.filter(penerima=self.ani, url__contains=f"/t/{topik.pk}-").exists())

    def test_sebutan_tidak_mengabari_yang_tidak_boleh_membaca(self):
        ruang = Ruang.objects.get(simpul=self.tertutup)
        buat_topik(ruang, self.ani, "Daftar desa prioritas", sumber="Mohon masukan @budi dan @eko.")
        kerjakan_tugas()
        self.assertTrue(Kabar.objects.filter(penerima=self.budi, jenis="forum_sebutan").exists())
        self.assertFalse(Kabar.objects.filter(penerima=self.eko).exists())

    def test_cuplikan_simpul_tertutup_tidak_masuk_kabar(self):
        topik, _ = self.topik_forum["kelompok-kerja"]
        buat_balasan(topik, self.budi, "Isi yang tidak keluar lewat surat")
        kerjakan_tugas()
        self.assertFalse(Kabar.objects.filter(isi__contains="tidak keluar").exists())

    def test_pengurus_tidak_memutus_laporan_atas_dirinya(self):
        perkara = Tinjauan.objects.get(kiriman__topik=self.topik_forum["forsid-lima-puluh-kota"][0])
        self.assertEqual(perkara.kiriman.penulis_id, self.budi.pk)
        self.assertFalse(perkara.boleh_diputus(oleh=self.budi))
        self.assertTrue(perkara.boleh_diputus(oleh=self.hadi))

    def test_rantai_simpul_terdekat(self):
        nasional = Simpul.objects.create(slug="nasional", nama="Balai Warga", jenis="nasional")
        provinsi = Simpul.objects.create(slug="sumbar", nama="Sumbar", jenis="provinsi", wilayah=self.wilayah["13"])
        rahasia = Simpul.objects.create(
            slug="r", nama="R", jenis="provinsi", wilayah=self.wilayah["13"], keterlihatan="rahasia"
        )
        rantai = list(Simpul.objects.terdekat(self.wilayah["13.07.01.2004"]))
        self.assertEqual(rantai, [self.simpul, provinsi, nasional])
        self.assertNotIn(rahasia, rantai)
        self.assertEqual(list(Simpul.objects.terdekat(self.wilayah["17.03.01.2001"])), [nasional])
        self.assertEqual(list(Simpul.objects.terdekat(None)), [nasional])
