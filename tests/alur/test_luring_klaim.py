"""Cerita di peramban: Ani mengklaim di jorong tanpa sinyal, terkirim saat sinyal kembali, Budi memeriksa, panduan berubah."""

from __future__ import annotations

import io
import re

from PIL import Image
from playwright.sync_api import expect

from tests.alur.panggung import Cerita

LAPANGAN = "/replikasi/13.07.01.2004/lapangan/"


class KlaimTanpaSinyal(Cerita):
    def foto(self) -> dict:
        keluar = io.BytesIO()
        Image.new("RGB", (2400, 1600), "#7a9966").save(keluar, "JPEG", quality=95)
        return {"name": "jorong.jpg", "mimeType": "image/jpeg", "buffer": keluar.getvalue()}

    def test_klaim_menunggu_di_ponsel_lalu_sampai_dan_tercapai(self):
        ani = self.ponsel("ani")
        ani.goto("/replikasi/13.07.01.2004/rencana/")
        self.periksa(ani, "rencana-papan")
        ani.get_by_role("link", name="Klaim dari lapangan").click()
        ani.get_by_role("button", name="Simpan halaman ini di ponsel").click()
        expect(ani.get_by_text("dapat dibuka tanpa sinyal")).to_be_visible()
        ani.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        ani.reload()
        self.periksa(ani, "lapangan")

        ani.context.set_offline(True)
        ani.goto(LAPANGAN)
        ani.locator("select[name=tonggak]").select_option("kerahasiaan")
        ani.get_by_label("Apa yang sudah tercapai?").fill("Pernyataan ditandatangani semua anggota tim di jorong.")
        ani.locator("input[type=file]").set_input_files(self.foto())
        ani.get_by_role("button", name="Kirim klaim").click()
        expect(ani.get_by_text("Tersimpan di perangkat ini. Terkirim sendiri")).to_be_visible()
        expect(ani.get_by_role("heading", name="Belum terkirim")).to_be_visible()
        ani.goto(LAPANGAN)  # ditutup dan dibuka lagi: kirimannya masih ada
        expect(ani.locator("[data-antre-daftar]").get_by_text("Menjaga kerahasiaan")).to_be_visible()

        ani.context.set_offline(False)
        ani.evaluate("dispatchEvent(new Event('online'))")
        expect(ani.get_by_role("heading", name="Belum terkirim")).to_be_hidden(timeout=20_000)

        budi = self.ponsel("budi")
        budi.goto("/replikasi/verifikasi/")
        budi.get_by_role("link", name="Periksa Menjaga kerahasiaan, Nagari Suliki").click()
        foto = budi.get_by_role("img", name=re.compile("Foto bukti"))
        expect(foto).to_be_visible()
        self.assertLessEqual(foto.evaluate("g => Math.max(g.naturalWidth, g.naturalHeight)"), 1600)
        budi.get_by_label("Tercapai: buktinya cukup").check()
        budi.get_by_role("button", name="Simpan putusan").click()
        expect(budi.get_by_text("Tonggak dinyatakan tercapai")).to_be_visible()

        ani.goto("/panduan/bab-4/kerahasiaan/")
        expect(ani.get_by_text("Tercapai", exact=True)).to_be_visible()
        self.periksa(ani, "panduan-tercapai")

    def test_surat_di_loket_tercatat_tanpa_sinyal(self):
        loket = "/replikasi/13.07.01.2004/layanan/catat/"
        ani = self.ponsel("ani")
        ani.goto(loket)
        ani.get_by_role("button", name="Simpan halaman ini di perangkat").click()
        expect(ani.get_by_text("dapat dibuka tanpa sinyal")).to_be_visible()
        ani.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        ani.reload()
        self.periksa(ani, "loket")
        ani.emulate_media(media="print")  # dicetak untuk diisi dengan pena di loket tanpa komputer
        expect(ani.get_by_text("Surat apa?")).to_be_visible()
        expect(ani.locator("[name=layanan]")).to_be_visible()
        expect(ani.get_by_role("button", name="Simpan", exact=True)).to_be_hidden()
        ani.emulate_media(media="screen")
        ani.context.set_offline(True)
        ani.goto(loket)
        ani.get_by_label("Surat apa?").fill("Surat keterangan belum menikah")
        ani.locator("[name=tanggal]").fill("2026-11-09")
        ani.locator("[name=jam_mulai]").fill("08:05")
        ani.locator("[name=jam_selesai]").fill("08:20")
        ani.get_by_role("button", name="Simpan", exact=True).click()
        expect(ani.locator("[data-antre-daftar]").get_by_text("Surat keterangan belum menikah")).to_be_visible()
        ani.context.set_offline(False)
        ani.evaluate("dispatchEvent(new Event('online'))")
        expect(ani.get_by_role("heading", name="Belum terkirim")).to_be_hidden(timeout=20_000)
        ani.goto("/replikasi/13.07.01.2004/layanan/catatan/")
        ani.reload()  # kabarnya sekali saja; yang tersisa barisnya
        expect(ani.get_by_text("Surat keterangan belum menikah")).to_have_count(1)
