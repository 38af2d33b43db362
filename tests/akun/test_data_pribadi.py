"""NIK, No. KK, dan rahasia tidak pernah tersimpan utuh (domain operations.md 6)."""

import json
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from akun.data_pribadi import PROVINSI, cari_nik, samarkan
from tests.waktu import waktu_cpu

CONTOH = json.loads((Path(__file__).parent / "data" / "nik_cases.json").read_text())["cases"]


@st.composite
def nik(draw) -> str:
    lahir = date(2000, 1, 1) + timedelta(days=draw(st.integers(0, 365)))
    hari = lahir.day + draw(st.sampled_from([0, 40]))
    provinsi = draw(st.sampled_from(sorted(PROVINSI)))
    daerah = draw(st.integers(1, 99)), draw(st.integers(1, 99))
    return f"{provinsi}{daerah[0]:02}{daerah[1]:02}{hari:02}{lahir.month:02}{draw(st.integers(0, 99)):02}{draw(st.integers(1, 9999)):04}"


class NikDisamarkan(SimpleTestCase):
    def test_contoh_bersama(self):
        for contoh in CONTOH:
            with self.subTest(contoh["id"], catatan=contoh["note"]):
                self.assertEqual([satu.angka for satu in cari_nik(contoh["text"])], contoh["expect"])

    def test_empat_angka_depan_dan_belakang_tinggal(self):
        self.assertEqual(samarkan("NIK 3399 9904 1187 0003.").teks, "NIK 3399••••••••0003.")

    def test_dua_nomor_berdampingan_disamarkan_keduanya(self):
        hasil = samarkan("3399990411870003 3399990411870004 081234567890")
        self.assertEqual(hasil.nik, 2)
        self.assertIn("081234567890", hasil.teks)

    def test_bukan_nik(self):
        for teks in (
            "NIP 198704112010011003", "Rp3.399.990.411.870.003", "versi 2410.0.1", "13.07.01.2004 dan 192.168.100.200",
            "3399 9904 1187 0003 12", "3300990411870003", "3399990411870000", "3399990411\n870003", "3399993102870003",
        ):  # fmt: skip
            with self.subTest(teks):
                self.assertEqual(samarkan(teks).teks, teks)

    def test_label_menyamarkan_salah_ketik_dan_tanggal_mustahil(self):
        for teks in ("NIK: 33999904l187OOO3", "No. KK 3399 9999 9999 0003", "kartu keluarga=3399990411870003"):
            with self.subTest(teks):
                self.assertEqual(samarkan(teks).nik, 1)

    def test_aksara_lain_dan_huruf_tak_tampak_tidak_menolong(self):
        arab = "3399990411870003".translate({48 + n: 0x660 + n for n in range(10)})
        self.assertEqual(samarkan(f"nomor {arab} ya").teks, "nomor 3399••••••••0003 ya")
        self.assertEqual(samarkan("339999\u200b0411\u2060870003").teks, "3399••••••••0003")

    def test_spasi_dan_garis_segala_rupa(self):
        for pisah in ("\u2009", "\u202f", "\u2007", "\u2010", "\u2011", "\u2012", "\u2014", "\u2212"):
            with self.subTest(f"U+{ord(pisah):04X}"):
                hasil = samarkan(f"nomor {pisah.join(('3399', '9904', '1187', '0003'))}.")
                self.assertEqual(hasil.teks, "nomor 3399••••••••0003.")

    def test_di_mana_pun_ia_tertulis(self):
        """Nama berkas, alamat, surel, JSON, SQL, baris CSV."""
        for teks, jumlah in (
            ("KTP_3399990411870003.jpg", 1), ("3399990411870003-kk.pdf", 1), ("https://x.example/?nik=3399990411870003&a=1", 1),
            ("3399990411870003@desa.example", 1), ('{"nik":"3399990411870003"}', 1), ("('3399990411870003','BUDI')", 1),
            ("3399990411870003;3399990411870004", 2), ("3399990411870003,3399990411870004", 2), ("NIK\t3399990411870003", 1),
            ("NIKnya 3399993411870003", 1), ("NIK3399993411870003", 1), ("NIK 3399993411870003 081234567890", 1), ("No.KK 3399993411870003", 1),
        ):  # fmt: skip
            with self.subTest(teks):
                hasil = samarkan(teks)
                self.assertEqual(hasil.nik, jumlah)
                self.assertNotIn("9904118700", hasil.teks)

    @given(nik(), st.sampled_from(["", " ", ".", "-", "\u00a0"]), st.text(alphabet="abc ,()\n", max_size=20))
    def test_setiap_nik_sah_tersamar(self, nomor, pisah, sekitar):
        bagian = pisah.join([nomor[:6], nomor[6:12], nomor[12:]])
        hasil = samarkan(f"{sekitar}a {bagian} b{sekitar}")
        self.assertEqual(hasil.nik, 1)
        self.assertNotIn(nomor[4:12], hasil.teks.replace(pisah, "") if pisah else hasil.teks)

    @given(st.text(max_size=200))
    def test_menyamarkan_dua_kali_sama_dengan_sekali(self, teks):
        sekali = samarkan(teks)
        self.assertEqual(samarkan(sekali.teks).teks, sekali.teks)

    def test_waktu_linear(self):
        """Yang termahal dua kali prosa sepanjang itu; pola yang kuadratik puluhan kali pada empat puluh ribu huruf."""
        samarkan("pemanasan NIK 3399990411870003")
        prosa = "Mohon dicek data penduduk nagari kami. " * 1000
        biasa = sum(waktu_cpu(lambda: samarkan(prosa))[0] for _ in range(5)) / 5
        for jahat in (
            "1 " * 20000, "12345678" * 5000, "sandi: " * 6000, "kata sandi saya " * 2500, "eyJ" + "a" * 40000,
            "eyJa" * 10000, "eyJaaaaaaaa." * 3300, "0l" * 20000, "NIK " * 10000,
        ):  # fmt: skip
            with self.subTest(jahat[:12]):
                self.assertLess(waktu_cpu(partial(samarkan, jahat))[0], 15 * biasa)


class RahasiaDisamarkan(SimpleTestCase):
    def test_rahasia_hilang_seluruhnya(self):
        for teks, hilang in (
            ("password: Rahasia123!", "Rahasia123"),
            ("sandi saya admin2024 ya", "admin2024"),
            ("sandinya adalah nagari99", "nagari99"),
            ("kata sandi=rahasia", "rahasia"),
            ("PIN 482913 jangan bilang-bilang", "482913"),
            ("token: eyJhbGciOiJIUzI1NiJ9.eyJkZXNhIjoxfQ.c2lnbmF0dXJl", "eyJhbGci"),
            ("Authorization eyJhbGciOiJIUzI1NiJ9.eyJkZXNhIjoxfQ.abc", "eyJhbGci"),
        ):
            with self.subTest(teks):
                hasil = samarkan(teks)
                self.assertNotIn(hilang, hasil.teks)
                self.assertEqual(hasil.rahasia, 1)

    def test_rahasia_di_catatan_galat_setelan_dan_alamat(self):
        for teks, hilang in (
            ("$db['default']['password'] = 'admin';", "admin"),
            ("'password' => 'nagari99',", "nagari99"),
            ('{"user":"admin","password":"dua kata"}', "dua kata"),
            ('password="dua kata"', "dua kata"),
            ("DB_PASSWORD=bismillah", "bismillah"),
            ("GET /reset?token=abcDEF123456&x=1 500", "abcDEF123456"),
            ("?access_token=abcdef123456", "abcdef123456"),
            ("Authorization: Bearer abcdef1234567890", "abcdef1234567890"),
            ("API_KEY=abcdef123456", "abcdef123456"),
            ("mysql://root:nagari@localhost/opensid", "nagari"),
            ("passwordnya admin123", "admin123"),
            ("sandinya itu admin123 pak", "admin123"),
            ("Kode OTP anda adalah 482913", "482913"),
            ("pin warga 482913", "482913"),
            ("sandi siteman: admin / Sid304", "Sid304"),
            ("token premium 2b1d9a7c4e5f", "2b1d9a7c4e5f"),
            ("pass: nagari99", "nagari99"),
        ):
            with self.subTest(teks):
                hasil = samarkan(teks)
                self.assertNotIn(hilang, hasil.teks)
                self.assertEqual(hasil.rahasia, 1)
                self.assertEqual(samarkan(hasil.teks).teks, hasil.teks)

    def test_angka_di_dekat_kata_rahasia_yang_bukan_rahasia(self):
        for teks in (
            "token 2611.0.0 gagal diperbarui", "token (#11523) gagal", "harga token Rp150.000", "token 1307012004 tidak dikenal",
            "token sejak 2026-11-22", "PIN 13.07.01.2004", "PIN 6-digit tidak dikirim", "Galat token: \"Token tidak valid\"",
            "http://localhost:8000/opensid", "otp tidak terkirim 3x", "user admin pass foto 3x4cm",
        ):  # fmt: skip
            with self.subTest(teks):
                self.assertEqual(samarkan(teks).teks, teks)

    def test_membicarakan_sandi_tidak_mengubah_teks(self):
        for teks in (
            "Jangan menempel token di forum ini, ya: token sama dengan kunci.",
            "arsip bersandi, sandinya disimpan sekdes",
            "Ada satu orang yang akan memegang PIN warga",
            "token itu dibuat untuk domain lama atau baru? Token terikat pada domain.",
            "Sandi: minta kepada sekretaris nagari",
        ):
            with self.subTest(teks):
                self.assertEqual(samarkan(teks).teks, teks)
