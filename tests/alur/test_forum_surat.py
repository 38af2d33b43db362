"""Membalas lewat email: kabar dari SMTP, balasan di kotak IMAP, dan kirimannya di halaman topik."""

from __future__ import annotations

import re
import smtplib
import subprocess
import sys
from email.message import EmailMessage
from urllib.parse import quote

from django.conf import settings
from playwright.sync_api import expect

from tests.alur.panggung import Cerita
from tests.pusat_bantuan.server_surat import SANDI, KotakUji, PelayanImap, server

RUANG = "/forum/simpul/forsid-lima-puluh-kota/ruang/tanya/baru/"


class BalasLewatEmail(Cerita):
    JUDUL = "Apakah kop surat boleh dua baris?"

    def balas(self, kabar: EmailMessage, dari: str, nomor: str, isi: str) -> bytes:
        """Balasan seperti ditulis program surat: dikirim lewat SMTP, dan kembali sebagai bita yang sampai di kotaknya."""
        surat = EmailMessage()
        surat["From"], surat["To"], surat["Subject"] = dari, kabar["Reply-To"], f"Re: {kabar['Subject']}"
        surat["In-Reply-To"], surat["Message-ID"] = kabar["Message-ID"], f"<{nomor}@contoh.example>"
        atribusi = "Pada Sen, 23 Nov 2026 pukul 09.12 Pusat Bantuan <bantuan@panggung.example> menulis:"
        surat.set_content(f"{isi}\n\n{atribusi}\n> Boleh, atur di Pengaturan Surat.\n")
        with smtplib.SMTP("127.0.0.1", self.panggung.smtp.port) as smtp:
            smtp.send_message(surat)
        return self.panggung.surat.untuk(str(kabar["Reply-To"]))[-1].as_bytes()

    def ambil(self, *surat: bytes) -> None:
        """Kotak IMAP sungguhan berisi surat itu, diambil dan diolah perintah yang dijalankan pekerja tiap menit."""
        kotak = KotakUji()
        for satu in surat:
            kotak.antar(satu)
        with server(PelayanImap, kotak) as porta:
            alamat = f"imap://bantuan%40panggung.example:{quote(SANDI, safe='')}@127.0.0.1:{porta}"
            hasil = subprocess.run(
                [sys.executable, "manage.py", "ambil_surat"], cwd=settings.BASE_DIR, capture_output=True, text=True,
                env=self.panggung.lingkungan | {"SURAT_MASUK": alamat},
            )  # fmt: skip
        self.assertEqual(hasil.returncode, 0, hasil.stderr)
        self.assertIn(f"{len(surat)} surat", hasil.stdout)

    def test_dijawab_dari_kotak_surat_tampil_sekali_dan_orang_lain_tidak_dapat_memakainya(self):
        ani, budi = self.ponsel("ani"), self.ponsel("budi")
        ani.goto(RUANG)
        ani.get_by_label("Judul").fill(self.JUDUL)
        ani.get_by_label("Isi", exact=True).fill("Kantor camat memintanya begitu.")
        ani.get_by_role("button", name="Terbitkan topik").click()
        expect(ani.get_by_role("heading", level=1)).to_have_text(self.JUDUL)
        alamat = re.sub(r"^https?://[^/]+|\?.*|#.*", "", ani.url)
        budi.goto(alamat)
        budi.get_by_label("Balasan Anda").fill("Boleh, atur di Pengaturan Surat. Sudah dicoba?")
        budi.get_by_role("button", name="Kirim balasan").click()
        kabar = self.tunggu_surat("ani@contoh.example", self.JUDUL)
        palsu = self.balas(kabar, "eko@contoh.example", "curi", "Saya memakai alamat balasan orang lain.")
        balasan = self.balas(kabar, "ani@contoh.example", "jawab", "Sudah, berhasil. Terima kasih Pak Budi.")
        self.ambil(palsu, balasan)
        self.ambil(balasan)  # server surat mengantar lagi surat yang sama
        budi.goto(alamat)
        terbit = budi.locator("#kiriman-3")
        expect(terbit).to_contain_text("Sudah, berhasil. Terima kasih Pak Budi.")
        expect(terbit).to_contain_text("Ani")
        expect(terbit).not_to_contain_text("Boleh, atur")
        expect(budi.locator("#kiriman-4")).to_have_count(0)
        expect(budi.get_by_text("memakai alamat balasan orang lain")).to_have_count(0)
        self.tunggu_surat("budi@contoh.example", self.JUDUL)
