"""Cerita kelas: Ani di ponsel dari pelajaran pertama sampai sertifikat, hari Dewi sebagai pelatih, orang lain memeriksanya.

Tiap cerita berdiri sendiri dan boleh berjalan dalam urutan apa pun.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urljoin
from uuid import uuid4

from django.conf import settings
from playwright.sync_api import Page, expect

from .panggung import Cerita

KELAS = "Menyiapkan aplikasi dan data dasar"
SOAL = {
    satu["soal"]: satu
    for satu in json.loads((Path(settings.BASE_DIR) / "modul_pelatihan/contoh_data/soal.json").read_text())
}


class KelasSehari(Cerita):
    def kerjakan(self, halaman: Page, tombol: str = "Kirim jawaban") -> None:
        """Menjawab tepat menurut kunci dunia contoh, lalu mengirim."""
        for soal in halaman.locator("fieldset.soal").all():
            teks = (
                soal.locator("legend").inner_text().split("\n")[-1].partition(". ")[2]
                or soal.locator("legend").inner_text()
            )
            data = next(
                satu for kata, satu in SOAL.items() if kata in soal.locator("legend").inner_text() or kata in teks
            )
            if data["jenis"] == "urut":
                for ke, opsi in enumerate(data["opsi"], start=1):
                    soal.get_by_label(opsi, exact=True).select_option(str(ke))
            elif data["opsi"]:
                for letak in data["kunci"]:
                    soal.get_by_label(data["opsi"][letak], exact=True).check()
            else:
                soal.locator("input").fill(data["kunci"][0])
        halaman.get_by_role("button", name=tombol).click()

    def buka_kelas(self, halaman: Page, nama: str = KELAS, rak: str = "") -> None:
        halaman.goto(f"/pelatihan/kelas/{rak}")
        halaman.get_by_role("link", name=nama).click()

    def test_pelajaran_dibaca_dan_latihannya_dikerjakan_di_tempat(self):
        ani = self.ponsel("ani")
        ani.goto("/belajar/m02-menyiapkan-aplikasi-dan-data-dasar-desa/")
        ani.get_by_role("link", name="Membagi hak akses pengguna").first.click()
        self.periksa(ani, "pelajaran-berlatihan")
        pelajaran = ani.url
        self.kerjakan(ani, "Periksa jawaban")
        expect(ani.get_by_text("100,00%").first).to_be_visible()
        ani.goto(pelajaran)
        ani.get_by_role("button", name="Tandai selesai").click()
        expect(ani.get_by_text("Selesai Anda pelajari")).to_be_visible()

    def test_pra_tes_kelas_dikerjakan_di_ponsel(self):
        ani = self.ponsel("ani")
        ani.goto("/belajar/")
        ani.get_by_role("link", name="Kelas bersama pelatih").click()
        self.periksa(ani, "kelas-daftar")
        ani.get_by_role("link", name=KELAS).click()
        self.periksa(ani, "kelas-ponsel")
        ani.get_by_role("button", name="Kerjakan").click()
        self.periksa(ani, "percobaan-ponsel")
        self.kerjakan(ani)
        expect(ani.get_by_text("100,00%").first).to_be_visible()
        self.periksa(ani, "percobaan-hasil")

    def test_hadir_menurut_daftar_nama_juga_saat_jaringan_putus_dan_menurut_kode_di_layar(self):
        dewi = self.layar("dewi")
        self.buka_kelas(dewi)
        dewi.get_by_role("link", name="Kelola kelas").click()
        self.periksa(dewi, "kelas-kelola")
        kelola = dewi.url
        dewi.get_by_role("link", name="Kehadiran", exact=True).first.click()
        self.periksa(dewi, "sesi-hadir")
        dewi.context.set_offline(True)
        dewi.get_by_role("button", name=re.compile("Simpan kehadiran")).click()
        expect(dewi.get_by_text("Jaringan terputus. Daftar ini tersimpan")).to_be_visible()
        dewi.context.set_offline(False)
        dewi.wait_for_url(kelola)
        expect(dewi.get_by_text("Kehadiran 5 peserta tersimpan.")).to_be_visible()
        dewi.get_by_role("link", name="Tampilkan QR").first.click()
        self.periksa(dewi, "sesi-layar")
        kode = dewi.locator(".layar-hadir__kode").inner_text().split()[-1]

        ani = self.ponsel("ani")
        self.buka_kelas(ani)
        ani.get_by_role("link", name="Catat hadir").first.click()
        ani.get_by_label("Kode di layar kelas").fill(kode)
        ani.get_by_role("button", name="Saya hadir").click()
        expect(ani.get_by_text("Anda tercatat hadir")).to_be_visible()

    def test_hari_terakhir_dari_pasca_tes_sampai_sertifikat_di_ponsel(self):
        nama = f"Kelas hari terakhir {uuid4().hex[:6]}"
        self.panggung._perintah("shell", "-c", f"from tests.alur.kelas_terakhir import buat; buat({nama!r})")
        ani = self.ponsel("ani")
        self.buka_kelas(ani, nama, "?tab=saya")
        ani.get_by_role("button", name="Kerjakan").click()
        self.kerjakan(ani)
        expect(ani.get_by_text("Lulus", exact=True)).to_be_visible()

        dewi = self.layar("dewi")
        self.buka_kelas(dewi, nama)
        dewi.get_by_role("link", name="Kelola kelas").click()
        dewi.get_by_role("link", name=re.compile("Praktik Ani")).click()
        self.periksa(dewi, "praktik")
        for butir in dewi.locator("input[name=butir]").all():
            butir.check()
        dewi.get_by_role("button", name="Simpan penilaian").click()
        dewi.get_by_role("link", name="Tutup kelas").click()
        self.periksa(dewi, "kelas-tutup")
        dewi.get_by_role("button", name="Tutup kelas").click()
        expect(dewi.get_by_text("Kelas ditutup.")).to_be_visible()
        self.periksa(dewi, "kelas-laporan")

        self.buka_kelas(ani, nama, "?tab=saya")
        ani.get_by_role("link", name="Lihat sertifikat").click()
        self.periksa(ani, "sertifikat-ponsel")
        with ani.expect_download() as unduhan:
            ani.evaluate(
                "() => { const a = document.createElement('a'); a.href = 'sertifikat.pdf'; a.download = ''; a.click(); }"
            )
        self.assertTrue(Path(unduhan.value.path()).read_bytes().startswith(b"%PDF"))

    def test_siapa_pun_memeriksa_sertifikat_tanpa_akun(self):
        dewi = self.layar("dewi")
        self.buka_kelas(dewi, "Operator dasar, angkatan I", "?tab=selesai")
        dewi.get_by_role("link", name="Kelola kelas").click()
        dewi.get_by_role("link", name="Laporan").click()
        baris = dewi.locator("tr").filter(has_text="Yulfahmi").get_by_role("link")
        nomor, alamat = baris.inner_text(), urljoin(dewi.url, baris.get_attribute("href"))

        tamu = self.halaman()
        tamu.goto("/pelatihan/sertifikat/")
        tamu.get_by_label("Nomor sertifikat").fill(nomor)
        tamu.get_by_label("Nama penerima").fill("yulfahmi")
        tamu.get_by_role("button", name="Periksa").click()
        expect(tamu).to_have_url(alamat)
        expect(tamu.get_by_role("heading", name="Yulfahmi")).to_be_visible()
        expect(tamu.get_by_role("link", name="PDF A4")).to_have_count(0)
        self.periksa(tamu, "periksa-tamu")
