"""Bahan kelas dalam satu ZIP, dan tugas bertenggat."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta
from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.documents.models import Document

from modul_pelatihan.layanan import Ditolak
from modul_pelatihan.layanan.tugas import kirim_setoran, simpan_tugas, tambah_bahan
from modul_pelatihan.models import ButirLembar, LembarPraktik, Tugas
from tests.tokoh import DuniaUji
from wilayah.zona import info_zona

from .kelas import buat_modul, buat_pelajaran
from .soal import buat_angkatan, jadikan_peserta

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


class BahanKelas(DuniaUji):
    def setUp(self):
        lembar = LembarPraktik(judul="Cetak surat")
        lembar.butir = [ButirLembar(teks="Nomor surat benar", kritis=True)]
        lembar.save()
        self.kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="berjalan", lembar_praktik=lembar)

    def isi_kelas(self):
        modul = buat_modul("B01")
        buat_pelajaran(modul, "Membaca", isi=[("teks", "<p>Salam dari {sebutan}.</p>")])
        tutup = buat_modul("B02", live=False)
        self.kelas.modul.set([modul, tutup])
        berkas = SimpleUploadedFile("Lembar kerja.pdf", PDF, content_type="application/pdf")
        tambah_bahan(angkatan=self.kelas, oleh=self.dewi, judul="Lembar kerja <1>", berkas=berkas)
        jadikan_peserta(self.kelas, self.ani)

    def test_satu_zip_dengan_semua_bahan_dan_tiap_tautannya_ada(self):
        self.isi_kelas()
        self.masuk(self.ani)
        jawaban = self.client.get(f"/pelatihan/kelas/{self.kelas.pk}/bahan.zip")
        self.assertEqual(jawaban["Cache-Control"], "private, no-store")
        with zipfile.ZipFile(io.BytesIO(b"".join(jawaban.streaming_content))) as arsip:
            nama = set(arsip.namelist())
            awal = arsip.read("mulai-di-sini.html").decode()
            self.assertIn("Salam dari nagari.", arsip.read("modul/b01-modul-b01/01-membaca.html").decode())
            self.assertTrue(arsip.read("modul/b01-modul-b01.pdf").startswith(b"%PDF"))
            self.assertEqual(arsip.read("bahan/01-lembar-kerja-1.pdf"), PDF)
            self.assertIn(b"BEGIN:VCALENDAR", arsip.read("jadwal.ics"))
        tautan = set(re.findall(r'(?:href|src)="([^"]+)"', awal))
        self.assertTrue(tautan <= nama, tautan - nama)
        self.assertIn("Lembar kerja &lt;1&gt;", awal)
        self.assertIn("Nomor surat benar <strong>(kritis)</strong>", awal)
        self.assertNotIn("B02", awal)

    def test_paket_dan_berkas_bahan_hanya_bagi_yang_berkursi_dan_pengurus(self):
        self.isi_kelas()
        umum = Document(title="Panduan umum")
        umum.file.save("panduan.pdf", ContentFile(PDF), save=False)
        umum.save()
        lain = buat_angkatan(self.wilayah["17.03"], keadaan="berjalan", judul="Kelas lain")
        jadikan_peserta(lain, self.eko)  # peserta kelas lain
        jadikan_peserta(self.kelas, self.budi, keadaan="menunggu")
        paket, berkas = f"/pelatihan/kelas/{self.kelas.pk}/bahan.zip", self.kelas.bahan.get().dokumen.url
        kode = {"tamu": 404, "eko": 404, "budi": 404, "gita": 404, "ani": 200, "dewi": 200}
        for nama, harap in kode.items():
            self.client.logout()
            if nama != "tamu":
                self.masuk(getattr(self, nama))
            self.assertEqual(self.client.get(berkas).status_code, harap, nama)
            self.assertEqual(self.client.get(paket).status_code, 302 if nama == "tamu" else harap, nama)
            self.assertEqual(self.client.get(umum.url).status_code, 200, nama)
        jadikan_peserta(self.kelas, self.eko, keadaan="batal")
        self.masuk(self.eko)
        self.assertEqual(self.client.get(berkas).status_code, 404)
        self.citra.groups.add(Group.objects.get(name="Redaktur"))  # melihatnya di daftar dokumen ruang redaksi
        self.masuk(self.citra)
        self.assertContains(self.client.get("/cms/documents/"), "Lembar kerja &lt;1&gt;")
        self.assertEqual(self.client.get(berkas).status_code, 200)

    def test_judul_bahan_yang_sama_untuk_berkas_lain_tidak_diam_diam_dibuang(self):
        self.masuk(self.dewi)
        alamat = f"/pelatihan/kelas/{self.kelas.pk}/bahan/"
        for isi, status in ((PDF, 302), (PDF, 302), (PDF.replace(b"<<>>", b"<</A 1>>"), 200)):
            berkas = SimpleUploadedFile("../../lembar.pdf", isi)
            jawaban = self.client.post(alamat, {"judul": "Lembar kerja", "berkas": berkas})
            self.assertEqual(jawaban.status_code, status)
        self.assertContains(jawaban, "Sudah ada bahan berjudul Lembar kerja.")
        self.assertEqual(self.kelas.bahan.count(), 1)

    def test_judul_tugas_yang_sama_satu_tugas(self):
        tugas = simpan_tugas(angkatan=self.kelas, oleh=self.dewi, judul="SOP", petunjuk="Tulis")
        self.assertEqual(simpan_tugas(angkatan=self.kelas, oleh=self.dewi, judul="SOP", petunjuk="Tulis"), tugas)
        lain = simpan_tugas(angkatan=self.kelas, oleh=self.dewi, judul="Lain", petunjuk="Tulis")
        for isi in ({"judul": "SOP", "petunjuk": "Yang lain"}, {"judul": "SOP", "petunjuk": "Tulis", "tugas": lain}):
            with self.assertRaisesMessage(Ditolak, "Sudah ada tugas berjudul SOP"):
                simpan_tugas(angkatan=self.kelas, oleh=self.dewi, **isi)

    def test_tugas_bertenggat_dibuat_dan_diundur(self):
        jadikan_peserta(self.kelas, self.ani)
        self.masuk(self.dewi)
        hari = timezone.localdate() + timedelta(days=3)
        data = {"judul": "SOP", "petunjuk": "Tulis", "tenggat": hari.isoformat()}
        self.client.post(f"/pelatihan/kelas/{self.kelas.pk}/tugas/", data)
        tugas = Tugas.objects.get()
        akhir = datetime(hari.year, hari.month, hari.day, 23, 59, 59, tzinfo=info_zona(self.kelas.zona))
        self.assertEqual(tugas.tenggat, akhir)
        Tugas.objects.update(tenggat=timezone.now() - timedelta(minutes=1))
        tugas.refresh_from_db()
        with self.assertRaisesMessage(Ditolak, "Tenggatnya sudah lewat"):
            kirim_setoran(tugas=tugas, oleh=self.ani, kunci=uuid4(), teks="SOP")
        self.masuk(self.ani)
        self.assertContains(self.client.get(f"/pelatihan/tugas/{tugas.pk}/"), "Tenggatnya sudah lewat")
        self.assertEqual(self.client.get(f"/pelatihan/tugas/{tugas.pk}/ubah/").status_code, 404)
        self.masuk(self.dewi)
        self.assertContains(self.client.get(f"/pelatihan/tugas/{tugas.pk}/ubah/"), "SOP")
        self.client.post(f"/pelatihan/tugas/{tugas.pk}/ubah/", data | {"judul": "SOP surat"})
        tugas.refresh_from_db()
        self.assertEqual((tugas.judul, tugas.tenggat), ("SOP surat", akhir))
        kirim_setoran(tugas=tugas, oleh=self.ani, kunci=uuid4(), teks="SOP")
        for aneh in ("kemarin", "9999-12-31", "0001-01-01"):
            self.assertContains(
                self.client.post(f"/pelatihan/tugas/{tugas.pk}/ubah/", data | {"tenggat": aneh}), "formulir"
            )
