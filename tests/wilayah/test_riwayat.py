"""Kode berganti, jati diri tetap: ganti kode, gabung, sambung, dan bertanya dengan kode mana pun."""

import json
from datetime import date, timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase, TestCase
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from wilayah.layanan import (
    atur_sebutan,
    gabungkan,
    ganti_kode,
    ganti_nama,
    kode_berlaku,
    kode_pada,
    sambungkan,
    tambah_wilayah,
    temukan,
)
from wilayah.models import RiwayatKode, Wilayah
from wilayah.riwayat import Perubahan
from wilayah.riwayat import kode_berlaku as hitung

T28 = next(
    satu
    for satu in json.loads((Path(__file__).parent / "data" / "kasus_kode.json").read_text())["cases"]
    if satu["id"] == "T28"
)


class RumusRiwayat(SimpleTestCase):
    def test_kasus_t28_ditanya_dengan_kode_mana_pun(self):
        perubahan = [Perubahan(p["old"], p["new"], date.fromisoformat(p["from"])) for p in T28["input"]["changes"]]
        hasil = [hitung(perubahan, kode, date.fromisoformat(pada)) for kode, pada in T28["input"]["queries"]]
        self.assertEqual(hasil, T28["expected"]["resolved"])

    def test_hari_mulai_berlaku_sudah_memakai_kode_baru(self):
        satu = [Perubahan("A", "B", date(2022, 11, 9))]
        self.assertEqual(hitung(satu, "A", date(2022, 11, 8)), "A")
        self.assertEqual(hitung(satu, "A", date(2022, 11, 9)), "B")

    def test_yang_melebur_menjadi_pewarisnya_dan_pewaris_tidak_pernah_menjadi_yang_melebur(self):
        satu = [Perubahan("X", "Y", date(2020, 1, 1), lebur=True)]
        self.assertEqual([hitung(satu, "X", date(t, 1, 1)) for t in (2019, 2021)], ["X", "Y"])
        self.assertEqual([hitung(satu, "Y", date(t, 1, 1)) for t in (2019, 2021)], ["Y", "Y"])

    @given(
        st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE"), st.dates(), st.booleans()), max_size=12),
        st.dates(),
    )
    def test_lingkaran_tidak_membuatnya_berputar(self, mentah, pada):
        perubahan = [Perubahan(*satu) for satu in mentah]
        for kode in "ABCDE":
            self.assertIn(hitung(perubahan, kode, pada), "ABCDE")

    @given(
        st.lists(st.dates(date(2000, 1, 1), date(2026, 1, 1)), min_size=1, max_size=6, unique=True),
        st.dates(date(1999, 1, 1), date(2027, 1, 1)),
    )
    def test_semua_kode_satu_rantai_menjawab_sama(self, tanggal, pada):
        tanggal.sort()
        rantai = [Perubahan(f"K{i}", f"K{i + 1}", hari) for i, hari in enumerate(tanggal)]
        harap = f"K{sum(hari <= pada for hari in tanggal)}"
        self.assertEqual({hitung(rantai, f"K{i}", pada) for i in range(len(tanggal) + 1)}, {harap})


class Riwayat(TestCase):
    @classmethod
    def setUpTestData(cls):
        for kode, nama in (
            ("18", "Lampung"), ("18.09", "Kabupaten Pesawaran"), ("18.09.07", "Way Lima"), ("18.09.09", "Way Khilau"),
            ("18.09.07.2021", "Sindang Garut"), ("18.09.07.2022", "Tanjung Rejo"), ("18.09.07.1001", "Baturaja"),
            ("91", "Papua"), ("91.01", "Kabupaten Lama"), ("91.01.01", "Distrik"), ("91.01.01.2001", "Satu"),
            ("93", "Papua Selatan"),
        ):  # fmt: skip
            tambah_wilayah(kode=kode, nama=nama)
        cls.rejo = Wilayah.objects.get(kode="18.09.07.2022")

    def pindah(self, **isian):
        return ganti_kode(
            **{"wilayah": self.rejo, "kode_baru": "1809092010", "tanggal": date(2022, 11, 9), "dasar": "Kepmendagri"}
            | isian
        )

    def test_kasus_t28_di_basis_data(self):
        self.pindah()
        self.rejo.refresh_from_db()
        self.assertEqual((self.rejo.kode, self.rejo.kunci), ("18.09.09.2010", 1809092010))
        self.assertEqual(self.rejo.induk.nama, "Way Khilau")
        for (kode, pada), harap in zip(T28["input"]["queries"], T28["expected"]["resolved"], strict=True):
            self.assertEqual(kode_berlaku(kode, date.fromisoformat(pada)), harap)
        self.assertEqual(kode_pada(self.rejo, date(2021, 10, 14)), "18.09.07.2022")

    def test_kode_lama_ditemukan_dalam_dua_tulisan_juga_berantai(self):
        self.pindah()
        self.rejo.refresh_from_db()
        self.pindah(kode_baru="18.09.09.2011", tanggal=date(2024, 1, 1))
        for tulisan in ("18.09.07.2022", "1809072022", " 1809092010 ", "18.09.09.2011"):
            self.assertEqual(temukan(tulisan), self.rejo)
        self.assertIsNone(temukan("18.09.07.2099"))
        self.assertIsNone(temukan("Tanjung Rejo"))
        self.assertEqual(kode_berlaku("1809072022", date(2023, 6, 1)), "18.09.09.2010")

    def test_mengulang_ganti_kode_tidak_menambah_riwayat(self):
        pertama = self.pindah()
        self.assertEqual(self.pindah(), pertama)
        self.assertEqual(RiwayatKode.objects.count(), 1)

    def test_kode_yang_tidak_dapat_dipakai_ditolak_dan_tidak_ada_yang_berubah(self):
        for buruk in (
            {"kode_baru": "18.09.07.2021"}, {"kode_baru": "18.09.09"}, {"kode_baru": "18.09.9.2010"},
            {"kode_baru": "18.09.55.2001"}, {"kode_baru": "18.09.09.9001"}, {"jenis": "ganti_nama"},
            {"tanggal": timezone.localdate() + timedelta(days=1)}, {"kode_baru": "18.09.07.2022"},
        ):  # fmt: skip
            with self.subTest(**buruk), self.assertRaises(ValidationError):
                self.pindah(**buruk)
        self.assertEqual(RiwayatKode.objects.count(), 0)

    def test_isi_ikut_pindah_dan_semua_kode_lamanya_tetap_ketemu(self):
        ganti_kode(
            wilayah=Wilayah.objects.get(kode="91.01"), kode_baru="93.01", tanggal=date(2022, 6, 30),
            dasar="UU 14/2022", jenis="pemekaran",
        )  # fmt: skip
        desa = temukan("9101012001")
        self.assertEqual((desa.kode, desa.nama), ("93.01.01.2001", "Satu"))
        self.assertEqual(desa.induk.kode, "93.01.01")
        self.assertEqual(Wilayah.objects.get(kode="93.01").induk.kode, "93")
        self.assertTrue(Wilayah.objects.get(kode="93").memuat(desa))
        self.assertEqual(kode_berlaku("93.01.01.2001", date(2021, 1, 1)), "91.01.01.2001")

    def test_yang_melebur_ditemukan_sebagai_pewarisnya(self):
        garut = Wilayah.objects.get(kode="18.09.07.2021")
        riwayat = gabungkan(wilayah=garut, ke=self.rejo, tanggal=date(2023, 1, 1), dasar="Perda")
        self.assertEqual(gabungkan(wilayah=garut, ke=self.rejo, tanggal=date(2023, 1, 1), dasar="Perda"), riwayat)
        self.assertEqual(temukan("18.09.07.2021"), self.rejo)
        self.assertEqual(kode_berlaku("18.09.07.2021", date(2022, 1, 1)), "18.09.07.2021")
        self.assertEqual(kode_berlaku("18.09.07.2021", date(2024, 1, 1)), "18.09.07.2022")
        self.assertEqual(kode_berlaku("18.09.07.2022", date(2022, 1, 1)), "18.09.07.2022")

    def test_riwayat_melingkar_tidak_memutar_pencarian(self):
        Wilayah.objects.filter(pk=self.rejo.pk).update(berlaku=False)
        for lama, baru in (("18.09.07.2022", "18.09.07.2030"), ("18.09.07.2030", "18.09.07.2022")):
            RiwayatKode.objects.create(
                wilayah=self.rejo, kode_lama=lama, kode_baru=baru, jenis="pindah_kode", tanggal=date(2020, 1, 1)
            )
        self.assertEqual(temukan("18.09.07.2030"), self.rejo)
        self.assertEqual(temukan("18.09.07.2022"), self.rejo)

    def test_dugaan_pindah_dibenarkan_orang_jati_dirinya_tetap_yang_lama(self):
        baru = tambah_wilayah(kode="18.09.09.2010", nama="Tanjung Rejo")
        Wilayah.objects.filter(pk=self.rejo.pk).update(berlaku=False)
        sambungkan(lama=self.rejo, baru=baru, tanggal=date(2022, 11, 9), dasar="Kepmendagri")
        self.rejo.refresh_from_db()
        self.assertEqual((self.rejo.kode, self.rejo.berlaku), ("18.09.09.2010", True))
        self.assertFalse(Wilayah.objects.filter(pk=baru.pk).exists())

    def test_baris_baru_yang_sudah_dirujuk_tidak_dihapus(self):
        baru = tambah_wilayah(kode="18.09.09.2010", nama="Tanjung Rejo")
        ganti_nama(wilayah=baru, nama="Tanjung Rejo Baru")
        with self.assertRaises(ValidationError):
            sambungkan(lama=self.rejo, baru=baru, tanggal=date(2022, 11, 9), dasar="-")
        self.assertTrue(Wilayah.objects.filter(pk=baru.pk).exists())

    def test_ganti_nama_tidak_mengubah_kode_dan_tidak_menyesatkan_pencarian_kode(self):
        ganti_nama(wilayah=self.rejo, nama="Tanjung Rejo  Jaya.", tanggal=date(2024, 5, 1))
        self.rejo.refresh_from_db()
        self.assertEqual((self.rejo.nama, self.rejo.nama_cari), ("Tanjung Rejo Jaya", "tanjung rejo jaya"))
        self.assertEqual(kode_berlaku("18.09.07.2022", date(2020, 1, 1)), "18.09.07.2022")
        self.assertIsNone(ganti_nama(wilayah=self.rejo, nama="Tanjung Rejo Jaya"))

    def test_sebutan_kabupaten_berlaku_bagi_desa_di_dalamnya_dan_ikut_saat_pindah(self):
        pesawaran = Wilayah.objects.get(kode="18.09")
        self.assertEqual(atur_sebutan(wilayah=pesawaran, sebutan=" Pekon "), 2)
        self.rejo.refresh_from_db()
        self.assertEqual(self.rejo.nama_lengkap, "Pekon Tanjung Rejo")
        self.assertEqual(Wilayah.objects.get(kode="18.09.07.1001").nama_lengkap, "Kelurahan Baturaja")
        self.assertEqual(tambah_wilayah(kode="18.09.07.2050", nama="Baru").sebutan, "pekon")
        self.assertEqual(atur_sebutan(wilayah=self.rejo, sebutan="tiyuh"), 1)
        self.assertEqual(atur_sebutan(wilayah=pesawaran, sebutan=""), 2)
        self.rejo.refresh_from_db()
        self.assertEqual(self.rejo.sebutan, "tiyuh")
        self.assertEqual(atur_sebutan(wilayah=self.rejo, sebutan=""), 1)
        self.rejo.refresh_from_db()
        self.assertEqual(self.rejo.sebutan, "desa")

    def test_menambah_wilayah_dengan_kode_buruk_dijelaskan(self):
        for kode, nama in (
            ("13.07.4", "A"), ("99", "A"), ("18", "A"), ("18.10.01", "A"), ("18.09.07.9001", "A"), ("18.10", " . "),
        ):  # fmt: skip
            with self.subTest(kode=kode), self.assertRaises(ValidationError):
                tambah_wilayah(kode=kode, nama=nama)
