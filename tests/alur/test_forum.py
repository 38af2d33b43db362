"""Jalan 4 di peramban, layar ponsel: pegiat membuka topik, anggota menjawab, penanya menerima jawabannya."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.alur.panggung import Cerita


class CeritaForum(Cerita):
    def test_budi_membuka_topik_ani_menjawab_budi_menerima(self):
        budi = self.ponsel("budi")
        budi.goto("/forum/")
        self.periksa(budi, "forum-beranda")
        budi.get_by_role("link", name="ForSID Lima Puluh Kota").first.click()
        self.periksa(budi, "forum-simpul")
        budi.get_by_role("link", name="Tulis topik").click()
        self.periksa(budi, "forum-tulis")
        budi.get_by_role("link", name="Tanya operator").first.click()
        self.periksa(budi, "forum-topik-baru")
        judul = "Berapa lama nagari lain menyimpan cadangan lama?"
        budi.get_by_label("Judul").fill(judul)
        budi.get_by_label("Isi", exact=True).fill(
            "Diska kami penuh. Ada yang punya **aturan** sederhana?\n\n- satu bulan?\n- satu tahun?"
        )
        budi.get_by_role("button", name="Lihat dulu").click()
        expect(budi.locator("#pratinjau-kotak strong")).to_have_text("aturan")
        budi.get_by_role("button", name="Terbitkan topik").click()
        expect(budi.get_by_role("heading", level=1)).to_have_text(judul)
        self.periksa(budi, "forum-topik-belum-terjawab")
        alamat = re.sub(r"^https?://[^/]+", "", budi.url)

        ani = self.ponsel("ani")
        ani.goto("/forum/belum-terjawab/")
        self.periksa(ani, "forum-belum-terjawab")
        ani.get_by_role("link", name=judul).click()
        ani.get_by_label("Balasan Anda").fill(
            "Kami: tujuh harian, empat mingguan, dua belas bulanan.\n\n```text\n7 + 4 + 12\n```"
        )
        ani.get_by_role("button", name="Kirim balasan").click()
        expect(ani.locator("#kiriman-2 code")).to_contain_text("7 + 4 + 12")
        self.periksa(ani, "forum-topik-terbalas")

        kabar = budi.get_by_text(f"Ani Marlina membalas: {judul}")
        for _ in range(20):  # pekerja mengirim kabar beberapa detik sesudah balasan
            budi.goto("/kabar/")
            if kabar.count():
                break
            budi.wait_for_timeout(1_000)
        expect(kabar).to_be_visible()
        budi.goto(alamat)
        budi.get_by_role("button", name="Terima jawaban").click()
        expect(budi.locator(".kiriman--pilihan").get_by_text("Jawaban diterima")).to_be_visible()
        self.periksa(budi, "forum-topik-terjawab")

        tamu = self.halaman(java_script_enabled=False)
        tamu.goto(alamat)
        expect(tamu.locator(".kiriman--pilihan")).to_contain_text("tujuh harian")
