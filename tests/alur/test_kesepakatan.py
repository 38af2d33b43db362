"""Cerita di peramban: manajer kabupaten mencatat kesepakatan, kewajiban, dan pertemuan; diingatkan; mencetak lembarnya."""

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

    def test_fajar_dari_naskah_sampai_pengingat_dan_lembar_cetak(self):
        fajar = self.layar("fajar")
        fajar.goto("/replikasi/kesepakatan/")
        fajar.get_by_role("link", name="Catat kesepakatan").click()
        self.periksa(fajar, "kesepakatan-kosong")
        fajar.locator("[name=tahap]").select_option("ditandatangani")
        self.simpan(fajar, judul=JUDUL, tanggal=f"{date.today() - timedelta(days=26)}", bulan="1", uraian="Satu bulan percobaan.")  # fmt: skip
        expect(fajar.get_by_text("Kesepakatan tercatat")).to_be_visible()
        expect(fajar.get_by_text("Akan berakhir", exact=True)).to_be_visible()
        alamat = fajar.url

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

        fajar.get_by_role("link", name="Catat pertemuan").click()
        self.simpan(
            fajar,
            judul="Evaluasi bulan pertama",
            tanggal=f"{date.today()}",
            hadir="Nama Contoh; Kepala Dinas; Diskominfo",
        )
        expect(fajar.get_by_role("heading", level=1)).to_have_text("Evaluasi bulan pertama")
        self.periksa(fajar, "pertemuan-tercatat")
        fajar.goto(alamat)
        expect(fajar.get_by_role("link", name="Evaluasi bulan pertama")).to_be_visible()
        self.periksa(fajar, "kesepakatan-terisi")

        perintah = "from replikasi.layanan.pengingat import ingatkan_kesepakatan as i; i()"  # pekerja: tiap jam
        self.panggung._perintah("shell", "-c", perintah)
        ponsel = self.ponsel("fajar")
        ponsel.goto("/kabar/")
        ponsel.get_by_role("button", name=f"Masa kesepakatan tinggal {self.sisa(fajar)} hari: {JUDUL}").first.click()
        expect(ponsel.get_by_role("heading", level=1)).to_have_text(JUDUL)
        self.periksa(ponsel, "kesepakatan-ponsel")

        fajar.get_by_role("link", name="Lembar cetak").click()
        expect(fajar.get_by_role("button", name="Cetak")).to_be_visible()
        self.periksa(fajar, "kesepakatan-lembar")
        fajar.emulate_media(media="print")
        expect(fajar.locator("[data-cetak]")).to_be_hidden()
        expect(fajar.get_by_text("Tiga belas kecamatan sudah dilatih.")).to_be_visible()

    def sisa(self, halaman: Page) -> str:
        return halaman.get_by_text("hari lagi)").inner_text().partition("(")[2].partition(" ")[0]
