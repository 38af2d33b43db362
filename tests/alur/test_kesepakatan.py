"""Cerita di peramban: manajer kabupaten mencatat kesepakatan, pihaknya, butirnya, dan kewajiban yang selesai dengan bukti."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.alur.panggung import Cerita

JUDUL = "Kesepakatan Bersama Pembinaan OpenSID"


class SatuKesepakatan(Cerita):
    def simpan(self, halaman: Page, **isian: str) -> None:
        for nama, nilai in isian.items():
            halaman.locator(f"main [name={nama}]").fill(nilai)
        halaman.locator("main form.formulir button.tombol--utama").click()

    def test_fajar_dari_naskah_sampai_kewajiban_selesai(self):
        fajar = self.layar("fajar")
        fajar.goto("/replikasi/kesepakatan/")
        fajar.get_by_role("link", name="Catat kesepakatan").click()
        self.periksa(fajar, "kesepakatan-kosong")
        fajar.locator("[name=tahap]").select_option("ditandatangani")
        self.simpan(fajar, judul=JUDUL, tanggal=f"{date.today() - timedelta(days=26)}", bulan="1", uraian="Satu bulan percobaan.")  # fmt: skip
        expect(fajar.get_by_text("Kesepakatan tercatat")).to_be_visible()
        expect(fajar.get_by_text("Akan berakhir", exact=True)).to_be_visible()

        fajar.get_by_role("link", name="Tambah pihak").click()
        self.simpan(
            fajar, lembaga="Dinas Kominfo Lima Puluh Kota", penanda_tangan="Nama Contoh", jabatan="Kepala Dinas"
        )
        fajar.get_by_role("link", name="Tambah butir").first.click()
        self.simpan(fajar, teks="Pelatihan operator di tiap kecamatan.")
        fajar.get_by_role("link", name="Catat kemajuan").click()
        fajar.get_by_label("selesai", exact=True).check()
        self.simpan(fajar, catatan="Tiga belas kecamatan sudah dilatih.", tautan="/pelatihan/")
        expect(fajar.get_by_text("1 dari 1 kewajiban selesai").first).to_be_visible()
        self.periksa(fajar, "kesepakatan-terisi")
