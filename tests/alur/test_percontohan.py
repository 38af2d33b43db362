"""Cerita di peramban: panggilan calon → nilai → keputusan → rencana kerja → klaim dari ponsel tanpa sinyal → verifikasi →
halaman panduan → gelombang berikutnya → R. Satu cerita utuh: tiap babak memakai hasil babak sebelumnya."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from replikasi.kalender import hari_ini
from tests.alur.panggung import Cerita

PROGRAM = "/replikasi/program/nagari-percontohan-lima-puluh-kota/"
SITUJUAH, BERIKUT = "13.07.10.2005", "13.07.12.2001"
SURAT = ("surat-berjalan", "mandiri-aktif")  # semua tonggak tahap 6


class PercontohanDariPanggilanSampaiR(Cerita):
    """Wira, operator satu nagari di Lima Puluh Kota, dari mendaftar sampai nagarinya dihitung dalam R."""

    def test_dari_panggilan_calon_sampai_dihitung_dalam_r(self):
        nama = self.dipanggil_dinilai_diputus()
        gelombang = self.keputusan_menjadi_rencana_kerja()
        self.klaim_tanpa_sinyal_diverifikasi_dan_panduan_berubah(nama)
        self.gelombang_berikutnya_dibimbingnya_dan_r_terhitung(nama, gelombang)

    def simpan(self, halaman: Page, tombol: str, **isian: str) -> None:
        """Mengisi, menekan, dan menunggu halaman sesudahnya."""
        for nama, nilai in isian.items():
            halaman.locator(f"main [name={nama}]").fill(nilai)
        with halaman.expect_navigation():
            halaman.locator("main").get_by_role("button", name=tombol, exact=True).click()

    def beri_nilai(self, halaman: Page) -> None:
        for pilihan in halaman.locator("main input[type=radio][name^=nilai_][value='3']").all():
            pilihan.check()

    def dipanggil_dinilai_diputus(self) -> str:
        """Nama nagari yang terpilih."""
        hari = hari_ini()
        fajar = self.layar("fajar")
        fajar.goto(f"{PROGRAM}kelola/")
        fajar.get_by_role("link", name="Buka panggilan calon").click()
        fajar.locator("main [name=terbit]").check()
        self.simpan(
            fajar, "Simpan panggilan", judul="Satu nagari lagi", buka=f"{hari - timedelta(days=1)}",
            tutup=f"{hari + timedelta(days=30)}", kuota="1",
        )  # fmt: skip
        fajar.wait_for_url("**/panggilan/*/")

        wira = self.ponsel("wira.hadi")
        wira.goto(fajar.url)
        wira.get_by_role("button", name=re.compile("^Daftarkan Nagari")).click()
        wira.wait_for_url("**/calon/**")
        nama = wira.locator("h1").inner_text()
        self.beri_nilai(wira)
        for bukti in wira.locator("main textarea[name^=bukti_]").all():
            bukti.fill("Suratnya ada di kantor nagari.")
        wira.get_by_role("button", name="Kirim untuk diperiksa").click()
        expect(wira.get_by_text("Terkirim. Pegiat wilayah Anda")).to_be_visible()

        budi = self.ponsel("budi")
        budi.goto(wira.url)
        self.beri_nilai(budi)
        self.simpan(budi, "Simpan nilai")
        expect(budi.get_by_text("Nilai tersimpan")).to_be_visible()

        fajar.get_by_role("button", name="Tutup panggilan").click()
        expect(fajar.get_by_role("table").get_by_text("75,0", exact=True)).to_be_visible()
        self.periksa(fajar, "percontohan-nilai")
        fajar.get_by_role("link", name="Ke keputusan").click()
        self.simpan(fajar, "Bekukan keputusan", keputusan="Menetapkan satu nagari percontohan lagi.")
        expect(fajar.get_by_text("Dibekukan, isinya utuh")).to_be_visible()
        self.periksa(fajar, "percontohan-keputusan")
        return nama

    def keputusan_menjadi_rencana_kerja(self) -> str:
        """Alamat gelombangnya."""
        fajar = self.layar("fajar")
        fajar.goto(f"{PROGRAM}kelola/")
        fajar.get_by_role("link", name="Gelombang baru").click()
        fajar.locator("main [name=terbit]").check()
        fajar.locator("main [name=seleksi]").select_option(label="Keputusan 1: Satu nagari lagi")
        self.simpan(fajar, "Simpan gelombang", nama="Satu nagari lagi")
        fajar.wait_for_url("**/gelombang/*/")
        gelombang = fajar.url
        fajar.get_by_role("button", name="Masukkan desa terpilih").click()
        fajar.get_by_role("button", name="Mulai 1 desa dengan rencana kerjanya").click()
        fajar.get_by_role("link", name="Tetapkan mentor").click()
        fajar.locator("main [name=mentor]").select_option(index=1)
        fajar.locator("main [name=dampingan]").first.check()
        self.simpan(fajar, "Tetapkan")
        expect(fajar.get_by_text("0 desa dibagi 1 mentor")).to_be_visible()
        self.periksa(fajar, "percontohan-gelombang")

        wira = self.ponsel("wira.hadi")
        wira.goto(f"/replikasi/{SITUJUAH}/rencana/")
        expect(wira.get_by_text("0 dari 34 tugas").first).to_be_visible()
        self.periksa(wira, "percontohan-rencana")
        return gelombang

    def klaim_tanpa_sinyal_diverifikasi_dan_panduan_berubah(self, nama: str) -> None:
        lapangan = f"/replikasi/{SITUJUAH}/lapangan/"
        wira = self.ponsel("wira.hadi")
        wira.goto(lapangan)
        wira.get_by_role("button", name="Simpan halaman ini di ponsel").click()
        expect(wira.get_by_text("dapat dibuka tanpa sinyal")).to_be_visible()
        wira.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        wira.reload()
        wira.context.set_offline(True)
        for slug in SURAT:
            wira.goto(lapangan)
            wira.locator("select[name=tonggak]").select_option(slug)
            wira.get_by_label("Apa yang sudah tercapai?").fill(
                "Dua puluh surat keluar pekan ini, dilihat bersama pegiat."
            )
            wira.get_by_role("button", name="Kirim klaim").click()
            expect(wira.get_by_text("Tersimpan di perangkat ini. Terkirim sendiri")).to_be_visible()
        expect(wira.locator("[data-antre-daftar] li")).to_have_count(len(SURAT))
        wira.context.set_offline(False)
        wira.evaluate("dispatchEvent(new Event('online'))")
        expect(wira.get_by_role("heading", name="Belum terkirim")).to_be_hidden(timeout=60_000)

        budi = self.ponsel("budi")
        for _ in SURAT:
            budi.goto("/replikasi/verifikasi/")
            budi.get_by_role("link", name=re.compile(f"^Periksa .*, {re.escape(nama)}$")).first.click()
            budi.get_by_label("Tercapai: buktinya cukup").check()
            self.simpan(budi, "Simpan putusan")
            expect(budi.get_by_text("Tonggak dinyatakan tercapai")).to_be_visible()
        for slug in SURAT:
            wira.goto("/panduan/")
            wira.goto(wira.locator(f"a[href$='/{slug}/']").first.get_attribute("href"))
            expect(wira.get_by_text("Tercapai", exact=True)).to_be_visible()

    def gelombang_berikutnya_dibimbingnya_dan_r_terhitung(self, nama: str, sebelumnya: str) -> None:
        fajar = self.layar("fajar")
        fajar.goto(sebelumnya)
        expect(fajar.get_by_text("1 desa dibagi 1 mentor")).to_be_visible()
        fajar.goto(f"{PROGRAM}gelombang/")
        fajar.locator("main [name=terbit]").check()
        self.simpan(fajar, "Simpan gelombang", nama="Tetangganya")
        fajar.wait_for_url(re.compile(r"/replikasi/gelombang/\d+/$"))
        gelombang = fajar.url
        fajar.get_by_role("link", name="Tambah desa").first.click()
        fajar.locator("main [name=kode]").fill(BERIKUT)
        fajar.locator("main form.formulir button.tombol--utama").click()
        fajar.get_by_role("button", name="Mulai 1 desa dengan rencana kerjanya").click()
        fajar.get_by_role("link", name="Tetapkan mentor").click()
        fajar.locator("main [name=mentor]").select_option(label=nama)
        fajar.locator("main [name=dampingan]").first.check()
        self.simpan(fajar, "Tetapkan")
        fajar.goto(gelombang)
        expect(fajar.get_by_text("0 desa dibagi 1 mentor")).to_be_visible()

        umum = self.halaman()
        umum.goto(f"{PROGRAM}jejaring/")
        baris = umum.get_by_role("row").filter(has_text="Satu nagari lagi")
        expect(baris.get_by_role("cell").last).to_have_text("1,00")
        expect(umum.get_by_role("row").filter(has_text="Tetangganya").get_by_role("cell").last).to_have_text("0,00")
        self.periksa(umum, "percontohan-jejaring")
