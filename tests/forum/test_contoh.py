"""Dunia contoh forum: sekali isi cukup, semua halamannya terbuka, semua angkanya benar."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from forum import contoh
from forum.audit import periksa
from forum.models import AnggotaSimpul, BatasBaca, Kiriman, Simpul, Tinjauan, Topik
from tests.tokoh import DuniaUji
from wilayah.models import Wilayah


class Contoh(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        AnggotaSimpul.objects.all().delete()
        Simpul.objects.all().delete()
        ntb = Wilayah.objects.create(kode="52", nama="Nusa Tenggara Barat", tingkat="provinsi")
        for kode, nama in (("52.03", "Lombok Timur"), ("52.04", "Sumbawa"), ("52.06", "Bima")):
            Wilayah.objects.create(kode=kode, nama=f"Kabupaten {nama}", tingkat="kabupaten", induk=ntb)
        contoh.isi(lapor=lambda teks: None)

    def test_dua_kali_isi_sama_dengan_sekali(self):
        sebelum = (
            Topik.objects.count(),
            Kiriman.objects.count(),
            AnggotaSimpul.objects.count(),
            BatasBaca.objects.count(),
        )
        contoh.isi(lapor=lambda teks: None)
        self.assertEqual(
            sebelum,
            (Topik.objects.count(), Kiriman.objects.count(), AnggotaSimpul.objects.count(), BatasBaca.objects.count()),
        )
        self.assertEqual(sebelum[0], 17)
        self.assertEqual(list(periksa()), [])
        self.assertFalse(Tinjauan.objects.exists())

    def test_semua_halaman_contoh_terbuka(self):
        for orang in (None, self.ani, self.budi, self.eko, self.gita, self.hadi):
            if orang:
                self.masuk(orang)
            for topik in Topik.objects.select_related("ruang__simpul"):
                harap = 200 if topik.boleh_dilihat(oleh=orang or AnonymousUser()) else 404
                with self.subTest(orang=orang, topik=topik.judul):
                    self.assertEqual(self.client.get(topik.get_absolute_url()).status_code, harap)
            for simpul in Simpul.objects.all():
                self.assertEqual(self.client.get(simpul.get_absolute_url()).status_code, 200)
            self.assertEqual(self.client.get("/forum/").status_code, 200)

    def test_kelompok_kerja_ntb_tertutup_bagi_orang_luar(self):
        topik = Topik.objects.get(ruang__simpul__slug="ntb")
        self.assertEqual(self.client.get(topik.get_absolute_url()).status_code, 404)
        self.assertContains(self.client.get(reverse("forum:simpul", args=["ntb"])), "Isinya untuk anggota")

    def test_ani_bertanya_dan_menerima_jawaban_budi(self):
        topik = Topik.objects.get(judul__startswith="Nama wali nagari lama")
        self.assertEqual((topik.penulis, topik.jawaban.penulis), (self.ani, self.budi))
        self.assertEqual([satu.kode for satu in topik.wilayah.all()], ["13.07.01.2004"])
