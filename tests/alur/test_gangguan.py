"""Cerita petugas OpenDesa: lonjakan diusulkan, ditetapkan menjadi gangguan, dikabarkan, lalu ditutup bersama."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from django.conf import settings
from playwright.sync_api import expect

from .panggung import Cerita

LONJAKAN = """
from akun.models import Pengguna, Penugasan, Peran
from modul_pelatihan.models import Bidang
from pusat_bantuan.layanan import IsiTiket, buat_tiket, periksa_lonjakan
from wilayah.models import Wilayah
bidang = Bidang.objects.get(slug="sinkronisasi")
desa = Wilayah.objects.di_dalam(Wilayah.objects.get(kode="13.07")).desa().order_by("kunci")
ani = Pengguna.objects.get(username="ani")
for urut, satu in enumerate([ani.wilayah_utama, *desa.exclude(pk=ani.wilayah_utama.pk)[:5]]):
    orang = ani
    if urut:
        orang, _ = Pengguna.objects.get_or_create(username=f"alur-gangguan-{urut}", defaults={"first_name": f"Operator {urut}"})
        Penugasan.objects.get_or_create(pengguna=orang, peran=Peran.OPERATOR, wilayah=satu)
    buat_tiket(pemohon=orang, isi=IsiTiket(wilayah=satu, bidang=bidang, uraian="Kirim ke OpenDK gagal, galat 500.",
        judul="Kirim penduduk ke OpenDK gagal", versi="2411.0.0"))
assert periksa_lonjakan(), "lonjakan tidak terbaca"
"""


class GangguanDariLonjakan(Cerita):
    JUDUL = "Kirim data ke OpenDK gagal"

    def buat_lonjakan(self) -> None:
        """Enam desa mengirim tiket yang sama; pekerjanya memeriksa sekarang juga, tidak menunggu lima menit."""
        hasil = subprocess.run(
            [sys.executable, "manage.py", "shell", "-c", LONJAKAN], cwd=settings.BASE_DIR,
            env=os.environ | self.panggung.lingkungan, capture_output=True, text=True,
        )  # fmt: skip
        self.assertEqual(hasil.returncode, 0, hasil.stderr)

    def test_dari_lonjakan_sampai_ditutup_bersama(self):
        self.buat_lonjakan()
        citra = self.layar("citra")
        citra.goto("/bantuan/gangguan/")
        usul = citra.locator("article", has_text="6 desa dalam satu jam").first
        expect(usul).to_contain_text("versi 2411.0.0")
        self.periksa(citra, "gangguan-usul")
        usul.get_by_text("Ya, tetapkan sebagai gangguan").click()
        usul.get_by_label("Yang dirasakan desa").fill(self.JUDUL)
        usul.get_by_label("Kabar pertama").fill("Server penerima OpenDK sedang kami periksa. Data di desa aman.")
        usul.get_by_role("button", name="Tetapkan dan kabari desanya").click()
        expect(citra.get_by_role("heading", level=1)).to_have_text(self.JUDUL)
        alamat = citra.url
        self.periksa(citra, "gangguan-meja")
        self.tunggu_surat("ani@contoh.example", "OpenDK")

        tamu = self.halaman()
        tamu.goto("/bantuan/status/")
        expect(tamu.locator("main")).to_contain_text(self.JUDUL)
        self.assertNotIn("Suliki", tamu.locator("main").inner_text(), "halaman status tidak menyebut desa")
        self.periksa(tamu, "status")

        citra.goto(alamat)
        citra.get_by_label("Kabar untuk semua").fill("Penyebabnya ditemukan, perbaikan sedang dipasang.")
        citra.get_by_label("Keadaan sekarang").select_option("diperbaiki")
        citra.get_by_role("button", name=re.compile(r"Kirim ke \d+ tiket")).click()
        expect(citra.get_by_text("Kabar terkirim")).to_be_visible()

        ani = self.ponsel("ani")
        ani.goto("/bantuan/tiket/")
        ani.get_by_role("link", name="Kirim penduduk ke OpenDK gagal").first.click()
        expect(ani.locator("main")).to_contain_text("perbaikan sedang dipasang")
        expect(ani.locator("main")).to_contain_text("Bagian dari gangguan")
        tiket = ani.url
        self.periksa(ani, "tiket-gangguan")

        citra.goto(alamat)
        citra.get_by_label("Kabar untuk semua").fill("Sudah pulih. Kirim ulang datanya; tidak perlu mengubah apa pun.")
        citra.get_by_label("Keadaan sekarang").select_option("pulih")
        citra.get_by_role("button", name=re.compile(r"Kirim ke \d+ tiket")).click()
        expect(citra.locator("main")).to_contain_text("pulih")

        ani.goto(tiket)
        expect(ani.locator("main")).to_contain_text("Sudah pulih. Kirim ulang datanya")
        ani.get_by_role("button", name="Ya, sudah beres").click()
        ani.get_by_role("button", name="Terbantu", exact=True).click()
        expect(ani.locator("main")).to_contain_text("Penilaian desa")
        self.periksa(ani, "tiket-dinilai")
        tamu.goto("/bantuan/status/")
        expect(tamu.locator("#riwayat + ul")).to_contain_text(self.JUDUL)
