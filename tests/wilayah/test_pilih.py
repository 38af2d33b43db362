"""Pemilih wilayah tanpa JavaScript: di dalam formulir mana pun, tanpa menghilangkan ketikan lain."""

from bs4 import BeautifulSoup
from django import forms
from django.test import TestCase

from tests.wilayah.dunia import muat_mirip
from wilayah.forms import WilayahField


class FormUji(forms.Form):
    judul = forms.CharField()
    wilayah = WilayahField(label="Desa Anda")


class FormKab(forms.Form):
    wilayah = WilayahField(tingkat=("kabupaten", "kecamatan"), required=False)


class Pilih(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.wilayah = muat_mirip()

    def kirim(self, kelas=FormUji, **data):
        form = kelas({"judul": "Surat kosong"} | {k.replace("w_", "wilayah_"): v for k, v in data.items()})
        form.is_valid()
        return form

    def sup(self, form) -> BeautifulSoup:
        return BeautifulSoup(str(form), "html.parser")

    def test_kode_dan_nama_tunggal_langsung_diterima(self):
        for teks in (
            "13.07.01.2004", "1307012004", "Nagari Suliki (13.07.01.2004)", "suliki", "Nagari Suliki", " SULIKI ",
            "tulisan apa pun (1307012004)",
        ):  # fmt: skip
            with self.subTest(teks=teks):
                form = self.kirim(wilayah=teks)
                self.assertEqual(form.cleaned_data.get("wilayah"), self.wilayah["13.07.01.2004"], form.errors)

    def test_nama_ganda_menawarkan_pilihan_dan_ketikan_lain_tetap(self):
        form = self.kirim(wilayah="Sidomulyo")
        self.assertEqual(form.errors["wilayah"], ["Pilih salah satu yang Anda maksud di bawah ini."])
        sup = self.sup(form)
        radio = sup.select("input[type=radio][name=wilayah_calon]")
        self.assertEqual([satu["value"] for satu in radio], ["18.02.01.2001", "18.02.02.2001", "18.02.02.2002"])
        self.assertIn("Kec. Bangunrejo · Kab. Lampung Tengah", sup.get_text())
        self.assertEqual(sup.select_one("input[name=judul]")["value"], "Surat kosong")
        asal = sup.select_one("input[name=wilayah_asal]")["value"]
        pilih = self.kirim(wilayah="Sidomulyo", w_asal=asal, w_calon="18.02.02.2001")
        self.assertEqual(pilih.cleaned_data["wilayah"], self.wilayah["18.02.02.2001"])

    def test_tulisan_yang_diganti_mengalahkan_radio_lama(self):
        form = self.kirim(wilayah="kurai", w_asal="Sidomulyo", w_calon="18.02.02.2001")
        self.assertEqual(form.cleaned_data["wilayah"], self.wilayah["13.07.01.2001"])

    def test_nama_sebagian_tidak_pernah_diterima_diam_diam(self):
        form = self.kirim(wilayah="andal")
        self.assertEqual([satu.wilayah.kode for satu in form.fields["wilayah"].widget.calon], ["13.07.04.2002"])
        self.assertNotIn("wilayah", form.cleaned_data)
        self.assertNotIn("wilayah", self.kirim(wilayah="130704200").cleaned_data)

    def test_menelusuri_dari_provinsi_sampai_desa(self):
        form, rantai = self.kirim(w_2="13", w_lanjut="ya"), {"w_2": "13"}
        for panjang, kode in ((5, "13.07"), (8, "13.07.04"), (13, "13.07.04.2002")):
            self.assertEqual(form.errors.as_data()["wilayah"][0].code, "langkah")
            daftar = self.sup(form).select_one(f"select[name=wilayah_{panjang}]")
            self.assertTrue(self.sup(form).details.has_attr("open"))
            self.assertIn(kode, [satu["value"] for satu in daftar.select("option")])
            rantai[f"w_{panjang}"] = kode
            form = self.kirim(**rantai, w_lanjut="ya" if panjang < 13 else "")
        self.assertEqual(form.cleaned_data["wilayah"], self.wilayah["13.07.04.2002"])

    def test_mengganti_provinsi_membuang_pilihan_di_bawahnya(self):
        form = self.kirim(w_2="18", w_5="13.07", w_8="13.07.04", w_13="13.07.04.2002")
        self.assertIn("Pilih kabupaten/kota di Lampung".lower(), form.errors["wilayah"][0].lower())

    def test_telusur_mengganti_isian_yang_sudah_terisi(self):
        lama = "Nagari Suliki (13.07.01.2004)"
        form = self.kirim(wilayah=lama, w_asal=lama, w_2="18", w_5="18.02", w_8="18.02.01", w_13="18.02.01.2001")
        self.assertEqual(form.cleaned_data["wilayah"], self.wilayah["18.02.01.2001"])

    def test_kecamatan_membuka_daftar_desanya(self):
        form = self.kirim(wilayah="13.07.04")
        self.assertIn("belum cukup rinci", form.errors["wilayah"][0])
        self.assertIn("13.07.04.2001", [o["value"] for o in self.sup(form).select("select[name=wilayah_13] option")])

    def test_kesalahan_dijelaskan(self):
        for teks, potongan in (
            ("", "Pilih wilayahnya"), ("13.07.04.2999", "tidak ada di daftar"), ("Zzzz", "Tidak ada desa"),
        ):  # fmt: skip
            self.assertIn(potongan, self.kirim(wilayah=teks).errors["wilayah"][0])

    def test_beberapa_tingkat_dan_boleh_kosong(self):
        self.assertIsNone(self.kirim(FormKab).cleaned_data["wilayah"])
        self.assertEqual(self.kirim(FormKab, wilayah="13.76").cleaned_data["wilayah"], self.wilayah["13.76"])
        self.assertEqual(self.kirim(FormKab, w_2="13", w_5="13.07").cleaned_data["wilayah"], self.wilayah["13.07"])
        self.assertIn(
            "langkah", self.kirim(FormKab, w_2="13", w_5="13.07", w_lanjut="ya").errors.as_data()["wilayah"][0].code
        )
        self.assertIn("terlalu rinci", self.kirim(FormKab, wilayah="1307012004").errors["wilayah"][0])

    def test_dibatasi_wilayah(self):
        class FormDalam(forms.Form):
            wilayah = WilayahField(tingkat=("desa",))

            def __init__(form, *args, **kwargs):
                super().__init__(*args, **kwargs)
                form.fields["wilayah"].dalam = self.wilayah["13.07"]

        sup = self.sup(FormDalam())
        self.assertIsNone(sup.select_one("select[name=wilayah_2]"))
        self.assertEqual(len(sup.select("select[name=wilayah_8] option")), 3)
        self.assertIn(
            "tidak termasuk Kabupaten Lima Puluh Kota",
            self.kirim(FormDalam, wilayah="18.02.01.2001").errors["wilayah"][0],
        )
        self.assertIn("Tidak ada", self.kirim(FormDalam, wilayah="sidomulyo").errors["wilayah"][0])
        self.assertEqual(
            self.kirim(FormDalam, w_8="13.07.04", w_13="13.07.04.2001").cleaned_data["wilayah"].kode, "13.07.04.2001"
        )
        self.assertIsNone(FormUji().fields["wilayah"].dalam)

    def test_nilai_awal_tampil_dan_tidak_dianggap_berubah(self):
        suliki = self.wilayah["13.07.01.2004"]
        for awal in (suliki, suliki.pk, suliki.kode):
            sup = self.sup(FormUji(initial={"wilayah": awal}))
            self.assertEqual(sup.select_one("#id_wilayah")["value"], "Nagari Suliki (13.07.01.2004)")
            self.assertIn("Kec. Suliki · Kab. Lima Puluh Kota", sup.get_text())
            form = FormUji(
                {"judul": "x", "wilayah": "Nagari Suliki (13.07.01.2004)"}, initial={"judul": "x", "wilayah": awal}
            )
            self.assertFalse(form.has_changed())
        self.assertTrue(
            FormUji({"judul": "x", "wilayah": "kurai"}, initial={"judul": "x", "wilayah": suliki}).has_changed()
        )

    def test_isian_berlabel_dan_galatnya_terhubung(self):
        sup = self.sup(self.kirim(wilayah="zzzz"))
        kotak = sup.select_one("#id_wilayah")
        self.assertEqual(sup.select_one("label[for=id_wilayah]").get_text(strip=True), "Desa Anda")
        self.assertEqual(kotak["aria-invalid"], "true")
        self.assertIsNotNone(sup.find(id=kotak["aria-describedby"].split()[-1]))
        for daftar in sup.select("select"):
            self.assertIsNotNone(sup.select_one(f"label[for={daftar['id']}]"))

    def test_ketikan_bermusuhan_tidak_menjadi_markah(self):
        html = str(self.kirim(wilayah='"><script>alert(1)</script>'))
        self.assertNotIn("<script>alert", html)

    def test_halaman_pilih_menelusuri_lalu_kembali_dengan_kodenya(self):
        kueri = {"kembali": "/bantuan/tiket/?status=baru&wilayah=18", "tingkat": "desa"}
        sup = BeautifulSoup(self.client.get("/wilayah/pilih/", kueri).content, "html.parser")
        for nama in ("Sumatera Barat", "Kabupaten Lima Puluh Kota", "Kecamatan Luak"):
            sup = BeautifulSoup(self.client.get(sup.find("a", string=nama)["href"]).content, "html.parser")
        self.assertEqual(
            sup.find("a", string="Nagari Andaleh")["href"], "/bantuan/tiket/?status=baru&wilayah=13.07.04.2002"
        )
        cari = BeautifulSoup(self.client.get("/wilayah/pilih/", kueri | {"q": "sikabu"}).content, "html.parser")
        self.assertIn("wilayah=13.07.04.2001", cari.select_one(".daftar a")["href"])

    def test_halaman_pilih_tidak_melempar_ke_situs_lain(self):
        for jahat in ("https://jahat.example/", "//jahat.example", "javascript:alert(1)", "/\\jahat.example"):
            isi = self.client.get("/wilayah/pilih/", {"kembali": jahat, "induk": "13.07.04"}).content.decode()
            self.assertNotIn("jahat", isi)
            self.assertNotIn("javascript:", isi)
        self.assertEqual(self.client.get("/wilayah/pilih/", {"induk": "abc"}).status_code, 404)
        self.assertEqual(self.client.get("/wilayah/pilih/", {"q": "zzzz"}).status_code, 200)
