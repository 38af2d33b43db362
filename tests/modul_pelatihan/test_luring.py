"""Modul yang disimpan di perangkat: sidiknya cocok, tidak memuat apa pun milik orang, ringan, dan antreannya sekali."""

import hashlib
import json
import re
import uuid

from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from modul_pelatihan.models import KemajuanPelajaran, Percobaan
from tests.tokoh import DuniaUji

from .kelas import buat_modul, buat_pelajaran
from .soal import buat_kuis, buat_soal


class Luring(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        gambar = get_image_model().objects.create(title="x", file=get_test_image_file(size=(1280, 720)))
        cls.modul = buat_modul("M01", pemilik=cls.dewi, tujuan="Dapat mencetak surat.")
        cls.satu = buat_pelajaran(
            cls.modul, "Surat",
            isi=[
                ("teks", "<p>Kantor {sebutan} Anda.</p>"),
                ("gambar", {"gambar": gambar, "alt": "Lembar", "hiasan": False, "teks": ""}),
                ("catatan_pelatih", {"teks": "<p>Kunci rahasia pelatih.</p>"}),
            ],
        )  # fmt: skip
        cls.dua = buat_pelajaran(cls.modul, "Arsip")
        cls.naskah = buat_pelajaran(cls.modul, "Naskah", live=False)

    def setUp(self):
        cache.clear()

    def manifes(self):
        return self.client.get(reverse("modul_pelatihan:luring-manifes", args=[self.modul.pk])).json()

    def test_tiap_halaman_cocok_dengan_sidik_dan_ukurannya_dan_tidak_memuat_milik_siapa_pun(self):
        self.masuk(self.dewi)
        isi = self.manifes()
        self.assertEqual([satu["simpan"] for satu in isi["halaman"]],
                         [self.modul.url, "/pelatihan/luring/", self.satu.url, self.dua.url])  # fmt: skip
        for satu in isi["halaman"]:
            jawaban = self.client.get(satu["ambil"])
            self.assertEqual(hashlib.sha256(jawaban.content).hexdigest(), satu["hash"])
            self.assertEqual(len(jawaban.content), satu["bytes"])
            teks = jawaban.content.decode()
            for bocor in ("Dewi", "csrfmiddlewaretoken", "rahasia pelatih", "Naskah", "nonce="):
                self.assertNotIn(bocor, teks, satu["simpan"])
            self.assertFalse(jawaban.cookies)
        self.assertLess(isi["bytes"], 2 * 1024 * 1024)
        self.assertEqual(
            isi["bytes"], sum(satu["bytes"] for satu in isi["halaman"]) + sum(satu["bytes"] for satu in isi["berkas"])
        )

    def test_satu_berkas_per_gambar_dan_semuanya_dapat_diambil(self):
        isi = self.manifes()
        gambar = [satu for satu in isi["berkas"] if "/media/" in satu["url"]]
        self.assertEqual(len(gambar), 1)
        self.assertTrue(gambar[0]["url"].endswith(".webp") and gambar[0]["bytes"])
        jawaban = self.client.get(gambar[0]["url"])
        self.assertEqual(len(jawaban.getvalue()), gambar[0]["bytes"])
        teks = self.client.get(isi["halaman"][2]["ambil"]).content.decode()
        self.assertEqual(re.findall(r'<img[^>]+src="([^"]+)"', teks), [gambar[0]["url"]])

    def test_revisi_tetap_sampai_naskah_terbit_lagi_dan_menurut_kata_setempat(self):
        satu = self.manifes()["revisi"]
        cache.clear()
        self.assertEqual(self.manifes()["revisi"], satu, "dirangkai ulang tanpa perubahan: tidak ada pembaruan palsu")
        self.satu.title = "Surat baru"
        self.satu.save_revision().publish()
        self.assertNotEqual(self.manifes()["revisi"], satu)
        self.masuk(self.ani)
        ambil = self.manifes()["halaman"][2]["ambil"]
        self.assertContains(self.client.get(ambil), "Kantor nagari Anda.")

    def test_yang_tidak_terbit_dan_alamat_aneh_404(self):
        self.assertEqual(
            self.client.get(
                reverse("modul_pelatihan:luring-pelajaran", args=[self.modul.pk, self.naskah.uuid])
            ).status_code,
            404,
        )
        for nomor in (0, 999999, 10**30):
            self.assertEqual(self.client.get(f"/pelatihan/modul/{nomor}/luring.json").status_code, 404)

    @override_settings(LURING=False)
    def test_saklar_darurat_menghilangkan_tombol_dan_daftarnya(self):
        self.assertNotContains(self.client.get(self.modul.url), "data-luring=")
        self.assertEqual(
            self.client.get(reverse("modul_pelatihan:luring-manifes", args=[self.modul.pk])).status_code, 404
        )

    def test_tanda_hanya_bagi_yang_masuk_dan_berbeda_tiap_orang(self):
        url = reverse("modul_pelatihan:luring-tanda")
        self.assertEqual(self.client.get(url).json(), {"pemilik": "tamu", "tanda": ""})
        self.assertFalse(self.client.cookies)
        pemilik = set()
        for orang in (self.ani, self.eko):
            self.masuk(orang)
            isi = self.client.get(url).json()
            self.assertTrue(isi["tanda"])
            pemilik.add(isi["pemilik"])
        self.assertEqual(len(pemilik), 2)

    def test_antrean_menandai_selesai_sekali_dan_menyebut_sebab_penolakan(self):
        self.masuk(self.ani)
        url = reverse("modul_pelatihan:selesai", args=[self.satu.uuid])
        for _ in range(2):
            jawaban = self.client.post(url, "{}", content_type="application/json")
            self.assertEqual(jawaban.json(), {"pesan": "Selesai: Surat."})
        self.assertEqual(KemajuanPelajaran.objects.selesai().count(), 1)
        lanjut = buat_pelajaran(buat_modul("M02", prasyarat=(self.modul,)), "Lanjut")
        jawaban = self.client.post(
            reverse("modul_pelatihan:selesai", args=[lanjut.uuid]), "{}", content_type="application/json"
        )
        self.assertEqual((jawaban.status_code, jawaban.json()["galat"]), (422, "Tuntaskan dahulu: M01 Modul M01."))

    def test_latihan_ikut_tanpa_kunci_dan_jawabannya_dinilai_sekali(self):
        kuis = buat_kuis(soal=[buat_soal(soal="Siapa memimpin nagari?")], jenis="formatif", lepas=False, kuota=None)
        halaman = buat_pelajaran(self.modul, "Berlatih", isi=[("kuis", kuis)])
        self.masuk(self.ani)
        isi = self.manifes()
        satu = next(baris for baris in isi["halaman"] if baris["simpan"] == halaman.url)
        luring = self.client.get(satu["ambil"]).content.decode()
        self.assertIn("Siapa memimpin nagari?", luring)
        self.assertIn("data-luring", luring)
        self.assertNotIn("csrfmiddlewaretoken", luring)
        cache.clear()
        self.assertEqual(self.manifes()["revisi"], isi["revisi"], "kunci kiriman dibuat perangkat, bukan halamannya")
        self.assertIn("Periksa jawaban", self.client.get(halaman.url).content.decode())
        butir = kuis.butir.get().butir
        benar = butir.pilihan.get(benar=True).tanda
        badan = {"kunci": str(uuid.uuid4()), "jawaban": [{"butir": str(butir.tanda), "nilai": [benar]}]}
        url = reverse("modul_pelatihan:latihan", args=[kuis.slug])
        for _ in range(2):
            jawaban = self.client.post(url, json.dumps(badan), content_type="application/json")
            self.assertEqual((jawaban.status_code, jawaban.json()["persen"]), (200, "100,00"))
        self.assertEqual(Percobaan.objects.filter(orang=self.ani, luring=True).count(), 1)
