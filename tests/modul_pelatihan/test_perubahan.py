"""Arti suntingan dan terbit terjadwal: hanya yang besar membuka lagi, sebatas ringkasannya."""

from datetime import timedelta

import time_machine
from django.urls import reverse
from django.utils import timezone

from modul_pelatihan import bacaan
from modul_pelatihan.forms import FormPelajaran
from modul_pelatihan.layanan import tandai_selesai, terbitkan_terjadwal
from modul_pelatihan.models import KemajuanPelajaran, PelajaranPage, PerubahanPelajaran
from tests.tokoh import DuniaUji

from .kelas import buat_modul, buat_pelajaran


class Suntingan(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.modul = buat_modul("M01")
        cls.halaman = buat_pelajaran(
            cls.modul, "Surat", isi=[("teks", "<p>Tetap.</p>"), ("teks", "<p>Cara lama.</p>")], live=False
        )
        cls.halaman.save_revision(user=cls.dewi).publish()
        cls.halaman.refresh_from_db()
        tandai_selesai(orang=cls.ani, pelajaran=cls.halaman)

    def sunting(self, tingkat, ringkasan="", teks="<p>Cara baru di {sebutan}.</p>"):
        halaman = PelajaranPage.objects.get(pk=self.halaman.pk)
        halaman.tingkat_perubahan, halaman.ringkasan_perubahan = tingkat, ringkasan
        halaman.isi[1].value = type(halaman.isi[1].value)(teks)
        halaman.save_revision(user=self.dewi).publish()
        return PelajaranPage.objects.get(pk=self.halaman.pk)

    def test_terbitan_pertama_dan_suntingan_kecil_tidak_mengganggu_siapa_pun(self):
        self.assertFalse(PerubahanPelajaran.objects.exists())
        self.sunting("kecil")
        self.assertFalse(PerubahanPelajaran.objects.exists())
        self.assertEqual(bacaan.perubahan_belum_dibaca(self.ani), {})

    def test_suntingan_sedang_disebut_di_riwayat_tanpa_membuka_lagi(self):
        halaman = self.sunting("sedang", "Ditambah contoh.")
        self.assertContains(self.client.get(halaman.url), "Ditambah contoh.")
        self.assertEqual(bacaan.perubahan_belum_dibaca(self.ani), {})

    def test_suntingan_besar_membuka_pelajaran_lima_menit_dan_selesai_lama_tetap(self):
        lama = KemajuanPelajaran.objects.get()
        halaman = self.sunting("besar", "Surat kini dari templat.")
        url = reverse("modul_pelatihan:perubahan", args=[halaman.uuid])
        self.masuk(self.ani)
        self.assertContains(self.client.get("/pelatihan/saya/"), "Berubah sejak Anda selesai")
        self.assertContains(self.client.get(halaman.url), "Baca yang berubah")
        isi = self.client.get(url)
        self.assertContains(isi, "Surat kini dari templat.")
        self.assertContains(isi, "Cara baru di nagari.")
        self.assertNotContains(isi, "Tetap.")
        self.client.post(url)
        baru = KemajuanPelajaran.objects.get()
        self.assertEqual((baru.selesai, baru.revisi_id, baru.keadaan), (lama.selesai, lama.revisi_id, "selesai"))
        self.assertEqual(bacaan.perubahan_belum_dibaca(self.ani), {})
        self.assertContains(self.client.get(url), "Anda sudah mengikuti semuanya")

    def test_yang_belum_selesai_membaca_pelajaran_biasa(self):
        halaman = self.sunting("besar", "Lain.")
        self.masuk(self.eko)
        self.assertRedirects(self.client.get(reverse("modul_pelatihan:perubahan", args=[halaman.uuid])), halaman.url)
        tandai_selesai(orang=self.eko, pelajaran=halaman)
        self.assertEqual(bacaan.perubahan_belum_dibaca(self.eko), {})

    def test_menerbitkan_lagi_revisi_yang_sama_tidak_menggandakan(self):
        halaman = self.sunting("besar", "Lain.")
        halaman.live_revision.publish()
        self.assertEqual(PerubahanPelajaran.objects.count(), 1)

    def test_formulir_mulai_dari_kecil_sesudah_terbit_dan_yang_besar_perlu_ringkasan(self):
        halaman = self.sunting("besar", "Lain.")
        kelas = PelajaranPage.get_edit_handler().get_form_class()
        self.assertTrue(issubclass(kelas, FormPelajaran))
        form = kelas(instance=halaman, for_user=self.dewi)
        self.assertEqual((form["tingkat_perubahan"].value(), form["ringkasan_perubahan"].value()), ("kecil", ""))
        isian = {
            "tingkat_perubahan": "besar",
            "ringkasan_perubahan": " ",
            "isi-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
        form = kelas(isian, instance=halaman, for_user=self.dewi)
        self.assertIn("Tulis apa yang berubah", str(form.errors))

    def test_jadwal_terbit_dan_turun_dikerjakan_pekerja(self):
        kini = timezone.now()
        naskah = buat_pelajaran(self.modul, "Terjadwal", live=False)
        naskah.go_live_at, naskah.expire_at = kini + timedelta(hours=1), kini + timedelta(days=2)
        naskah.save_revision(user=self.dewi).publish()
        for saat, terbit in ((0, False), (2, True), (49, False)):
            with time_machine.travel(kini + timedelta(hours=saat), tick=False):
                terbitkan_terjadwal()
                self.assertEqual(PelajaranPage.objects.get(pk=naskah.pk).live, terbit, saat)
                self.assertEqual(self.client.get(naskah.url).status_code, 200 if terbit else 404)
