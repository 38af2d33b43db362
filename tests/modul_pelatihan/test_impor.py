"""Impor Markdown dan DOCX: disaring, dipotong, dilihat dahulu, menjadi konsep; makro dan bom zip ditolak."""

import io
import uuid
import zipfile
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from wagtail.images import get_image_model

from modul_pelatihan.impor import BerkasDitolak, baca_berkas
from modul_pelatihan.layanan import buang_impor_lama
from modul_pelatihan.models import ImporNaskah, PelajaranPage
from tests.tokoh import DuniaUji

from .kelas import buat_modul

NASKAH = b"""# Mencetak surat

Surat di **{sebutan}** Anda.

## Langkah mencetak

1. Buka menu *Surat*.
2. Tekan <script>alert(1)</script> Cetak.

## Catatan

> Simpan dahulu.

| Menu | Guna |
|---|---|
| Cetak | mencetak |

[bahaya](javascript:alert(1)) <img src=x onerror=alert(1)> ![luar](https://example.org/a.png)
"""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
JENIS = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'


def png() -> bytes:
    wadah = io.BytesIO()
    Image.new("RGB", (40, 20), "green").save(wadah, "PNG")
    return wadah.getvalue()


def docx(**tambahan: bytes) -> bytes:
    """DOCX kecil buatan tangan: judul, paragraf tebal, gambar."""
    gambar = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="1" name="g" descr="Menu surat"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId9"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    isi = (
        f'<?xml version="1.0"?><w:document {W}><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Surat masuk</w:t></w:r></w:p>'
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Tebal</w:t></w:r><w:r><w:t> biasa.</w:t></w:r></w:p>{gambar}</w:body></w:document>"
    )
    gaya = f'<?xml version="1.0"?><w:styles {W}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    paket = "http://schemas.openxmlformats.org/package/2006/relationships"
    berkas = {
        "[Content_Types].xml": JENIS,
        "_rels/.rels": f'<Relationships xmlns="{paket}"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
        "word/document.xml": isi.encode(),
        "word/styles.xml": gaya.encode(),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{paket}"><Relationship Id="rId9" Type="{rel}/image" Target="media/a.png"/>'
            f'<Relationship Id="rId2" Type="{rel}/styles" Target="styles.xml"/></Relationships>'
        ).encode(),
        "word/media/a.png": png(),
    } | tambahan
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, data in berkas.items():
            arsip.writestr(nama, data)
    return wadah.getvalue()


class MembacaBerkas(SimpleTestCase):
    def test_markdown_dipotong_di_subjudul_dan_disaring(self):
        hasil = baca_berkas("naskah.md", NASKAH)
        self.assertEqual(hasil.judul, "Mencetak surat")
        self.assertEqual([jenis for jenis, _ in hasil.balok],
                         ["teks", "teks", "langkah", "langkah", "teks", "peringatan", "teks"])  # fmt: skip
        self.assertEqual(hasil.balok[0], ("teks", "<p>Surat di <b>{sebutan}</b> Anda.</p>"))
        self.assertEqual(hasil.balok[2][1]["tindakan"], "<p>Buka menu <i>Surat</i>.</p>")
        semua = repr(hasil.balok)
        for bahaya in ("script", "javascript", "onerror", "example.org/a.png"):
            self.assertNotIn(bahaya, semua)
        self.assertIn("Menu: Cetak; Guna: mencetak", semua)
        self.assertEqual(len(hasil.peringatan), 2)

    def test_docx_judul_tebal_dan_gambar_ikut(self):
        hasil = baca_berkas("naskah.docx", docx())
        self.assertEqual(hasil.judul, "Surat masuk")
        self.assertEqual(hasil.balok[0], ("teks", "<p><b>Tebal</b> biasa.</p>"))
        self.assertEqual(hasil.balok[1][1] | {}, {"gambar": "g1.png", "alt": "Menu surat", "hiasan": False, "teks": ""})
        self.assertEqual(list(hasil.gambar), ["g1.png"])

    def test_yang_berbahaya_ditolak_dengan_cara_membetulkannya(self):
        makro = docx(**{"word/vbaProject.bin": b"x"})
        jenis = docx(**{"[Content_Types].xml": JENIS.replace(b"document.main", b"document.macroEnabled.main")})
        bom = docx(**{"word/besar.xml": b"\0" * (41 * 1024 * 1024)})
        for nama, isi, kata in (
            ("a.docm", makro, "Hanya .docx"), ("a.docx", makro, "makro"), ("a.docx", jenis, "makro"),
            ("a.docx", bom, "terlalu besar"), ("a.docx", b"PK\x03\x04rusak", "rusak"), ("a.doc", b"x", "Hanya .docx"),
            ("a.md", b"\xff\xfe\x00", "UTF-8"), ("a.md", b"x" * (6 * 1024 * 1024), "5 MB"), ("a.md", b"a" * 210_000, "200 KB"),
            ("a.md", b"> " * 40 + b"x", "bersarang"), ("a.md", b"   ", "Tidak ada tulisan"),
            ("a.docx", docx(**{"word/document.xml": b"<rusak"}), "rusak"),
        ):  # fmt: skip
            with self.subTest(kata=kata), self.assertRaisesMessage(BerkasDitolak, kata):
                baca_berkas(nama, isi)

    @settings(max_examples=40)
    @given(st.text(max_size=300))
    def test_tulisan_apa_pun_dibaca_atau_ditolak_dan_tidak_pernah_berskrip(self, teks):
        try:
            hasil = baca_berkas("a.md", teks.encode("utf-8", "ignore"))
        except BerkasDitolak:
            return
        self.assertNotIn("<script", repr(hasil.balok).lower())


class Impor(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.dewi.groups.add(Group.objects.get(name="Pelatih"))
        cls.citra.groups.add(Group.objects.get(name="Redaktur"))
        cls.modul = buat_modul("M01")

    def unggah(self, nama, isi, kunci=None):
        isian = {"modul": self.modul.pk, "kunci": kunci or uuid.uuid4(), "berkas": SimpleUploadedFile(nama, isi)}
        return self.client.post(reverse("impor-naskah"), isian)

    def test_unggah_lihat_lalu_jadikan_konsep_sekali(self):
        self.masuk(self.dewi)
        kunci = uuid.uuid4()
        for _ in range(2):
            jawaban = self.unggah("naskah.docx", docx(), kunci)
        impor = ImporNaskah.objects.get()
        lihat = self.client.get(jawaban["Location"])
        self.assertContains(lihat, "Pratinjau naskah")
        self.assertContains(lihat, "<b>Tebal</b> biasa.")
        gambar = self.client.get(reverse("impor-gambar", args=[impor.kunci, "g1"]))
        self.assertEqual((gambar.status_code, gambar["Content-Type"]), (200, "image/png"))
        self.assertFalse(PelajaranPage.objects.filter(title="Surat masuk").exists())
        for _ in range(2):
            self.client.post(jawaban["Location"])
        halaman = PelajaranPage.objects.get(title="Surat masuk")
        self.assertEqual((halaman.live, halaman.owner, halaman.get_parent().pk), (False, self.dewi, self.modul.pk))
        self.assertEqual([anak.block_type for anak in halaman.isi], ["teks", "gambar"])
        self.assertEqual(halaman.isi[1].value["gambar"], get_image_model().objects.get())
        self.assertFalse(storages["pribadi"].exists(f"{impor.folder}/g1.png"))
        sunting = self.client.get(reverse("wagtailadmin_pages:edit", args=[halaman.pk]))
        self.assertEqual(sunting.status_code, 200)

    def test_orang_lain_tidak_melihat_impor_dan_ani_tidak_punya_pintunya(self):
        self.masuk(self.dewi)
        alamat = self.unggah("naskah.md", NASKAH)["Location"]
        self.masuk(self.citra)
        self.assertEqual(self.client.get(alamat).status_code, 404)
        self.masuk(self.ani)
        self.assertIn(self.client.get(reverse("impor-naskah")).status_code, (302, 403, 404))

    def test_ditolak_disebut_di_formulir_dan_yang_lama_dibuang(self):
        self.masuk(self.dewi)
        jawaban = self.unggah("a.docx", docx(**{"word/vbaProject.bin": b"x"}))
        self.assertContains(jawaban, "tanpa makro", status_code=422)
        self.unggah("naskah.docx", docx())
        self.assertEqual(buang_impor_lama(), 0)
        ImporNaskah.objects.update(dibuat=timezone.now() - timedelta(days=8))
        folder = ImporNaskah.objects.get().folder
        self.assertEqual(buang_impor_lama(), 1)
        self.assertFalse(storages["pribadi"].exists(f"{folder}/g1.png"))
