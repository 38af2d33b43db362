"""Membaca badan laporan: mentah, tersandi, JSON, multipart; isian yang disimpan dan yang tidak (opensid.md 3, 4, 6)."""

from __future__ import annotations

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from replikasi.kontrak import KUNCI_PRODUK, baca_laporan, isi_harian, saring, sisihkan, urai_badan

XRW = "XMLHttpRequest"


class BadanLaporan(SimpleTestCase):
    def test_badan_mentah_membiarkan_tambah_dan_persen_dan_menyambung_potongan(self):
        badan = b"nama_desa=A+B 100%&alamat_kantor=Jl. A & B & C&kode_desa=1307012004&x"
        self.assertEqual(
            urai_badan(badan),
            {"nama_desa": "A+B 100%", "alamat_kantor": "Jl. A & B & C", "kode_desa": "1307012004&x"},
        )

    def test_kepala_diminta_dengan_berarti_tersandi(self):
        badan = b"alamat_kantor=Jl.+A+%26+B%2C+100%25&tema&nama_desa=Sul%C3%AFki%FF"
        self.assertEqual(
            urai_badan(badan, diminta_dengan=XRW),
            {"alamat_kantor": "Jl. A & B, 100%", "nama_desa": "Sulïki\ufffd"},
        )
        self.assertEqual(urai_badan(badan)["alamat_kantor"], "Jl.+A+%26+B%2C+100%25&tema")
        self.assertEqual(urai_badan(b"url=http%3A%2F%2Fa.id", boleh_mentah=False), {"url": "http://a.id"})

    def test_json_datar_dan_yang_bukan(self):
        badan = b'{"kode_kab":"13.07","jumlah_desa":79,"aktif":true,"desa":[1],"x":null,"y":{"a":1}}'
        self.assertEqual(urai_badan(badan), {"kode_kab": "13.07", "jumlah_desa": "79", "aktif": "1"})
        for rusak in (b"{", b"[1]", b'"a"', b"\xff", b"[" * 99999):
            self.assertEqual(urai_badan(rusak, jenis_isi="application/json"), {})

    def test_batas_isian(self):
        isian = {
            "kode_desa": " 1307012004 ", "alamat_kantor": "a" * 900, "tema": "t" * 900, "jml_penduduk": "10000001",
            "jml_artikel": "10000000", "jml_dokumen": "-1", "jml_persil": "1.5", "jml_peserta_bantuan": "4",
            "jml_bantuan": "9", "lat": "-11.6", "lng": "100", "sebutan_desa": "Nagari &amp; &lt;b&gt;",
            "url": "https://user:rahasia@Suliki.desa.id:8443/a?b", "kode_kecamatan": "13.07.01",
        }  # fmt: skip
        laporan = baca_laporan("opensid", saring(isian))
        self.assertEqual((laporan.kode, laporan.kode_sah, laporan.awalan_beda), ("13.07.01.2004", True, False))
        self.assertEqual(laporan.penghitung, {"jml_artikel": 10_000_000, "jml_peserta_bantuan": 4})
        self.assertEqual((len(laporan.fakta["alamat"]), "lat" in laporan.fakta), (500, False))
        self.assertEqual(laporan.fakta["sebutan"], "Nagari & <b>")
        self.assertEqual(laporan.url, "https://suliki.desa.id")
        for lat, lng, ada in [
            ("-11.5", "94.5", True),
            ("6.5", "141.5", True),
            ("6.51", "100", False),
            ("0", "", False),
        ]:
            fakta = baca_laporan("opensid", isian | {"lat": lat, "lng": lng}).fakta
            self.assertEqual("lat" in fakta and "lng" in fakta, ada, (lat, lng))

    def test_data_orang_dan_alamat_ip_tidak_masuk_jejak(self):
        isian = {
            "kode_desa": "1307012004", "ip_address": "203.0.113.1", "external_ip": "203.0.113.2", "email_desa": "a@b.id",
            "telepon": "0752", "nama_kontak": "Siti", "hp_kontak": "0812", "jabatan_kontak": "Operator", "aneh": "x",
        }  # fmt: skip
        tersimpan = saring(isian)
        self.assertNotIn("203.0.113", str(tersimpan))
        self.assertNotIn("aneh", tersimpan)
        self.assertEqual(isi_harian(baca_laporan("opensid", tersimpan)), {"kode": "13.07.01.2004"})
        self.assertEqual(sisihkan(isian), {"ip_address": "203.0.113.1", "external_ip": "203.0.113.2", "aneh": "x"})

    def test_hanya_dua_bentuk_kode_yang_sah(self):
        for kode, sah in [
            ("13.07.01.2004", True), ("1307012004", True), ("2004", False), ("13.07.1.2004", False),
            ("13070120041", False), ("130701", False), ("1307.01.2004", False), ("", False),
        ]:  # fmt: skip
            self.assertEqual(baca_laporan("opensid", {"kode_desa": kode}).kode_sah, sah, kode)

    @given(st.sampled_from(sorted(KUNCI_PRODUK)), st.binary(max_size=300), st.booleans(), st.booleans())
    def test_badan_apa_pun_terbaca(self, produk, badan, xrw, json):
        isian = urai_badan(
            badan, jenis_isi="application/json" if json else "multipart/form-data; boundary=a", diminta_dengan="X" * xrw
        )
        baca_laporan(produk, saring(isian))
        sisihkan(isian)

    @given(
        st.dictionaries(
            st.sampled_from(["kode_desa", "url", "version", "lat", "lng", "jml_artikel", "sebutan_desa"]), st.text()
        )
    )
    def test_isian_apa_pun_terbaca(self, isian):
        isi_harian(baca_laporan("opensid", saring(isian)))
