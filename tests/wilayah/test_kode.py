"""Aritmetika kode: bentuk, kunci, rentang, leluhur; nama dan sebutan."""

import json
from pathlib import Path

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from wilayah import kode
from wilayah.nama import kunci_nama, rapikan_nama
from wilayah.sebutan import sebutan_baku

KASUS = json.loads((Path(__file__).parent / "data" / "kasus_kode.json").read_text())["cases"]

_dua = st.integers(1, 99).map("{:02d}".format)
_provinsi = st.sampled_from(["11", "13", "17", "33", "52", "91"])
_desa = st.builds("{}{:03d}".format, st.sampled_from("123"), st.integers(0, 999))
kode_wilayah = st.one_of(
    _provinsi,
    st.builds("{}.{}".format, _provinsi, _dua),
    st.builds("{}.{}.{}".format, _provinsi, _dua, _dua),
    st.builds("{}.{}.{}.{}".format, _provinsi, _dua, _dua, _desa),
)


class Kode(SimpleTestCase):
    def test_kasus_t25_dua_tulisan_satu_desa_dan_bentuk_lain_ditolak(self):
        kasus = next(satu for satu in KASUS if satu["id"] == "T25")
        hasil = [kode.normalkan(satu) for satu in kasus["input"]["codes"]]
        sah = [satu for satu in hasil if satu]
        self.assertEqual(sorted(set(sah)), kasus["expected"]["unique"])
        self.assertEqual(len(sah) - len(set(sah)), kasus["expected"]["duplicates"])
        tolak = [m.strip() for m, h in zip(kasus["input"]["codes"], hasil, strict=True) if h is None]
        self.assertEqual(tolak, kasus["expected"]["invalid"])
        self.assertEqual(sorted({kunci_nama(satu) for satu in kasus["input"]["names"]}), kasus["expected"]["name_keys"])

    def test_bukan_kode_tidak_pernah_menjadi_kode(self):
        for mentah in (
            "",
            "1",
            "133",
            "13.7",
            "13.07.",
            ".13",
            "13-07",
            "１３",
            "13.07.04.20011",
            "130704200",
            None,
            13.5,
        ):
            with self.subTest(mentah=mentah):
                self.assertIsNone(kode.normalkan(mentah))
        self.assertEqual(kode.normalkan(1307042001), "13.07.04.2001")

    @given(kode_wilayah)
    def test_bertitik_dan_polos_menjadi_satu(self, satu):
        self.assertEqual(kode.normalkan(satu), satu)
        self.assertEqual(kode.normalkan(satu.replace(".", "")), satu)
        self.assertEqual(kode.normalkan(f"  {satu}\n"), satu)

    @given(st.text(max_size=20))
    def test_normalkan_tidak_pernah_gagal_dan_hasilnya_tetap(self, teks):
        hasil = kode.normalkan(teks)
        if hasil is not None:
            self.assertEqual(kode.normalkan(hasil), hasil)
            self.assertIn(len(hasil), {2, 5, 8, 13})

    @given(kode_wilayah, kode_wilayah)
    def test_rentang_memuat_tepat_keturunannya(self, atas, bawah):
        awal, akhir = kode.rentang(atas)
        self.assertEqual(awal <= kode.kunci(bawah) <= akhir, bawah == atas or bawah.startswith(f"{atas}."))

    def test_awalan_angka_bukan_keturunan(self):
        awal, akhir = kode.rentang("33.09")
        self.assertFalse(awal <= kode.kunci("33.90") <= akhir)
        self.assertFalse(awal <= kode.kunci("33.99.01.2001") <= akhir)
        self.assertEqual(kode.rentang("13.07"), (1307000000, 1307999999))
        self.assertIsNone(kode.normalkan("33.9"))  # bukan 33.09, bukan 33.90, bukan 33.99

    @given(kode_wilayah)
    def test_leluhur_berakhir_di_dirinya_dan_saling_memuat(self, satu):
        jalur = kode.leluhur(satu)
        self.assertEqual(jalur[-1], satu)
        self.assertEqual([kode.induk(k) for k in jalur], [None, *jalur[:-1]])
        for atas in jalur:
            awal, akhir = kode.rentang(atas)
            self.assertTrue(awal <= kode.kunci(satu) <= akhir)

    @given(kode_wilayah, st.integers(2, 10))
    def test_awalan_kode_memuat_kode_itu(self, satu, panjang):
        angka = satu.replace(".", "")[:panjang]
        awal, akhir = kode.rentang_awalan(angka)
        self.assertTrue(awal <= kode.kunci(satu) <= akhir)
        self.assertIsNone(kode.rentang_awalan("2 x 11"))

    def test_tingkat_dan_jenis_dari_kode(self):
        self.assertEqual(
            [kode.tingkat(k) for k in ("13", "13.07", "13.71", "13.07.04", "13.07.04.2001")],
            ["provinsi", "kabupaten", "kota", "kecamatan", "desa"],
        )
        self.assertEqual(
            [kode.jenis_desa(f"13.07.04.{k}") for k in ("1001", "2001", "3001", "4001")],
            ["kelurahan", "desa", "desa_adat", ""],
        )


class Nama(SimpleTestCase):
    def test_nama_dari_daftar_resmi_dirapikan(self):
        for mentah, rapi in (
            ('Soka"an', "Soka'an"), ("U Baro.", "U Baro"), ("Air  Sialang   Hilir. ", "Air Sialang Hilir"),
            ("Tj. Haro", "Tj. Haro"), (" \u00a0Luak ", "Luak"), ("...", ""),
        ):  # fmt: skip
            self.assertEqual(rapikan_nama(mentah), rapi)

    @given(st.text(max_size=60))
    def test_merapikan_dua_kali_sama_saja(self, teks):
        self.assertEqual(rapikan_nama(rapikan_nama(teks)), rapikan_nama(teks))
        self.assertEqual(kunci_nama(kunci_nama(teks)), kunci_nama(teks))

    def test_apostrof_apa_pun_tidak_menghalangi_pencarian(self):
        self.assertEqual({kunci_nama(satu) for satu in ("Soka'an", "Soka’an", "sokaan", 'SOKA"AN')}, {"sokaan"})


class Sebutan(SimpleTestCase):
    def test_sumatera_barat_bernagari_kecuali_tiga_daerah(self):
        self.assertEqual(sebutan_baku("13.07.04.2001"), "nagari")
        for kab in ("13.09", "13.73", "13.77"):
            self.assertEqual(sebutan_baku(f"{kab}.01.2001"), "desa")
        self.assertEqual(sebutan_baku("18.01.04.2001"), "desa")

    def test_kelurahan_tetap_kelurahan_apa_pun_pengaturannya(self):
        self.assertEqual(sebutan_baku("18.01.04.1001", {"18": "pekon", "18.01": "tiyuh"}), "kelurahan")
        self.assertEqual(sebutan_baku("91.03.04.3001", {"91": "kampung"}), "desa adat")

    def test_pengaturan_terdekat_menang(self):
        peta = {"18": "desa", "18.04": "pekon", "18.04.02": "kampung"}
        self.assertEqual(sebutan_baku("18.04.01.2001", peta), "pekon")
        self.assertEqual(sebutan_baku("18.04.02.2001", peta), "kampung")
        self.assertEqual(sebutan_baku("13.09.01.2001", {"13": "nagari"}), "desa")
        self.assertEqual(sebutan_baku("13.09.01.2001", {"13.09": "laggai"}), "laggai")
