"""Meja penangan: pegiat di ponsel, dan petugas di layar lebar yang hanya memakai papan ketik."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .panggung import Cerita


def buat_tiket(cerita: Cerita, judul: str) -> str:
    ani = cerita.ponsel("ani")
    ani.goto("/bantuan/tiket/baru/")
    formulir = ani.locator("form[enctype]")
    isian = {
        satu.get_attribute("name"): satu.input_value() for satu in formulir.locator("input[type=hidden]").all()
    } | {"bidang": formulir.locator("#id_bidang option").nth(2).get_attribute("value"), "dampak": "sedang"}
    isian |= {"judul": judul, "uraian": f"{judul}. Sudah dua hari begini."}
    jawab = ani.request.post(ani.url, form=isian, headers={"Referer": ani.url})
    return re.search(r"/tiket/([^/]+)/", jawab.url)[1]


class PegiatDiPonsel(Cerita):
    """Menyaring antrean, mengambil, menyisipkan jawaban siap, mencatat untuk rekan, menjawab."""

    def test_dari_antrean_sampai_dijawab(self):
        kode = buat_tiket(self, "Peta tidak tampil di ponsel warga")
        budi = self.ponsel("budi")
        budi.goto("/bantuan/antrean/?tampilan=terbuka")
        self.periksa(budi, "antrean-ponsel")
        budi.get_by_role("link", name="Saring", exact=True).click()
        self.periksa(budi, "antrean-saring-terbuka")
        budi.get_by_label("Kode atau kata").fill(kode)
        budi.get_by_role("button", name="Saring", exact=True).click()
        expect(budi.locator(".daftar-meja li")).to_have_count(1)
        self.periksa(budi, "antrean-tersaring")
        budi.get_by_role("link", name="Peta tidak tampil").click()
        budi.get_by_role("button", name="Ambil tiket ini").click()
        siap = budi.get_by_text(re.compile(r"^Jawaban siap \("))
        expect(siap).to_be_visible()
        self.periksa(budi, "tiket-pegiat-ponsel")
        siap.click()
        budi.get_by_role("link", name="Minta tangkapan layar").click()
        expect(budi.get_by_label("Pesan")).to_have_value(re.compile("Halo Ani"))
        budi.get_by_text("Catatan dalam", exact=True).click()
        budi.get_by_label("Pesan").fill("Sudah ditelepon, tunggu gambar.")
        budi.get_by_role("button", name="Simpan catatan").click()
        expect(budi.locator(".kiriman--catatan")).to_contain_text("Sudah ditelepon")
        budi.get_by_text("Jawab selesai", exact=True).click()
        budi.get_by_label("Pesan").fill("Segarkan kunci peta di Pengaturan, lalu muat ulang.")
        budi.get_by_role("button", name="Kirim sebagai jawaban").click()
        expect(budi.locator("main")).to_contain_text("menunggu konfirmasi")
        for nama in ("ubah", "gabung", "taut", "pecah", "ringkasan", "wa", "cetak", "perkakas"):
            budi.goto(f"/bantuan/tiket/{kode}/{nama}/")
            self.periksa(budi, f"tiket-{nama}-ponsel")


class PetugasDenganPapanKetik(Cerita):
    """j, k, Enter, a, n, r, g, ?: tanpa tetikus, tidak terjebak di kotak tulis."""

    def fokus(self, halaman: Page) -> str:
        return halaman.evaluate(
            "document.activeElement.closest('[data-baris]')?.querySelector('.kode-tiket').textContent || ''"
        )

    def test_antrean_dan_tiket_tanpa_tetikus(self):
        for n in (1, 2):
            buat_tiket(self, f"Surat keterangan macet nomor {n}")
        budi = self.layar("budi")
        budi.goto("/bantuan/antrean/?tampilan=terbuka")
        self.periksa(budi, "antrean-layar")
        papan = budi.keyboard
        papan.press("?")
        expect(budi.get_by_role("dialog")).to_be_visible()
        self.periksa(budi, "pintasan")
        papan.press("Escape")
        papan.press("j")
        pertama = self.fokus(budi)
        papan.press("j")
        self.assertNotEqual(self.fokus(budi), pertama)
        papan.press("k")
        self.assertEqual(self.fokus(budi), pertama)
        papan.press("x")
        expect(budi.locator("[data-terpilih]")).to_have_text("1 tiket terpilih.")
        papan.press("Enter")
        budi.wait_for_url(re.compile(r"/bantuan/tiket/"))
        self.periksa(budi, "tiket-layar")
        papan.press("a")
        expect(budi.get_by_text("Tiket ini sekarang Anda pegang")).to_be_visible()
        papan.press("n")
        teks = budi.get_by_label("Pesan")
        expect(teks).to_be_focused()
        expect(budi.locator("#tulis-catat")).to_be_checked()
        papan.type("jk gq ? semua huruf biasa")
        expect(teks).to_have_value("jk gq ? semua huruf biasa")
        papan.press("Escape")
        expect(teks).not_to_be_focused()
        papan.press("r")
        expect(budi.locator("#tulis-balas")).to_be_checked()
        expect(teks).to_have_value("jk gq ? semua huruf biasa")
        papan.press("Escape")
        papan.press("g")
        papan.press("s")
        budi.wait_for_url(re.compile("tampilan=saya"))
        expect(budi.locator(".daftar-meja li").first).to_be_visible()

    def test_rekan_yang_sedang_menulis_terlihat_dan_tulisan_tidak_hilang(self):
        kode = buat_tiket(self, "Dua orang membuka tiket ini")
        budi = self.layar("budi")
        budi.goto(f"/bantuan/tiket/{kode}/")
        citra = self.layar("citra")
        citra.goto(f"/bantuan/tiket/{kode}/")
        citra.get_by_label("Pesan").press_sequentially("Saya coba bantu", delay=10)
        expect(citra.locator("[data-hadir-teks]")).to_contain_text("Budi")
        budi.get_by_label("Pesan").fill("Tulisan Budi yang belum terkirim")
        citra.get_by_role("button", name="Kirim balasan").click()
        expect(citra.get_by_text("Balasan terkirim.")).to_be_visible()
        budi.get_by_role("button", name="Kirim balasan").click()
        expect(budi.locator(".kiriman--baru")).to_contain_text("Saya coba bantu")
        expect(budi.get_by_label("Pesan")).to_have_value("Tulisan Budi yang belum terkirim")
        self.periksa(budi, "bersilang")
        budi.get_by_role("button", name="Kirim balasan").click()
        expect(budi.get_by_text("Balasan terkirim.")).to_be_visible()

    def test_borongan_dari_pilihan_sampai_dibatalkan(self):
        for n in (1, 2):
            buat_tiket(self, f"Borongan {n}")
        budi = self.layar("budi")
        budi.goto("/bantuan/antrean/?tampilan=terbuka&cari=Borongan")
        budi.get_by_role("button", name="Pilih selembar").click()
        budi.get_by_label("Perbuatan atas tiket terpilih").select_option("dampak")
        budi.get_by_role("button", name="Lanjut ke konfirmasi").click()
        self.periksa(budi, "borongan-konfirmasi")
        budi.get_by_label("Dampak baru").select_option("utama")
        budi.get_by_role("button", name=re.compile("^Ganti dampak")).click()
        expect(budi.get_by_role("heading", level=1)).to_contain_text("dikerjakan")
        self.periksa(budi, "borongan-hasil")
        budi.get_by_role("button", name="Kembalikan seperti semula").click()
        expect(budi.get_by_text("Sudah dibatalkan")).to_be_visible()
        budi.goto("/bantuan/antrean/tampilan/")
        self.periksa(budi, "tampilan-tersimpan")
