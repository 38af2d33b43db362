"""Hitungan pelatihan: contoh domain (`data/training_cases.json`) persis, dan sifat-sifatnya."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from modul_pelatihan import hadir, masa, ngain, penilaian
from modul_pelatihan.penilaian import Anulir, Butir, ButirPraktik, Kebijakan

KASUS = {
    satu["id"]: satu for satu in json.loads((Path(__file__).parent / "data/training_cases.json").read_text())["kasus"]
}
RASIO = st.fractions(0, 1)
HARI = st.dates(date(2020, 1, 1), date(2040, 12, 31))


class ContohDomain(SimpleTestCase):
    def test_1_pilihan_jamak_sebagian(self):
        kasus = KASUS[1]
        fraksi = penilaian.fraksi_jamak(*(kasus["masukan"][nama] for nama in ("benar", "opsi", "dipilih")))
        self.assertEqual(fraksi, F(kasus["harap"]["fraksi"]))
        self.assertEqual(penilaian.nilai_butir(fraksi, F(kasus["masukan"]["bobot"])), F(kasus["harap"]["nilai"]))

    def test_4_total_kuis_tidak_pernah_negatif(self):
        masukan, harap = KASUS[4]["masukan"], KASUS[4]["harap"]
        butir = [Butir(F(masukan["bobot"]), F(1))] * masukan["benar"] + [Butir(F(masukan["bobot"]), F(0))] * masukan[
            "salah"
        ]
        hasil = penilaian.hitung_kuis(butir, denda=F(masukan["denda"]))
        self.assertEqual((hasil.skor, hasil.rasio), (F(harap["skor"]), F(harap["rasio"])))
        self.assertEqual(penilaian.tampil_persen(hasil.rasio), harap["tampil"].replace(".", ","))
        self.assertEqual(penilaian.lulus(hasil.rasio, F(masukan["ambang"])), harap["lulus"])

    def test_7_soal_dianulir(self):
        harap = KASUS[7]["harap"]
        butir = [Butir(F(1), F(1))] * 6 + [Butir(F(1), F(0))] * 3 + [Butir(F(1), F(1), dianulir=True)]
        for cara in Anulir:
            self.assertEqual(penilaian.hitung_kuis(butir, anulir=cara).rasio, F(harap[cara.value]))

    def test_10_ngain_kelas_hanya_berpasangan(self):
        masukan, harap = KASUS[10]["masukan"], KASUS[10]["harap"]
        pasangan = [
            tuple(None if satu is None else F(satu) / F(masukan["maks"]) for satu in nilai)
            for nilai in masukan["peserta"].values()
        ]
        hasil = ngain.ngain_kelas(pasangan)
        self.assertEqual((hasil.n, hasil.kelas, hasil.rata), (harap["n"], F(harap["g_kelas"]), F(harap["rata_g"])))
        self.assertFalse(hasil.tampil())

    def test_13_hadir_daring_gabungan_selang(self):
        masukan, harap = KASUS[13]["masukan"], KASUS[13]["harap"]

        def jam(teks):
            return datetime(2026, 11, 2, *map(int, teks.split(":")), tzinfo=UTC)

        sesi = tuple(map(jam, masukan["sesi"]))
        selang = [tuple(map(jam, satu)) for satu in masukan["selang"]]
        self.assertEqual(hadir.gabung(sesi, selang), timedelta(minutes=harap["menit"]))
        self.assertEqual(hadir.rasio_daring(sesi, selang), F(harap["rasio"]))
        self.assertEqual(hadir.hadir_daring(sesi, selang, F(masukan["ambang"])), harap["hadir"])


class Kuis(SimpleTestCase):
    def test_memilih_semuanya_tidak_bernilai(self):
        self.assertEqual(penilaian.fraksi_jamak("ab", "abcd", "abcd"), 0)
        self.assertEqual(penilaian.fraksi_jamak("ab", "ab", "ab"), 1)
        self.assertIsNone(penilaian.fraksi_jamak("ab", "abcd", ""))

    def test_isian_angka_cara_tulis_indonesia(self):
        for teks, harap in [("1.250", "1250"), ("12,5", "12.5"), (" 75 ", "75"), ("-1.000.000,25", "-1000000.25")]:
            self.assertEqual(penilaian.urai_angka(teks), Decimal(harap))
        for teks in ("1.25", "12.5", "1,250,000", "abc", "1 250", "٣", "9" * 40, "1e3", "."):
            with self.subTest(teks=teks), self.assertRaises(penilaian.AngkaKeliru):
                penilaian.urai_angka(teks)
            self.assertEqual(penilaian.fraksi_angka(teks, Decimal(75)), 0, "salah tulis = salah")
        self.assertIsNone(penilaian.fraksi_angka("  ", Decimal(75)), "kosong bukan salah")
        self.assertEqual(penilaian.fraksi_angka("75,5", Decimal(75), Decimal("0.5")), 1)

    def test_urutan_dinilai_menurut_tempatnya(self):
        self.assertEqual(penilaian.fraksi_urut("abcd", "abdc"), F(1, 2))

    def test_nilai_gagal_tidak_pernah_terbaca_sama_dengan_ambang(self):
        rasio = F(69999, 100000)
        self.assertFalse(penilaian.lulus(rasio, F(7, 10)))
        self.assertEqual(penilaian.tampil_persen(rasio), "69,99")
        self.assertEqual(penilaian.tampil_persen(None), "-")

    def test_kosong_tidak_didenda_dan_salah_sebagian_tidak(self):
        self.assertEqual(penilaian.nilai_butir(None, F(2), F(1)), 0)
        self.assertEqual(penilaian.nilai_butir(F(0), F(2), F(1)), -1)
        self.assertEqual(penilaian.nilai_butir(F(1, 4), F(2), F(1)), F(1, 2))

    def test_kebijakan_nilai(self):
        nilai = [F(1, 2), F(1), F(3, 4)]
        harap = {
            Kebijakan.TERBAIK: F(1),
            Kebijakan.TERAKHIR: F(3, 4),
            Kebijakan.PERTAMA: F(1, 2),
            Kebijakan.RATA: F(3, 4),
        }
        for kebijakan in Kebijakan:
            self.assertEqual(penilaian.pilih_nilai(nilai, kebijakan), harap[kebijakan])
            self.assertIsNone(penilaian.pilih_nilai([], kebijakan))

    def test_butir_kritis_menggagalkan_praktik_yang_nilainya_cukup(self):
        butir = [ButirPraktik(True)] * 9 + [ButirPraktik(False, kritis=True)]
        self.assertEqual(penilaian.hitung_praktik(butir, F(4, 5)), (F(9, 10), False))
        self.assertEqual(penilaian.hitung_praktik([ButirPraktik(True, kritis=True)], F(4, 5)), (F(1), True))
        self.assertEqual(penilaian.hitung_praktik([], F(4, 5)), (None, False))

    @given(st.sets(st.sampled_from("abcdef"), min_size=1), st.sets(st.sampled_from("abcdef"), min_size=1))
    def test_pecahan_jamak_di_antara_nol_dan_satu_dan_penuh_hanya_bila_persis(self, benar, dipilih):
        fraksi = penilaian.fraksi_jamak(benar, "abcdef", dipilih)
        self.assertTrue(0 <= fraksi <= 1)
        self.assertEqual(fraksi == 1, benar == dipilih)
        if dipilih == set("abcdef") and benar != dipilih:
            self.assertEqual(fraksi, 0)

    @given(
        st.lists(st.builds(Butir, st.fractions(F(1, 4), 10), st.none() | RASIO, st.booleans()), max_size=12),
        st.fractions(0, 5), st.sampled_from(list(Anulir)),
    )  # fmt: skip
    def test_skor_di_antara_nol_dan_maks(self, butir, denda, anulir):
        hasil = penilaian.hitung_kuis(butir, denda=denda, anulir=anulir)
        self.assertTrue(0 <= hasil.skor <= hasil.maks)
        if hasil.rasio is not None and hasil.rasio < F(7, 10):
            self.assertLess(Decimal(penilaian.tampil_persen(hasil.rasio).replace(",", ".")), 70)

    @given(st.lists(RASIO, min_size=1, max_size=8))
    def test_kebijakan_tidak_pernah_di_luar_nilai_yang_ada(self, nilai):
        for kebijakan in Kebijakan:
            self.assertTrue(min(nilai) <= penilaian.pilih_nilai(nilai, kebijakan) <= max(nilai))


class PraPasca(SimpleTestCase):
    def test_paket_silang_seimbang_dan_tidak_ada_yang_mendapat_paket_sama(self):
        for banyak in range(1, 42):
            pra = [ngain.paket_silang(urut)[0] for urut in range(banyak)]
            self.assertLessEqual(abs(pra.count("A") - pra.count("B")), 1)
        self.assertTrue(all(len(set(ngain.paket_silang(urut))) == 2 for urut in range(9)))

    def test_batas_golongan_dan_nilai_tak_terdefinisi(self):
        self.assertIsNone(ngain.ngain(F(1), F(1)))
        self.assertEqual([ngain.golongan(g) for g in (F(7, 10), F(3, 10), F(29, 100), F(-1), None)],
                         ["tinggi", "sedang", "rendah", "rendah", ""])  # fmt: skip
        self.assertEqual(ngain.perubahan(F(1, 2), F(1, 4)), F(-1, 2))
        self.assertEqual(ngain.perubahan(F(1, 2), F(1, 2)), 0)
        self.assertIsNone(ngain.perubahan(F(0), F(0)))
        self.assertIsNone(ngain.perubahan(F(1), F(1)))

    @given(st.lists(st.tuples(st.none() | RASIO, st.none() | RASIO), max_size=20))
    def test_ngain_kelas_tidak_pernah_lebih_dari_satu(self, pasangan):
        hasil = ngain.ngain_kelas(pasangan)
        self.assertEqual(hasil.n, sum(a is not None and b is not None for a, b in pasangan))
        self.assertTrue(hasil.kelas is None or hasil.kelas <= 1)
        self.assertEqual(hasil.tampil(), hasil.n >= 5)


class Kehadiran(SimpleTestCase):
    def test_izin_bukan_hadir_dan_sesi_batal_keluar_dari_penyebut(self):
        sesi = [hadir.SesiHadir(2, True), hadir.SesiHadir(3, False), hadir.SesiHadir(4, True, batal=True)]
        self.assertEqual(hadir.rasio_hadir(sesi), F(2, 5))
        self.assertIsNone(hadir.rasio_hadir([hadir.SesiHadir(4, True, batal=True)]))

    @given(st.lists(st.tuples(st.integers(-60, 200), st.integers(-60, 200)), max_size=12))
    def test_gabungan_tidak_pernah_melebihi_sesi_dan_tidak_menurut_urutan(self, menit):
        mulai = datetime(2026, 11, 2, 2, tzinfo=UTC)
        sesi = (mulai, mulai + timedelta(minutes=90))
        selang = [(mulai + timedelta(minutes=a), mulai + timedelta(minutes=b)) for a, b in menit]
        hasil = hadir.gabung(sesi, selang)
        naif = {m for a, b in menit for m in range(max(a, 0), min(b, 90))}
        self.assertEqual(hasil, timedelta(minutes=len(naif)))
        self.assertEqual(hasil, hadir.gabung(sesi, selang[::-1]))


class Masa(SimpleTestCase):
    def test_tambah_bulan_dijepit_ke_akhir_bulan(self):
        self.assertEqual(masa.tambah_bulan(date(2026, 1, 31), 1), date(2026, 2, 28))
        self.assertEqual(masa.tambah_bulan(date(2028, 1, 31), 1), date(2028, 2, 29))
        self.assertEqual(masa.tambah_bulan(date(2024, 2, 29), 24), date(2026, 2, 28))
        self.assertEqual(masa.tambah_bulan(date(2026, 11, 22), 24), date(2028, 11, 22))

    def test_urutan_status_dan_hari_terakhir_masih_berlaku(self):
        mulai, sampai = date(2026, 1, 1), date(2026, 12, 31)
        for pada, harap in [
            (date(2025, 12, 31), "belum_berlaku"), (mulai, "berlaku"), (date(2026, 11, 1), "segera_habis"),
            (sampai, "segera_habis"), (date(2027, 1, 1), "kedaluwarsa"),
        ]:  # fmt: skip
            self.assertEqual(masa.status(mulai, sampai, pada), harap, pada)
            self.assertEqual(masa.status(mulai, sampai, pada, dicabut=True), "dicabut")
        self.assertEqual(masa.status(mulai, None, date(2040, 1, 1)), "berlaku")

    def test_perpanjangan_di_dalam_dan_di_luar_jendela(self):
        sampai = date(2026, 12, 31)
        for diminta, harap in [
            (date(2026, 10, 2), date(2028, 12, 31)), (sampai, date(2028, 12, 31)),
            (date(2026, 10, 1), date(2028, 10, 1)), (date(2027, 1, 1), date(2029, 1, 1)),
        ]:  # fmt: skip
            self.assertEqual(masa.perpanjang(sampai, diminta, 24), harap, diminta)

    def test_nomor_berdigit_periksa(self):
        self.assertEqual(masa.digit_luhn("7992739871"), "3")
        self.assertEqual(masa.nomor_sertifikat(2026, 1), "2026000001" + masa.digit_luhn("2026000001"))
        for salah in ("", "2026000001", "abc", "٢٠٢٦٠٠٠٠٠١٤"):
            self.assertFalse(masa.nomor_sah(salah))
        with self.assertRaises(ValueError):
            masa.nomor_sertifikat(2026, 1_000_000)

    @given(st.integers(2000, 2999), st.integers(1, 999_999), st.integers(0, 10), st.integers(1, 9))
    def test_satu_angka_salah_selalu_ketahuan(self, tahun, urut, letak, geser):
        nomor = masa.nomor_sertifikat(tahun, urut)
        self.assertTrue(masa.nomor_sah(nomor))
        salah = nomor[:letak] + str((int(nomor[letak]) + geser) % 10) + nomor[letak + 1 :]
        self.assertFalse(masa.nomor_sah(salah))

    @given(HARI, st.integers(0, 48), HARI)
    def test_status_sepakat_dengan_berlaku(self, mulai, bulan, pada):
        sampai = masa.tambah_bulan(mulai, bulan)
        self.assertGreaterEqual(sampai, mulai)
        hidup = masa.status(mulai, sampai, pada) in {masa.Status.BERLAKU, masa.Status.SEGERA_HABIS}
        self.assertEqual(hidup, masa.berlaku(mulai, sampai, pada))
