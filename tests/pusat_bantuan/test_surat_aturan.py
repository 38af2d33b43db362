"""Aturan surat kalimat demi kalimat (domain helpdesk.md 4): di mana tiap kalimat diuji, dan surat-surat buruk tambahannya."""

from __future__ import annotations

import base64
import importlib
import json
import time
from unittest import mock

from django.core import serializers
from django.test import SimpleTestCase

from akun.models import SuratKeluar
from pusat_bantuan.layanan import balas
from pusat_bantuan.models import Kontak, LampiranTiket, ProfilTiket, SuratMasuk
from pusat_bantuan.surat_masuk import urai
from pusat_bantuan.surat_masuk.aksara import baca
from pusat_bantuan.surat_masuk.tanda import alamat_balasan, id_pesan

from .surat_buruk import PNG, TEKS, b64, bagian, lampiran, multi, pantulan, surat, winmail
from .test_surat_kutipan import TULISAN, pisahkan
from .test_surat_masuk import Dasar, isi_keluar, masuk

MASUK, URAI, KUTIP, KOTAK, JAM = (
    f"test_{nama}" for nama in ("surat_masuk", "surat_urai", "surat_kutipan", "kotak_surat", "surat_jam")
)
# Kalimat aturan → uji yang membuktikannya. Uji di bawah memastikan tiap nama sungguh ada.
PETA = {
    "4.1 bita, bukan str; disimpan dahulu, dimampatkan, tertutup": f"{MASUK}.Tersimpan.test_bita_disimpan_dahulu_tersandi_dan_kembali_persis",
    "4.1 satu transaksi per surat; yang gagal diparkir, sisanya jalan": f"{MASUK}.Tersimpan.test_satu_gagal_diparkir_sisanya_jalan",
    "4.1 klaim unik; tanpa Message-ID dibuat dari bitanya": f"{MASUK}.Tersimpan.test_tanpa_message_id_tetap_satu",
    "4.1 Message-ID sama, isi lain: diparkir, bukan hilang": f"{MASUK}.Tersimpan.test_message_id_sama_isi_lain_diparkir_bukan_hilang",
    "4.1 mengolah dua kali tidak mengubah apa pun": f"{MASUK}.BerkasContoh.test_semua_menurut_harapan",
    "4.1 putus di tengah: tidak hilang, tidak dobel": f"{KOTAK}.Jaringan.test_putus_di_tengah_surat_lalu_kembali",
    "4.2a alamat bertanda": f"{MASUK}.Identitas.test_alamat_bertanda",
    "4.2b Message-ID bertanda, In-Reply-To lalu References terdekat": f"{MASUK}.Identitas.test_references_paling_dekat_dahulu",
    "4.2c ID tersimpan": f"{MASUK}.Identitas.test_id_tersimpan_masuk_maupun_keluar",
    "4.2c ID yang dapat ditebak bukan bukti bagi orang asing": f"{JAM}.RujukanTertebak.test_orang_asing_menjadi_tiket_baru_yang_mungkin_terkait",
    "4.2d tanda di isi": f"{MASUK}.Identitas.test_tanda_di_isi",
    "4.2e perihal hanya untuk orang tiket itu": f"{MASUK}.Identitas.test_perihal_hanya_untuk_orang_tiket_itu",
    "4.2 tanda sah, alamat asing: masuk bertanda, tidak disurati": f"{MASUK}.Identitas.test_tanda_sah_dari_alamat_asing_masuk_dengan_tanda_dan_tidak_disurati",
    "4.2 tanda dari orang asing: tiket baru, sasaran tidak tersentuh": f"{MASUK}.BerkasContoh.test_token_dicatut_tidak_menyentuh_dan_tidak_membocorkan",
    "4.2 pemohon = Reply-To sah, selain itu From; tidak dikarang": f"{URAI}.Alamat.test_yang_rusak_tidak_dikarang",
    "4.3 urutan kerja": f"{URAI}.Golong.test_pantulan",
    "4.4 gema dibuang": f"{MASUK}.GolonganBertindak.test_gema_diabaikan",
    "4.4 pantulan menandai alamat, tidak dijawab": f"{MASUK}.GolonganBertindak.test_pantulan_menandai_alamat_dan_tidak_dijawab",
    "4.4 otomatis: peristiwa dalam saja": f"{MASUK}.BerkasContoh.test_balasan_otomatis_hanya_peristiwa_dalam",
    "4.4 otomatis tanpa tiket diparkir": f"{MASUK}.GolonganBertindak.test_otomatis_tanpa_tiket_diparkir",
    "4.4 batas tanda terima dan tiket": f"{MASUK}.Batas.test_sepuluh_tiket_per_jam_lalu_diparkir_dan_tiga_tanda_terima",
    "4.4 satu tanda terima per perihal": f"{MASUK}.Batas.test_satu_tanda_terima_per_perihal",
    "4.5 kepala surat keluar, teks dahulu, baris balas": f"{MASUK}.Keluar.test_untaian_tanda_dan_dua_bentuk",
    "4.5 dikirim dari kotak keluar, tidak dobel": "test_surat_keluar.SuratKeluarTiket.test_putus_sesudah_diterima_tidak_dikirim_lagi",
    "4.6 To dan Cc tidak menjadi pengikut; banyak desa = gangguan": f"{MASUK}.BerkasContoh.test_banyak_penerima_satu_tiket_tanpa_surat_ke_yang_lain",
    "4.7 UTF-8 sah menang; iso-8859-1 = cp1252; kepala telanjang": f"{URAI}.Aksara.test_utf8_sah_menang_atas_pengakuan",
    "4.7 pengganti bila semua gagal": f"{URAI}.Aksara.test_satu_bita_rusak_tidak_merusak_sisanya",
    "4.7 aksara empat bita selamat": f"{KOTAK}.PulangPergi.test_dari_smtp_sampai_dijawab_dan_dibalas",
    "4.8 kutipan Indonesia dan Inggris": f"{KUTIP}.Kutipan.test_setiap_gaya",
    "4.8 tanda tangan hanya sesudah `-- `; butir daftar bukan": f"{KUTIP}.Kutipan.test_tulisan_orang_bukan_kutipan",
    "4.8 awalan perihal di depan saja": f"{URAI}.Perihal.test_awalan_di_depan_saja_berulang_huruf_apa_pun",
    "4.8 judul 197 + ...": f"{URAI}.Perihal.test_judul",
    "4.9 satu berkas buruk tidak menjatuhkan yang lain": f"{MASUK}.Batas.test_berkas_raksasa_tidak_menjatuhkan_yang_lain",
    "4.9 karantina menurut jenis dan bita": f"{MASUK}.Batas.test_yang_berbahaya_ditahan_tiketnya_tetap_jadi",
    "4.9 nama RFC 2231": f"{URAI}.Berkas.test_nama",
    "4.9 TNEF, S/MIME, undangan kembar": f"{URAI}.Berkas.test_bungkus",
    "4.9 logo berulang dilipat": f"{MASUK}.Batas.test_logo_berulang_dilipat",
    "4.9 surat terusan utuh, kepalanya tidak dipakai": f"{MASUK}.Batas.test_surat_terusan_disimpan_utuh",
    "4.9 di atas batas ditolak dengan tautan": f"{MASUK}.Batas.test_surat_raksasa_ditolak_dengan_tautan",
    "4.10 teks dari HTML": f"{KUTIP}.Kutipan.test_html_menjadi_teks",
    "4.10 asli hanya di pratinjau terkurung": "test_halaman_surat.SuratDiparkir.test_pratinjau_terkurung_tanpa_skrip_gaya_dan_muatan_luar",
    "4.11 teks adalah data": f"{MASUK}.Tersimpan.test_templat_dan_jalur_disimpan_apa_adanya",
    "4.12 Date absurd: waktu terima": f"{URAI}.Waktu.test_tanggal_absurd_memakai_waktu_terima",
    "4.12 kode desa diusulkan": f"{MASUK}.Tersimpan.test_kode_desa_diusulkan_bukan_dipercaya",
    "3.3 jam mulai ketika tiba": f"{JAM}.JamSurat.test_jam_mulai_ketika_tiba_walau_baru_diolah_kemudian",
}  # fmt: skip


class Peta(SimpleTestCase):
    def test_tiap_kalimat_punya_uji_yang_ada(self):
        for kalimat, tempat in PETA.items():
            modul, kelas, nama = tempat.split(".")
            with self.subTest(kalimat):
                isi = importlib.import_module(f"tests.pusat_bantuan.{modul}")
                self.assertTrue(callable(getattr(getattr(isi, kelas), nama)))


class BerkasBuruk(Dasar):
    def test_seribu_lampiran(self):
        isi = multi(TEKS, *[lampiran(f"{n}.txt", b"isi %d" % n) for n in range(1000)])
        mulai = time.process_time()
        baris = masuk(isi)
        self.assertLess(time.process_time() - mulai, 20)
        self.assertEqual((baris.hasil, baris.profil.lampiran.count()), ("tiket_baru", 25), baris.sebab)
        self.assertGreater(len(baris.ditahan), 200)
        self.assertTrue(any("terlalu banyak" in satu for satu in baris.tanda))

    def test_nama_berbalik_arah_ber_nul_dan_berjalur(self):
        def bersandi(nama: str) -> str:
            return f"=?utf-8?B?{base64.b64encode(nama.encode()).decode()}?="

        baris = masuk(multi(
            TEKS, lampiran(bersandi("foto\u202egpj.exe"), b"MZ"), lampiran(bersandi("kk\u202egnp.txt"), b"isi"),
            lampiran(bersandi("a\0b.txt"), b"dua"), lampiran("..\\\\..\\\\windows\\\\c.txt", b"tiga"),
            lampiran(bersandi("x" * 400 + ".txt"), b"empat"), lampiran(bersandi("baris\r\nbaru.txt"), b"lima"),
        ))  # fmt: skip
        nama = [satu.nama for satu in baris.profil.lampiran.order_by("pk")]
        self.assertEqual([satu["nama"] for satu in baris.ditahan], ["fotogpj.exe"])
        self.assertEqual(nama[:3] + nama[4:], ["kkgnp.txt", "ab.txt", "c.txt", "baris baru.txt"])
        self.assertLessEqual(max(map(len, nama)), 120)

    def test_nik_dan_sandi_tersamar_di_mana_pun_ia_tertulis(self):
        nik, sandi = "3399990411870003", "Nagari#2024"
        self.buktikan(self.citra, "citra@opendesa.example")
        baris = masuk(multi(
            bagian("text/plain; charset=utf-8", f"Sandi: {sandi}\r\n\r\nPada 16/11/2026 08.15, X menulis:\r\n> NIK {nik}"),
            lampiran(f"KTP {nik}.txt", b"x"), lampiran(f"{nik}.exe", b"MZ"), dari=f'"{nik}" <siti@desa.example>',
            subject=f"KK {nik} password={sandi}", cc=f'"{nik}" <camat@kecamatan.example>',
        ))  # fmt: skip
        balas(profil=baris.profil, oleh=self.citra, isi=f"Benar {nik}?")
        isi = serializers.serialize("json", [
            *SuratMasuk.objects.all(), *ProfilTiket.objects.all(), *LampiranTiket.objects.all(), *Kontak.objects.all(),
            baris.profil.tiket, *baris.profil.tiket.followup_set.all(),
        ])  # fmt: skip
        isi += "".join(bytes(satu.isi).decode() + satu.perihal for satu in SuratKeluar.objects.all())
        for rahasia in (nik, "9904118700", sandi):
            self.assertNotIn(rahasia, isi)
        self.assertIn("3399", json.dumps(baris.ditahan))
        self.masuk(self.citra)
        for halaman in (
            baris.profil.get_absolute_url(),
            f"/bantuan/surat/{baris.pk}/",
            f"/cari/?q={baris.profil.kode}",
        ):
            self.assertNotContains(self.client.get(halaman), nik)

    def test_nik_yang_terpenggal_di_ujung_judul_tidak_bocor_sebagian(self):
        nik = "3399990411870003"
        for geser in (183, 188, 192, 196):
            for tulis in (nik, "3399 9904 1187 0003"):
                with self.subTest(geser=geser, tulis=tulis):
                    profil = masuk(surat(
                        subject=f"{'a' * (geser - 1)} {tulis} sesudahnya", message_id=f"<{geser}{len(tulis)}@x>",
                        dari=f'"{"b" * (geser - 80)} {tulis}" <s{geser}{len(tulis)}@desa.example>',
                    )).profil  # fmt: skip
                    for teks in (profil.judul, profil.kontak.nama):
                        self.assertNotRegex(teks.replace(" ", ""), r"33999\d")

    def test_jatah_lampiran_berlaku_juga_lewat_email(self):
        isi = [TEKS, lampiran("a.txt", b"a" * 600), lampiran("b.txt", b"b" * 600)]
        with mock.patch("pusat_bantuan.layanan.jatah.JATAH_TAMU_SEHARI", 1000):
            baru = masuk(multi(*isi))
            balasan = masuk(multi(*isi[:2], to=alamat_balasan(baru.profil.pk), message_id="<dua@x>"))
        self.assertEqual([satu.nama for satu in baru.profil.lampiran.all()], ["a.txt"])
        self.assertEqual([(satu["nama"], "jatah" in satu["sebab"]) for satu in baru.ditahan], [("b.txt", True)])
        self.assertEqual((balasan.hasil, len(balasan.ditahan), baru.profil.lampiran.count()), ("balasan", 1, 1))

    def test_png_yang_ternyata_program_dan_pdf_tersandi_tidak_menjatuhkan_teksnya(self):
        baris = masuk(multi(TEKS, lampiran("layar.png", b"MZ\x90\0" * 50, "image/png"), lampiran("a.txt", b"baik")))
        self.assertEqual([satu.nama for satu in baris.profil.lampiran.all()], ["a.txt"])
        self.assertEqual([satu["nama"] for satu in baris.ditahan], ["layar.png"])

    def test_winmail_berisi_program_ditahan_dan_yang_baik_masuk(self):
        baris = masuk(multi(
            TEKS, lampiran("winmail.dat", winmail("foto.png", PNG), "application/ms-tnef"),
            lampiran("winmail2.dat", winmail("jahat.exe", b"MZ"), "application/ms-tnef"),
        ))  # fmt: skip
        self.assertEqual([satu.nama for satu in baris.profil.lampiran.all()], ["foto.png"])
        self.assertEqual([satu["nama"] for satu in baris.ditahan], ["jahat.exe"])

    def test_undangan_tidak_pernah_diterima_otomatis(self):
        ics = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nORGANIZER:mailto:pmd@kab.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        baris = masuk(multi(
            bagian("text/calendar; method=REQUEST; charset=utf-8", ics),
            lampiran("invite.ics", ics.replace("\r\n", "\n").encode(), "application/ics"), subject="Undangan bimtek",
        ))  # fmt: skip
        self.assertEqual((baris.hasil, baris.profil.lampiran.count()), ("tiket_baru", 1))
        self.assertNotIn("METHOD:REPLY", isi_keluar("siti@desa.example"))


class IsiBuruk(Dasar):
    def test_surat_kosong_dan_surat_gambar_saja(self):
        kosong = masuk(surat(b"", subject=""))
        self.assertEqual(
            (kosong.profil.judul, kosong.profil.uraian), ("(tanpa subjek)", "(surat ini tidak berisi teks)")
        )
        gambar = masuk(multi(
            bagian("text/html", '<img src="cid:g">'),
            bagian("image/png", b64(PNG), "Content-Transfer-Encoding: base64", "Content-ID: <g>"),
            jenis="related", subject="Layar galat", message_id="<g@x>",
        ))  # fmt: skip
        self.assertEqual((gambar.profil.judul, gambar.profil.lampiran.count()), ("Layar galat", 1))

    def test_seluruh_surat_berupa_surat_terusan_tidak_mewarisi_apa_pun(self):
        tiket = self.tiket_kontak()
        dalam = f"From: siti@desa.example\r\nIn-Reply-To: {id_pesan(tiket.pk)}\r\nPrecedence: bulk\r\n\r\nIsi dalam"
        baris = masuk(surat(dalam, kepala="Content-Type: message/rfc822", dari="tani@desa.example"))
        self.assertEqual((baris.hasil, baris.profil.lampiran.count()), ("tiket_baru", 1))
        self.assertNotEqual(baris.profil, tiket)

    def test_bagian_yang_menunjuk_ke_luar_tidak_diambil(self):
        baris = masuk(multi(
            TEKS, bagian('message/external-body; access-type=URL; URL="http://x.example/a"', "Content-Type: image/png\r\n\r\n"),
            bagian("message/partial; id=a; number=1; total=2", "Subject: dalam\r\n\r\nx"),
        ))  # fmt: skip
        self.assertEqual((baris.hasil, baris.profil.uraian), ("tiket_baru", "Terlampir, Pak."))

    def test_skrip_di_teks_dan_perihal_tampil_sebagai_tulisan(self):
        baris = masuk(surat("<script>alert(1)</script> {{ 7*7 }}", subject='"><img src=x onerror=alert(1)>'))
        self.masuk(self.citra)
        for halaman in (baris.profil.get_absolute_url(), f"/bantuan/surat/{baris.pk}/", "/bantuan/antrean/"):
            jawab = self.client.get(halaman)
            self.assertNotContains(jawab, "<script>alert(1)")
            self.assertNotContains(jawab, "<img src=x")
        self.assertContains(self.client.get(baris.profil.get_absolute_url()), "{{ 7*7 }}")

    def test_perihal_tidak_menyisipkan_kepala_pada_surat_keluar(self):
        masuk(surat(subject="=?utf-8?Q?Halo=0D=0ABcc:_korban@x.example?="))
        isi = isi_keluar("siti@desa.example")
        self.assertNotIn("\nBcc:", isi)
        self.assertFalse(SuratKeluar.objects.filter(kepada__contains="korban").exists())

    def test_aksara_yang_berbohong(self):
        self.assertEqual(baca(b"Surat kosong", "utf-16"), "Surat kosong")
        self.assertEqual(baca("Surat kosong".encode("utf-16-le"), "utf-16-le"), "Surat kosong")
        self.assertEqual(baca("kafé – 🌾".encode(), "us-ascii"), "kafé – 🌾")
        self.assertEqual(baca("kafé".encode("cp1252"), "utf-16"), "kafé")
        self.assertEqual(baca(b"\xff\xfe" + "kaf\xe9".encode("utf-16-le"), "utf-16"), "kafé")

    def test_tanggal_dan_kepala_indonesia(self):
        hasil = urai(surat(date="Senin tanggal enam belas", kepala="X-Aneh\r\nTembusan: x@y.example"))
        self.assertIsNone(hasil.tanggal)
        self.assertEqual(hasil.tembusan, [])


class LingkaranDanOtomatis(Dasar):
    def setUp(self):
        self.tiket = self.tiket_kontak()
        self.keluar = SuratKeluar.objects.get(kepada="siti@desa.example")

    def diam(self, mentah: bytes) -> SuratMasuk:
        """Tidak ada surat balasan, tiket, atau pesan yang lahir dari surat itu."""
        sebelum = (SuratKeluar.objects.count(), ProfilTiket.objects.count())
        baris = masuk(mentah)
        self.assertEqual((SuratKeluar.objects.count(), ProfilTiket.objects.count()), sebelum)
        return baris

    def test_surat_kita_yang_dikirim_balik_milis_atau_penerus(self):
        asli = bytes(self.keluar.isi)
        milis = b"List-Id: <desa.milis.example>\r\nPrecedence: list\r\nSender: desa-bounces@milis.example\r\n" + asli
        penerus = asli.replace(b"From: Pusat Bantuan <bantuan@opendesa.example>", b"From: Siti <siti@desa.example>")
        self.assertNotEqual(penerus, asli)
        for mentah in (milis, penerus.replace(self.keluar.message_id.encode(), b"<penerus@desa.example>")):
            self.assertEqual(self.diam(mentah).hasil, "gema")

    def test_jawaban_otomatis_indonesia_tanpa_kepala_apa_pun(self):
        for nomor, perihal in enumerate((
            "Balasan otomatis: Cuti", "BALASAN OTOMATIS : rapat", "Jawaban otomatis: tidak di kantor",
            "Automatic reply: Surat", "Out of Office: Siti",
        )):  # fmt: skip
            baris = self.diam(surat("Saya cuti.", subject=perihal, message_id=f"<o{nomor}@x>"))
            self.assertEqual(baris.keadaan, "diparkir", perihal)
            baris = self.diam(
                surat("Saya cuti.", subject=perihal, message_id=f"<p{nomor}@x>", in_reply_to=id_pesan(self.tiket.pk))
            )
            self.assertEqual((baris.hasil, baris.profil), ("otomatis", self.tiket))

    def test_lingkaran_lewat_x_loop_dan_milis(self):
        baris = self.diam(surat(kepala="X-Loop: bantuan+t9.aa@opendesa.example", message_id="<x@x>"))
        self.assertEqual(baris.hasil, "gema")
        for nomor, kepala in enumerate(("List-Id: <a.b>", "Precedence: junk", "Auto-Submitted: auto-notified")):
            self.assertEqual(self.diam(surat(kepala=kepala, message_id=f"<l{nomor}@x>")).keadaan, "diparkir")

    def test_laporan_sampai_dan_tertunda_bukan_alamat_mati(self):
        for nomor, (tindakan, kalimat) in enumerate(
            (("delivered", "laporan pengantaran"), ("delayed", "masih dicoba"))
        ):
            mentah = pantulan(
                "2.0.0", gagal="siti@desa.example", asli=self.keluar.message_id, teks="x", tindakan=tindakan
            )
            baris = self.diam(mentah.replace(b"<dsn1@", b"<dsn%d@" % nomor))
            self.assertIn(kalimat, baris.peristiwa.alasan)
        self.assertIsNone(Kontak.objects.get(email="siti@desa.example").email_mati_pada)

    def test_pantulan_indonesia_tanpa_bentuk_baku(self):
        teks = (
            "Maaf, surat Anda tidak dapat dikirim ke alamat berikut.\r\n\r\n<siti@desa.example>: pengguna tidak dikenal\r\n\r\n"
            f"--- Salinan surat ---\r\nReturn-Path: <bantuan@opendesa.example>\r\nMessage-ID: {self.keluar.message_id}\r\n"
        )
        baris = self.diam(surat(teks, dari="Mail Delivery System <MAILER-DAEMON@mx.desa.example>", message_id="<m@x>"))
        self.assertEqual((baris.hasil, baris.profil), ("pantulan", self.tiket))
        self.assertIsNotNone(Kontak.objects.get(email="siti@desa.example").email_mati_pada)


class KutipanTambahan(SimpleTestCase):
    def test_gaya_yang_belum_ada(self):
        for nama, ekor in {
            "zimbra": 'Dari: "Bantuan" <b@opendesa.example>\nKepada: "Siti" <siti@desa.example>\nTerkirim: Senin, 16 November '
            "2026 08.15.00\nPerihal: Re: Surat\n\nKUTIPAN",
            "roundcube": "Pada 2026-11-16 08:15, Bantuan OpenSID menulis:\n> KUTIPAN",
            "outlook ponsel": "Dapatkan Outlook untuk Android<https://aka.ms/x>\n________________________________\nDari: Bantuan "
            "<b@opendesa.example>\nTerkirim: Senin, November 16, 2026 8:15:00 AM\nKepada: siti@desa.example\nSubjek: x\n\nKUTIPAN",
            "yahoo web": "    Pada Senin, 16 November 2026 pukul 08.15.00 GMT+7, Bantuan <b@opendesa.example> menulis:  \n \n KUTIPAN",
            "pesan asal": "----- Pesan asal -----\nDari: Bantuan\nKUTIPAN",
            "garis panjang": "-----Pesan Asli-----\nDari: Bantuan [mailto:b@opendesa.example]\nTerkirim: 16 November 2026 8:15\n"
            "Kepada: siti@desa.example\nSubjek: x\n\nKUTIPAN",
        }.items():  # fmt: skip
            with self.subTest(nama):
                self.assertEqual(pisahkan(f"{TULISAN}\n\n{ekor}\n").pesan, TULISAN)

    def test_jawaban_di_bawah_kutipan_gmail_dan_yahoo(self):
        for pengantar in (
            "Pada Sen, 16 Nov 2026 pukul 08.15 Bantuan <b@x.example>\nmenulis:", "Pada 16/11/2026 08.15, Bantuan menulis:",
        ):  # fmt: skip
            hasil = pisahkan(f"{pengantar}\n> Versi berapa?\n> Hosting di mana?\n\n2611, SiapPakai.\n")
            self.assertEqual(hasil.pesan, "2611, SiapPakai.")
