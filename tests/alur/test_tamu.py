"""Cerita tamu: perangkat desa tanpa akun, ponsel 360 px, sinyal putus di tengah kirim, gambar ditempel."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .panggung import Cerita

TEMPEL = """() => new Promise((selesai) => {
  const kanvas = document.createElement("canvas");
  kanvas.width = 2400; kanvas.height = 900;
  const c = kanvas.getContext("2d");
  const isi = c.createImageData(2400, 900);  // sebesar foto: derau tidak dapat dimampatkan PNG
  for (let n = 0; n < isi.data.length; n++) isi.data[n] = n % 4 === 3 ? 255 : Math.random() * 256;
  c.putImageData(isi, 0, 0);
  kanvas.toBlob((gambar) => {
    const wadah = new DataTransfer();
    wadah.items.add(new File([gambar], "image.png", { type: "image/png" }));
    const form = document.querySelector("[data-tiket-baru]");
    form.dispatchEvent(new ClipboardEvent("paste", { clipboardData: wadah, bubbles: true, cancelable: true }));
    selesai(gambar.size);
  });
})"""


class TamuDariPonsel(Cerita):
    JUDUL = "Kop surat hilang di nagari kami"

    def isi_masalah(self, tamu: Page) -> None:
        tamu.locator("#id_wilayah").fill("13.07.01.2004")
        expect(tamu.locator("[role=option]").first).to_be_visible()
        tamu.keyboard.press("Enter")
        tamu.get_by_label("Tentang apa?").select_option(label="Surat dan TTE")
        tamu.get_by_label("Masalahnya, singkat saja").fill(self.JUDUL)
        tamu.get_by_label("Apa yang terjadi?").fill("Sejak naik ke 2410 kop surat kosong.")

    def pertanyaan_tampak(self, tamu: Page) -> int:
        """Pertanyaan yang terlihat sekaligus; satu kelompok pilihan dihitung satu, wilayah dihitung satu."""
        return tamu.evaluate(
            """() => [...document.querySelectorAll("[data-langkah]:not([hidden]) .isian")]
                .filter((satu) => satu.offsetParent && !satu.closest("[data-tangga], details:not([open]) > :not(summary)")).length"""
        )

    def test_dari_cerita_sampai_balasan_lewat_tautan(self):
        tamu = self.halaman()
        tamu.goto("/bantuan/tiket/baru/")
        self.periksa(tamu, "tamu-masalah")
        tamu.locator("[data-maju]").click()
        expect(tamu.locator(".isian__galat").first).to_contain_text("Pilih wilayahnya")
        self.isi_masalah(tamu)
        self.assertLessEqual(self.pertanyaan_tampak(tamu), 4)
        tamu.locator("[data-maju]").click()
        self.periksa(tamu, "tamu-keterangan")
        self.assertLessEqual(self.pertanyaan_tampak(tamu), 4)
        tamu.get_by_label("Jenis surat").fill("Keterangan usaha")
        tamu.locator("summary", has_text="Pemasangan OpenSID").click()
        self.assertLessEqual(self.pertanyaan_tampak(tamu), 4)
        tamu.locator("[data-maju]").click()
        tamu.get_by_label("Nama Anda").fill("Rina")
        tamu.get_by_label("Nomor WhatsApp").fill("0812 0000 2222")
        asal = tamu.evaluate(TEMPEL)
        expect(tamu.locator("[data-daftar-berkas] li")).to_contain_text("tempelan-")
        kiriman = tamu.evaluate("document.querySelector('input[type=file]').files[0].size")
        self.assertLess(kiriman, asal, "gambar dikecilkan sebelum dikirim")
        self.assertLessEqual(self.pertanyaan_tampak(tamu), 4)
        self.periksa(tamu, "tamu-kirim")
        tamu.context.set_offline(True)
        tamu.get_by_role("button", name="Kirim tiket").click()
        expect(tamu.locator("[data-kabar]")).to_contain_text("Sinyal terputus")
        self.periksa(tamu, "tamu-sinyal-putus")
        tamu.context.set_offline(False)
        tamu.wait_for_url(re.compile(r"/bantuan/t/"), timeout=60_000)  # dikirim sendiri; jeda terpanjangnya 60 detik
        self.periksa(tamu, "tamu-tiket")
        expect(tamu.locator("main")).to_contain_text("Keterangan usaha")
        self.assertIsNone(tamu.evaluate("localStorage.getItem('tiket-baru-tamu')"))
        expect(tamu.locator(".lampiran li")).to_be_visible()
        self.muat_ulang_sampai(tamu, ".lampiran img")
        tamu.get_by_label("Pesan").fill("Sudah dicoba, masih kosong.")
        tamu.get_by_role("button", name="Kirim balasan").click()
        expect(tamu.locator("main")).to_contain_text("Sudah dicoba, masih kosong.")

    def test_draf_ditawarkan_kembali_dan_galat_server_tidak_menghapus_tulisan(self):
        tamu = self.halaman()
        tamu.goto("/bantuan/tiket/baru/")
        self.isi_masalah(tamu)
        tamu.reload()
        expect(tamu.locator("[data-kabar]")).to_contain_text("belum terkirim")
        tamu.get_by_role("button", name="Lanjutkan").click()
        expect(tamu.get_by_label("Masalahnya, singkat saja")).to_have_value(self.JUDUL)
        expect(tamu.locator("#id_wilayah")).to_have_value(re.compile("Suliki"))
        tamu.locator("[data-maju]").click()
        tamu.locator("[data-maju]").click()
        tamu.get_by_label("Nama Anda").fill("Rina")
        tamu.wait_for_timeout(3000)
        tamu.get_by_role("button", name="Kirim tiket").click()
        expect(tamu.locator(".galat-ringkas")).to_contain_text("email atau nomor WhatsApp")
        self.periksa(tamu, "tamu-galat")
        expect(tamu.locator("#id_uraian")).to_have_value("Sejak naik ke 2410 kop surat kosong.")
        tamu.get_by_label("Email").fill("rina@contoh.example")
        tamu.wait_for_timeout(3200)
        tamu.get_by_role("button", name="Kirim tiket").click()
        tamu.wait_for_url(re.compile(r"/bantuan/t/"))

    def test_tanpa_skrip_satu_halaman_sampai_terkirim(self):
        tamu = self.halaman(java_script_enabled=False)
        tamu.goto("/bantuan/tiket/baru/")
        tamu.locator("#id_wilayah").fill("13.07.01.2004")
        tamu.get_by_label("Tentang apa?").select_option(label="Surat dan TTE")
        tamu.get_by_role("button", name="Tampilkan pertanyaan bidang ini").click()
        tamu.get_by_label("Jenis surat").fill("Keterangan usaha")
        tamu.get_by_label("Apa yang terjadi?").fill("Tanpa skrip pun terkirim.")
        tamu.get_by_label("Nama Anda").fill("Rina")
        tamu.get_by_label("Email").fill("rina2@contoh.example")
        tamu.wait_for_timeout(3500)
        tamu.get_by_role("button", name="Kirim tiket").click()
        tamu.wait_for_url(re.compile(r"/bantuan/t/"))
        expect(tamu.locator("main")).to_contain_text("Tanpa skrip pun terkirim.")
