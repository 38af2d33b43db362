"""Lampiran yang diperiksa menurut isinya: yang jahat ditolak, gambar ditulis ulang, nama dibersihkan."""

import gzip
import io
import zipfile

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase
from PIL import Image

from pusat_bantuan.berkas import BATAS_BERKAS, BerkasDitolak, nama_aman, olah_gambar, periksa, periksa_semua, pilah
from pusat_bantuan.berkas.periksa import rampungkan


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


def jadi(nama: str, isi: bytes):
    """Sampai selesai ditulis ulang."""
    return rampungkan(coba(nama, isi))


def jenis_office(akhiran: str) -> bytes:
    pokok = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet"}[akhiran]
    return f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{pokok}.main+xml"/></Types>'.encode()


def heic() -> bytes:
    keluar = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "green")).save(keluar, quality=60)
    return keluar.getvalue()


DOCX = {"[Content_Types].xml": jenis_office("docx"), "word/document.xml": b"<w/>"}
XLSX = {"[Content_Types].xml": jenis_office("xlsx"), "xl/workbook.xml": b"<w/>"}
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOG_CI = b"<?php defined('BASEPATH') OR exit('No direct script access allowed'); ?>\n\nERROR - 2026-11-21 --> Severity: Warning"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


class Diterima(SimpleTestCase):
    def test_yang_biasa_dikirim_orang(self):
        for nama, isi, mime in (
            ("data.xlsx", zip_berisi(XLSX), "spreadsheetml"),
            ("surat.docx", zip_berisi(DOCX), "wordprocessingml"),
            ("surat.PDF", PDF, "application/pdf"),
            ("galat.log", b"C:\\xampp\\htdocs\\new_ {{ $x }}", "text/plain"),
            ("data.csv", "nama;nilai\nJorong Ānau;3".encode("cp1252", "replace"), "text/csv"),
            ("cadangan.sql.gz", gzip.compress(b"CREATE TABLE x;"), "gzip"),
            ("cadangan.sql", b"CREATE TABLE `tweb_penduduk` (id int);", "text/plain"),
            ("Log Notepad.txt", "galat di baris 3".encode("utf-16"), "text/plain"),
            ("log-2026-11-21.log", LOG_CI, "text/plain"),
            ("rapat.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "calendar"),
            ("surat.eml", b"From: a@contoh.example\r\nSubject: x\r\n\r\n<html>", "rfc822"),
            ("rekap.ods", zip_berisi(ODS), "spreadsheet"),
            ("lama.doc", OLE + b"\x00" * 600, "msword"),
            ("tema.zip", zip_berisi({"tema/index.php": b"<?php", "tema/a.js": b"x", "tema/b.html": b"<html>"}), "zip"),
            ("isi.zip", zip_berisi({"a.txt": b"a"}), "application/zip"),
        ):
            with self.subTest(nama=nama):
                self.assertIn(mime, coba(nama, isi).mime)

    def test_gambar_ditulis_ulang_tanpa_exif_gps_dan_ekor_skrip(self):
        belum = coba("foto.jpg", jpeg_ber_gps())
        self.assertEqual((belum.olah, belum.lebar), (True, None))
        bersih = rampungkan(belum)
        self.assertNotIn(b"<?php", bersih.isi)
        self.assertNotIn(b"MerekRahasia", bersih.isi)
        with Image.open(io.BytesIO(bersih.isi)) as gambar:
            self.assertEqual(dict(gambar.getexif()), {})
            self.assertEqual(gambar.size, (40, 60))  # putarannya sudah diterapkan

    def test_gambar_besar_dikecilkan_dan_akhiran_mengikuti_isinya(self):
        besar = olah_gambar(png(3200, 400))
        self.assertEqual((besar.lebar, besar.tinggi), (1600, 200))
        with Image.open(io.BytesIO(besar.kecil)) as kecil:
            self.assertEqual(kecil.size, (320, 40))
        self.assertEqual(jadi("layar.jpg", png()).nama, "layar.png")
        self.assertEqual(jadi("foto.jpeg", jpeg_ber_gps()).nama, "foto.jpeg")

    def test_foto_iphone_menjadi_jpg_yang_terbuka_di_mana_pun(self):
        foto = jadi("IMG_0001.HEIC", heic())
        self.assertEqual((foto.nama, foto.mime, foto.lebar), ("IMG_0001.jpg", "image/jpeg", 64))

    def test_gambar_bening_tetap_bening_dan_gambar_kecilnya_berlatar_putih(self):
        keluar = io.BytesIO()
        Image.new("RGBA", (500, 500), (255, 0, 0, 0)).save(keluar, "PNG")
        hasil = olah_gambar(keluar.getvalue())
        with Image.open(io.BytesIO(hasil.isi)) as gambar, Image.open(io.BytesIO(hasil.kecil)) as kecil:
            self.assertEqual(gambar.mode, "RGBA")
            self.assertEqual(kecil.getpixel((10, 10)), (255, 255, 255))

    def test_log_opensid_bernama_php_diterima_sebagai_log(self):
        bersih = coba("log-2026-11-21.php", LOG_CI)
        self.assertEqual((bersih.nama, bersih.akhiran, bersih.mime), ("log-2026-11-21.log", "log", "text/plain"))
        for nama, isi in (("log-2026-11-21.php", b"<?php system('x');"), ("index.php", LOG_CI)):
            with self.assertRaises(BerkasDitolak):
                coba(nama, isi)


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
            ("bukan.png", b"\x89PNG\r\n\x1a\nrusak"),
            ("laporan.docx", zip_berisi(XLSX)),
            (
                "makro.docx",
                zip_berisi({"[Content_Types].xml": b"<x macroEnabled.main+xml/>", "word/document.xml": b""}),
            ),
            ("makro.ods", zip_berisi(ODS | {"Basic/Standard/Module1.xml": b"x"})),
            ("makro.xls", OLE + b"\x00" * 600 + b"\x85\x00\x0e\x00" + b"\x01\x02\x03\x04\x00\x01"),
            ("bersandi.zip", b"PK\x03\x04\x14\x00\x01\x00\x00\x00"),
            ("program.zip", zip_berisi({"pasang.exe": exe})),
            ("data.gz", gzip.compress(b"x")),
            ("bukan.sql.gz", gzip.compress(exe)),
            ("catatan.log", b"<?php system('x');"),
            ("kalender.ics", b"bukan kalender"),
            ("surat.eml", b"<html>bukan surat"),
            ("foto.avif", b"\x00\x00\x00\x20ftypavif" + b"\x00" * 20),
            ("foto.heic", png()),
            ("hewan.gif", b"GIF89a" + b"\x00" * 20),
            ("rusak.zip", b"PK\x03\x04rusak"),
        ):
            with self.subTest(nama=nama), self.assertRaises(BerkasDitolak):
                coba(nama, isi)

    def test_bom_gambar_ditolak_dari_kepalanya(self):
        with self.assertRaisesMessage(BerkasDitolak, "24 megapiksel"):
            coba("bom.png", png(9000, 9000))

    def test_gambar_yang_rusak_di_tengah_ditolak_ketika_ditulis_ulang(self):
        with self.assertRaisesMessage(BerkasDitolak, "“rusak.png” bukan gambar yang dapat dibuka"):
            jadi("rusak.png", png(400, 300)[:-30])

    def test_kalimat_penolakannya_menyebut_jalan_keluar(self):
        for nama, isi, kalimat in (
            ("a.svg", b"<svg/>", "tangkapan layar"), ("a.html", b"<html>", "PDF"), ("video.mp4", b"x", "tautan"),
            ("cadangan.sid", b"x", "Tautan cadangan"), ("data.xlsm", b"x", "XLSX tanpa makro"),
            ("a.rar", b"x", "ZIP"), ("pasang.exe", b"MZ", "berkas program"), ("foto.php.jpg", png(), "“.php”"),
            ("tanpaakhiran", b"x", "Yang diterima"),
        ):  # fmt: skip
            with self.subTest(nama=nama), self.assertRaisesMessage(BerkasDitolak, kalimat):
                coba(nama, isi)

    def test_satu_yang_keliru_tidak_menjatuhkan_yang_lain(self):
        berkas = [("a.txt", b"a"), ("b.svg", b"<svg/>"), ("c.png", png()), ("d.txt", b"a")]
        hasil = pilah(SimpleUploadedFile(nama, isi) for nama, isi in berkas)
        self.assertEqual([satu.nama for satu in hasil.bersih], ["a.txt", "c.png"])  # d sama persis dengan a
        self.assertEqual(len(hasil.ditolak), 1)
        self.assertIn("b.svg", hasil.ditolak[0])
        banyak = pilah(SimpleUploadedFile(f"{n}.txt", f"{n}".encode()) for n in range(12))
        self.assertEqual((len(banyak.bersih), len(banyak.ditolak)), (10, 2))

    def test_bom_gzip_ditolak_sambil_dibongkar(self):
        with self.assertRaisesMessage(BerkasDitolak, "terlalu besar"):
            coba("bom.sql.gz", gzip.compress(b" " * 60_000_000))

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
