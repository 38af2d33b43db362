"""Impor daftar Pantau: diperiksa dahulu, galat per baris, bertanggal kejadian, mengulang tidak menambah, dapat diurungkan."""

from __future__ import annotations

import io
import json
import uuid
from datetime import date, datetime, timedelta
from unittest import mock

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import SimpleTestCase
from django.utils import timezone
from openpyxl import Workbook

from replikasi.kalender import hari_ini
from replikasi.layanan import garap_impor as garap
from replikasi.layanan.garap_impor import garap_impor
from replikasi.layanan.impor_pantau import minta_terapkan, minta_urungkan, titip_impor
from replikasi.lembar_pantau import baca_lembar, baca_tanggal
from replikasi.models import ImporPantau, PengakuanStatus, RingkasDesa
from tests.tokoh import DuniaUji
from wilayah.models import FaktaDesa

from .laporan import folder_sendiri, lapor_dan_serap

SULIKI, HARO, EKO = "13.07.01.2004", "13.07.04.2001", "17.03.01.2001"
CSV = f"""kode_desa;nama_desa;versi_hosting;url_hosting;tgl_akses_hosting
{SULIKI};Suliki;2410.1.0;suliki.contoh.id;{{lalu}} 08:00:00
1307042001;Haro;2407.0.0;https://haro.contoh.id/index.php;{{lalu}}
{EKO};Salam Harjo;2410;;{{lalu}}
99.01.01.2001;Entah;2410;;{{lalu}}
1307;Kabupaten;2410;;{{lalu}}
{SULIKI};Suliki;2309.0.0;;2024-01-02
13.07.01.2001;Kurai;2410;;kemarin dulu
"""


def lembar(**isi) -> bytes:
    return CSV.format(lalu=hari_ini() - timedelta(days=3), **isi).encode()


class ImporDaftarPantau(DuniaUji):
    databases = "__all__"

    def setUp(self):
        folder_sendiri(self)

    def periksa(self, isi: bytes | None = None, oleh=None, **lain) -> ImporPantau:
        return self.garap(
            titip_impor(
                nama="desa.csv", isi=lembar() if isi is None else isi, produk=lain.pop("produk", "opensid"),
                oleh=oleh or self.hadi, kunci=uuid.uuid4(), **lain,
            )
        )  # fmt: skip

    def garap(self, impor: ImporPantau) -> ImporPantau:
        """Yang dikerjakan pekerja sampai tidak ada lagi yang menunggu."""
        while garap_impor():
            pass
        return ImporPantau.objects.get(pk=impor.pk)

    def terapkan(self, impor: ImporPantau, oleh=None) -> ImporPantau:
        return self.garap(minta_terapkan(impor=impor, oleh=oleh or self.hadi))

    def test_pemeriksaan_tidak_mengubah_apa_pun_dan_menyebut_galat_tiap_baris(self):
        impor = self.periksa()
        self.assertEqual((impor.ringkasan["sah"], impor.ringkasan["galat"]), (3, 4))
        self.assertEqual(
            [(satu["nomor"], satu["sebab"][:30]) for satu in impor.ringkasan["contoh_galat"]],
            [
                (4, "kode ini tidak ada di daftar w"),
                (5, "kode wilayahnya kosong atau be"),
                (6, "desa ini juga di baris 1, yang"),
                (7, "tanggal “kemarin dulu” tidak t"),
            ],
        )
        self.assertFalse(PengakuanStatus.objects.exists())
        self.assertFalse(FaktaDesa.objects.exists())

    def test_diterapkan_bertanggal_kejadian_sebagai_sumber_terendah(self):
        lapor_dan_serap(HARO)
        impor = self.terapkan(self.periksa())
        self.assertEqual((impor.keadaan, impor.ringkasan["ditambah"]), ("diterapkan", 3))
        suliki = PengakuanStatus.objects.get(wilayah__kode=SULIKI)
        self.assertEqual(
            (suliki.sumber, suliki.versi, suliki.tanggal), ("impor", "2410.1.0", hari_ini() - timedelta(days=3))
        )
        self.assertEqual(RingkasDesa.objects.get(wilayah__kode=SULIKI).sumber_lain, "impor")
        self.assertEqual(FaktaDesa.objects.get(wilayah__kode=SULIKI).url, "http://suliki.contoh.id")
        self.assertEqual(FaktaDesa.objects.get(wilayah__kode=HARO).versi, "2410.1.0", "laporan otomatis tidak ditimpa")

    def test_mengulang_berkas_yang_sama_tidak_menambah(self):
        self.terapkan(self.periksa())
        kedua = self.terapkan(self.periksa())
        self.assertEqual(kedua.ringkasan["ditambah"], 0)
        self.assertEqual(self.terapkan(kedua).keadaan, "diterapkan")
        self.assertEqual(PengakuanStatus.objects.count(), 3)

    def test_diurungkan_kembali_seperti_semula(self):
        lapor_dan_serap(HARO)
        sebelum = list(RingkasDesa.objects.order_by("pk").values())
        fakta = list(FaktaDesa.objects.values())
        impor = self.terapkan(self.periksa())
        impor = self.garap(minta_urungkan(impor=impor, oleh=self.hadi))
        self.assertEqual(impor.keadaan, "diurungkan")
        self.assertFalse(PengakuanStatus.objects.exists())
        self.assertEqual(list(FaktaDesa.objects.values()), fakta)
        sisa = [satu for satu in RingkasDesa.objects.order_by("pk").values() if satu["lapor_terakhir"]]
        self.assertEqual(sisa, sebelum)
        self.assertFalse(RingkasDesa.objects.exclude(sumber_lain="").exists())
        self.assertEqual(self.terapkan(impor).keadaan, "diterapkan", "boleh diterapkan lagi")
        self.assertEqual(PengakuanStatus.objects.count(), 3)

    def test_yang_mati_di_tengah_jalan_dilanjutkan_dari_potong_terakhir(self):
        impor = minta_terapkan(impor=self.periksa(), oleh=self.hadi)
        simpan, ke = garap._simpan, []

        def mati(satu, potong):
            if len(ke) == 1:
                raise SystemExit("dibunuh")
            ke.append(potong)
            simpan(satu, potong)

        with mock.patch.object(garap, "SEPOTONG", 1):
            with mock.patch.object(garap, "_simpan", mati), self.assertRaises(SystemExit):
                garap_impor()
            impor.refresh_from_db()
            self.assertEqual((impor.keadaan, impor.selesai_n, PengakuanStatus.objects.count()), ("menerapkan", 1, 1))
            self.assertFalse(garap_impor(), "sewanya masih berlaku")
            ImporPantau.objects.update(sewa_sampai=timezone.now() - timedelta(seconds=1))
            with mock.patch.object(garap, "_simpan", side_effect=simpan) as sisa:
                impor = self.garap(impor)
        self.assertEqual(sisa.call_count, 2, "potong yang sudah tersimpan tidak diulang")
        self.assertEqual((impor.keadaan, impor.selesai_n, impor.ringkasan["ditambah"]), ("diterapkan", 3, 3))
        self.assertEqual(PengakuanStatus.objects.count(), 3)

    def test_yang_selalu_ditolak_basis_data_berhenti_dicoba_dan_diputuskan_orang(self):
        impor = minta_terapkan(impor=self.periksa(), oleh=self.hadi)
        with mock.patch.object(garap, "_simpan", side_effect=OperationalError("penuh")):
            for kali in range(garap.PERCOBAAN):
                with self.subTest(kali=kali), self.assertRaises(OperationalError):
                    garap_impor()
                self.assertFalse(garap_impor())  # masih disewa
                ImporPantau.objects.update(sewa_sampai=None)
            self.assertFalse(garap_impor())
        self.client.force_login(self.hadi)
        alamat = f"/replikasi/tinjau/impor/{impor.pk}/"
        self.assertContains(self.client.get(alamat), "menolaknya berulang kali")
        self.client.post(f"{alamat}terapkan/")
        self.garap(impor)
        self.assertContains(self.client.get(alamat), "Urungkan impor")

    def test_dihentikan_di_tengah_penerapan_semuanya_kembali(self):
        impor = minta_terapkan(impor=self.periksa(), oleh=self.hadi)
        simpan = garap._simpan

        def lalu_dihentikan(satu, potong):
            simpan(satu, potong)
            ImporPantau.objects.filter(pk=satu.pk).update(keadaan="mengurungkan", selesai_n=0)
            satu.keadaan = "mengurungkan"

        with mock.patch.object(garap, "SEPOTONG", 1), mock.patch.object(garap, "_simpan", lalu_dihentikan):
            garap_impor()
            self.assertEqual(PengakuanStatus.objects.count(), 1)
            impor = self.garap(impor)
        self.assertEqual(impor.keadaan, "diurungkan")
        self.assertFalse(PengakuanStatus.objects.exists())
        self.assertFalse(RingkasDesa.objects.exclude(sumber_lain="").exists())

    def test_manajer_hanya_mengimpor_wilayahnya(self):
        impor = self.terapkan(self.periksa(oleh=self.fajar), oleh=self.fajar)
        self.assertEqual(impor.ringkasan["sah"], 2)
        self.assertIn("di luar wilayah tugas Anda", {satu["sebab"] for satu in impor.ringkasan["contoh_galat"]})
        self.assertFalse(PengakuanStatus.objects.filter(wilayah__kode=EKO).exists())
        for orang in (self.budi, self.eko, self.ani):
            with self.assertRaises(PermissionDenied):
                self.periksa(oleh=orang)

    def test_xlsx_dan_json_sama_dengan_csv(self):
        lalu = hari_ini() - timedelta(days=3)
        buku = Workbook()
        buku.active.append(["Daftar desa aktif"])
        buku.active.append(["No", "Kode Desa", "Versi", "URL", "Tanggal Akses"])
        buku.active.append(
            [1, 1307012004, "2410.1.0", "https://suliki.contoh.id", datetime(lalu.year, lalu.month, lalu.day, 9)]
        )
        keluar = io.BytesIO()
        buku.save(keluar)
        isi_json = json.dumps({"data": [{"kode_desa": SULIKI, "versi": "2410.1.0", "url": "https://suliki.contoh.id",
                                         "tgl_akses": f"{lalu}T02:00:00.000000Z", "extra": {"a": 1}}]}).encode()  # fmt: skip
        hasil = {self._satu(isi) for isi in (keluar.getvalue(), isi_json)}
        self.assertEqual(hasil, {(SULIKI, lalu, "2410.1.0", "https://suliki.contoh.id")})

    def _satu(self, isi: bytes) -> tuple:
        baris, galat = baca_lembar(isi, panjang_kode=13, hari_ini=hari_ini())
        self.assertEqual(galat, [])
        return baris[0].kode, baris[0].tanggal, baris[0].versi, baris[0].situs

    def test_berkas_aneh_ditolak_dengan_kalimat(self):
        for isi in (b"", b"halo", b"PK\x03\x04rusak", b"[1,2", b'{"data": 3}', b"\xff\xfe\x00", b"a,b\n1,2"):
            with self.subTest(isi=isi[:12]):
                impor = self.periksa(isi)
                if impor.keadaan == "gagal":
                    self.assertTrue(impor.ringkasan["sebab"].endswith("."))
                else:
                    self.assertEqual(impor.ringkasan["sah"], 0)
        with mock.patch.object(garap, "baca_lembar", side_effect=KeyError("xl/worksheets")), self.assertLogs(garap.log):
            self.assertEqual(self.periksa().keadaan, "gagal")
        with self.assertRaises(ValidationError):
            titip_impor(
                nama="x", isi=b"x" * (15 * 1024 * 1024 + 1), produk="opensid", oleh=self.hadi, kunci=uuid.uuid4()
            )

    def test_halaman_dari_unggah_sampai_urung(self):
        self.masuk(self.budi)
        self.assertEqual(self.client.get("/replikasi/tinjau/impor/").status_code, 404)
        self.masuk(self.fajar)
        kunci = str(uuid.uuid4())
        kirim = lambda: self.client.post(  # noqa: E731
            "/replikasi/tinjau/impor/",
            {"produk": "opensid", "kunci": kunci, "berkas": SimpleUploadedFile("desa.csv", lembar())},
        )
        jawab = kirim()
        self.assertEqual(kirim()["Location"], jawab["Location"], "kirim dua kali satu impor")
        alamat = jawab["Location"]
        menunggu = self.client.get(alamat)
        self.assertContains(menunggu, "Berkasnya sedang dibaca")
        self.assertContains(menunggu, 'hx-trigger="every 2s"')
        self.assertNotContains(menunggu, "Terapkan 2 desa")
        garap_impor()
        self.assertContains(self.client.get(alamat), "Terapkan 2 desa")
        self.assertNotContains(self.client.get(alamat), "hx-trigger")
        self.client.post(f"{alamat}terapkan/")
        self.assertContains(self.client.get(alamat), "0 dari 2 desa")
        garap_impor()
        self.assertContains(self.client.get(alamat), "Urungkan impor")
        self.client.post(f"{alamat}urungkan/")
        garap_impor()
        self.assertFalse(PengakuanStatus.objects.exists())
        self.assertContains(self.client.get("/replikasi/tinjau/impor/"), "desa.csv")
        rusak = self.client.post(
            "/replikasi/tinjau/impor/",
            {"produk": "opensid", "kunci": str(uuid.uuid4()), "berkas": SimpleUploadedFile("a.json", b"[1")},
        )
        garap_impor()
        self.assertContains(self.client.get(rusak["Location"]), "JSON-nya tidak terbaca")
        self.masuk(self.gita)
        self.assertEqual(self.client.get(alamat).status_code, 404)


class TanggalPantau(SimpleTestCase):
    def test_semua_bentuk_tanggal(self):
        for teks, harap in [
            ("2025-12-31", date(2025, 12, 31)), ("2025-12-31 23:59:59", date(2025, 12, 31)),
            ("2025-12-31T18:00:00Z", date(2026, 1, 1)), ("31-12-2025", date(2025, 12, 31)),
            ("31/12/2025 10:00", date(2025, 12, 31)), ("31 Desember 2025", date(2025, 12, 31)),
            ("5 Agu 2025", date(2025, 8, 5)), ("", None), (None, None), ("kemarin", None), ("31-02-2025", None),
            ("0000-00-00 00:00:00", None), (datetime(2025, 1, 2, 3), date(2025, 1, 2)),
        ]:  # fmt: skip
            self.assertEqual(baca_tanggal(teks), harap, teks)
