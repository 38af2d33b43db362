"""Halaman program, meja kendali, dan unduhannya: terverifikasi dan diklaim terpisah, bilangannya atas semua desa."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from replikasi.bacaan import kendali
from replikasi.bacaan.kendali import halaman_program
from replikasi.hitung import SKALA
from replikasi.layanan.buku import terbitkan_buku
from replikasi.layanan.klaim import putuskan_klaim
from replikasi.layanan.program import mulai_penerapan
from replikasi.layanan.rencana import terapkan
from replikasi.rumus import bulat, progress_rollup

from .dunia import DuniaReplikasi, klaim

SENIN = date(2026, 3, 2)


class KemajuanProgram(DuniaReplikasi):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        terbitkan_buku()
        terapkan(penerapan=cls.penerapan, oleh=cls.ani, mulai=SENIN)

    def alamat(self, nama: str, *args) -> str:
        return reverse(f"replikasi:{nama}", args=["nagari-percontohan", *args])

    def test_halaman_publik_memisahkan_terverifikasi_dan_diklaim(self):
        putuskan_klaim(klaim=klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani), oleh=self.budi, diterima=True)
        klaim(self.penerapan, "sasaran", oleh=self.ani)
        halaman = self.client.get(self.alamat("program"))
        self.assertContains(halaman, "Nagari Suliki")
        self.assertContains(halaman, "1 lagi diklaim, menunggu")
        self.assertNotContains(halaman, "Meja kendali")
        for bentuk in ("csv", "xlsx", "pdf"):
            self.assertEqual(self.client.get(self.alamat("program-unduh", bentuk)).status_code, 200)
        self.assertNotIn("tugas_lewat", self.client.get(self.alamat("program-unduh", "csv")).getvalue().decode())

    def test_bilangan_dan_unduhan_atas_semua_desa_walau_yang_tampil_dibatasi(self):
        putuskan_klaim(klaim=klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani), oleh=self.budi, diterima=True)
        for kode in ("13.07.01.2001", "13.07.04.2001"):
            mulai_penerapan(program=self.penerapan.program, wilayah=self.wilayah[kode], oleh=self.hadi)
        utuh = halaman_program(self.penerapan.program, dalam=True)
        with mock.patch.object(kendali, "TERBANYAK", 1):
            h = halaman_program(self.penerapan.program, dalam=True)
            self.assertEqual((len(h.baris), h.n, h.tercapai, h.rata), (1, 3, 1, utuh.rata))
            self.assertContains(self.client.get(self.alamat("program")), "1 dari 3 desa tampil di sini")
            csv = self.client.get(self.alamat("program-unduh", "csv")).getvalue().decode()
        self.assertEqual(len(csv.strip().splitlines()), 4)
        maju = [Fraction(satu.ringkas.maju_verif, SKALA) for satu in utuh.baris]
        hasil = progress_rollup(maju, utuh.n_dasar)
        self.assertEqual(utuh.rata, (bulat(hasil.rata_mulai), bulat(hasil.rata_semua)))

    def test_meja_kendali_hanya_untuk_yang_bertugas_dan_kuerinya_tetap(self):
        self.assertEqual(self.client.get(self.alamat("kendali")).status_code, 302)
        for orang, status in ((self.ani, 404), (self.eko, 404), (self.hadi, 200)):
            self.masuk(orang)
            self.assertEqual(self.client.get(self.alamat("kendali")).status_code, status, orang)
        with CaptureQueriesContext(connection) as satu:
            self.assertContains(self.client.get(self.alamat("kendali")), "tugas lewat tenggat")
        for kode in ("13.07.01.2001", "13.07.04.2001"):
            lain = mulai_penerapan(program=self.penerapan.program, wilayah=self.wilayah[kode], oleh=self.hadi)
            terapkan(penerapan=lain, oleh=self.hadi, mulai=SENIN)
        with self.assertNumQueries(len(satu)):
            self.client.get(self.alamat("kendali"))
        self.assertIn("tugas_lewat", self.client.get(self.alamat("program-unduh", "csv")).getvalue().decode())
