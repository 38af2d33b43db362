"""Cerita 3: Dewi menulis modul di ruang redaksi, Citra memeriksa dan menyetujui, Ani membacanya di ponsel."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .panggung import Cerita

MODUL, PELAJARAN = "Modul cerita peramban", "Membaca buku tamu"


class Belajar(Cerita):
    def ajukan(self, halaman: Page) -> None:
        """Tombol pengajuan ada di balik panah di samping "Simpan konsep"."""
        halaman.locator("footer .w-dropdown__toggle").click()
        with halaman.expect_navigation():
            halaman.locator("button[name=action-submit]").click()

    def nomor(self, halaman: Page, induk: str, judul: str) -> str:
        halaman.goto(f"/cms/pages/{induk}/")
        tautan = halaman.get_by_role("link", name=judul, exact=True).first
        return re.search(r"/pages/(\d+)/", tautan.get_attribute("href"))[1]

    def tulis_modul(self, dewi: Page) -> str:
        dewi.goto("/cms/pages/")
        belajar = re.search(r"/pages/(\d+)/", dewi.url)
        belajar = belajar[1] if belajar else self.nomor(dewi, "", "Belajar")
        dewi.goto(f"/cms/pages/add/modul_pelatihan/modulpage/{belajar}/")
        dewi.locator("#id_title").fill(MODUL)
        dewi.locator("#id_kode").fill("ZZ1")
        dewi.locator("#id_tujuan").fill("Peserta dapat membaca buku tamu.")
        self.ajukan(dewi)
        return self.nomor(dewi, belajar, MODUL)

    def tulis_pelajaran(self, dewi: Page, modul: str) -> str:
        dewi.goto(f"/cms/pages/add/modul_pelatihan/pelajaranpage/{modul}/")
        dewi.locator("#id_title").fill(PELAJARAN)
        dewi.locator(".c-sf-add-button").first.click()
        dewi.get_by_role("option", name="Teks").first.click()
        dewi.locator(".public-DraftEditor-content").first.click()
        dewi.keyboard.type("Buku tamu di {sebutan} Anda terisi sendiri.")
        expect(dewi.locator("input[name=isi-0-value]")).to_have_value(re.compile("terisi sendiri"))
        self.ajukan(dewi)
        return self.nomor(dewi, modul, PELAJARAN)

    def setujui(self, citra: Page, nomor: str) -> None:
        citra.goto(f"/cms/pages/{nomor}/edit/")
        citra.locator("footer .w-dropdown__toggle").first.click()
        citra.locator("footer [data-workflow-action-name=approve]").first.click()
        citra.locator(".modal-dialog [name=versi]").fill("26.04")
        with citra.expect_navigation():
            citra.locator(".modal-dialog [type=submit]").first.click()
        citra.goto(f"/cms/pages/{nomor}/edit/")
        citra.locator("footer .w-dropdown__toggle").first.click()
        with citra.expect_navigation():
            citra.locator("footer [data-workflow-action-name=approve]:not([data-launch-modal])").first.click()

    def test_dari_naskah_pelatih_sampai_selesai_di_ponsel_operator(self):
        dewi = self.layar("dewi")
        modul = self.tulis_modul(dewi)
        pelajaran = self.tulis_pelajaran(dewi, modul)
        tamu = self.halaman()
        tamu.goto("/belajar/")
        expect(tamu.get_by_role("link", name=MODUL)).to_have_count(0)

        citra = self.layar("citra")
        for nomor in (modul, pelajaran):
            self.setujui(citra, nomor)

        ani = self.ponsel("ani")
        ani.goto("/belajar/")
        self.periksa(ani, "belajar")
        ani.get_by_role("link", name=MODUL).click()
        self.periksa(ani, "belajar-modul")
        ani.get_by_role("link", name="Mulai belajar").click()
        expect(ani.get_by_text("Buku tamu di nagari Anda terisi sendiri.")).to_be_visible()
        self.periksa(ani, "belajar-pelajaran")
        ani.get_by_role("button", name="Tandai selesai").click()
        expect(ani.get_by_text("Selesai Anda pelajari")).to_be_visible()
        ani.goto("/pelatihan/saya/")
        expect(ani.get_by_text(MODUL)).to_be_visible()
        self.periksa(ani, "belajar-saya")

    def test_pelajaran_terbaca_dan_ditandai_tanpa_javascript(self):
        tamu = self.halaman(java_script_enabled=False)
        tamu.goto("/belajar/")
        tamu.get_by_role("link", name="Menyiapkan aplikasi dan data dasar desa").first.click()
        tamu.get_by_role("link", name="Mulai belajar").click()
        expect(tamu.get_by_role("heading", level=1)).to_have_text("Masuk, mengenali layar, dan menjaga akun")
        ani = self.ponsel("ani", java_script_enabled=False)
        ani.goto("/belajar/")
        ani.get_by_role("link", name="Menyiapkan aplikasi dan data dasar desa").first.click()
        ani.get_by_role("link", name="Menyusun wilayah administratif").first.click()
        ani.get_by_role("button", name="Tandai selesai").click()
        expect(ani.get_by_text("Selesai Anda pelajari")).to_be_visible()
