from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from wilayah.opensid_versi import PREMIUM, UMUM, Versi, bandingkan, umur_bulan, urai_versi


class VersiOpenSID(SimpleTestCase):
    def test_bentuk_yang_pernah_terlihat(self):
        for teks, harap in (
            ("18.06", (18, 6, UMUM)), ("22.12.01", (22, 12, UMUM)), ("23.04", (23, 4, UMUM)),
            ("2305.0.0", (23, 5, UMUM)), ("2410.1.0", (24, 10, UMUM)), ("2604.1.0", (26, 4, UMUM)),
            ("2307.0.0-premium", (23, 7, PREMIUM)), ("22.05-premium-rev03", (22, 5, PREMIUM)),
            ("22.05-pasca", (22, 5, UMUM)), (" v2410.1.0 ", (24, 10, UMUM)), ("V22.02", (22, 2, UMUM)),
        ):  # fmt: skip
            with self.subTest(teks=teks):
                self.assertEqual(tuple(urai_versi(teks)[:3]), harap)

    def test_yang_tidak_terbaca_bukan_versi_lama(self):
        for teks in (
            "",
            "1.9",
            "2.12",
            "24.9",
            "2413.0",
            "2400.1",
            "24101",
            "24.101",
            "premium",
            "٢٤١٠",
            None,
            "0" * 9999,
        ):
            with self.subTest(teks=str(teks)[:20]):
                self.assertIsNone(urai_versi(teks))

    def test_layanan_menentukan_edisi_bila_tulisannya_tidak(self):
        self.assertEqual(urai_versi("2604.1.0", layanan="premium").edisi, PREMIUM)
        self.assertEqual(urai_versi("2604.1.0", layanan="umum").edisi, UMUM)

    def test_urutan_bukan_urutan_tulisan(self):
        banding = lambda kiri, kanan: bandingkan(urai_versi(kiri), urai_versi(kanan))  # noqa: E731
        self.assertEqual(banding("24.10", "24.09"), 1)
        self.assertEqual(banding("24.10", "2410.0.0"), 0)
        self.assertEqual(banding("26.01", "25.12"), 1)
        self.assertEqual(banding("2404.0.0-premium", "2404.0.0"), 0)
        self.assertEqual(banding("2410.1.10", "2410.1.9"), 1)
        self.assertLess(urai_versi("22.12.01"), urai_versi("2305.0.0"))

    def test_umur_dihitung_pada_jalur_yang_sama(self):
        self.assertEqual(umur_bulan(urai_versi("24.10"), urai_versi("26.04")), 18)
        self.assertEqual(umur_bulan(urai_versi("26.05"), urai_versi("26.04")), 0)
        self.assertIsNone(umur_bulan(urai_versi("24.10"), urai_versi("2604-premium")))
        self.assertIsNone(umur_bulan(None, urai_versi("26.04")))

    @given(st.text(max_size=120))
    def test_tulisan_apa_pun_tidak_menggagalkan(self, teks):
        hasil = urai_versi(teks)
        self.assertTrue(hasil is None or 1 <= hasil.bulan <= 12)

    @given(
        st.integers(18, 99), st.integers(1, 12), st.booleans(), st.integers(0, 20), st.sampled_from(["", "-premium"])
    )
    def test_dua_cara_menulis_terbaca_sama(self, tahun, bulan, awalan_v, tambalan, akhiran):
        awal = "v" if awalan_v else ""
        titik = urai_versi(f"{awal}{tahun:02d}.{bulan:02d}.{tambalan}{akhiran}")
        rapat = urai_versi(f"{awal}{tahun:02d}{bulan:02d}.{tambalan}.0{akhiran}")
        self.assertEqual(titik, rapat)
        self.assertEqual(titik.bulan_rilis, 12 * tahun + bulan)

    @given(
        *[
            st.builds(
                Versi,
                st.integers(18, 40),
                st.integers(1, 12),
                st.sampled_from([UMUM, PREMIUM]),
                st.tuples(st.integers(0, 9)),
            )
        ]
        * 2
    )
    def test_perbandingan_konsisten(self, kiri, kanan):
        self.assertEqual(bandingkan(kiri, kanan), -bandingkan(kanan, kiri))
        self.assertEqual(kiri < kanan, bandingkan(kiri, kanan) < 0)
        self.assertEqual(kiri >= kanan, bandingkan(kiri, kanan) >= 0)
