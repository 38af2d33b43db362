"""Cerita di peramban: laporan asli sampai ke halaman desa, dan satu tonggak dari panduan sampai angka kabupaten."""

from __future__ import annotations

import io
import json
import re
import socket
import time

from PIL import Image
from playwright.sync_api import Page, expect

from tests.alur.panggung import Cerita
from tests.replikasi.server import CONTOH_MENTAH

SULIKI = "/replikasi/13.07.01.2004/"


class LaporanAsliSampaiKeHalaman(Cerita):
    def kirim(self, nama: str) -> tuple[bytes, bytes]:
        """Byte berkas contoh apa adanya ke server sungguhan; (kepala, badan)."""
        with socket.create_connection(("127.0.0.1", self.panggung.porta), timeout=10) as soket:
            soket.sendall((CONTOH_MENTAH / nama).read_bytes())
            soket.settimeout(5)
            jawaban = b""
            while b"\r\n\r\n" not in jawaban or not self._lengkap(jawaban):
                jawaban += soket.recv(65536)
        kepala, _, badan = jawaban.partition(b"\r\n\r\n")
        return kepala, badan

    def _lengkap(self, jawaban: bytes) -> bool:
        kepala, _, badan = jawaban.partition(b"\r\n\r\n")
        panjang = re.search(rb"content-length: (\d+)", kepala, re.I)
        return panjang is not None and len(badan) >= int(panjang[1])

    def test_pemasangan_melapor_lalu_halaman_desanya_menyebut_versinya(self):
        mulai = time.monotonic()
        kepala, badan = self.kirim("C_opensid2410_POST_track_identity_filled.raw")
        self.assertLess(time.monotonic() - mulai, 1)
        self.assertTrue(kepala.startswith(b"HTTP/1.1 200"), kepala)
        self.assertEqual(badan, b"[]")
        halaman = self.halaman()
        batas = time.monotonic() + 20
        while time.monotonic() < batas:  # pekerja menyerap dalam hitungan detik
            halaman.goto(SULIKI)
            if halaman.get_by_text("suliki.nagari.example").count():
                break
            time.sleep(0.5)
        expect(halaman.get_by_text("suliki.nagari.example")).to_be_visible()
        expect(halaman.locator("td", has_text="2410.1.0")).to_be_visible()
        self.periksa(halaman, "desa-sesudah-laporan")

    def test_penginstal_menanyakan_kode_desa(self):
        kepala, badan = self.kirim("A_opensid2410_GET_kodedesa.raw")
        self.assertTrue(kepala.startswith(b"HTTP/1.1 200"), kepala)
        self.assertEqual(json.loads(badan)["kode_desa"], "13.07.01.2004")


class SatuTonggakSampaiAngkaKabupaten(Cerita):
    def foto(self) -> dict:
        keluar = io.BytesIO()
        Image.new("RGB", (800, 600), "#88aa77").save(keluar, "JPEG")
        return {"name": "berita-acara.jpg", "mimeType": "image/jpeg", "buffer": keluar.getvalue()}

    def terverifikasi(self, halaman: Page) -> int:
        halaman.goto("/replikasi/13.07/")
        baris = halaman.locator("dl.fakta div", has_text="Tonggak terverifikasi").locator("dd")
        return int(baris.inner_text().replace(".", ""))

    def test_ani_mengklaim_dari_panduan_budi_memeriksa_angka_fajar_bertambah(self):
        ani = self.ponsel("ani")
        ani.goto("/panduan/")
        self.periksa(ani, "panduan")
        ani.get_by_role("link", name="Memasukkan dan mencocokkan").click()
        self.periksa(ani, "panduan-langkah")
        ani.get_by_role("link", name="Klaim dengan bukti").click()
        self.periksa(ani, "klaim-kosong")
        ani.get_by_label("Apa yang sudah tercapai?").fill("Enam jorong sudah dicocokkan bersama kepala wilayahnya.")
        ani.locator("input[type=file]").set_input_files(self.foto())
        ani.get_by_role("button", name="Kirim klaim").click()
        expect(ani.get_by_text("Klaim terkirim")).to_be_visible()
        self.periksa(ani, "klaim-terkirim")

        fajar = self.layar("fajar")
        sebelum = self.terverifikasi(fajar)
        self.periksa(fajar, "kabupaten")

        budi = self.ponsel("budi")
        budi.goto("/replikasi/verifikasi/")
        self.periksa(budi, "verifikasi")
        budi.get_by_role("link", name="Periksa Memasukkan dan mencocokkan, Nagari Suliki").click()
        expect(budi.get_by_role("img", name=re.compile("Foto bukti"))).to_be_visible()
        self.periksa(budi, "klaim-diperiksa")
        budi.get_by_label("Tercapai: buktinya cukup").check()
        budi.get_by_role("button", name="Simpan putusan").click()
        expect(budi.get_by_text("Tonggak dinyatakan tercapai")).to_be_visible()

        self.assertEqual(self.terverifikasi(fajar), sebelum + 1)
        ani.goto("/panduan/bab-4/data-cocok/")
        expect(ani.get_by_text("Tercapai", exact=True)).to_be_visible()

    def test_fajar_menelusuri_dari_indonesia_sampai_satu_nagari(self):
        fajar = self.ponsel("fajar")
        fajar.goto("/replikasi/")
        for nama in ("Sumatera Barat", "Kab. Lima Puluh Kota", "Kec. Suliki", "Nagari Suliki"):
            self.periksa(fajar, f"kemajuan-{nama}")
            fajar.locator("table.tabel").get_by_role("link", name=nama, exact=True).last.click()
        expect(fajar.get_by_role("heading", level=1, name="Nagari Suliki")).to_be_visible()
        for judul in ("Perjalanan penerapan", "Laporan otomatis", "Pendampingan", "Pemasangan"):
            expect(fajar.get_by_role("heading", name=judul)).to_be_visible()
        self.periksa(fajar, "kemajuan-desa")
