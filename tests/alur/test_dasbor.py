"""Cerita di peramban: pekan seorang pegiat, hari laporan manajer kabupaten, pengunjung membandingkan provinsi."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.alur.panggung import LAYAR, Cerita


class PekanSeorangPegiat(Cerita):
    def test_budi_membuka_daftar_kerja_menghubungi_lalu_mencatat(self):
        budi = self.ponsel("budi")
        budi.goto("/replikasi/13.07/")
        budi.get_by_role("link", name="Daftar kerja pekan ini").click()
        expect(budi.get_by_role("heading", level=1)).to_have_text("Desa yang perlu Anda hubungi pekan ini")
        self.periksa(budi, "pekan-pegiat")
        pertama = budi.locator("ol.daftar > li").first
        nama = pertama.locator(".baris__judul").inner_text()
        expect(pertama.locator("ul li").first).not_to_be_empty()
        pertama.get_by_role("link", name=re.compile("Catat hasil")).click()
        budi.get_by_label("desa akan mengerjakan").check()
        budi.locator("textarea[name=catatan]").fill("Operatornya cuti; kembali Senin.")
        self.periksa(budi, "catat-hubungan")
        budi.get_by_role("button", name="Simpan catatan").click()
        expect(budi.get_by_text("keluar dari daftar kerja")).to_be_visible()
        expect(budi.locator("ol.daftar .baris__judul", has_text=re.compile(f"^{re.escape(nama)}$"))).to_have_count(0)


class HariLaporanManajer(Cerita):
    def test_fajar_membaca_angka_membuka_bulan_lalu_dan_mengunduh_laporan_bupati(self):
        fajar = self.layar("fajar")
        fajar.goto("/replikasi/13.07/")
        expect(fajar.get_by_role("heading", name="Dari bulan ke bulan")).to_be_visible()
        self.periksa(fajar, "dasbor-kabupaten")
        fajar.get_by_role("link", name="lihat", exact=True).click()
        expect(fajar.get_by_role("heading", level=1)).to_have_text("Melambat atau tertahan")
        self.periksa(fajar, "tertahan")
        fajar.go_back()
        pilih = fajar.get_by_label("Keadaan pada")
        pilih.select_option(index=2)
        fajar.get_by_role("button", name="Lihat", exact=True).click()
        expect(fajar.get_by_text("Anda melihat keadaan pada akhir")).to_be_visible()
        self.assertRegex(fajar.url, r"bulan=20\d\d-\d\d")
        laporan = fajar.get_by_role("link", name="Laporan untuk Bupati").get_attribute("href")
        jawaban = fajar.request.get(f"{self.panggung.alamat}{laporan}")
        self.assertEqual((jawaban.status, jawaban.body()[:5]), (200, b"%PDF-"))
        fajar.get_by_text("Unduh", exact=True).click()
        with fajar.expect_download() as unduhan:
            fajar.get_by_role("link", name="Tabel, XLSX").click()
        self.assertRegex(unduhan.value.suggested_filename, r"^replikasi-13\.07-20\d\d-\d\d\.xlsx$")


class PengunjungMembandingkanProvinsi(Cerita):
    def test_dari_peta_ke_perbandingan_tiga_provinsi_yang_alamatnya_dapat_dibagikan(self):
        tamu = self.halaman(ukuran=LAYAR)
        tamu.goto("/replikasi/")
        self.periksa(tamu, "dasbor-nasional")
        tamu.get_by_role("link", name="Bandingkan provinsi").click()
        tamu.get_by_text("Pilih provinsi").click()
        for nama in ("Sumatera Barat", "Lampung", "Nusa Tenggara Barat"):
            tamu.get_by_label(nama, exact=True).check()
        tamu.get_by_role("button", name="Bandingkan").click()
        expect(tamu.locator("tbody tr")).to_have_count(3)
        self.periksa(tamu, "banding-provinsi")
        alamat = tamu.url
        lain = self.halaman()
        lain.goto(alamat)
        expect(lain.locator("tbody tr")).to_have_count(3)
        self.periksa(lain, "banding-provinsi-ponsel")
        lain.goto("/replikasi/data/")
        self.periksa(lain, "data-terbuka")
