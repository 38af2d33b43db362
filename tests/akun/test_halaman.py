"""Halaman akun terbuka bagi yang berhak, 404 bagi yang lain, dan daftarnya berkueri tetap."""

from __future__ import annotations

from django.core.cache import cache
from django.urls import reverse

from akun import layanan
from akun.models import Pengguna, Penugasan, Peran
from tests.tokoh import DuniaUji


class Halaman(DuniaUji):
    def setUp(self):
        cache.clear()

    def buka(self, nama: str, *args, orang: Pengguna | None = None, **data):
        if orang:
            self.masuk(orang)
        return self.client.get(reverse(nama, args=args), data)

    def test_halaman_sendiri_terbuka_bagi_setiap_peran(self):
        for orang in (self.ani, self.budi, self.citra, self.dewi, self.eko, self.fajar, self.gita, self.hadi):
            for nama in ("akun:profil", "akun:tugas", "akun:ajukan", "akun:data-saya"):
                with self.subTest(orang=orang.username, nama=nama):
                    jawaban = self.buka(nama, orang=orang)
                    self.assertEqual(jawaban.status_code, 200)
                    self.assertContains(jawaban, "<h1", count=1)

    def test_tanpa_masuk_semua_dialihkan_ke_pintu(self):
        for nama in ("profil", "tugas", "ajukan", "data-saya", "tim", "konfirmasi", "undang", "hapus-akun"):
            with self.subTest(nama=nama):
                jawaban = self.buka(f"akun:{nama}")
                self.assertRedirects(
                    jawaban, f"{reverse('account_login')}?next={reverse(f'akun:{nama}')}", fetch_redirect_response=False
                )

    def test_tim_konfirmasi_dan_undang_hanya_bagi_yang_berwenang(self):
        boleh = {
            "akun:tim": {"budi", "citra", "fajar", "gita", "hadi"},
            "akun:konfirmasi": {"budi", "fajar", "hadi"},
            "akun:undang": {"budi", "fajar", "hadi"},
        }
        for nama, siapa in boleh.items():
            for orang in (self.ani, self.budi, self.citra, self.dewi, self.eko, self.fajar, self.gita, self.hadi):
                with self.subTest(nama=nama, orang=orang.username):
                    self.assertEqual(self.buka(nama, orang=orang).status_code, 200 if orang.username in siapa else 404)

    def test_halaman_orang_bagi_sekawasan_tanpa_kontak(self):
        jawaban = self.buka("akun:orang", "budi", orang=self.ani)
        self.assertContains(jawaban, "Budi Santoso")
        self.assertNotContains(jawaban, "0812-0000-0002")
        self.assertNotContains(jawaban, "budi@contoh.example")

    def test_pegiat_dan_petugas_melihat_kontak_operatornya(self):
        for orang in (self.budi, self.fajar, self.citra, self.hadi):
            with self.subTest(orang=orang.username):
                self.assertContains(self.buka("akun:orang", "ani", orang=orang), "0812-0000-0001")
        self.assertNotContains(self.buka("akun:orang", "ani", orang=self.gita), "0812-0000-0001")

    def test_eko_tidak_menemukan_orang_lima_puluh_kota(self):
        for nama in ("ani", "budi", "dewi", "fajar", "gita"):
            with self.subTest(nama=nama):
                self.assertEqual(self.buka("akun:orang", nama, orang=self.eko).status_code, 404)
        self.assertEqual(self.buka("akun:orang", "tidak-ada", orang=self.eko).status_code, 404)

    def test_tim_disaring_menurut_nama_peran_dan_wilayah(self):
        self.assertContains(self.buka("akun:tim", orang=self.fajar), "Ani Marlina")
        self.assertNotContains(self.buka("akun:tim", peran="pegiat"), "Ani Marlina")
        self.assertContains(self.buka("akun:tim", cari="marl"), "Ani Marlina")
        self.assertContains(self.buka("akun:tim", wilayah="13.07.01"), "Ani Marlina")
        self.assertNotContains(self.buka("akun:tim", wilayah="13.07.04"), "Ani Marlina")

    def test_saringan_keliru_diabaikan(self):
        for data in ({"peran": "raja"}, {"wilayah": "99"}, {"halaman": "x"}, {"halaman": "-1"}, {"cari": "a" * 500}):
            with self.subTest(data=data):
                self.assertEqual(self.buka("akun:tim", orang=self.fajar, **data).status_code, 200)

    def test_daftar_tim_dan_konfirmasi_berkueri_tetap(self):
        for nama in ("akun:tim", "akun:konfirmasi"):
            jumlah = []
            for banyak in (2, 15):
                self._tambah_orang(banyak)
                self.masuk(self.fajar)
                self.client.get(reverse(nama))
                with self.subTest(nama=nama), self.assertNumQueriesKurang(24) as hitung:
                    self.client.get(reverse(nama))
                jumlah.append(len(hitung))
            self.assertEqual(*jumlah, nama)

    def assertNumQueriesKurang(self, batas: int):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        class Batas(CaptureQueriesContext):
            def __exit__(diri, *galat):
                super().__exit__(*galat)
                self.assertLess(len(diri), batas)

        return Batas(connection)

    def _tambah_orang(self, banyak: int) -> None:
        for nomor in range(banyak):
            orang = Pengguna.objects.create_user(f"orang{Pengguna.objects.count()}-{nomor}")
            Penugasan.objects.create(pengguna=orang, peran=Peran.OPERATOR, wilayah=self.wilayah["13.07.01.2001"])
            Penugasan.objects.create(
                pengguna=orang, peran=Peran.OPERATOR, wilayah=self.wilayah["13.07.01.2004"], keadaan="menunggu"
            )

    def test_konfirmasi_lewat_halaman(self):
        ina = Pengguna.objects.create_user("ina", first_name="Ina", telepon="+6281211112222")
        tugas = layanan.ajukan_operator(pengguna=ina, wilayah=self.wilayah["13.07.01.2001"])
        self.assertContains(self.buka("akun:konfirmasi", orang=self.budi), "0812-1111-2222")
        alamat = reverse("akun:putuskan", args=[tugas.pk])
        jawaban = self.client.post(alamat, {"putusan": "setuju", "nomor_benar": "on"}, follow=True)
        self.assertContains(jawaban, "Ina sekarang operator Nagari Kurai.")
        tugas.refresh_from_db()
        self.assertTrue(tugas.sedang_berlaku)

    def test_penolakan_lewat_halaman_memerlukan_alasan(self):
        ina = Pengguna.objects.create_user("ina", first_name="Ina")
        tugas = layanan.ajukan_operator(pengguna=ina, wilayah=self.wilayah["13.07.01.2001"])
        self.masuk(self.budi)
        alamat = reverse("akun:putuskan", args=[tugas.pk])
        self.assertContains(self.client.post(alamat, {"putusan": "tolak"}, follow=True), "Tuliskan alasan penolakan")
        self.client.post(alamat, {"putusan": "tolak", "alasan": "Bukan perangkat"})
        tugas.refresh_from_db()
        self.assertEqual(tugas.keadaan, "ditolak")

    def test_eko_dan_ani_tidak_dapat_memutus_lewat_alamat(self):
        ina = Pengguna.objects.create_user("ina", first_name="Ina")
        tugas = layanan.ajukan_operator(pengguna=ina, wilayah=self.wilayah["13.07.01.2001"])
        for orang in (self.eko, self.ani, ina, self.gita):
            with self.subTest(orang=orang.username):
                self.masuk(orang)
                jawaban = self.client.post(reverse("akun:putuskan", args=[tugas.pk]), {"putusan": "setuju"})
                self.assertEqual(jawaban.status_code, 404)

    def test_profil_disimpan_dan_nomor_baru_belum_terbukti(self):
        self.masuk(self.ani)
        isi = {"nama": "Ani M.", "telepon": "0813 9999-8888", "zona": "Asia/Makassar"}
        self.assertRedirects(self.client.post(reverse("akun:profil"), isi), reverse("akun:profil"))
        ani = Pengguna.objects.get(pk=self.ani.pk)
        self.assertEqual(
            (ani.nama, ani.telepon, ani.telepon_terbukti, ani.zona),
            ("Ani M.", "+6281399998888", False, "Asia/Makassar"),
        )

    def test_nomor_orang_lain_boleh_ditulis_tetapi_tidak_memberi_apa_apa(self):
        self.masuk(self.eko)
        isi = {"nama": "Eko", "telepon": self.ani.telepon, "zona": "Asia/Jakarta"}
        self.assertEqual(self.client.post(reverse("akun:profil"), isi).status_code, 302)
        self.assertFalse(Pengguna.objects.get(pk=self.eko.pk).telepon_terbukti)

    def test_profil_menampilkan_zona_orangnya(self):
        self.ani.zona = "Asia/Jayapura"
        self.ani.save()
        jawaban = self.buka("akun:profil", orang=self.ani)
        self.assertEqual(jawaban.context["formulir"]["zona"].value(), "Asia/Jayapura")
        self.assertEqual(jawaban.context["formulir"]["nama"].value(), "Ani Marlina")

    def test_pegiat_mengonfirmasi_nomor_dari_halaman_orang(self):
        Pengguna.objects.filter(pk=self.ani.pk).update(telepon_terbukti=False)
        alamat = reverse("akun:konfirmasi-nomor", args=["ani"])
        for orang in (self.gita, self.ani):
            self.masuk(orang)
            self.assertEqual(self.client.post(alamat).status_code, 404)
        self.masuk(self.budi)
        self.client.post(alamat)
        self.assertTrue(Pengguna.objects.get(pk=self.ani.pk).telepon_terbukti)
