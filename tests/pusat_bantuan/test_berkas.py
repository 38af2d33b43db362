"""Lampiran yang diperiksa menurut isinya: yang jahat ditolak, gambar ditulis ulang, nama dibersihkan."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase
from PIL import Image

from pusat_bantuan.berkas import BATAS_BERKAS, BerkasDitolak, nama_aman, periksa, periksa_semua


def png(lebar: int = 40, tinggi: int = 30, **lain) -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", (lebar, tinggi), "red").save(keluar, "PNG", **lain)
    return keluar.getvalue()


def jpeg_ber_gps() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "MerekRahasia"
    exif[0x0112] = 6  # diputar 90 derajat
    exif.get_ifd(0x8825)[1] = "S"
    keluar = io.BytesIO()
    Image.new("RGB", (60, 40), "blue").save(keluar, "JPEG", exif=exif)
    return keluar.getvalue() + b"<?php system($_GET['x']); ?>"


def zip_berisi(isi: dict[str, bytes]) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, bita in isi.items():
            arsip.writestr(nama, bita)
    return keluar.getvalue()


def coba(nama: str, isi: bytes):
    return periksa(nama, io.BytesIO(isi), ukuran=len(isi))


DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
XLSX = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


class Diterima(SimpleTestCase):
    def test_yang_biasa_dikirim_orang(self):
        for nama, isi, mime in (
            ("data.xlsx", zip_berisi(XLSX), "spreadsheetml"),
            ("surat.docx", zip_berisi(DOCX), "wordprocessingml"),
            ("surat.PDF", PDF, "application/pdf"),
            ("galat.log", b"C:\\xampp\\htdocs\\new_ {{ $x }}", "text/plain"),
            ("data.csv", "nama;nilai\nJorong Ānau;3".encode("cp1252", "replace"), "text/csv"),
            ("cadangan.sql.gz", b"\x1f\x8b\x08\x00" + b"\x00" * 20, "gzip"),
            ("isi.zip", zip_berisi({"a.txt": b"a"}), "application/zip"),
        ):
            with self.subTest(nama=nama):
                self.assertIn(mime, coba(nama, isi).mime)

    def test_gambar_ditulis_ulang_tanpa_exif_gps_dan_ekor_skrip(self):
        bersih = coba("foto.jpg", jpeg_ber_gps())
        self.assertNotIn(b"<?php", bersih.isi)
        self.assertNotIn(b"MerekRahasia", bersih.isi)
        with Image.open(io.BytesIO(bersih.isi)) as gambar:
            self.assertEqual(dict(gambar.getexif()), {})
            self.assertEqual(gambar.size, (40, 60))  # putarannya sudah diterapkan

    def test_gambar_besar_dikecilkan_dan_akhiran_mengikuti_isinya(self):
        self.assertEqual(coba("layar.png", png(3200, 400)).lebar, 1600)
        self.assertEqual(coba("layar.jpg", png()).nama, "layar.png")


class Ditolak(SimpleTestCase):
    def test_yang_berbahaya_atau_menyamar(self):
        exe = b"MZ\x90\x00" + b"\x00" * 200
        for nama, isi in (
            ("gambar.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
            ("halaman.html", b"<html></html>"),
            ("skrip.php", b"<?php 1;"),
            ("foto.php.jpg", png()),
            ("foto.jpg", exe),
            ("laporan.pdf", exe),
            ("catatan.txt", exe),
            ("catatan.txt", b"<script>alert(1)</script>"),
            ("surat.docx", zip_berisi({"a.txt": b"a"})),
            ("makro.docx", zip_berisi(DOCX | {"word/vbaProject.bin": b"x"})),
            ("makro.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le")),
            ("program.exe", exe),
            (".htaccess", b"AddType"),
            ("tanpaakhiran", b"x"),
            ("kosong.txt", b""),
            ("rusak.png", png()[:40]),
            ("hewan.gif", b"GIF89a" + b"\x00" * 20),
            ("rusak.zip", b"PK\x03\x04rusak"),
        ):
            with self.subTest(nama=nama), self.assertRaises(BerkasDitolak):
                coba(nama, isi)

    def test_bom_gambar_ditolak_dari_kepalanya(self):
        with self.assertRaisesMessage(BerkasDitolak, "24 megapiksel"):
            coba("bom.png", png(9000, 9000))

    def test_bom_zip_ditolak_sebelum_dibuka(self):
        bom = zip_berisi(DOCX | {"word/isi.bin": b"\x00" * 30_000_000})
        self.assertLess(len(bom), 200_000)
        for nama in ("bom.docx", "bom.zip"):
            with self.subTest(nama=nama), self.assertRaisesMessage(BerkasDitolak, "terlalu besar"):
                coba(nama, bom)

    def test_batas_ukuran_dan_jumlah(self):
        with self.assertRaisesMessage(BerkasDitolak, "10 MB"):
            periksa("x.log", io.BytesIO(b"a"), ukuran=BATAS_BERKAS + 1)
        with self.assertRaisesMessage(BerkasDitolak, "Paling banyak 10"):
            periksa_semua([SimpleUploadedFile("a.txt", b"a") for _ in range(11)])


class Nama(SimpleTestCase):
    def test_nama_yang_ditampilkan_bersih(self):
        for mentah, bersih in (
            ("../../etc/passwd.txt", "passwd.txt"),
            ("..\\..\\x.txt", "x.txt"),
            ("foto\u202egpj.exe.txt", "fotogpj.exe.txt"),
            ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
            ("  surat   kosong.pdf ", "surat kosong.pdf"),
            ("KK 1307044503890001.pdf", "KK 1307••••••••0001.pdf"),
        ):
            with self.subTest(mentah=mentah):
                self.assertEqual(nama_aman(mentah), bersih)
        self.assertLessEqual(len(nama_aman("x" * 400 + ".pdf")), 120)
        self.assertTrue(nama_aman("x" * 400 + ".pdf").endswith(".pdf"))

    def test_nama_terbalik_kanan_kiri_tidak_menyembunyikan_exe(self):
        with self.assertRaises(BerkasDitolak):
            coba("foto\u202egpj.exe", png())
