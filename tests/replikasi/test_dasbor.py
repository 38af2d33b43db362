"""Dasbor menurut waktu: bulan lampau, baru dan berhenti, perbandingan, dan yang diunduh sama dengan yang tampil."""

from __future__ import annotations

import csv
import io
from datetime import date
from html import unescape
from unittest import mock

from django.core.cache import cache
from django.urls import reverse
from openpyxl import load_workbook

from replikasi.bacaan.baris import desa_di
from replikasi.bacaan.daftar import daftar_desa
from replikasi.bacaan.laporan import isi_laporan
from replikasi.bacaan.wilayah import halaman_wilayah
from replikasi.layanan.rekap import hitung_semua, kuras_kotor
from replikasi.lembar import rangkai
from replikasi.models import Capaian, Target
from wilayah.models import Wilayah

from .dunia import SULIKI, DuniaReplikasi
from .laporan import lapor, lapor_dan_serap
from .waktu import pada_hari

LUAK = "13.07.04.2001"


class DasborMenurutWaktu(DuniaReplikasi):
    """September: Suliki melapor. Oktober: Luak melapor, Suliki diam. November: dilihat."""

    def setUp(self):
        with pada_hari(date(2026, 9, 28)):
            lapor_dan_serap(SULIKI)
        with pada_hari(date(2026, 10, 29)):
            lapor_dan_serap(LUAK)
        perjalanan = pada_hari(date(2026, 11, 3))
        perjalanan.__enter__()
        self.addCleanup(perjalanan.__exit__, None, None, None)
        lapor(LUAK)
        lapor_dan_serap("17.03.01.2001")
        kuras_kotor()

    def teks(self, alamat: str) -> str:
        jawaban = self.client.get(alamat)
        self.assertEqual(jawaban.status_code, 200, alamat)
        return " ".join(unescape(jawaban.content.decode()).split())

    def test_bulan_lampau_punya_alamat_tetap(self):
        kini, september = self.teks("/replikasi/13.07/"), self.teks("/replikasi/13.07/?bulan=2026-09")
        self.assertIn("33,3% dari 3 nagari", kini)
        self.assertNotIn("Anda melihat keadaan pada akhir", kini)
        self.assertIn("Anda melihat keadaan pada akhir <strong>September 2026", september)
        self.assertIn("30 September 2026", september)
        self.assertIn("/replikasi/13.07.01/?bulan=2026-09", september, "turun ke kecamatan pada bulan yang sama")

    def test_kecamatan_bulan_lampau_memperlihatkan_desanya_saat_itu(self):
        jawaban = self.client.get("/replikasi/13.07.01/?bulan=2026-09")
        desa = {satu.wilayah.kode: satu.status.nama for satu in jawaban.context["halaman"].desa}
        self.assertEqual(desa[SULIKI], "Aktif")
        kini = {
            satu.wilayah.kode: satu.status.nama
            for satu in self.client.get("/replikasi/13.07.01/").context["halaman"].desa
        }
        self.assertEqual(kini[SULIKI], "Tidur")

    def test_bulan_yang_tidak_ada_atau_salah_tulis_menjadi_hari_ini(self):
        for salah in ("2026-13", "2031-01", "x", "2026-09-01", "<script>"):
            halaman = self.client.get("/replikasi/13.07/", {"bulan": salah}).context["halaman"]
            self.assertFalse(halaman.lampau, salah)

    def test_baru_dan_berhenti_disebut_dan_daftarnya_sama_dengan_angkanya(self):
        angka = self.client.get("/replikasi/").context["halaman"].angka
        self.assertEqual((angka.baru, angka.hilang), (1, 0))
        self.assertEqual([s.wilayah.kode for s in daftar_desa(None, saringan="baru").baris], ["17.03.01.2001"])
        oktober = self.client.get("/replikasi/?bulan=2026-10").context["halaman"].angka
        self.assertEqual((oktober.baru, oktober.hilang), (1, 1))
        with pada_hari(date(2026, 11, 20)):
            kuras_kotor()
            angka = self.client.get("/replikasi/").context["halaman"].angka
            self.assertEqual((angka.baru, angka.hilang), (0, 1))
            self.assertEqual([s.wilayah.kode for s in daftar_desa(None, saringan="hilang").baris], [LUAK])

    def test_deret_menyebut_tiap_bulan_dan_memutus_yang_tidak_tercatat(self):
        halaman = self.client.get("/replikasi/13.07/").context["halaman"]
        self.assertEqual([t.bulan.month for t in halaman.tren], [9, 10, 11])
        self.assertEqual([str(n) for n in halaman.nilai_tren], ["33.3", "33.3", "33.3"])
        self.assertIn("Aktif, dipakai, baru, dan berhenti tiap bulan", self.teks("/replikasi/13.07/"))

    def test_pengunjung_membandingkan_provinsi(self):
        teks = self.teks("/replikasi/banding/")
        self.assertLess(teks.index("Bengkulu</a>"), teks.index("Sumatera Barat</a>"), "100% di atas 33,3%")
        dipilih = self.client.get("/replikasi/banding/?w=13&w=99&w=x").context["b"]
        self.assertEqual([s.wilayah.kode for s in dipilih.baris], ["13"])
        self.assertEqual([s.wilayah.kode for s in self.client.get("/replikasi/13.07/banding/").context["b"].baris],
                         ["13.07.04", "13.07.01"])  # fmt: skip
        self.assertEqual(self.client.get(f"/replikasi/{SULIKI}/banding/").status_code, 404)
        self.assertEqual(self.client.get("/replikasi/13.07.01/banding/").status_code, 404)

    def test_kecamatan_siap_opendk_bila_semua_desanya_aktif(self):
        halaman = self.client.get("/replikasi/13.07/").context["halaman"]
        self.assertEqual((halaman.angka.kec_siap, halaman.angka.kec_berdesa), (1, 2))
        self.assertIn("<strong>1</strong> dari 2 kecamatan siap memakai OpenDK", self.teks("/replikasi/13.07/"))

    def test_unduhan_sama_dengan_layar_dalam_tiga_bentuk(self):
        for bulan, aktif in (("", ["0", "1"]), ("?bulan=2026-09", ["1", "0"])):
            isi = self.client.get(reverse("replikasi:unduh-wilayah", args=["13.07", "csv"]) + bulan)
            baris = list(csv.DictReader(io.StringIO(isi.content.decode("utf-8-sig"))))
            self.assertEqual([b["aktif_desa"] for b in baris], aktif)
        xlsx = self.client.get(reverse("replikasi:unduh-wilayah", args=["13.07", "xlsx"]))
        buku = load_workbook(io.BytesIO(xlsx.content))
        self.assertEqual([sel.value for sel in buku["Data"][2]][:2], ["13.07.01", "Kecamatan Suliki"])
        self.assertIn("Aktif berarti", " ".join(str(b[0].value) for b in buku["Keterangan"]))
        for alamat in (
            reverse("replikasi:unduh-wilayah", args=["13.07", "pdf"]), reverse("replikasi:unduh-banding", args=["pdf"]),
            reverse("replikasi:unduh-wilayah", args=["13.07.01", "pdf"]) + "?status=aktif",
            reverse("replikasi:unduh", args=["pdf"]),
        ):  # fmt: skip
            jawaban = self.client.get(alamat)
            self.assertEqual((jawaban.status_code, jawaban.content[:5]), (200, b"%PDF-"), alamat)

    def test_daftar_desa_dialirkan_selembar_demi_selembar_tanpa_kehilangan_baris(self):
        alamat = reverse("replikasi:unduh-wilayah", args=["13.07", "csv"]) + "?status="
        utuh = list(csv.DictReader(io.StringIO(self.client.get(alamat).getvalue().decode("utf-8-sig"))))
        self.assertEqual(len(utuh), desa_di(self.wilayah["13.07"]).count())
        with mock.patch("replikasi.bacaan.daftar.SEKALI_BACA", 2):
            jawaban = self.client.get(alamat)
            self.assertTrue(jawaban.streaming)
            self.assertEqual(list(csv.DictReader(io.StringIO(jawaban.getvalue().decode("utf-8-sig")))), utuh)
        xlsx = self.client.get(alamat.replace("csv", "xlsx"))
        buku = load_workbook(io.BytesIO(xlsx.getvalue()))
        self.assertEqual([sel[0].value for sel in buku["Data"]][1:], [b["kode"] for b in utuh])
        self.assertTrue(buku["Data"]["A1"].font.bold)

    def test_laporan_untuk_bupati_dua_halaman(self):
        Wilayah.objects.filter(pk=self.wilayah["13.07"].pk).update(nama="Kabupaten #let x = 1 [Uji] *tebal* $")
        for kode, bulan in (("13.07", None), (None, None), ("13.07.01", date(2026, 9, 1))):
            kueri = "?bulan=2026-09" if bulan else ""
            jawaban = self.client.get(f"/replikasi/{kode + '/' if kode else ''}laporan.pdf{kueri}")
            self.assertEqual((jawaban["Content-Type"], jawaban.content[:5]), ("application/pdf", b"%PDF-"))
            halaman = halaman_wilayah(Wilayah.objects.get(kode=kode) if kode else None, bulan=bulan)
            self.assertEqual(len(rangkai("laporan", isi_laporan(halaman), bentuk="png")), 2, kode)
        self.assertEqual(self.client.get(f"/replikasi/{SULIKI}/laporan.pdf").status_code, 404)

    def test_laporan_menyebut_target_pada_dua_penyebut(self):
        wilayah = self.wilayah["13.07"]
        for terbit in (False, True):
            satu = Target.objects.create(
                judul=f"Separuh nagari, terbit {terbit}", wilayah=wilayah, persen=50, penyebut_awal=2,
                tanggal_awal=date(2026, 1, 1), terbit=terbit,
            )  # fmt: skip
            Capaian.objects.create(target=satu, tanggal=date(2026, 11, 3), n=1, penyebut=3, versi="1")
        target = isi_laporan(halaman_wilayah(wilayah))["target"]
        self.assertEqual(
            [baris[0] for baris in target], ["Separuh nagari, terbit True"] * 2, "yang belum terbit tidak keluar"
        )
        self.assertEqual(
            [baris[2:] for baris in target], [["2", "1", "1", "50,0", "tercapai"], ["3", "2", "1", "33,3", "1"]]
        )

    def test_laporan_bulan_lampau_memakai_target_dan_capaian_waktu_itu(self):
        wilayah = self.wilayah["13.07"]
        umum = {"wilayah": wilayah, "persen": 50, "penyebut_awal": 2, "terbit": True}
        lama = Target.objects.create(judul="Separuh nagari", tanggal_awal=date(2026, 1, 1), **umum)
        Target.objects.create(judul="Ditetapkan November", tanggal_awal=date(2026, 11, 1), **umum)
        Capaian.objects.create(target=lama, tanggal=date(2026, 9, 28), n=0, penyebut=3, versi="1")
        Capaian.objects.create(target=lama, tanggal=date(2026, 11, 3), n=1, penyebut=3, versi="1")
        dahulu = isi_laporan(halaman_wilayah(wilayah, bulan=date(2026, 9, 1)))["target"]
        self.assertEqual([(baris[0], baris[4]) for baris in dahulu], [("Separuh nagari", "0")] * 2)
        cache.clear()
        halaman = self.client.get("/replikasi/13.07/?bulan=2026-09")
        self.assertContains(halaman, "Separuh nagari")
        self.assertNotContains(halaman, "Ditetapkan November")
        self.assertContains(self.client.get("/replikasi/13.07/"), "Ditetapkan November")

    def test_nama_yang_ditolak_terdaftar_walau_belum_berkabar(self):
        Wilayah.objects.create(
            kode="13.07.01.2009", nama="U", tingkat="desa", jenis="desa", induk=self.wilayah["13.07.01"]
        )
        hitung_semua()
        daftar = daftar_desa(self.wilayah["13.07"], saringan="tak_bisa_lapor").baris
        self.assertEqual([s.wilayah.kode for s in daftar], ["13.07.01.2009"])
        self.assertIn("Nama yang ditolak", self.teks("/replikasi/13.07/"))
        self.assertEqual(self.client.get("/replikasi/").context["halaman"].angka.nama_ditolak, 1)
