"""Pengelola membuka simpul dan ruang dari ruang redaksi."""

from __future__ import annotations

from django.urls import reverse

from forum.models import AnggotaSimpul, Ruang, Simpul
from tests.tokoh import DuniaUji


class Redaksi(DuniaUji):
    def test_simpul_baru_dengan_koordinator_lalu_ruangnya(self):
        self.masuk(self.hadi)
        halaman = self.client.get(reverse("simpul:add"))
        self.assertContains(halaman, "Bengkulu Utara")
        self.assertNotContains(halaman, "Salam Harjo")
        isian = {
            "nama": "ForSID Bengkulu Utara", "slug": "forsid-bengkulu-utara", "uraian": "", "jenis": "kabupaten",
            "wilayah": self.wilayah["17.03"].pk, "keterlihatan": "anggota", "cara_gabung": "disetujui",
            "koordinator": "@eko",
        }  # fmt: skip
        self.assertContains(self.client.post(reverse("simpul:add"), isian | {"koordinator": "tidakada"}), "ejaan")
        self.assertEqual(self.client.post(reverse("simpul:add"), isian).status_code, 302)
        simpul = Simpul.objects.get(slug="forsid-bengkulu-utara")
        self.assertEqual(simpul.jumlah_anggota, 1)
        self.assertEqual(AnggotaSimpul.objects.get(simpul=simpul).peran, "koordinator")
        self.assertTrue(simpul.boleh_dikelola(oleh=self.eko))
        isian = {
            "simpul": simpul.pk, "nama": "Tanya", "slug": "tanya", "uraian": "", "urutan": 0,
            "jenis_topik": ["tanya", "diskusi"], "siapa_mulai": "semua", "siapa_balas": "semua",
        }  # fmt: skip
        self.assertEqual(self.client.post(reverse("ruang:add"), isian).status_code, 302)
        self.assertEqual(Ruang.objects.get(simpul=simpul).jenis_topik, ["tanya", "diskusi"])
        self.assertEqual(self.client.get(reverse("ruang:index")).status_code, 200)
        ubah = reverse("simpul:edit", args=[simpul.pk])
        self.assertEqual(self.client.get(ubah).status_code, 200)

    def test_bukan_pengelola_tidak_masuk(self):
        for orang in (self.ani, self.budi, self.citra):
            self.masuk(orang)
            self.assertNotEqual(self.client.get(reverse("simpul:index")).status_code, 200)
