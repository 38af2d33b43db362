"""Jalan simpul di ponsel: pertanyaan pertama, acara, hari pengurus, impor obrolan."""

from __future__ import annotations

import base64
import io
import re
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from akun.contoh import SANDI_CONTOH
from forum import contoh
from tests.alur.panggung import Cerita

LOG = "storage/framework/views/3f2a9c0b7d1e4f5a6b8c9d0e1f2a3b4c5d6e7f80.php"
SIMPUL = "/forum/simpul/forsid-lima-puluh-kota/"
EKSPOR = Path(contoh.__file__).parent / "contoh_data" / "grup_telegram.json"


class CeritaSimpul(Cerita):
    def topik(self, orang: Page, judul: str, isi: str) -> str:
        """Pertanyaan baru di ruang tanya; mengembalikan alamatnya tanpa asal."""
        orang.goto(f"{SIMPUL}ruang/tanya/baru/")
        orang.get_by_label("Judul").fill(judul)
        orang.get_by_label("Isi", exact=True).fill(isi)
        orang.get_by_role("button", name="Terbitkan topik").click()
        expect(orang.get_by_role("heading", level=1)).to_have_text(judul)
        return re.sub(r"^https?://[^/]+|\?.*|#.*", "", orang.url)

    def test_pertanyaan_pertama_dengan_gambar_draf_dan_pratinjau(self):
        eko = self.ponsel("eko")
        eko.goto(f"{SIMPUL}ruang/tanya/baru/")
        eko.get_by_label("Judul").press_sequentially(f"Peta wilayah nagari kosong {LOG}")
        isi = eko.get_by_label("Isi", exact=True)
        isi.fill("Sejak kemarin petanya **kosong**.\n\n")
        gambar = io.BytesIO()
        Image.new("RGB", (900, 600), "#7a5").save(gambar, "PNG")
        isi.evaluate(
            """(kotak, isi) => {
                const bita = Uint8Array.from(atob(isi), (h) => h.charCodeAt(0)), papan = new DataTransfer();
                papan.items.add(new File([bita], "layar.png", { type: "image/png" }));
                kotak.dispatchEvent(new ClipboardEvent("paste", { clipboardData: papan, bubbles: true, cancelable: true }));
            }""",
            base64.b64encode(gambar.getvalue()).decode(),
        )
        expect(isi).to_have_value(re.compile(r"!\[gambar\]\(/forum/lampiran/[0-9a-f-]{36}/\)"))
        tulisan = isi.input_value()
        eko.reload()  # belum dikirim: peramban memulihkannya
        expect(eko.get_by_text("Tulisan Anda yang belum terkirim dipulihkan.")).to_be_visible()
        expect(isi).to_have_value(tulisan)
        self.periksa(eko, "forum-baru-dengan-gambar")
        eko.get_by_role("button", name="Lihat dulu").click()
        expect(eko.locator("#pratinjau-kotak strong")).to_have_text("kosong")
        expect(eko.locator("#pratinjau-kotak img")).to_be_visible()
        self.periksa(eko, "forum-pratinjau")
        eko.get_by_role("button", name="Terbitkan topik").click()
        expect(eko.get_by_role("heading", level=1)).to_contain_text("Peta wilayah nagari")
        self.periksa(eko, "forum-topik-judul-tanpa-spasi")
        lebar = eko.locator("#kiriman-1 img").evaluate("satu => satu.decode().then(() => satu.naturalWidth)")
        self.assertEqual(lebar, 900)
        eko.goto("/forum/draf/")
        expect(eko.get_by_text("Tidak ada draf")).to_be_visible()

    def test_sambungan_putus_ganti_jenis_dan_sesi_habis_tidak_menghilangkan_tulisan(self):
        gita = self.ponsel("gita")
        gita.goto(f"{SIMPUL}ruang/tanya/baru/")
        judul, isi = gita.get_by_label("Judul"), gita.get_by_label("Isi", exact=True)
        kirim = gita.get_by_role("button", name="Terbitkan topik")
        judul.fill("Rapat koordinasi SID triwulan pertama")
        isi.fill("Siapa yang sudah menyiapkan bahannya?")
        gita.get_by_role("link", name="Diskusi").click()  # seketika, sebelum drafnya sempat tersimpan di situs
        expect(gita.get_by_text("Tulisan Anda yang belum terkirim dipulihkan.")).to_be_visible()
        expect(judul).to_have_value("Rapat koordinasi SID triwulan pertama")
        expect(isi).to_have_value("Siapa yang sudah menyiapkan bahannya?")
        gita.context.set_offline(True)
        isi.fill("Siapa yang sudah menyiapkan bahannya? Kami belum.")
        kirim.click()
        expect(gita.get_by_text("Sambungan terputus. Tulisan Anda tersimpan di perangkat ini")).to_be_visible()
        gita.context.set_offline(False)
        gita.context.clear_cookies()
        isi.fill("Siapa yang sudah menyiapkan bahannya? Kami belum sempat.")
        kirim.click()
        expect(gita.get_by_text("Sesi Anda sudah berakhir.")).to_be_visible()
        gita.reload()
        gita.locator("input[name=login]").fill("gita")
        gita.locator("input[type=password]").fill(SANDI_CONTOH)
        gita.locator("main").get_by_role("button", name="Masuk", exact=True).click()
        expect(isi).to_have_value("Siapa yang sudah menyiapkan bahannya? Kami belum sempat.")
        kirim.click()
        expect(gita.get_by_role("heading", level=1)).to_have_text("Rapat koordinasi SID triwulan pertama")
        expect(gita.get_by_text("Kami belum sempat.")).to_be_visible()
        gita.goto("/forum/draf/")
        expect(gita.get_by_text("Tidak ada draf")).to_be_visible()
        gita.goto(f"{SIMPUL}ruang/tanya/baru/?jenis=diskusi")
        expect(isi).to_have_value("")  # yang sudah terbit tidak dipulihkan lagi

    def test_acara_simpul_dibuka_dihadiri_dan_masuk_kalender(self):
        budi = self.ponsel("budi")
        budi.goto(f"{SIMPUL}ruang/acara/baru/?jenis=acara")
        budi.get_by_label("Judul").fill("Kopi darat operator se-Suliki")
        budi.get_by_label("Isi", exact=True).fill("Bawa laptop dan daftar soal.")
        budi.get_by_label("Tanggal", exact=True).fill((date.today() + timedelta(days=9)).isoformat())
        budi.get_by_label("Mulai pukul").fill("09:00")
        budi.get_by_label("Selesai pukul").fill("12:00")
        budi.get_by_label(re.compile("^Tempat")).fill("Kantor wali nagari Suliki")
        budi.get_by_label(re.compile("^Jumlah kursi")).fill("1")
        budi.get_by_role("button", name="Terbitkan topik").click()
        expect(budi.get_by_text("0 dari 1 kursi terisi")).to_be_visible()
        self.periksa(budi, "forum-acara")
        alamat = re.sub(r"^https?://[^/]+|#.*", "", budi.url)
        ani = self.ponsel("ani")
        ani.goto(alamat)
        ani.get_by_role("button", name="Saya hadir").click()
        expect(ani.get_by_text("Anda hadir", exact=True)).to_be_visible()
        budi.goto(alamat)
        budi.get_by_role("button", name="Masuk daftar tunggu").click()
        expect(budi.get_by_text("Anda di daftar tunggu", exact=True)).to_be_visible()
        ani.get_by_role("button", name="Tidak bisa").click()
        budi.goto(alamat)
        expect(budi.get_by_text("Anda hadir", exact=True)).to_be_visible()
        budi.goto(f"{SIMPUL}anggota/")
        dewi = budi.locator("li", has_text="Dewi Anggraini")
        dewi.locator("summary").click()
        jadikan = dewi.get_by_role("button", name="Jadikan moderator")
        self.assertGreaterEqual(
            jadikan.bounding_box()["x"], 0
        )  # menunya di dalam layar dan tidak tertutup baris berikutnya
        jadikan.click(trial=True)
        dewi.get_by_role("button", name="Jadikan koordinator").click(trial=True)
        budi.goto(alamat)
        with budi.expect_download() as unduh:
            budi.get_by_role("link", name="Simpan ke kalender").click()
        self.assertIn("SUMMARY:Kopi darat operator se-Suliki", Path(unduh.value.path()).read_text())

    def test_hari_pengurus_antrean_sembunyi_pindah_gabung_bisukan_keberatan(self):
        eko, budi = self.ponsel("eko"), self.ponsel("budi")
        satu = self.topik(eko, "Jual akun murah untuk perangkat desa", "Hubungi saya sekarang juga.")
        dua = self.topik(eko, "Server kami lambat sejak pagi tadi", "Halaman berputar terus.")
        tiga = self.topik(budi, "Keluhan server lambat pekan ini", "Kumpulkan di sini.")
        ani = self.ponsel("ani")
        ani.goto(satu)
        ani.locator("#kiriman-1 summary").click()
        ani.get_by_role("link", name="Laporkan").click()
        ani.get_by_label("iklan atau penipuan").check()
        ani.get_by_role("button", name=re.compile("Laporkan|Kirim")).click()
        budi.goto("/forum/tinjauan/")
        perkara = budi.locator("article", has_text="Jual akun murah")
        self.periksa(budi, "forum-tinjauan")
        perkara.get_by_role("button", name="Pegang 15 menit").click()
        expect(perkara.get_by_text("Anda pegang sampai")).to_be_visible()
        perkara.get_by_label("Alasan bila disembunyikan").fill("Iklan tidak dipasang di sini")
        perkara.get_by_role("button", name="Sembunyikan").click()
        expect(budi.get_by_text("Jual akun murah")).to_have_count(0)
        nomor = re.search(r"/t/(\d+)-", dua)[1]
        budi.goto(f"/forum/t/{nomor}/pindah/")
        budi.get_by_label("Ke ruang").select_option(label="ForSID Lima Puluh Kota · Catatan dampingan")
        budi.get_by_role("button", name="Lihat akibatnya").click()
        self.periksa(budi, "forum-pindah")
        budi.get_by_role("button", name="Pindahkan sekarang").click()
        budi.goto(f"/forum/t/{nomor}/gabung/")
        budi.get_by_label("Alamat topik tujuan").fill(tiga)
        budi.get_by_role("button", name="Lihat akibatnya").click()
        budi.get_by_role("button", name="Gabungkan sekarang").click()
        expect(budi.get_by_role("heading", level=1)).to_have_text("Keluhan server lambat pekan ini")
        expect(budi.get_by_text("Halaman berputar terus.")).to_be_visible()
        kiriman = budi.locator("article", has_text="Halaman berputar terus.")
        kiriman.locator("summary").click()
        kiriman.get_by_role("link", name="Beri sanksi").click()
        budi.get_by_label("tidak dapat menulis").check()
        budi.get_by_label("Alasan").fill("Memasang iklan dua kali")
        self.periksa(budi, "forum-sanksi-beri")
        budi.get_by_role("button", name="Beri sanksi").click()
        eko.goto(tiga)
        eko.get_by_label("Balasan Anda").fill("Halo?")
        eko.get_by_role("button", name="Kirim balasan").click()
        expect(eko.get_by_text("Memasang iklan dua kali").first).to_be_visible()
        eko.goto("/forum/sanksi/")
        eko.get_by_label("Keberatan Anda").fill("Itu bukan iklan, itu salah tempel.")
        eko.get_by_role("button", name="Ajukan keberatan").click()
        self.periksa(eko, "forum-sanksi")
        budi.goto("/forum/sanksi/")
        putus = budi.locator("article", has_text="salah tempel")
        putus.get_by_label("Jawaban Anda").fill("Baik, dicabut.")
        putus.get_by_role("button", name="Cabut sanksi").click()
        eko.goto(tiga)
        eko.get_by_label("Balasan Anda").fill("Terima kasih, sudah lancar.")
        eko.get_by_role("button", name="Kirim balasan").click()
        expect(eko.get_by_text("Terima kasih, sudah lancar.")).to_be_visible()

    def test_ekspor_telegram_diperiksa_dimuat_dicari_dan_menjadi_topik(self):
        budi = self.ponsel("budi")
        budi.goto(f"{SIMPUL}arsip/")
        self.periksa(budi, "forum-arsip-kosong")
        budi.get_by_label("Berkas ekspor").set_input_files(EKSPOR)
        budi.get_by_label("Nama grup").fill("Operator SID Lima Puluh Kota")
        budi.get_by_label("Siapa yang menyetujui").fill("Disetujui anggota di grup")
        budi.get_by_label("Disetujui pada").fill(date.today().isoformat())
        budi.get_by_label(re.compile("Anggota grup sudah diberi tahu")).check()
        budi.get_by_role("button", name="Unggah dan periksa").click()
        budi.get_by_role("button", name="Muat ke arsip").wait_for()  # pekerja memeriksanya; halamannya memperbarui diri
        self.periksa(budi, "forum-impor-pratinjau")
        budi.get_by_label(re.compile("^Anggota 3")).check()
        budi.get_by_role("button", name="Muat ke arsip").click()
        budi.get_by_role("link", name="Buka arsipnya").click()
        expect(budi.locator(".prosa", has_text="Pak Anggota 1, coba bersihkan")).to_be_visible()
        expect(budi.locator("main")).not_to_contain_text(re.compile("Rudi|Sinta|0812|kopi darat"))
        self.periksa(budi, "forum-arsip")
        for satu in budi.get_by_role("checkbox").all():
            satu.check()
        budi.get_by_role("button", name="Jadikan topik").click()
        budi.get_by_label("Judul topik").fill("Cetak surat usaha kosong setelah pembaruan")
        self.periksa(budi, "forum-arsip-topik")
        budi.get_by_role("button", name="Terbitkan topik").click()
        expect(budi.locator("#kiriman-2")).to_contain_text("dari arsip Telegram")
        self.periksa(budi, "forum-topik-dari-arsip")
        ani = self.ponsel("ani")
        ani.goto("/forum/cari/?q=singgahan")
        expect(ani.get_by_role("link", name="Cetak surat usaha kosong setelah pembaruan").first).to_be_visible()
