from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from modul_pelatihan.prasyarat import cari_siklus, urutkan
from modul_pelatihan.sebutan import ganti_sebutan
from modul_pelatihan.versi import (
    Catatan,
    Edisi,
    Keadaan,
    Versi,
    VersiKeliru,
    keadaan_pelajaran,
    selisih_bulan,
    setara,
    urai,
)

VERSI = st.builds(Versi, st.integers(18, 60), st.integers(1, 12))


class VersiYYMM(SimpleTestCase):
    def test_dibandingkan_sebagai_pasangan_bilangan(self):
        for kiri, kanan, harap in [
            ("24.10", "24.9", 1),
            ("24.10", "2410.0.0", 0),
            ("26.01", "25.12", 1),
            ("2404.0.0-premium", "2404.0.0", 0),
        ]:
            a, b = urai(kiri)[0], urai(kanan)[0]
            self.assertEqual((a > b) - (a < b), harap, (kiri, kanan))

    def test_akhiran_menentukan_edisi_bukan_angka(self):
        self.assertEqual(urai("2404.0.0-premium"), (Versi(24, 4), Edisi.PREMIUM))
        self.assertEqual(urai("v2604.1.0"), (Versi(26, 4), Edisi.UMUM))

    def test_bukan_versi_ditolak_dengan_cara_memperbaikinya(self):
        for teks in ("", "24", "24.13", "24.00", "2413.0.0", "1.9", "abc", "24.100"):
            with self.subTest(teks=teks), self.assertRaisesMessage(VersiKeliru, "misalnya 24.10"):
                urai(teks)

    def test_contoh_16_usang_sesudah_delapan_belas_bulan(self):
        self.assertEqual(selisih_bulan(Versi(24, 10), Versi(26, 4)), 18)
        self.assertEqual(keadaan_pelajaran(Versi(24, 10), Versi(26, 4)), Keadaan.USANG)

    def test_batas_enam_bulan_termasuk(self):
        self.assertEqual(keadaan_pelajaran(Versi(24, 10), Versi(25, 3)), Keadaan.COCOK)
        self.assertEqual(keadaan_pelajaran(Versi(24, 10), Versi(25, 4)), Keadaan.USANG)

    def test_urutan_usang_lalu_perlu_diperiksa_lalu_cocok(self):
        lama, baru = Versi(24, 10), Versi(24, 12)
        besar, kecil = Catatan(Versi(24, 11), "besar"), Catatan(Versi(24, 11), "kecil")
        self.assertEqual(keadaan_pelajaran(lama, baru, catatan=[kecil, besar]), Keadaan.USANG)
        self.assertEqual(keadaan_pelajaran(lama, baru, catatan=[kecil]), Keadaan.PERIKSA)
        self.assertEqual(keadaan_pelajaran(lama, baru, laporan=True), Keadaan.PERIKSA)
        self.assertEqual(keadaan_pelajaran(lama, baru, slug_hilang=True), Keadaan.PERIKSA)
        self.assertEqual(keadaan_pelajaran(lama, baru, catatan=[Catatan(lama, "besar")]), Keadaan.COCOK)

    def test_premium_cocok_untuk_umum_enam_bulan_kemudian(self):
        self.assertEqual(setara(Versi(24, 10), Edisi.PREMIUM, Edisi.UMUM), Versi(25, 4))
        self.assertEqual(setara(Versi(25, 4), Edisi.UMUM, Edisi.PREMIUM), Versi(24, 10))

    @given(VERSI)
    def test_tulis_lalu_urai_kembali_sama(self, versi):
        self.assertEqual(urai(str(versi))[0], versi)

    @given(VERSI, VERSI)
    def test_urutan_sama_dengan_tanda_selisih(self, a, b):
        self.assertEqual(a < b, selisih_bulan(a, b) > 0)

    @given(VERSI, st.integers(-60, 60))
    def test_tambah_bulan_kebalikan_selisih(self, versi, bulan):
        self.assertEqual(selisih_bulan(versi, versi.tambah(bulan)), bulan)


class Prasyarat(SimpleTestCase):
    def test_siklus_disebut_urut_jalannya(self):
        graf = {"M01": ["M03"], "M02": ["M01"], "M03": ["M02"]}
        self.assertEqual(cari_siklus(graf, "M01"), ["M01", "M03", "M02", "M01"])

    def test_panah_ke_diri_sendiri_adalah_siklus(self):
        self.assertEqual(cari_siklus({"M01": ["M01"]}, "M01"), ["M01", "M01"])

    def test_tanpa_siklus(self):
        graf = {"M01": [], "M02": ["M01"], "M03": ["M01", "M02"]}
        self.assertIsNone(cari_siklus(graf, "M03"))
        self.assertEqual(urutkan(graf), ["M01", "M02", "M03"])

    @given(st.dictionaries(st.integers(0, 7), st.sets(st.integers(0, 7)), max_size=8))
    def test_siklus_yang_ditemukan_benar_benar_ada_dan_tanpa_siklus_dapat_diurutkan(self, graf):
        siklus = [cari_siklus(graf, satu) for satu in graf]
        for jalur in filter(None, siklus):
            self.assertEqual(jalur[0], jalur[-1])
            for dari, ke in zip(jalur, jalur[1:], strict=False):
                self.assertIn(ke, graf[dari])
        if any(siklus):
            with self.assertRaises(ValueError):
                urutkan(graf)
        else:
            urutan = urutkan(graf)
            for satu, syarat in graf.items():
                for lain in syarat & graf.keys():
                    self.assertLess(urutan.index(lain), urutan.index(satu))


class Sebutan(SimpleTestCase):
    def test_kata_setempat_menggantikan_penanda(self):
        naskah = "Kantor {sebutan} dipimpin {kepala_desa}. {Sebutan} punya {dusun}. {lain} {{x}}"
        self.assertEqual(
            ganti_sebutan(naskah, "nagari"), "Kantor nagari dipimpin Wali Nagari. Nagari punya jorong. {lain} {{x}}"
        )
        self.assertIn("Keuchik", ganti_sebutan(naskah, "gampong"))
        self.assertIn("Kantor desa dipimpin Kepala Desa", ganti_sebutan(naskah, ""))
