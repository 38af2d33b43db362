"""Cerita dua tingkat di atas simpul: petugas kabupaten menerima dari pegiat, tim inti OpenDesa menuntaskannya."""

from __future__ import annotations

import os
import subprocess
import sys

from django.conf import settings
from playwright.sync_api import Page, expect

from .panggung import Cerita

DUNIA = """
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from akun.contoh import SANDI_CONTOH
from akun.models import Pengguna, Penugasan, Peran
from modul_pelatihan.models import Bidang
from pusat_bantuan.layanan import IsiTiket, ambil, buat_tiket
from wilayah.models import Wilayah
rani, _ = Pengguna.objects.get_or_create(
    username="alur-rani", defaults={
        "first_name": "Rani Kabupaten", "email": "rani@contoh.example",
        "telepon": "+6281200009901", "telepon_terbukti": True, "password": make_password(SANDI_CONTOH)})
EmailAddress.objects.get_or_create(user=rani, email="rani@contoh.example", defaults={"verified": True, "primary": True})
Penugasan.objects.get_or_create(pengguna=rani, peran=Peran.PETUGAS, wilayah=Wilayah.objects.get(kode="13.07"))
ani, budi = (Pengguna.objects.get(username=nama) for nama in ("ani", "budi"))
tiket = buat_tiket(pemohon=ani, isi=IsiTiket(
    wilayah=ani.wilayah_utama, bidang=Bidang.objects.get(slug="pembaruan"), judul="Migrasi gagal di tabel penduduk",
    uraian="Naik ke 2611 berhenti. Baris terakhir: duplicate entry 1307014505900001 for key nik.", versi="2611.0.0"))
ambil(profil=tiket, oleh=budi)
print("KODE", tiket.kode)
"""


class DariSimpulSampaiTimInti(Cerita):
    def siapkan_dunia(self) -> str:
        hasil = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", DUNIA], cwd=settings.BASE_DIR,
            env=os.environ | self.panggung.lingkungan, capture_output=True, text=True,
        )  # fmt: skip
        self.assertEqual(hasil.returncode, 0, hasil.stderr)
        return hasil.stdout.rpartition("KODE ")[2].strip()

    def teruskan(self, halaman: Page, alamat: str, tujuan: str, alasan: str) -> None:
        halaman.goto(f"{alamat}teruskan/")
        halaman.get_by_label("Teruskan ke").select_option(tujuan)
        halaman.get_by_label("Apa yang sudah dicoba dan mengapa diteruskan").fill(alasan)
        halaman.get_by_role("button", name="Teruskan tiket").click()
        expect(halaman.get_by_text("Tiket diteruskan.")).to_be_visible()

    def test_naik_dua_tingkat_dilaporkan_lalu_kembali_dengan_jawaban(self):
        kode = self.siapkan_dunia()
        alamat = f"/bantuan/tiket/{kode}/"
        self.teruskan(self.ponsel("budi"), alamat, "t2", "Sudah dicoba di salinan, tetap gagal.")

        rani = self.layar("alur-rani")
        rani.goto("/bantuan/antrean/")
        rani.get_by_role("link", name="Migrasi gagal di tabel penduduk").first.click()
        expect(rani.locator("main")).to_contain_text("Sudah dicoba di salinan")
        expect(rani.locator("main")).not_to_contain_text("1307014505900001")
        self.periksa(rani, "tiket-kabupaten")
        rani.locator("[data-ambil] button").click()
        expect(rani.get_by_text("Tiket ini sekarang Anda pegang")).to_be_visible()
        self.teruskan(rani, alamat, "t3", "Galatnya di migrasi inti; perlu dilihat pengembang.")
        expect(rani.get_by_text("Anda membaca saja")).to_be_visible()
        self.periksa(rani, "tiket-kabupaten-membaca")

        citra = self.layar("citra")
        citra.goto(alamat)
        citra.locator("[data-ambil] button").click()
        citra.get_by_text("Tindakan", exact=True).click()
        citra.get_by_role("link", name="Isi asli yang disamarkan").click()
        citra.get_by_label("Mengapa perlu dibuka?").fill("Mencari baris ganda yang menghentikan migrasi")
        citra.locator("input[name=isi_asli]").last.check()
        citra.get_by_role("button", name="Buka isi asli").click()
        expect(citra.locator("[data-rahasia]")).to_contain_text("1307014505900001")
        self.periksa(citra, "isi-asli")
        citra.goto(f"{alamat}ringkasan/")
        naskah = citra.get_by_label("Ringkasan (Markdown)")
        self.assertNotIn("1307014505900001", naskah.input_value())
        self.assertNotIn("Ani", naskah.input_value())
        citra.locator("#id_diperiksa").check()
        citra.get_by_role("button", name="Siapkan untuk disalin").click()
        with citra.expect_download() as unduhan:
            citra.get_by_role("button", name="Unduh .md").click()
        self.assertTrue(unduhan.value.suggested_filename.endswith(".md"))
        self.teruskan(citra, alamat, "t2", "Hapus satu baris ganda, lalu migrasi ulang.")

        rani.goto(alamat)
        expect(rani.locator("main")).to_contain_text("Hapus satu baris ganda")
        if rani.locator("[data-ambil] button").count():
            rani.locator("[data-ambil] button").click()
        rani.get_by_text("Jawab selesai", exact=True).click()
        rani.get_by_label("Pesan").fill("Buka Periksa Data, hapus penduduk ganda, lalu jalankan migrasi lagi.")
        rani.get_by_role("button", name="Kirim sebagai jawaban").click()
        expect(rani.locator("main")).to_contain_text("menunggu konfirmasi")

        ani = self.ponsel("ani")
        ani.goto(alamat)
        expect(ani.locator("main")).to_contain_text("Mencari baris ganda yang menghentikan migrasi")
        ani.get_by_role("button", name="Ya, sudah beres").click()
        expect(ani.get_by_text("Terima kasih. Tiket ditutup.")).to_be_visible()
