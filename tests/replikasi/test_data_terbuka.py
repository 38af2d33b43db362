"""API data terbuka: angka yang sama dengan halamannya, keterangan Satu Data, halaman, ETag, batas, tanpa data pribadi."""

from __future__ import annotations

import csv
import io
import json

from django.core.cache import cache
from django.test import override_settings

from replikasi.layanan.garis import muat_garis
from replikasi.models import Hubungan, PengakuanStatus
from wilayah.models import FaktaDesa, KontakDesa, RiwayatKode

from .dunia import SULIKI, DuniaReplikasi, klaim
from .laporan import lapor_dan_serap

API = "/api/data"
KOTAK = [[[100.1, -0.5], [100.9, -0.5], [100.9, 0.1], [100.1, 0.1], [100.1, -0.5]]]


class DataTerbuka(DuniaReplikasi):
    def setUp(self):
        cache.clear()
        lapor_dan_serap(SULIKI)

    def ambil(self, alamat: str, status: int = 200, **kepala):
        jawaban = self.client.get(API + alamat, headers=kepala)
        self.assertEqual(jawaban.status_code, status, jawaban.content[:300])
        return jawaban

    def test_angka_wilayah_sama_dengan_halamannya_dan_berketerangan(self):
        isi = self.ambil("/wilayah/13.07").json()
        self.assertEqual(
            (isi["wilayah"]["n_desa"], isi["wilayah"]["aktif_desa"], isi["wilayah"]["persen_desa"]), (3, 1, 33.3)
        )
        self.assertEqual([a["kode"] for a in isi["anak"]], ["13.07.01", "13.07.04"])
        for nama in ("konsep", "definisi", "klasifikasi", "ukuran", "satuan", "produsen_data", "walidata", "periode",
                     "tanggal_mutakhir", "cakupan", "n", "versi_aturan", "lisensi", "atribusi", "kode_referensi"):  # fmt: skip
            self.assertTrue(isi["metadata"][nama], nama)
        self.assertEqual(self.ambil("/wilayah/indonesia").json()["wilayah"]["n_desa"], 4)
        self.assertEqual(self.ambil("/wilayah/1307").json()["wilayah"]["kode"], "13.07")

    def test_kode_lama_ikut_dikenali_dan_yang_asing_dijawab_json(self):
        RiwayatKode.objects.create(
            wilayah=self.wilayah["13.07"],
            kode_lama="13.99",
            kode_baru="13.07",
            jenis="pindah_kode",
            tanggal="2020-01-01",
        )
        self.assertEqual(self.ambil("/wilayah/13.99").json()["wilayah"]["kode"], "13.07")
        for alamat, status in (("/wilayah/99", 404), ("/tidak-ada", 404), ("/wilayah/13?bulan=2026-99", 422),
                               ("/desa/13?batas=0", 422), ("/desa/13?keadaan=x", 422), (f"/wilayah/{SULIKI}", 404),
                               ("/desa/13?sesudah=99999999999", 422)):  # fmt: skip
            isi = self.ambil(alamat, status).json()
            self.assertEqual(set(isi), {"galat", "kode"}, alamat)

    def test_desa_berhalaman_tanpa_ada_yang_terlewat(self):
        kode, sesudah = [], 0
        while sesudah is not None:
            isi = self.ambil(f"/desa/indonesia?batas=2&sesudah={sesudah}").json()
            kode += [satu["kode"] for satu in isi["hasil"]]
            sesudah = isi["sesudah"]
        self.assertEqual(kode, sorted(kode))
        self.assertEqual(len(kode), 4)
        aktif = self.ambil("/desa/13?keadaan=aktif").json()["hasil"]
        self.assertEqual([satu["kode"] for satu in aktif], [SULIKI])
        self.assertIn('rel="next"', self.ambil("/desa/indonesia?batas=2&bentuk=csv")["Link"])

    def test_csv_dan_geojson(self):
        baris = list(csv.DictReader(io.StringIO(self.ambil("/wilayah/13.07?bentuk=csv").content.decode())))
        self.assertEqual([b["aktif_desa"] for b in baris], ["1", "0"])
        self.assertEqual(baris[0]["keadaan_aktif"], "1")
        deret = self.ambil("/deret/13.07").json()["hasil"]
        self.assertEqual(deret[-1]["angka"]["aktif_desa"], 1)
        FaktaDesa.objects.filter(wilayah=self.wilayah[SULIKI]).update(lat="-0.1", lng="100.45")
        peta = self.ambil("/wilayah/13.07.01?bentuk=geojson")
        self.assertEqual(peta["Content-Type"], "application/geo+json")
        titik = {f["id"]: f["geometry"] for f in json.loads(peta.content)["features"]}
        self.assertEqual(titik[SULIKI], {"type": "Point", "coordinates": [100.45, -0.1]})
        self.assertIsNone(titik["13.07.01.2001"])

    def test_yang_belum_berubah_dijawab_304(self):
        pertama = self.ambil("/wilayah/13.07")
        self.assertIn("max-age=", pertama["Cache-Control"])
        self.assertEqual(pertama["Access-Control-Allow-Origin"], "*")
        for sidik in (pertama["ETag"], f"W/{pertama['ETag']}", f'"lain", {pertama["ETag"]}'):
            self.assertEqual(self.ambil("/wilayah/13.07", 304, if_none_match=sidik).content, b"")
        lapor_dan_serap("13.07.04.2001")
        self.ambil("/wilayah/13.07", 200, if_none_match=pertama["ETag"])

    @override_settings(BATAS_LAJU={"data_terbuka": "3/m/ip"})
    def test_terlalu_sering_dijawab_429(self):
        for _ in range(3):
            self.ambil("/wilayah/13")
        self.assertEqual(self.ambil("/wilayah/13", 429)["Retry-After"], "60")

    def test_naskah_openapi_memuat_semua_alamat(self):
        naskah = self.ambil("/openapi.json").json()
        self.assertEqual(set(naskah["paths"]), {f"{API}/{n}/{{kode}}" for n in ("wilayah", "deret", "desa")})
        self.assertEqual(self.client.post(f"{API}/wilayah/13").status_code, 405)

    def test_tidak_ada_data_pribadi_atau_yang_belum_terbuka(self):
        KontakDesa.objects.create(wilayah=self.wilayah[SULIKI], nama="Nama Rahasia", hp="0812333", email="r@x.example")
        klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani, catatan="catatan rahasia klaim")
        PengakuanStatus.objects.create(
            wilayah=self.wilayah[SULIKI], sumber="lapor_mandiri", keadaan="dipakai", tanggal="2026-01-01",
            oleh=self.ani, catatan="catatan rahasia pernyataan",
        )  # fmt: skip
        Hubungan.objects.create(
            wilayah=self.wilayah[SULIKI], oleh=self.budi, tanggal="2026-01-01", cara="telepon", hasil="janji",
            catatan="catatan rahasia hubungan",
        )  # fmt: skip
        FaktaDesa.objects.filter(wilayah=self.wilayah[SULIKI]).update(alamat="Jl. Rahasia 1")
        for orang in (None, self.hadi):
            if orang:
                self.masuk(orang)
            for alamat in (
                "/desa/13.07",
                "/desa/13.07?bentuk=csv",
                "/wilayah/13.07.01?bentuk=geojson",
                "/wilayah/13.07",
            ):
                teks = self.ambil(alamat).content.decode()
                for rahasia in ("Rahasia", "rahasia", "0812333", "r@x.example", self.ani.nama, self.budi.nama):
                    self.assertNotIn(rahasia, teks, alamat)

    def test_halaman_keterangannya_terbuka(self):
        self.assertContains(self.client.get("/replikasi/data/"), "Keterangan Satu Data")


class GarisLuar(DuniaReplikasi):
    def setUp(self):
        cache.clear()
        lapor_dan_serap(SULIKI)

    def muat(self, *fitur) -> tuple:
        isi = {"features": [{"properties": {"kode": kode}, "geometry": {"type": jenis, "coordinates": koordinat}}
                            for kode, jenis, koordinat in fitur]}  # fmt: skip
        return muat_garis(isi=isi, sifat_kode="kode", sumber="BIG, uji", batas=0.001)

    def test_peta_memakai_garis_bila_dimuat_dan_petak_bila_tidak(self):
        self.assertNotContains(self.client.get("/replikasi/13/"), "Garis: BIG")
        hasil = self.muat(("1307", "Polygon", KOTAK))
        self.assertEqual((hasil.dimuat, hasil.gagal), (1, []))
        halaman = self.client.get("/replikasi/13/")
        self.assertContains(halaman, "Garis: BIG, uji")
        rujuk = halaman.context["garis"]["butir"][0]["rujuk"]
        berkas = self.client.get(rujuk.partition("#")[0])
        self.assertIn("immutable", berkas["Cache-Control"])
        self.assertIn('id="w1307000000"', berkas.content.decode())
        self.assertEqual(self.client.get("/replikasi/garis/13-000000000000.svg").status_code, 404)
        peta = self.client.get(f"{API}/wilayah/13?bentuk=geojson").json()
        self.assertEqual(peta["features"][0]["geometry"]["type"], "MultiPolygon")

    def test_lubang_tetap_lubang_dan_yang_salah_disebut_sebabnya(self):
        lubang = [[100.4, -0.3], [100.5, -0.3], [100.5, -0.2], [100.4, -0.2], [100.4, -0.3]]
        self.muat(("13.07", "Polygon", [*KOTAK, lubang]))
        self.assertEqual(self.wilayah["13.07"].garis.geometri["coordinates"][0][1], lubang)
        hasil = self.muat(
            ("13.07", "Polygon", [[[-0.5, 100.1], [-0.5, 100.9], [0.1, 100.9], [-0.5, 100.1]]]), ("x", "Polygon", KOTAK),
            ("13.98", "Polygon", KOTAK), ("13", "Point", [100, 0]),
        )  # fmt: skip
        self.assertEqual(hasil.dimuat, 0)
        self.assertEqual(len(hasil.gagal), 4)
        self.assertIn("[bujur, lintang]", dict(hasil.gagal)["13.07"])
