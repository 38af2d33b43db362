"""Buku panduan: delapan bab, tiga puluh empat langkah, tiap langkah satu tonggak, dan keadaan desa pembacanya."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from replikasi.bibit import TAHAP, buku, langkah_buku
from replikasi.layanan.buku import terbitkan_buku
from replikasi.layanan.klaim import putuskan_klaim
from replikasi.layanan.program import mulai_penerapan, ubah_bobot
from replikasi.models import BabPage, EdisiBobot, LangkahPage, Tahap, Tonggak

from .dunia import DuniaReplikasi, klaim


class BukuPanduan(DuniaReplikasi):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.buku = terbitkan_buku()

    def test_delapan_bab_tiga_puluh_empat_langkah_semuanya_terbuka(self):
        self.assertEqual((BabPage.objects.count(), LangkahPage.objects.count()), (8, 34))
        sampul = self.client.get("/panduan/")
        for halaman in [*BabPage.objects.all(), *LangkahPage.objects.all()]:
            self.assertContains(sampul, halaman.title)
            self.assertContains(self.client.get(halaman.url), halaman.title)

    def test_setiap_langkah_menyebut_tonggak_bukti_dan_penanggung_jawabnya(self):
        for slug, naskah in langkah_buku().items():
            langkah = LangkahPage.objects.get(tonggak__slug=slug)
            jawaban = self.client.get(langkah.url)
            for teks in (naskah["tindakan"], naskah["bukti"], naskah["penanggung_jawab"], slug, *naskah["templat"]):
                self.assertContains(jawaban, teks)

    def test_menerbitkan_lagi_tidak_menyentuh_yang_sudah_disunting(self):
        LangkahPage.objects.filter(tonggak__slug="sasaran").update(tindakan="Sudah disunting.")
        self.assertEqual(terbitkan_buku(), self.buku)
        self.assertEqual(LangkahPage.objects.get(tonggak__slug="sasaran").tindakan, "Sudah disunting.")

    def test_satu_tonggak_satu_langkah_dijaga_basis_data(self):
        satu = LangkahPage.objects.first()
        salinan = LangkahPage(title="Kembar", slug="kembar", kode="B9.9", tonggak=satu.tonggak, tindakan="x", bukti="x")
        with self.assertRaises(ValidationError), transaction.atomic():
            satu.get_parent().add_child(instance=salinan)
        self.assertEqual(LangkahPage.objects.count(), 34)

    def test_operator_melihat_keadaan_desanya_dan_jalan_mengklaim(self):
        langkah = LangkahPage.objects.get(tonggak__slug="komitmen-pimpinan")
        self.assertNotContains(self.client.get(langkah.url), "Klaim dengan bukti")
        self.masuk(self.ani)
        jawaban = self.client.get(langkah.url)
        self.assertContains(jawaban, "/replikasi/13.07.01.2004/tonggak/komitmen-pimpinan/")
        satu = klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        jawaban = self.client.get(langkah.url)
        self.assertContains(jawaban, "Menunggu verifikasi")
        self.assertContains(jawaban, satu.get_absolute_url())
        putuskan_klaim(klaim=satu, oleh=self.budi, diterima=True)
        self.assertContains(self.client.get(langkah.url), "1 dari 1 desa dalam program")
        self.assertContains(self.client.get("/panduan/bab-1/"), "Tercapai")
        self.masuk(self.eko)
        self.assertContains(self.client.get(langkah.url), "Mulai menjalani panduan")

    def test_buku_utuh_dapat_dicetak_dan_menyebut_status_naskah(self):
        jawaban = self.client.get("/panduan/?utuh=1")
        for naskah in langkah_buku().values():
            self.assertContains(jawaban, naskah["tindakan"])
        self.assertContains(jawaban, "bukan kebijakan resmi OpenDesa")

    def test_kueri_sampul_tidak_tumbuh_bersama_langkahnya(self):
        self.client.get("/panduan/")
        with CaptureQueriesContext(connection) as utuh:
            self.client.get("/panduan/")
        LangkahPage.objects.filter(kode__startswith="B8").delete()
        with self.assertNumQueries(len(utuh)):
            self.client.get("/panduan/")


class ProgramBawaan(DuniaReplikasi):
    def test_bobot_baru_tidak_mengubah_hasil_yang_sudah_berjalan(self):
        program = self.penerapan.program
        baru = ubah_bobot(program=program, bobot={**dict.fromkeys(range(1, 10), 10), 10: 10}, catatan="Sama rata")
        self.assertEqual((baru.nomor, self.penerapan.edisi.nomor), (2, 1))
        lain = mulai_penerapan(program=program, wilayah=self.wilayah["13.07.04.2001"], oleh=self.fajar)
        self.assertEqual(lain.edisi, baru)
        for keliru in ({1: 100}, dict.fromkeys(range(1, 11), 9), {**dict.fromkeys(range(1, 10), 11), 10: 1.0}):
            with self.assertRaises(ValidationError):
                ubah_bobot(program=program, bobot=keliru)

    def test_sepuluh_tahap_berbobot_seratus_memuat_setiap_langkah_buku_sekali(self):
        self.assertEqual(Tahap.objects.count(), 10)
        self.assertEqual(sum(EdisiBobot.objects.get().bobot.values()), 100)
        slug = [satu for _, _, _, daftar in TAHAP for satu in daftar]
        self.assertEqual(sorted(slug), sorted(langkah_buku()))
        self.assertEqual(set(Tonggak.objects.values_list("slug", flat=True)), set(slug))
        self.assertEqual(sum(len(bab["langkah"]) for bab in buku()["bab"]), 34)
