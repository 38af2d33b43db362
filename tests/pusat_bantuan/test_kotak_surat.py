"""Mengambil surat dari server sungguhan: tidak ada yang hilang, tidak ada yang dobel, yang mati tidak menahan yang lain."""

from __future__ import annotations

import io
import mailbox
import shutil
import smtplib
import tempfile
from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError
from django.test import override_settings

from akun.surat import kirim_yang_menunggu
from pusat_bantuan import arsip_surat
from pusat_bantuan.kotak_surat import ambil_dari, ambil_semua
from pusat_bantuan.kotak_surat.setelan import baca_alamat
from pusat_bantuan.layanan import balas
from pusat_bantuan.layanan.terima_surat import olah_yang_menunggu
from pusat_bantuan.models import KotakSurat, ProfilTiket, SuratMasuk

from .server_surat import SANDI, KotakUji, PelayanImap, PelayanPop3, server, smtp
from .surat_buruk import surat
from .test_surat_masuk import ALAMAT, Dasar

BITA = [
    surat(
        f"Isi {nomor} kaf\xe9".encode("latin-1"),
        message_id=f"<k{nomor}@x>",
        subject=f"Soal {nomor}",
        dari=f"o{nomor}@desa.example",
    )
    for nomor in range(5)
]


def alamat_kotak(cara: str, port: int, tambah: str = "", sandi: str = SANDI) -> str:
    return f"{cara}://bantuan%40opendesa.example:{quote(sandi, safe='')}@127.0.0.1:{port}{tambah}"


class Setelan(Dasar):
    def test_sandi_tidak_pernah_tampak(self):
        kotak = baca_alamat(alamat_kotak("imaps", 993, "/INBOX?hapus=ya"))
        self.assertEqual((kotak.sandi, kotak.letak, kotak.sesudah), (SANDI, "INBOX", "hapus"))
        self.assertNotIn("rahasia", f"{kotak!r}{kotak.nama}")
        with self.assertRaises(ImproperlyConfigured) as galat:
            baca_alamat("http://nama:rahasia@host")
        self.assertNotIn("rahasia", str(galat.exception))


class Jaringan(Dasar):
    """Aturan yang sama untuk IMAP dan POP3."""

    def setUp(self):
        self.kotak = KotakUji()
        for bita in BITA:
            self.kotak.antar(bita)

    def ambil(self, cara: str, tambah: str = "", sandi: str = SANDI) -> int:
        pelayan = PelayanPop3 if cara == "pop3" else PelayanImap
        with server(pelayan, self.kotak) as port:
            return ambil_dari(baca_alamat(alamat_kotak(cara, port, tambah, sandi)))

    def periksa_lengkap(self):
        self.assertEqual(SuratMasuk.objects.count(), 5)
        tersimpan = {arsip_surat.buka(satu.mentah).strip() for satu in SuratMasuk.objects.all()}
        self.assertEqual(tersimpan, {bita.strip() for bita in BITA})

    def test_imap_lalu_ditandai_dibaca(self):
        self.assertEqual(self.ambil("imap"), 5)
        self.periksa_lengkap()
        self.assertTrue(all(satu.dibaca and not satu.dihapus for satu in self.kotak.surat))
        self.assertEqual(self.ambil("imap"), 0)

    def test_imap_dihapus_bila_diminta(self):
        self.ambil("imap", "/INBOX?hapus=ya")
        self.periksa_lengkap()
        self.assertEqual(self.kotak.surat, [])

    def test_pop3_lalu_dihapus(self):
        self.assertEqual(self.ambil("pop3"), 5)
        self.periksa_lengkap()
        self.assertEqual(self.kotak.surat, [])

    def test_putus_di_tengah_surat_lalu_kembali(self):
        for cara in ("imap", "pop3"):
            with self.subTest(cara=cara):
                SuratMasuk.objects.all().delete()
                self.setUp()
                self.kotak.putus_pada, self.kotak.berapa_kali = 3, 1
                self.ambil(cara)
                self.assertLess(SuratMasuk.objects.filter(message_id="<k2@x>").count(), 1)
                self.ambil(cara)
                self.periksa_lengkap()
                self.assertEqual(SuratMasuk.objects.filter(id_kembar=True).count(), 0)

    def test_putus_sesudah_tersimpan_sebelum_ditandai(self):
        for cara in ("imap", "pop3"):
            with self.subTest(cara=cara):
                SuratMasuk.objects.all().delete()
                self.setUp()
                self.kotak.putus_sebelum_tanda = 1
                self.ambil(cara)
                self.ambil(cara)
                self.periksa_lengkap()
                olah_yang_menunggu()
                self.assertEqual(ProfilTiket.objects.filter(kanal="surel").count(), 5)
                ProfilTiket.objects.all().delete()

    def test_surat_yang_selalu_memutus_tidak_menahan_yang_lain(self):
        self.kotak.putus_pada, self.kotak.berapa_kali = 1, 99
        self.assertEqual(self.ambil("imap"), 4)
        self.assertEqual(SuratMasuk.objects.count(), 4)

    def test_gagal_menyimpan_tidak_menandai(self):
        with patch("pusat_bantuan.kotak_surat.ambil.terima", side_effect=OperationalError("terkunci")):
            for cara in ("imap", "pop3"):
                with self.assertRaises(OperationalError):
                    self.ambil(cara)
        self.assertFalse(any(satu.dibaca or satu.dihapus for satu in self.kotak.surat))
        self.assertEqual(len(self.kotak.surat), 5)

    def test_baris_panjang_dan_titik_lewat_pop3(self):
        panjang = surat(b"a" * 9000 + b"\r\n.titik\r\n..dua", message_id="<panjang@x>")
        self.kotak.surat.clear()
        self.kotak.antar(panjang)
        self.ambil("pop3")
        self.assertEqual(arsip_surat.buka(SuratMasuk.objects.get().mentah).strip(), panjang.strip())

    def test_surat_raksasa_hanya_kepalanya_yang_diambil(self):
        with patch("pusat_bantuan.kotak_surat.ambil.BATAS_SURAT", 200):
            for cara in ("imap", "pop3"):
                with self.subTest(cara=cara):
                    self.kotak.surat.clear()
                    SuratMasuk.objects.all().delete()
                    self.kotak.antar(surat(b"b" * 5000, message_id=f"<{cara}@x>"))
                    self.ambil(cara)
                    satu = SuratMasuk.objects.get()
                    self.assertGreater(satu.ukuran, 5000)
                    self.assertNotIn(b"bbbb", arsip_surat.buka(satu.mentah))

    def test_sandi_salah_dan_server_mati_tercatat_dan_tidak_menahan_kotak_lain(self):
        self.assertEqual(self.ambil("imap", sandi="salah"), 0)
        self.assertIn("ditolak", KotakSurat.objects.get().galat)
        self.assertNotIn("salah", KotakSurat.objects.get().galat)
        with (
            server(PelayanPop3, self.kotak) as port,
            self.settings(SURAT_MASUK=[alamat_kotak("imap", 1), alamat_kotak("pop3", port)]),
        ):
            self.assertEqual(ambil_semua(), 5)
        self.assertIsNotNone(KotakSurat.objects.get().berhasil)


class Setempat(Dasar):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def test_maildir(self):
        kotak = mailbox.Maildir(self.folder / "m", create=True)
        for bita in BITA:
            kotak.add(bita)
        for harap in (5, 0):
            self.assertEqual(ambil_dari(baca_alamat(f"maildir://{self.folder}/m")), harap)
        self.assertEqual(len(list((self.folder / "m" / "cur").iterdir())), 5)

    def test_folder_eml(self):
        for nomor, bita in enumerate(BITA):
            (self.folder / f"{nomor}.eml").write_bytes(bita)
        for harap in (5, 0):
            self.assertEqual(ambil_dari(baca_alamat(f"dir://{self.folder}")), harap)
        self.assertEqual(arsip_surat.buka(SuratMasuk.objects.earliest("pk").mentah), BITA[0])

    def test_mbox(self):
        kotak = mailbox.mbox(self.folder / "kotak")
        for bita in BITA:
            kotak.add(bita)
        kotak.close()
        for harap in (5, 0):
            self.assertEqual(ambil_dari(baca_alamat(f"mbox://{self.folder}/kotak")), harap)
        self.assertEqual(SuratMasuk.objects.count(), 5)

    def test_kotak_hilang_tercatat(self):
        ambil_dari(baca_alamat("maildir:///tidak/ada"))
        self.assertIn("tidak ditemukan", KotakSurat.objects.get().galat)

    def test_pipa(self):
        for _ in range(2):
            with patch("sys.stdin", SimpleNamespace(buffer=io.BytesIO(BITA[0]))):
                call_command("terima_surat", stdout=io.StringIO())
        self.assertEqual(SuratMasuk.objects.count(), 1)

    def test_pipa_meminta_diulang_bila_belum_tersimpan(self):
        masuk = patch("sys.stdin", SimpleNamespace(buffer=io.BytesIO(BITA[0])))
        gagal = patch("pusat_bantuan.management.commands.terima_surat.terima", side_effect=OperationalError)
        with masuk, gagal, self.assertRaises(SystemExit) as keluar:
            call_command("terima_surat", stderr=io.StringIO())
        self.assertEqual(keluar.exception.code, 75)


@override_settings(**ALAMAT)
class PulangPergi(Dasar):
    def test_dari_smtp_sampai_dijawab_dan_dibalas(self):
        """SMTP sungguhan keluar, kotak IMAP sungguhan, diambil, ditambahkan, dijawab, dibalas lagi."""
        kotak = KotakUji()
        with smtp(kotak) as (port_smtp, sampai), server(PelayanImap, kotak) as port_imap:
            keluar = override_settings(
                SURAT_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=port_smtp,
                EMAIL_HOST_USER="", EMAIL_USE_TLS=False, EMAIL_USE_SSL=False,
                SURAT_MASUK=[alamat_kotak("imap", port_imap)],
            )  # fmt: skip
            with keluar:
                self._kirim(port_smtp, surat("Surat kosong sejak pagi. 🌾"))
                tiket = self._putaran()
                balas(profil=tiket, oleh=self.citra, isi="Versi berapa, Bu?", tunggu_pemohon=True)
                kirim_yang_menunggu()
                pesan = message_from_bytes(self._kepada_siti(sampai)[-1], policy=policy.default)
                self.assertIn("Versi berapa, Bu?", pesan.get_body(("plain",)).get_content())
                balasan = surat(
                    "Versi 2611.\r\n\r\nPada Sen, 16 Nov 2026 pukul 08.15 Bantuan <bantuan@opendesa.example> menulis:\r\n\r\n> Versi",
                    message_id="<b2@desa.example>", to=str(pesan["Reply-To"]), in_reply_to=str(pesan["Message-ID"]),
                    subject=f"Bls: {pesan['Subject']}",
                )  # fmt: skip
                self._kirim(port_smtp, balasan, str(pesan["Reply-To"]))
                self.assertEqual(self._putaran(), tiket)
        terakhir = tiket.peristiwa.filter(jenis="balasan").latest("pk")
        self.assertEqual((terakhir.followup.comment, terakhir.kontak.email), ("Versi 2611.", "siti@desa.example"))
        self.assertEqual(self.segar(tiket).keadaan, "ditangani")
        self.assertEqual(ProfilTiket.objects.count(), 1)
        self.assertEqual(len(self._kepada_siti(sampai)), 2)

    def _kepada_siti(self, sampai: list[bytes]) -> list[bytes]:
        return [satu for satu in sampai if b"To: siti@desa.example" in satu]

    def _kirim(self, port: int, bita: bytes, kepada: str = "bantuan@opendesa.example") -> None:
        with smtplib.SMTP("127.0.0.1", port) as sambungan:
            sambungan.sendmail("siti@desa.example", [kepada], bita)

    def _putaran(self) -> ProfilTiket:
        self.assertEqual(ambil_semua(), 1)
        olah_yang_menunggu()
        kirim_yang_menunggu()
        return SuratMasuk.objects.latest("pk").profil
