"""Edisi kode baru: dilihat dahulu, diputuskan orang, tidak ada yang hilang, kode lama dan baru saling menemukan."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from replikasi.layanan.edisi import pratinjau_edisi, putuskan_edisi, terapkan_edisi
from replikasi.layanan.rekap import hitung_semua, isi_polos
from replikasi.models import EdisiWilayah, JejakWilayah, Rekap, RingkasDesa
from tests.tokoh import DuniaUji
from wilayah.layanan import kode_berlaku, temukan
from wilayah.models import FaktaDesa, RiwayatKode, Wilayah

# Suliki (2004) pindah kecamatan, Kurai (2001) melebur ke Suliki, 13.07.01 tinggal satu nagari baru, Luak ganti nama.
EDISI = """code,name
13,Sumatera Barat
13.07,Kabupaten Lima Puluh Kota
13.07.01,Suliki
13.07.01.2009,Sungai Rimbang
13.07.04,Luak Baru
13.07.04.2001,Tj. Haro Sikabu-kabu Pd. Panjang
13.07.04.2008,Suliki
"""
TANGGAL = date(2026, 10, 1)


class DuniaEdisi(DuniaUji):
    databases = "__all__"

    def pratinjau(self, isi: str = EDISI, **ubah) -> EdisiWilayah:
        with TemporaryDirectory() as folder:
            jalur = Path(folder) / "daftar.csv"
            jalur.write_text(isi, encoding="utf-8")
            return pratinjau_edisi(
                jalur=jalur, nama_berkas="daftar.csv", nama="Edisi uji", dasar="Kepmendagri uji", tanggal=TANGGAL,
                oleh=self.hadi, kunci=uuid.uuid4(), lengkap=["13.07"], **ubah,
            )  # fmt: skip

    def putuskan(self, edisi: EdisiWilayah) -> EdisiWilayah:
        return putuskan_edisi(
            edisi=edisi, mekar={"13.07.01.2009": "13.07.01.2001"},
            hilang={"13.07.01.2004": ("pindah", "13.07.04.2008"), "13.07.01.2001": ("lebur", "13.07.04.2001")},
        )  # fmt: skip


class Pratinjau(DuniaEdisi):
    def test_pratinjau_menyebut_baru_hilang_nama_dan_dugaan_tanpa_mengubah_apa_pun(self):
        sebelum = set(Wilayah.objects.values_list("kode", "nama", "berlaku"))
        edisi = self.pratinjau()
        self.assertEqual(set(edisi.rencana["baru"]), {"13.07.01.2009", "13.07.04.2008"})
        self.assertEqual(set(edisi.rencana["hilang"]), {"13.07.01.2001", "13.07.01.2004"})
        self.assertEqual(edisi.rencana["ganti_nama"], [["13.07.04", "Luak", "Luak Baru"]])
        self.assertEqual(edisi.putusan["hilang"], {"13.07.01.2004": ["pindah", "13.07.04.2008"]})
        self.assertEqual(set(Wilayah.objects.values_list("kode", "nama", "berlaku")), sebelum)

    def test_tidak_diterapkan_sebelum_semua_yang_hilang_diputuskan(self):
        edisi = self.pratinjau()
        self.masuk(self.hadi)
        jawaban = self.client.post(reverse("replikasi:edisi-terapkan", args=[edisi.pk]), follow=True)
        self.assertContains(jawaban, "Putuskan dahulu 1 kode")
        self.assertTrue(Wilayah.objects.get(kode="13.07.01.2004").berlaku)

    def test_keputusan_yang_keliru_disebut_kodenya(self):
        edisi = self.pratinjau()
        self.masuk(self.hadi)
        jawaban = self.client.post(
            edisi.get_absolute_url(),
            {"hilang-13.07.01.2001": "lebur", "tujuan-13.07.01.2001": "13.07.01.2004"},
        )
        self.assertContains(jawaban, "13.07.01.2001: melebur ke wilayah setingkat", status_code=422)

    def test_hanya_pengelola_yang_membuka(self):
        edisi = self.pratinjau()
        for orang in (self.fajar, self.citra, self.gita, self.eko):
            self.masuk(orang)
            self.assertEqual(self.client.get(edisi.get_absolute_url()).status_code, 404, orang)
            self.assertEqual(self.client.get(reverse("replikasi:edisi-baru")).status_code, 404, orang)
            self.assertEqual(self.client.post(reverse("replikasi:edisi-terapkan", args=[edisi.pk])).status_code, 404)

    def test_unggahan_lewat_halaman_dan_berkas_yang_tidak_terbaca(self):
        self.masuk(self.hadi)
        url = reverse("replikasi:edisi-baru")
        data = {
            "nama": "Edisi",
            "dasar": "Kepmendagri",
            "tanggal": "2026-10-01",
            "lengkap": "13.07",
            "kunci": str(uuid.uuid4()),
        }
        rusak = self.client.post(url, data | {"berkas": SimpleUploadedFile("a.csv", b"x,y\n1,2\n")})
        self.assertContains(rusak, "kolom code dan name", status_code=422)
        for _ in range(2):
            jawaban = self.client.post(url, data | {"berkas": SimpleUploadedFile("a.csv", EDISI.encode())}, follow=True)
        self.assertEqual(EdisiWilayah.objects.count(), 1)
        self.assertContains(jawaban, "Diduga pindah")
        sama = "code,name\n13,Sumatera Barat\n"
        jawaban = self.client.post(
            url,
            data | {"berkas": SimpleUploadedFile("a.csv", sama.encode()), "lengkap": "", "kunci": str(uuid.uuid4())},
        )
        self.assertContains(jawaban, "Tidak ada yang berbeda", status_code=422)


class Menerapkan(DuniaEdisi):
    def setUp(self):
        self.suliki, self.kurai = self.wilayah["13.07.01.2004"], self.wilayah["13.07.01.2001"]
        FaktaDesa.objects.create(wilayah=self.suliki, versi="2610.0.0")
        RingkasDesa.objects.create(wilayah=self.suliki, lapor_terakhir=date(2026, 11, 20))
        hitung_semua()
        self.banyak = Wilayah.objects.count()
        self.edisi = self.putuskan(self.pratinjau())
        terapkan_edisi(edisi=self.edisi, oleh=self.hadi)

    def test_yang_pindah_tetap_dirinya_dengan_datanya(self):
        self.suliki.refresh_from_db()
        self.assertEqual(
            (self.suliki.kode, self.suliki.induk.kode, self.suliki.fakta.versi),
            ("13.07.04.2008", "13.07.04", "2610.0.0"),
        )
        self.assertEqual(temukan("13.07.01.2004"), self.suliki)
        self.assertEqual(kode_berlaku("13.07.01.2004", date(2026, 9, 30)), "13.07.01.2004")
        self.assertEqual(kode_berlaku("13.07.01.2004", TANGGAL), "13.07.04.2008")
        self.assertEqual(kode_berlaku("13.07.04.2008", date(2026, 9, 30)), "13.07.01.2004")
        self.assertRedirects(self.client.get("/replikasi/13.07.01.2004/"), "/replikasi/13.07.04.2008/")

    def test_yang_melebur_tetap_ada_dan_pewarisnya_ditemukan(self):
        self.kurai.refresh_from_db()
        self.assertFalse(self.kurai.berlaku)
        self.assertEqual(temukan("13.07.01.2001").kode, "13.07.04.2001")
        self.assertEqual(kode_berlaku("13.07.01.2001", date(2026, 9, 30)), "13.07.01.2001")

    def test_yang_mekar_tercatat_asalnya_tanpa_mengambil_datanya(self):
        baru = Wilayah.objects.get(kode="13.07.01.2009")
        riwayat = RiwayatKode.objects.get(wilayah=baru)
        self.assertEqual((riwayat.jenis, riwayat.asal), ("pemekaran", self.kurai))
        self.assertEqual(kode_berlaku("13.07.01.2009", date(2026, 9, 30)), "13.07.01.2009")
        self.assertEqual((baru.sebutan, baru.induk.kode), ("nagari", "13.07.01"))

    def test_ganti_nama_dikonfirmasi_dan_semua_perubahan_berjejak(self):
        nama = RiwayatKode.objects.get(jenis="ganti_nama")
        self.assertEqual((nama.nama_lama, nama.dikonfirmasi, nama.wilayah.nama), ("Luak", True, "Luak Baru"))
        tindakan = set(JejakWilayah.objects.filter(edisi=self.edisi, oleh=self.hadi).values_list("tindakan", flat=True))
        self.assertEqual(
            {satu.split(" ")[0] for satu in tindakan}, {"Pindah", "Ganti", "Wilayah", "Melebur", "Menerima", "Mekar"}
        )
        with self.assertRaises(TypeError):
            JejakWilayah.objects.all().delete()

    def test_tidak_ada_baris_yang_hilang_dan_diulang_tidak_mengubah_apa_pun(self):
        self.assertEqual(Wilayah.objects.count(), self.banyak + 1)
        jejak = JejakWilayah.objects.count()
        terapkan_edisi(edisi=self.edisi, oleh=self.hadi)
        self.assertEqual((Wilayah.objects.count(), JejakWilayah.objects.count()), (self.banyak + 1, jejak))

    def test_rekap_sesudahnya_sama_dengan_hitungan_polos(self):
        for bulan in set(Rekap.objects.values_list("bulan", flat=True)):
            polos = isi_polos(bulan)
            for kunci, isi in Rekap.objects.filter(bulan=bulan).values_list("kunci", "isi"):
                self.assertEqual({k: v for k, v in isi.items() if v}, dict(polos.get(kunci, {})), kunci)

    def test_pratinjau_yang_usang_ditolak(self):
        lama = EdisiWilayah.objects.create(
            nama="Usang",
            dasar="x",
            tanggal=TANGGAL,
            nama_berkas="x.csv",
            rencana=self.edisi.rencana,
            putusan=self.edisi.putusan,
        )
        self.masuk(self.hadi)
        jawaban = self.client.post(reverse("replikasi:edisi-terapkan", args=[lama.pk]), follow=True)
        self.assertContains(jawaban, "sudah berubah sejak pratinjau")


class EdisiBesar(DuniaEdisi):
    def test_yang_baru_berhalaman_dan_seluruhnya_ada_di_csv(self):
        baru = {f"13.07.01.{2100 + n}": f"Nagari Baru {n}" for n in range(130)}
        satu = EdisiWilayah.objects.create(
            nama="Besar", dasar="x", tanggal=TANGGAL, nama_berkas="x.csv", oleh=self.hadi,
            rencana={"baru": baru, "hilang": {}, "muncul_kembali": [], "ganti_nama": [["13.07.04", "Luak", "Luak Baru"]],
                     "rusak": [], "catatan": [], "tetap": 0, "dugaan": {}},
            putusan={"hilang": {}, "mekar": {"13.07.01.2100": "13.07.01.2004"}},
        )  # fmt: skip
        self.masuk(self.hadi)
        self.assertContains(self.client.get(satu.get_absolute_url()), "Nagari Baru 99")
        self.assertNotContains(self.client.get(satu.get_absolute_url()), "Nagari Baru 100")
        kedua = f"{satu.get_absolute_url()}?baru=2"
        self.assertContains(self.client.get(kedua), "Nagari Baru 129")
        self.client.post(kedua, {"mekar-13.07.01.2229": "13.07.01.2001"})
        satu.refresh_from_db()
        self.assertEqual(len(satu.putusan["mekar"]), 2, "keputusan di halaman lain tetap")
        isi = self.client.get(reverse("replikasi:edisi-beda", args=[satu.pk])).content.decode("utf-8-sig")
        self.assertEqual(len(isi.splitlines()), 1 + 130 + 1)
        self.assertIn("baru,13.07.01.2229,Nagari Baru 129,mekar,13.07.01.2001", isi)
        self.masuk(self.fajar)
        self.assertEqual(self.client.get(reverse("replikasi:edisi-beda", args=[satu.pk])).status_code, 404)


class KecamatanPindah(DuniaEdisi):
    def test_kecamatan_yang_pindah_membawa_isinya_dan_isi_yang_berkode_lain_menyesuaikan(self):
        """13.07.01 menjadi 13.07.21; Kurai ikut (2001), Suliki mendapat nomor baru (2010)."""
        isi = """code,name
13,Sumatera Barat
13.07,Kabupaten Lima Puluh Kota
13.07.04,Luak
13.07.04.2001,Tj. Haro Sikabu-kabu Pd. Panjang
13.07.21,Suliki
13.07.21.2001,Kurai
13.07.21.2010,Suliki
"""
        edisi = self.pratinjau(isi)
        self.assertEqual(
            {k: v[1] for k, v in edisi.putusan["hilang"].items()},
            {"13.07.01": "13.07.21", "13.07.01.2001": "13.07.21.2001", "13.07.01.2004": "13.07.21.2010"},
        )
        terapkan_edisi(edisi=edisi, oleh=self.hadi)
        kode = {satu.pk: satu.kode for satu in Wilayah.objects.all()}
        self.assertEqual(kode[self.wilayah["13.07.01"].pk], "13.07.21")
        self.assertEqual(kode[self.wilayah["13.07.01.2001"].pk], "13.07.21.2001")
        self.assertEqual(kode[self.wilayah["13.07.01.2004"].pk], "13.07.21.2010")
        self.assertEqual(len(kode), 11)
        self.assertEqual(kode_berlaku("13.07.01.2004", date(2026, 1, 1)), "13.07.01.2004")
        self.assertEqual(kode_berlaku("13.07.01.2004", TANGGAL), "13.07.21.2010")
        self.assertEqual(temukan("13.07.01.2004"), self.wilayah["13.07.01.2004"])
