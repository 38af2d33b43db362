"""Ani menyimpan satu modul di ponselnya, membacanya tanpa jaringan, dan yang dikerjakannya terkirim sekali saat sinyal kembali."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .panggung import Cerita

MODUL = "/belajar/m02-menyiapkan-aplikasi-dan-data-dasar-desa/"


class TanpaJaringan(Cerita):
    def tuntas(self, halaman: Page) -> int:
        """Pelajaran yang sudah selesai menurut halaman modul; cerita lain di dunia yang sama boleh sudah menambahnya."""
        return int(re.search(r"(\d+) dari 5 pelajaran", halaman.locator("main").inner_text())[1])

    def test_modul_dibaca_tanpa_jaringan_lalu_kemajuannya_terkirim_sekali(self):
        ani = self.ponsel("ani")
        ani.goto(MODUL)
        semula = self.tuntas(ani)
        simpan = ani.get_by_role("button", name="Simpan untuk dibaca tanpa jaringan")
        expect(simpan).to_contain_text("MB)")
        simpan.click()
        expect(ani.get_by_role("button", name="Hapus dari perangkat")).to_be_visible()
        ani.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.periksa(ani, "luring-modul-tersimpan")

        ani.context.set_offline(True)
        ani.goto(MODUL)
        expect(ani.get_by_text("Salinan yang tersimpan")).to_be_visible()
        ani.get_by_role("link", name="Mengisi identitas desa").click()
        expect(ani.get_by_role("heading", level=1)).to_have_text("Mengisi identitas desa")
        ani.wait_for_function("[...document.images].every(satu => satu.complete && satu.naturalWidth > 0)")
        ani.get_by_role("link", name="Berikutnya").click()
        ani.get_by_role("link", name="Berikutnya").click()
        expect(ani.get_by_role("heading", level=1)).to_have_text("Mendata pemerintah desa dan lembaga")
        ani.get_by_role("button", name="Tandai selesai").click()
        expect(ani.get_by_role("heading", name="Belum terkirim")).to_be_visible()
        ani.get_by_role("link", name="Berikutnya").click()
        latihan = ani.locator("form[data-latihan]")
        for soal in latihan.locator("fieldset").all():
            if soal.locator("input[type=radio]").count() or soal.locator("input[type=checkbox]").count():
                soal.locator("label").first.click()
        latihan.get_by_role("button", name="Kirim jawaban").click()
        expect(ani.get_by_role("listitem").filter(has_text="Latihan M02")).to_be_visible()
        self.periksa(ani, "luring-pelajaran")
        ani.goto("/forum/")  # yang tidak disimpan: halaman pengganti
        expect(ani.get_by_role("heading", level=1)).to_have_text("Sambungan internet terputus")
        ani.goto("/pelatihan/luring/")
        expect(ani.get_by_text("Selesai: Mendata pemerintah desa dan lembaga")).to_be_visible()
        self.periksa(ani, "luring-daftar")

        kiriman: list[str] = []
        ani.on("request", lambda satu: kiriman.append(satu.url) if satu.method == "POST" else None)
        ani.context.set_offline(False)
        expect(ani.get_by_text("Latihan M02: nilai")).to_be_visible()
        expect(ani.get_by_role("heading", name="Belum terkirim")).to_have_count(0)
        ani.reload()
        ujung = sorted(satu.rstrip("/").rpartition("/")[2] for satu in kiriman)
        self.assertEqual(ujung, ["latihan", "selesai"], "sekali saja, juga sesudah dimuat ulang")
        ani.goto(MODUL)
        self.assertEqual(self.tuntas(ani), semula + 1)

    def test_keluar_membuang_semua_simpanan(self):
        ani = self.ponsel("ani")
        ani.goto(MODUL)
        ani.get_by_role("button", name="Simpan untuk dibaca tanpa jaringan").click()
        expect(ani.get_by_role("button", name="Hapus dari perangkat")).to_be_visible()
        self.assertTrue(ani.evaluate("caches.keys().then(n => n.some(satu => satu.startsWith('simpan-belajar-')))"))
        ani.goto("/akun/logout/")
        ani.locator("main").get_by_role("button", name="Keluar").click()
        ani.wait_for_url("**/")
        self.assertFalse(ani.evaluate("caches.keys().then(n => n.some(satu => satu.startsWith('simpan-belajar-')))"))
