"""Mencari sambil mengetik: menurut nama, kata di tengah, singkatan, kode, dan letaknya."""

from datetime import date

from django.test import TestCase
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as TestCaseAcak

from tests.wilayah.dunia import muat_mirip
from wilayah.cari import cari, himpunan_cari
from wilayah.layanan import ganti_kode
from wilayah.models import Wilayah

HARO = "13.07.04.2001"


class Cari(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.wilayah = muat_mirip()

    def kode(self, teks, **pilihan):
        return [satu.wilayah.kode for satu in cari(teks, **pilihan)]

    def test_nagari_seknas_ketemu_dengan_segala_cara_menulis(self):
        for teks in (
            "sikabu-kabu", "Tj. Haro", "tanjung haro", "TJ HARO", "tj.haro sikabu", "haro luak", "kabu kabu", "1307042001",
            "13.07.04.2001", " 13.07.04.2001 ", "nagari tj haro", "panjang haro", "Tj. Haro Sikabu-kabu Pd. Panjang",
        ):  # fmt: skip
            with self.subTest(teks=teks):
                self.assertEqual(self.kode(teks, tingkat=("desa",))[:1], [HARO])

    def test_hasil_menyebut_sebutan_dan_letaknya(self):
        satu = cari("sikabu")[0]
        self.assertEqual(satu.wilayah.nama_lengkap, "Nagari Tj. Haro Sikabu-kabu Pd. Panjang")
        self.assertEqual(satu.konteks, "Kec. Luak · Kab. Lima Puluh Kota · Sumatera Barat")
        self.assertEqual(satu.isi, "Nagari Tj. Haro Sikabu-kabu Pd. Panjang (13.07.04.2001)")

    def test_kode_sebagian_membuka_wilayahnya_lalu_isinya(self):
        self.assertEqual(self.kode("13.07.04"), ["13.07.04", "13.07.04.2001", "13.07.04.2002"])
        self.assertEqual(self.kode("130704")[0], "13.07.04")
        self.assertEqual(self.kode("13.07.04.", tingkat=("desa",)), ["13.07.04.2001", "13.07.04.2002"])
        self.assertEqual(self.kode("33.9"), [])

    def test_nama_persis_di_depan_lalu_yang_berawalan_sama(self):
        self.assertEqual(self.kode("sidomulyo"), ["18.02.01.2001", "18.02.02.2001", "18.02.02.2002"])
        self.assertEqual(self.kode("suliki"), ["13.07.01", "13.07.01.2004", "13.07.01.2001"][:2])
        self.assertEqual(self.kode("lima puluh kota")[0], "13.07")
        self.assertEqual(self.kode("kab lima puluh")[0], "13.07")

    def test_jenis_yang_disebut_di_depan_didahulukan_bukan_diwajibkan(self):
        induk = Wilayah.objects.get(kode="13.05")
        Wilayah.objects.create(kode="13.05.99", nama="Lima Puluh", tingkat="kecamatan", induk=induk)
        self.assertEqual(self.kode("kab lima puluh")[0], "13.07")
        self.assertEqual(self.kode("kabupaten lima puluh")[0], "13.07")
        self.assertEqual(self.kode("kec lima puluh")[:2], ["13.05.99", "13.07"])
        self.assertEqual(self.kode("lima puluh")[0], "13.05.99")

    def test_letak_membedakan_yang_bernama_sama(self):
        self.assertEqual(self.kode("sidomulyo bangunrejo")[0], "18.02.02.2001")
        self.assertEqual(self.kode("kurai suliki"), ["13.07.01.2001"])
        self.assertEqual(self.kode("sidomulyo sumatera"), [])

    def test_angka_dan_huruf_tunggal_di_dalam_nama(self):
        self.assertEqual(self.kode("2 x 11"), ["13.05.05"])

    def test_dibatasi_tingkat_dan_wilayah(self):
        self.assertEqual(self.kode("suliki", tingkat=("kecamatan",)), ["13.07.01"])
        self.assertEqual(self.kode("tanjung", tingkat=("desa",), dalam=self.wilayah["13.07"]), [HARO])

    def test_yang_tidak_berlaku_tidak_disarankan_kode_lamanya_tetap_membawa_ke_yang_baru(self):
        ganti_kode(
            wilayah=self.wilayah["13.07.04.2002"], kode_baru="13.07.01.2009", tanggal=date(2020, 1, 1), dasar="-"
        )
        self.assertEqual(self.kode("1307042002"), ["13.07.01.2009"])
        Wilayah.objects.filter(kode="13.07.01.2009").update(berlaku=False)
        self.assertEqual(self.kode("andaleh"), [])

    def test_paling_banyak_dua_puluh_dan_kuerinya_tetap(self):
        induk = self.wilayah["13.07.04"]
        for i in range(30):
            Wilayah.objects.create(
                kode=f"13.07.04.21{i:02d}", nama=f"Uji Banyak {i}", tingkat="desa", jenis="desa", induk=induk
            )
        with self.assertNumQueries(2):
            self.assertEqual(len(self.kode("uji banyak")), 20)
        with self.assertNumQueries(2):
            self.assertEqual(len(self.kode("sikabu")), 1)
        with self.assertNumQueries(2):
            self.assertEqual(len(self.kode("13.07.04")), 20)
        self.assertEqual(himpunan_cari("uji banyak").count(), 30)

    def test_terlalu_pendek_atau_bukan_apa_apa_tidak_menanya_basis_data(self):
        with self.assertNumQueries(0):
            for teks in ("", " ", "s", "...", "—", "💧"):
                self.assertEqual(cari(teks), [])

    def test_jawaban_json_untuk_pemilih(self):
        jawaban = self.client.get("/wilayah/cari/", {"q": "sikabu", "tingkat": "desa,entah", "dalam": "1307"})
        self.assertEqual([satu["kode"] for satu in jawaban.json()["hasil"]], [HARO])
        self.assertIn("max-age", jawaban["Cache-Control"])
        self.assertFalse(jawaban.cookies)
        for kueri in ({}, {"q": "\0"}, {"q": "x" * 5000}, {"q": "sikabu", "dalam": "bukan"}, {"q": "%_\\'\";--"}):
            self.assertEqual(self.client.get("/wilayah/cari/", kueri).status_code, 200)
        self.assertEqual(self.client.post("/wilayah/cari/").status_code, 405)

    def test_anak_wilayah_dan_kode_yang_bukan_kode(self):
        self.assertEqual([s["kode"] for s in self.client.get("/wilayah/anak/").json()["hasil"]], ["13", "18"])
        isi = self.client.get("/wilayah/anak/", {"induk": "1307"}).json()["hasil"]
        self.assertEqual([satu["nama"] for satu in isi], ["Suliki", "Luak"])
        self.assertEqual(self.client.get("/wilayah/anak/", {"induk": "13.9"}).status_code, 400)
        self.assertEqual(self.client.get("/wilayah/anak/", {"induk": "99"}).json()["hasil"], [])


class CariApaPun(TestCaseAcak):
    @given(st.text(max_size=40))
    def test_ketikan_apa_pun_tidak_menggagalkan(self, teks):
        self.assertLessEqual(len(cari(teks)), 20)
