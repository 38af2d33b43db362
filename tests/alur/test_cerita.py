"""Perjalanan melalui keempat kamar di ponsel 360 px: laporan OpenSID, tiket, forum, kemajuan nagari, buku panduan."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

from django.conf import settings
from PIL import Image
from playwright.sync_api import Page, expect

from .panggung import Cerita

CONTOH = Path(settings.BASE_DIR) / "tests" / "data" / "opensid"
SULIKI = "/replikasi/13.07.01.2004/"


class LaporanOpenSID(Cerita):
    """Cerita 1: permintaan asli OpenSID datang lewat soket, halaman nagarinya menunjukkannya."""

    def kirim_mentah(self, berkas: str) -> bytes:
        with socket.create_connection(("127.0.0.1", self.panggung.porta), timeout=5) as soket:
            soket.sendall((CONTOH / berkas).read_bytes().replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
            jawab = b""
            while potong := soket.recv(65536):
                jawab += potong
        return jawab

    def test_laporan_harian_terlihat_di_halaman_nagari(self):
        jawab = self.kirim_mentah("C_opensid2410_POST_track_identity_filled.raw")
        kepala, _, isi = jawab.partition(b"\r\n\r\n")
        self.assertTrue(kepala.startswith(b"HTTP/1.1 200"), kepala)
        self.assertIn(b"application/json", kepala)
        self.assertNotIn(b"set-cookie", kepala.lower())
        self.assertEqual(isi, b"[]")

        tamu = self.halaman()
        batas = time.monotonic() + 15
        tamu.goto(SULIKI)
        while "2410.1.0" not in tamu.content() and time.monotonic() < batas:
            time.sleep(0.5)
            tamu.goto(SULIKI)
        expect(tamu.get_by_text("2410.1.0").first).to_be_visible()
        self.assertNotIn("0752000000", tamu.content(), "kontak kantor tidak untuk umum")
        self.periksa(tamu, "nagari-melapor")

    def test_pemasang_menanyakan_kode_desa(self):
        jawab = self.kirim_mentah("A_opensid2410_GET_kodedesa.raw")
        self.assertTrue(jawab.startswith(b"HTTP/1.1 200"), jawab[:200])
        self.assertIn(b'"13.07.01.2004"', jawab)


class TiketDariPonsel(Cerita):
    """Cerita 2: operator menulis dari ponsel, pegiat mengambil dan menjawab, operator membenarkan, tiket ditutup."""

    JUDUL = "Kop surat hilang setelah pembaruan"

    def tulis_tiket(self, ani: Page) -> str:
        ani.goto("/bantuan/")
        self.periksa(ani, "bantuan")
        ani.get_by_role("link", name="Minta bantuan").first.click()
        ani.get_by_label("Tentang apa?").select_option(index=1)
        ani.get_by_label("Masalahnya, singkat saja").press_sequentially("Kop surat hilang", delay=20)
        expect(ani.locator("#saran a").first).to_be_visible()
        ani.get_by_label("Masalahnya, singkat saja").fill(self.JUDUL)
        ani.get_by_label("Apa yang terjadi?").fill(
            "Setelah naik ke 2410 kop surat kosong. Kode {{ $surat->kop }} tampil."
        )
        self.periksa(ani, "tiket-baru")
        gambar = self.panggung.folder / "layar.png"
        Image.new("RGB", (800, 600), "#dfe7e2").save(gambar)
        ani.get_by_label("Tangkapan layar atau berkas").set_input_files(gambar)
        ani.get_by_role("button", name="Kirim tiket").click()
        ani.wait_for_url(re.compile(r"/bantuan/tiket/(?!baru)[^/]+/"))
        expect(ani.get_by_role("heading", level=1)).to_have_text(self.JUDUL)
        expect(ani.get_by_text("{{ $surat->kop }}")).to_be_visible()
        expect(ani.locator("main")).to_contain_text("ForSID Lima Puluh Kota")
        self.periksa(ani, "tiket-operator")
        return re.search(r"/tiket/([^/]+)/", ani.url)[1]

    def test_dari_keluhan_sampai_ditutup(self):
        ani = self.ponsel("ani")
        kode = self.tulis_tiket(ani)
        self.tunggu_surat("budi@contoh.example", self.JUDUL)

        budi = self.ponsel("budi")
        budi.goto("/bantuan/antrean/")
        self.periksa(budi, "antrean")
        budi.goto(f"/bantuan/tiket/{kode}/")
        expect(budi.locator("main")).to_contain_text("Nagari Suliki")
        expect(budi.locator("main")).to_contain_text("OpenSID")
        budi.get_by_role("button", name="Ambil tiket ini").click()
        self.periksa(budi, "tiket-pegiat")
        budi.get_by_label("Pesan").first.fill("Buka Pengaturan Surat, lalu unggah ulang gambar kop. Beres?")
        budi.get_by_role("button", name="Kirim sebagai jawaban").click()
        self.tunggu_surat("ani@contoh.example", self.JUDUL)

        ani.goto("/")
        expect(ani.locator("main")).to_contain_text(self.JUDUL)
        self.periksa(ani, "meja-operator")
        ani.goto(f"/bantuan/tiket/{kode}/")
        expect(ani.get_by_text("unggah ulang gambar kop")).to_be_visible()
        ani.get_by_role("button", name="Ya, sudah beres").click()
        expect(ani.locator("main")).to_contain_text(re.compile("ditutup", re.I))
        self.periksa(ani, "tiket-ditutup")

        eko = self.ponsel("eko")
        self.assertEqual(eko.goto(f"/bantuan/tiket/{kode}/").status, 404)

    def test_dua_kali_tekan_satu_tiket(self):
        ani = self.ponsel("ani")
        ani.goto("/bantuan/tiket/baru/")
        formulir = ani.locator("form[enctype]")
        tersembunyi = formulir.locator("input[type=hidden]").all()
        isian = {satu.get_attribute("name"): satu.input_value() for satu in tersembunyi}
        isian |= {"bidang": formulir.locator("#id_bidang option").nth(2).get_attribute("value"), "dampak": "ringan"}
        isian |= {"uraian": "Sekali saja, tetapi tombolnya ditekan dua kali."}
        kepala = {"Referer": ani.url}
        jawab = [ani.request.post(ani.url, form=isian, headers=kepala) for _ in range(2)]
        self.assertRegex(jawab[0].url, r"/bantuan/tiket/(?!baru)[^/]+/")
        self.assertEqual(jawab[0].url, jawab[1].url)


class TanyaDiForum(Cerita):
    """Cerita 4: topik dibuka, dijawab dalam Markdown, jawabannya diterima."""

    def test_bertanya_dijawab_diterima(self):
        ani = self.ponsel("ani")
        ani.goto("/forum/")
        self.periksa(ani, "forum")
        ani.goto("/forum/simpul/forsid-lima-puluh-kota/")
        self.periksa(ani, "simpul")
        ani.get_by_role("link", name="Tanya operator").first.click()
        self.periksa(ani, "ruang")
        ani.get_by_role("link", name=re.compile("Tanya|Topik baru|Tulis")).last.click()
        ani.get_by_label("Judul").fill("Bagaimana menambah kode isian di surat?")
        ani.locator("textarea[name=sumber]").fill("Saya perlu **nama jorong** di surat pengantar.")
        self.periksa(ani, "topik-baru")
        ani.get_by_role("button", name="Terbitkan topik").click()
        expect(ani.locator(".kiriman strong", has_text="nama jorong")).to_be_visible()
        alamat = ani.url

        budi = self.ponsel("budi")
        budi.goto(alamat)
        budi.locator("textarea[name=sumber]").fill("Tambahkan:\n\n1. buka *Pengaturan Surat*\n2. sisipkan `[jorong]`")
        budi.get_by_role("button", name="Kirim balasan").click()
        expect(budi.locator(".kiriman code", has_text="[jorong]")).to_be_visible()

        ani.goto("/kabar/")
        self.periksa(ani, "kabar")
        ani.goto(alamat)
        ani.get_by_role("button", name="Terima jawaban").first.click()
        expect(ani.get_by_text("Jawaban diterima").first).to_be_visible()
        self.periksa(ani, "topik-terjawab")


class KemajuanNagari(Cerita):
    """Cerita 5 dan 6: dari provinsi sampai nagari, langkah buku diklaim dengan bukti, disahkan, angkanya berubah."""

    def persen(self, halaman: Page) -> str:
        halaman.goto(SULIKI)
        return halaman.locator("section[aria-labelledby=jalan] strong").first.inner_text()

    def test_klaim_disahkan_dan_angka_berubah_saat_itu_juga(self):
        fajar = self.ponsel("fajar")
        for nama, alamat in (
            ("kemajuan", "/replikasi/"), ("provinsi", "/replikasi/13/"), ("kabupaten", "/replikasi/13.07/"),
            ("kecamatan", "/replikasi/13.07.01/"), ("nagari", SULIKI),
        ):  # fmt: skip
            fajar.goto(alamat)
            self.periksa(fajar, nama)
        sebelum = self.persen(fajar)

        ani = self.ponsel("ani")
        ani.goto("/panduan/")
        self.periksa(ani, "panduan")
        ani.goto(SULIKI)
        langkah = ani.locator("section[aria-labelledby=berikut] a").first
        judul = langkah.inner_text()
        langkah.click()
        self.periksa(ani, "langkah")
        ani.get_by_role("link", name=re.compile("[Kk]laim")).first.click()
        ani.locator("textarea[name=catatan]").fill("Sudah dijalankan di kantor nagari pekan ini.")
        self.periksa(ani, "klaim-baru")
        ani.get_by_role("button", name="Kirim klaim").click()
        expect(ani.get_by_role("heading", level=1)).to_have_text(re.compile(re.escape(judul)))
        self.assertEqual(self.persen(self.ponsel("gita")), sebelum, "klaim belum dihitung")

        fajar.goto("/replikasi/verifikasi/")
        self.periksa(fajar, "verifikasi")
        fajar.locator("a.baris__judul", has_text=judul).first.click()
        self.periksa(fajar, "klaim")
        fajar.get_by_label(re.compile("Tercapai|Terima|Sah")).first.check()
        fajar.get_by_role("button", name="Simpan putusan").click()
        self.assertNotEqual(self.persen(fajar), sebelum)


class PintuMasuk(Cerita):
    """Halaman yang dilihat orang sebelum punya akun."""

    def test_halaman_umum_dapat_dipakai_semua_orang(self):
        tamu = self.halaman()
        for nama, alamat in (
            ("beranda", "/"), ("masuk", "/akun/login/"), ("daftar", "/akun/signup/"),
            ("lupa-sandi", "/akun/password/reset/"), ("cari", "/cari/?q=surat"), ("tentang", "/tentang/"),
            ("privasi", "/privasi/"),
        ):  # fmt: skip
            with self.subTest(alamat=alamat):
                tamu.goto(alamat)
                self.periksa(tamu, nama)

    def test_mode_gelap_tetap_terbaca(self):
        tamu = self.halaman(color_scheme="dark")
        for alamat in ("/", "/belajar/", "/bantuan/", "/forum/", "/replikasi/13.07/", "/panduan/", "/akun/login/"):
            with self.subTest(alamat=alamat):
                tamu.goto(alamat)
                self.periksa(tamu, "gelap" + alamat.strip("/").replace("/", "-"))
