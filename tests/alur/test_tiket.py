"""Cerita 2, tiket dari ponsel; dan pintu masuk. Cerita lain: test_kemajuan (1, 5, 6), test_belajar (3), test_forum (4)."""

from __future__ import annotations

import re

from PIL import Image
from playwright.sync_api import Page, expect

from .panggung import Cerita


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
        ani.locator("[data-maju]").click()
        self.periksa(ani, "tiket-baru-keterangan")
        ani.locator("[data-maju]").click()
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
        budi.get_by_text("Jawab selesai").click()
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
