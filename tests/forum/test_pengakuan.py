"""Pengakuan tanpa peringkat, dan laporan tahunan simpul (isu 7 §7)."""

from __future__ import annotations

from datetime import timedelta

from django.test import SimpleTestCase
from django.urls import reverse
from django.utils import timezone

from forum import layanan
from forum.lencana import Jasa, lencana
from forum.models import AnggotaSimpul
from replikasi.models import Pendampingan
from tests.tokoh import DuniaUji

from .alat import buat_balasan, buat_ruang, buat_simpul, buat_topik


class Tangga(SimpleTestCase):
    def test_satu_lencana_per_macam_yang_tertinggi_saja(self):
        self.assertEqual(lencana(Jasa()), [])
        self.assertEqual(
            [satu.nama for satu in lencana(Jasa(jawaban_diterima=10, terima_kasih=9))], ["Penjawab tepercaya"]
        )
        semua = lencana(Jasa(50, 200, 2, 1))
        self.assertEqual([satu.nama for satu in semua], ["Rujukan", "Sangat membantu", "Pencatat", "Pengusul"])


class Pengakuan(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.ruang = buat_ruang(cls.simpul)
        AnggotaSimpul.objects.filter(simpul=cls.simpul, pengguna=cls.budi).update(tampil_publik=True)
        cls.topik = buat_topik(cls.ruang, cls.ani, pada=timezone.now() - timedelta(hours=3))
        buat_balasan(cls.topik, cls.budi, pada=timezone.now() - timedelta(hours=1))
        layanan.terima_jawaban(topik=cls.topik, nomor=2, pelaku=cls.ani)

    def test_halaman_orang_menyebut_jasa_yang_boleh_dibaca_saja(self):
        tertutup = buat_simpul("tertutup", "anggota", self.ani, pengurus=self.budi)
        soal = buat_topik(buat_ruang(tertutup), self.ani)
        buat_balasan(soal, self.budi)
        layanan.terima_jawaban(topik=soal, nomor=2, pelaku=self.ani)
        alamat = reverse("forum:orang", args=[self.budi.pk])
        self.assertContains(self.client.get(alamat), "1 jawabannya dipilih penanya")
        self.client.force_login(self.ani)
        self.assertContains(self.client.get(alamat), "2 jawabannya dipilih penanya")

    def test_mentor_desa_hanya_bagi_yang_boleh_melihatnya(self):
        Pendampingan.objects.create(wilayah=self.wilayah["13.07.01.2004"], pendamping=self.budi)
        alamat = reverse("forum:orang", args=[self.budi.pk])
        self.client.force_login(self.budi)
        self.assertContains(self.client.get(alamat), "mendampingi 1 desa")
        for siapa in (self.eko, None):
            self.client.logout()
            if siapa:
                self.client.force_login(siapa)
            self.assertNotContains(self.client.get(alamat), "mendampingi")

    def test_laporan_tahunan_benar_angkanya_dan_tanpa_peringkat(self):
        alamat = reverse("forum:laporan-kini", args=[self.simpul.slug])
        with self.assertNumQueries(12):
            isi = self.client.get(alamat)
        self.assertContains(isi, "1 terjawab")
        self.assertContains(isi, "2,0")
        self.assertContains(isi, self.budi.nama)
        self.assertContains(isi, "menurut abjad")
        AnggotaSimpul.objects.update(tampil_publik=False)
        self.assertNotContains(self.client.get(alamat), self.budi.nama)

    def test_laporan_simpul_tertutup_hanya_bagi_anggota_dan_tahun_janggal_404(self):
        tertutup = buat_simpul("tertutup", "anggota", self.ani, pengurus=self.budi)
        alamat = reverse("forum:laporan-kini", args=[tertutup.slug])
        self.client.force_login(self.eko)
        self.assertEqual(self.client.get(alamat).status_code, 404)
        self.client.force_login(self.ani)
        self.assertEqual(self.client.get(alamat).status_code, 200)
        for tahun in (1, 1999, 9999, 10**12):
            self.assertEqual(self.client.get(f"{alamat}{tahun}/").status_code, 404)
