"""Memisahkan tulisan orang dari kutipan program suratnya: gaya yang sungguh beredar di Indonesia."""

from __future__ import annotations

from django.test import SimpleTestCase

from pusat_bantuan.surat_masuk import urai
from pusat_bantuan.surat_masuk.kutipan import BARIS_BALAS, pisahkan

from .surat_buruk import bagian, multi, surat

TULISAN = "Sudah dicoba, masih gagal."
# Masing-masing diletakkan sesudah TULISAN; tidak satu pun boleh tersisa.
GAYA = {
    "gmail web": "Pada Sen, 16 Nov 2026 pukul 08.15 Bantuan <bantuan@opendesa.example>\nmenulis:\n\n> KUTIPAN\n> lagi",
    "gmail ponsel": "Pada tanggal Sen, 16 Nov 2026 pukul 08.15 Bantuan OpenSID <bantuan@opendesa.example>\nmenulis:\n\n> KUTIPAN",
    "gmail tiga baris": "Pada Sen, 16 Nov 2026 pukul 08.15\nBantuan OpenSID\n<bantuan@opendesa.example> menulis:\n\n> KUTIPAN",
    "gmail tanpa pada": "Sen, 16 Nov 2026 08.15 Bantuan <bantuan@opendesa.example> menulis:\n\n> KUTIPAN",
    "gmail inggris": "On Mon, Nov 16, 2026 at 8:15 AM Bantuan <bantuan@opendesa.example> wrote:\n\n> KUTIPAN",
    "thunderbird": "Pada 16/11/2026 08.15, Bantuan OpenSID menulis:\n> KUTIPAN\n>> lebih dalam",
    "thunderbird titik dua": "Pada 16/11/26 08:15, Bantuan OpenSID menulis:\n>\n> KUTIPAN",
    "apple": "Pada 16 Nov 2026, pukul 08.15, Bantuan <bantuan@opendesa.example> menulis:\n\n> KUTIPAN",
    "apple ios": "Pada 16 Nov 2026 08.15, Bantuan\n<bantuan@opendesa.example> menulis:\n\n> \n> KUTIPAN",
    "yahoo": "Pada Senin, 16 November 2026 08.15.00 WIB, Bantuan <bantuan@opendesa.example> menulis:\n\n  KUTIPAN tanpa tanda",
    "yahoo ponsel": "Dikirim dari Yahoo Mail untuk Android\n\n  Pada Sen, 16 Nov 2026 pada 08.15, Bantuan<b@x.example> menulis:   KUTIPAN",
    "outlook": "________________________________\nDari: Bantuan <bantuan@opendesa.example>\nDikirim: Senin, 16 November 2026 08.15\n"
    "Kepada: Siti <siti@desa.example>\nSubjek: Re: Surat\n\nKUTIPAN",
    "outlook terkirim": "Dari: Bantuan OpenSID\nTerkirim: 16 November 2026 8:15\nKepada: Siti\nPerihal: Surat\n\nKUTIPAN",
    "outlook tebal": "*Dari:* Bantuan <b@opendesa.example>\n*Dikirim:* Senin, 16 November 2026 08.15\n*Kepada:* Siti\n*Subjek:* Surat\n\nKUTIPAN",
    "outlook inggris": "From: Bantuan <b@opendesa.example>\nSent: Monday, November 16, 2026 8:15 AM\nTo: Siti\nSubject: Surat\n\nKUTIPAN",
    "outlook web": "Dari: Bantuan <b@opendesa.example>\nTanggal: Senin, 16 November 2026 08.15\nKe: Siti\nSubjek: Surat\nKUTIPAN",
    "pesan asli": "-------- Pesan asli --------\nDari: Bantuan\nTanggal: 16/11/26 08.15\nKUTIPAN",
    "pesan asli samsung": "-------- Pesan asli --------\nDari: b@opendesa.example \nTanggal: 16/11/26  08.15  (GMT+07:00) \nKe: siti \nSubjek: x \n\nKUTIPAN",
    "original message": "-----Original Message-----\nFrom: Bantuan\nSent: x\nKUTIPAN",
    "pesan terusan": "---------- Pesan terusan ----------\nDari: Bantuan <b@x.example>\nKUTIPAN",
    "forwarded": "---------- Forwarded message ---------\nDari: Bantuan <b@x.example>\nKUTIPAN",
    "terusan apple": "Awal pesan yang diteruskan:\n\n> Dari: KUTIPAN",
    "baris balas": f"{BARIS_BALAS}\n\nHalo Siti,\nKUTIPAN",
    "baris balas dengan pengantar": f"Pada 16/11/2026 08.15, Bantuan menulis:\n\n{BARIS_BALAS}\nKUTIPAN",
    "kutipan tanpa pengantar": "> KUTIPAN\n> baris dua",
}
ALAT = [
    "Dikirim dari HP saya", "Dikirim dari ponsel saya", "Dikirim dari iPhone saya", "Sent from my iPhone",
    "Terkirim dari ponsel cerdas Samsung Galaxy saya.", "Dikirim dari Yahoo Mail untuk Android",
    "Dikirim dari Outlook untuk Android<https://aka.ms/x>", "Dapatkan Outlook untuk Android<https://aka.ms/AAb9ysg>",
    "Get Outlook for iOS", "Dikirim dari Mail untuk Windows", "Dikirim dari Samsung Galaxy A52s 5G", "Dikirim dari ponsel Xiaomi saya",
    "Dikirim melalui perangkat seluler saya",
]  # fmt: skip


class Kutipan(SimpleTestCase):
    def test_setiap_gaya(self):
        for nama, ekor in GAYA.items():
            with self.subTest(nama=nama):
                hasil = pisahkan(f"{TULISAN}\n\n{ekor}\n")
                self.assertEqual(hasil.pesan, TULISAN)
                self.assertTrue(hasil.ada_kutipan)

    def test_tulisan_di_bawah_dan_di_sela_kutipan_tetap(self):
        hasil = pisahkan(
            "Pada 16/11/2026 08.15, Bantuan menulis:\n> Versi berapa?\n2611.0.0\n\n> Hosting?\nNiagahoster"
        )
        self.assertIn("2611.0.0", hasil.pesan)
        self.assertIn("Niagahoster", hasil.pesan)
        self.assertNotIn("Versi berapa", hasil.pesan)

    def test_terusan_tanpa_tulisan_sendiri_dibaca_utuh(self):
        for nama in ("pesan terusan", "forwarded", "outlook", "pesan asli"):
            with self.subTest(nama=nama):
                self.assertIn("KUTIPAN", pisahkan(GAYA[nama]).pesan)

    def test_tulisan_orang_bukan_kutipan(self):
        for tulisan in (
            "Pada layar surat, sistem menulis:\nGagal memuat template",
            "Kepada Yth. Tim OpenSID\nDari: Kaur Umum\nTanggal: 16 November 2026\nPerihal: Surat kosong\n\nMohon dibantu.",
            "Langkahnya:\n- buka menu\n- cetak\n-simpan",
            "Yang keluar:\n--\nBaris sesudah dua tanda hubung",
            "> 5 orang antre sejak pagi",
            "Surat dikirim dari aplikasi OpenSID tetapi tidak sampai.",
            "Dikirim dari HP saya tetap gagal, dari laptop juga.",
            "On 2026-11-16 we saw it.",
        ):
            with self.subTest(tulisan=tulisan):
                self.assertEqual(pisahkan(tulisan), (tulisan, False))

    def test_tanda_tangan(self):
        self.assertEqual(pisahkan("Tolong.\n\n-- \nSiti Aminah\nKaur Umum").pesan, "Tolong.")
        for alat in ALAT:
            with self.subTest(alat=alat):
                self.assertEqual(pisahkan(f"Tolong.\n\n{alat}").pesan, "Tolong.")

    def test_kutipan_html_gmail_dan_outlook(self):
        gmail = (
            '<div dir="auto">Masih gagal.</div><br><div class="gmail_quote"><div dir="ltr">Pada tanggal Sen, 16 Nov 2026 '
            "pukul 08.15 Bantuan &lt;<a href='mailto:b@x.example'>b@x.example</a>&gt; menulis:<br></div>"
            "<blockquote>KUTIPAN</blockquote></div>"
        )
        outlook = (
            "<p>Masih gagal.</p><hr><div id='divRplyFwdMsg'><b>Dari:</b> Bantuan &lt;b@x.example&gt;<br><b>Dikirim:</b> "
            "Senin, 16 November 2026 08.15<br><b>Kepada:</b> Siti<br><b>Subjek:</b> Re: x</div><div>KUTIPAN</div>"
        )
        for html in (gmail, outlook):
            self.assertEqual(urai(surat(html, kepala="Content-Type: text/html; charset=utf-8")).pesan, "Masih gagal.")

    def test_html_menjadi_teks(self):
        html = "<style>p{}</style><p>Satu</p><ol><li>a<li>b</ol><script>x()</script><a href='https://x.example/y'>tautan</a>"
        hasil = urai(surat(html, kepala="Content-Type: text/html; charset=utf-8"))
        self.assertEqual(hasil.pesan, "Satu\n1. a\n2. b\ntautan (https://x.example/y)")

    def test_teks_polos_didahulukan_kecuali_kosong(self):
        html = bagian("text/html", "<p>dari html</p>")
        self.assertEqual(urai(multi(bagian("text/plain", "dari teks"), html, jenis="alternative")).pesan, "dari teks")
        self.assertEqual(urai(multi(bagian("text/plain", " \r\n"), html, jenis="alternative")).pesan, "dari html")

    def test_baris_mengalir_disambung(self):
        isi = "Surat pengantar ini \r\nsatu kalimat.\r\n-- \r\nSiti"
        hasil = urai(surat(isi, kepala="Content-Type: text/plain; format=flowed"))
        self.assertEqual(hasil.pesan, "Surat pengantar ini satu kalimat.")
