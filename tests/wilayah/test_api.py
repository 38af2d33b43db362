"""API wilayah bagi pemasang: bentuk, CORS, tanpa pengalihan, tanpa kuki, tidak pernah 500 (opensid.md bagian 9)."""

import json
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from django.db import OperationalError
from django.test import TestCase, override_settings
from django.utils import timezone

from tests.wilayah.dunia import muat_mirip
from wilayah.layanan import ganti_kode
from wilayah.models import Wilayah

MENTAH_A = Path(__file__).parents[1] / "data" / "opensid" / "A_opensid2410_GET_kodedesa.raw"
AWALAN = ("/api/wilayah/", "/index.php/api/wilayah/")
SULIKI = {
    "kode_prov": "13", "nama_prov": "Sumatera Barat", "kode_kab": "13.07", "nama_kab": "Kab Lima Puluh Kota",
    "kode_kec": "13.07.01", "nama_kec": "Suliki", "kode_desa": "13.07.01.2004", "nama_desa": "Suliki",
}  # fmt: skip
JALUR = (
    "kodedesa", "caridesa", "ambildesa", "list_wilayah", "carikabupaten", "kodekecamatan", "kabupaten-desa", "region",
    "suku", "marga", "adat", "pekerjaan-pmi",
)  # fmt: skip


class ApiWilayah(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.wilayah = muat_mirip()

    def minta(self, jalur, **kueri):
        return self.client.get(f"/api/wilayah/{jalur}", kueri)

    def test_permintaan_sungguhan_pemasang_opensid_2410(self):
        kepala, _, isi = MENTAH_A.read_bytes().partition(b"\r\n\r\n")
        self.assertEqual(isi, b"")
        baris, *lainnya = kepala.decode().split("\r\n")
        metode, alamat, _ = baris.split(" ")
        jawaban = self.client.generic(metode, alamat, headers=dict(satu.split(": ", 1) for satu in lainnya))
        self.assertEqual(jawaban.status_code, 200)
        self.assertEqual(jawaban["Content-Type"], "application/json")
        self.assertEqual(jawaban.json(), SULIKI | {"bps_kemendagri_desa": None})
        self.assertFalse(jawaban.cookies)

    @override_settings(SECURE_SSL_REDIRECT=True)
    def test_setiap_jalur_di_dua_awalan_dengan_dan_tanpa_garis_miring(self):
        for awalan in AWALAN:
            for jalur in JALUR:
                for akhir in ("", "/"):
                    with self.subTest(alamat=f"{awalan}{jalur}{akhir}"):
                        jawaban = self.client.get(f"{awalan}{jalur}{akhir}", {"kode": "1307012004", "token": "x"})
                        self.assertIn(jawaban.status_code, {200, 404})
                        self.assertEqual(jawaban["Access-Control-Allow-Origin"], "*")
                        self.assertEqual(jawaban["Content-Type"], "application/json")
                        self.assertFalse(jawaban.cookies)
                        json.loads(b"".join(jawaban))

    def test_basis_data_mati_dijawab_json_bukan_halaman(self):
        with patch("wilayah.views_api.temukan", side_effect=OperationalError):
            jawaban = self.minta("kodedesa", kode="1307012004")
        self.assertEqual((jawaban.status_code, jawaban["Content-Type"]), (503, "application/json"))
        self.assertEqual(jawaban["Access-Control-Allow-Origin"], "*")

    def test_kode_bertitik_polos_lama_dan_asing(self):
        self.assertEqual(self.minta("kodedesa", kode="13.07.01.2004").json()["nama_desa"], "Suliki")
        ganti_kode(
            wilayah=self.wilayah["13.07.04.2002"], kode_baru="13.07.01.2009", tanggal=date(2020, 1, 1), dasar="-"
        )
        self.assertEqual(self.minta("kodedesa", kode="1307042002").json()["kode_desa"], "13.07.01.2009")
        for kode in ("", "1307019999", "130701", "abc", "13.07.1.2004", "1" * 5000, "\0", "١٣٠٧٠١٢٠٠٤"):
            jawaban = self.minta("kodedesa", kode=kode)
            self.assertEqual((jawaban.status_code, list(jawaban.json())), (404, ["message"]))

    def test_padanan_bps_hanya_bila_diketahui(self):
        Wilayah.objects.filter(kode="13.07.01.2004").update(kode_bps="1308050002")
        bps = self.minta("kodedesa", kode="1307012004").json()["bps_kemendagri_desa"]
        self.assertEqual((bps["kode_desa_bps"], bps["kode_desa_kemendagri"]), ("1308050002", "13.07.01.2004"))

    def test_cari_desa_lalu_ambil(self):
        isi = self.minta("caridesa", q="suliki").json()
        self.assertEqual([satu["kode_desa"] for satu in isi["results"]], ["13.07.01.2004", "13.07.01.2001"])
        self.assertEqual(isi["pagination"], {"more": False})
        satu = isi["results"][0]
        self.assertEqual(satu["text"], "Suliki - Suliki - Kab Lima Puluh Kota - Sumatera Barat")
        self.assertEqual(satu["desa_id"], satu["id"])
        ambil = self.minta("ambildesa", id_desa=satu["id"]).json()
        self.assertEqual(
            ambil, {"KODE_WILAYAH": [SULIKI | {"id": satu["id"], "desa_id": satu["id"], "bps_kemendagri_desa": None}]}
        )
        self.assertEqual(
            self.minta("caridesa", q="tanjung", kode="13.76").json()["results"][0]["kode_desa"], "13.76.01.1001"
        )
        self.assertEqual(self.minta("caridesa", q="sikabu").json()["results"][0]["kode_kab"], "13.07")
        self.assertEqual(len(self.minta("caridesa", kode="13.07").json()["results"]), 4)
        for buruk in (
            {},
            {"id_desa": "abc"},
            {"id_desa": "9" * 40},
            {"id_desa": "-1"},
            {"id_desa": self.wilayah["13.07"].pk},
        ):
            self.assertEqual(self.minta("ambildesa", **buruk).status_code, 404)

    def test_lima_belas_baris_sehalaman(self):
        for i in range(35):
            Wilayah.objects.create(
                kode=f"13.07.04.21{i:02d}",
                nama=f"Uji {i}",
                tingkat="desa",
                jenis="desa",
                induk=self.wilayah["13.07.04"],
            )
        for jalur, kueri in (("caridesa", {"q": "uji"}), ("list_wilayah", {"kode": "13.07.04", "cari": "uji"})):
            halaman = [self.minta(jalur, page=nomor, **kueri).json() for nomor in (1, 2, 3, 4)]
            self.assertEqual([len(satu["results"]) for satu in halaman], [15, 15, 5, 0])
            self.assertEqual([satu["pagination"]["more"] for satu in halaman], [True, True, False, False])
            self.assertEqual(len({baris["kode_desa"] for satu in halaman for baris in satu["results"]}), 35)
            for buruk in ("0", "-1", "x", "1" * 30, "２"):
                self.assertEqual(self.minta(jalur, page=buruk, **kueri).json(), halaman[0])
        with self.assertNumQueries(2):
            self.minta("caridesa", q="uji")

    def test_daftar_bertingkat_membawa_kolom_tingkatnya(self):
        provinsi = self.minta("list_wilayah").json()["results"]
        self.assertEqual(
            provinsi, [{"kode_prov": "13", "nama_prov": "Sumatera Barat"}, {"kode_prov": "18", "nama_prov": "Lampung"}]
        )
        self.assertEqual(self.minta("list_wilayah", cari="lamp").json()["results"], provinsi[1:])
        kab = self.minta("list_wilayah", kode="13").json()["results"]
        self.assertEqual(
            [satu["nama_kab"] for satu in kab], ["Kab Lima Puluh Kota", "Kab Padang Pariaman", "Kota Payakumbuh"]
        )
        self.assertEqual(self.minta("list_wilayah", kode="13.07").json()["results"][1]["kode_kec"], "13.07.01")
        desa = self.minta("list_wilayah", kode="13.07.01").json()["results"]
        self.assertIn(SULIKI, desa)
        for kosong in ("99", "13.9", "13.07.01.2004", "x"):
            self.assertEqual(self.minta("list_wilayah", kode=kosong).json()["results"], [])

    def test_kecamatan_dan_kabupaten(self):
        self.assertEqual(self.minta("kodekecamatan", kode="130701").json(), SULIKI | {"kode_desa": "", "nama_desa": ""})
        self.assertEqual(self.minta("kodekecamatan", kode="1307012004").status_code, 404)
        kab = self.minta("carikabupaten", q="lima puluh").json()["results"]
        self.assertEqual(
            [(satu["kode_kab"], satu["text"]) for satu in kab], [("13.07", "Kab Lima Puluh Kota - Sumatera Barat")]
        )
        self.assertEqual(len(self.minta("carikabupaten", q="sumatera").json()["results"]), 3)
        self.assertEqual(len(self.minta("carikabupaten").json()["results"]), 4)
        self.assertEqual(
            self.minta("kabupaten-desa", kode_desa="1307012004").json(),
            [{"kode_kab": "13.07", "nama_kab": "Kab Lima Puluh Kota", "jumlah_desa": 4}],
        )
        self.assertEqual([s["jumlah_desa"] for s in self.minta("kabupaten-desa").json()], [1, 4, 1, 3])
        self.assertEqual(self.minta("kabupaten-desa", kode_kab="abc").json(), [])

    def test_sinkron_membawa_yang_berubah_dan_yang_tidak_berlaku(self):
        semua = json.loads(b"".join(self.minta("region")))
        self.assertEqual(len(semua), Wilayah.objects.count())
        self.assertEqual((semua[0]["region_code"], semua[0]["parent_code"]), ("13", "0"))
        besok = timezone.now() + timedelta(days=1)
        Wilayah.objects.filter(kode="18.02.02.2002").update(berlaku=False, diubah=besok)
        baru = json.loads(b"".join(self.minta("region", last_sync=(timezone.now() + timedelta(hours=1)).isoformat())))
        self.assertEqual([satu["region_code"] for satu in baru], ["18.02.02.2002"])
        self.assertIsNotNone(baru[0]["deleted_at"])
        for buruk in ("kemarin", "9999-99-99", "0001-01-01T00:00:00+14:00", "2026-01-01 00:00:00", "2026-01-01"):
            self.assertEqual(self.minta("region", last_sync=buruk).status_code, 200)

    def test_daftar_yang_tidak_kami_punya_beramplop_kosong(self):
        for jalur in ("suku", "marga", "adat", "pekerjaan-pmi"):
            self.assertEqual(
                self.minta(jalur, q="minang", kode_prov="13").json(), {"results": [], "pagination": {"more": False}}
            )

    def test_hanya_get_dan_pendahuluan_peramban_dijawab(self):
        for jalur in (*JALUR, "entah"):
            jawaban = self.client.post(f"/api/wilayah/{jalur}", {"kode": "1307012004"})
            self.assertEqual((jawaban.status_code, jawaban["Content-Type"]), (405, "application/json"))
            pendahuluan = self.client.options(f"/api/wilayah/{jalur}", headers={"Origin": "https://desa.example"})
            self.assertEqual((pendahuluan.status_code, pendahuluan["Access-Control-Allow-Origin"]), (204, "*"))
        self.assertEqual(self.client.get("/api/wilayah/entah").status_code, 404)
        self.assertEqual(self.client.head("/api/wilayah/kodedesa?kode=1307012004").status_code, 200)
