"""Lampiran disiapkan pekerja: sebelum itu tidak disajikan; gambar rusak, pemindai, dan pekerja mati tidak merusak apa pun."""

from __future__ import annotations

import io
import sys
from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import timezone
from PIL import Image

from pusat_bantuan.berkas import pilah
from pusat_bantuan.layanan import balas
from pusat_bantuan.layanan.lampirkan import tempat_pribadi
from pusat_bantuan.models import LampiranTiket
from pusat_bantuan.siapkan import PemindaiGagal, siapkan, siapkan_tertunda
from situs.pekerja import kuras
from tests.tokoh import DuniaUji

from .dunia import tiket_ani
from .test_berkas import jpeg_ber_gps, png


def pemindai(kode: int) -> str:
    """Pemindai tiruan yang keluar dengan `kode` itu."""
    return f'{sys.executable} -c "raise SystemExit({kode})"'


class Disiapkan(DuniaUji):
    def kirim(self, *berkas: tuple[str, bytes]) -> list[LampiranTiket]:
        """Lampiran balasan Ani; keadaannya sebelum pekerja bekerja."""
        self.profil = tiket_ani(self)
        bersih = pilah(SimpleUploadedFile(nama, isi) for nama, isi in berkas).bersih
        balas(profil=self.profil, oleh=self.ani, isi="Ini gambarnya", lampiran=bersih)
        return list(LampiranTiket.objects.order_by("pk"))

    def test_gambar_tidak_disajikan_sebelum_ditulis_ulang(self):
        (satu,) = self.kirim(("foto.jpg", jpeg_ber_gps()))
        self.masuk(self.ani)
        self.assertRedirects(self.client.get(satu.get_absolute_url()), self.profil.get_absolute_url())
        halaman = self.client.get(self.profil.get_absolute_url())
        self.assertContains(halaman, "sedang disiapkan")
        self.assertNotContains(halaman, satu.get_absolute_url())
        mentah = satu.berkas.name
        kuras()
        satu.refresh_from_db()
        self.assertEqual((satu.keadaan, satu.lebar, satu.tinggi), ("siap", 40, 60))
        self.assertFalse(tempat_pribadi().exists(mentah), "berkas mentah ber-GPS harus hilang")
        jawab = self.client.get(satu.get_absolute_url())
        self.assertNotIn(b"MerekRahasia", jawab.getvalue())
        kecil = self.client.get(f"{satu.get_absolute_url()}?kecil")
        with Image.open(io.BytesIO(kecil.getvalue())) as gambar:
            self.assertLessEqual(max(gambar.size), 320)

    def test_gambar_rusak_ditolak_yang_lain_tetap_siap(self):
        rusak, baik, log = self.kirim(("rusak.png", png(400, 300)[:-30]), ("baik.png", png()), ("a.log", b"galat"))
        self.assertEqual(log.keadaan, "siap")
        kuras()
        rusak.refresh_from_db()
        baik.refresh_from_db()
        self.assertEqual((rusak.keadaan, baik.keadaan), ("ditolak", "siap"))
        self.masuk(self.ani)
        self.assertContains(self.client.get(self.profil.get_absolute_url()), "bukan gambar yang dapat dibuka")
        jawab = self.client.get(rusak.get_absolute_url(), follow=True)
        self.assertContains(jawab, "“rusak.png” bukan gambar")

    def test_menyiapkan_dua_kali_tidak_mengubah_apa_pun(self):
        (satu,) = self.kirim(("baik.png", png()))
        self.assertEqual(siapkan(satu.pk), "siap")
        satu.refresh_from_db()
        nama = satu.berkas.name
        self.assertEqual(siapkan(satu.pk), "siap")
        satu.refresh_from_db()
        self.assertEqual(satu.berkas.name, nama)
        self.assertEqual(siapkan(10**9), "")

    def test_pekerja_yang_mati_di_tengah_dilanjutkan_kemudian(self):
        (satu,) = self.kirim(("baik.png", png()))
        self.assertEqual(siapkan_tertunda(), 0)  # belum dua menit: tugasnya masih di antrean
        LampiranTiket.objects.update(dibuat=timezone.now() - timedelta(minutes=5))
        self.assertEqual(siapkan_tertunda(), 1)
        satu.refresh_from_db()
        self.assertTrue(satu.siap)

    def test_pemindai_menahan_semua_berkas_sampai_dinyatakan_bersih(self):
        with override_settings(PEMINDAI_LAMPIRAN=pemindai(2)):
            (log,) = self.kirim(("a.log", b"galat"))
            self.assertEqual(log.keadaan, "disiapkan")
            with self.assertRaises(PemindaiGagal):
                siapkan(log.pk)
            LampiranTiket.objects.update(dibuat=timezone.now() - timedelta(minutes=5))
            self.assertEqual(siapkan_tertunda(), 0)
        with override_settings(PEMINDAI_LAMPIRAN=pemindai(0)):
            self.assertEqual(siapkan(log.pk), "siap")

    def test_yang_dinilai_berbahaya_tidak_pernah_disajikan(self):
        with override_settings(PEMINDAI_LAMPIRAN=pemindai(1)):
            (log,) = self.kirim(("a.log", b"galat"))
            self.assertEqual(siapkan(log.pk), "ditolak")
        self.masuk(self.ani)
        self.assertContains(self.client.get(log.get_absolute_url(), follow=True), "dinilai berbahaya")

    def test_proses_gambar_tidak_mengimpor_rumah_ini(self):
        naskah = Path(__file__).parents[2] / "akun" / "proses_gambar.py"
        for kata in ("django", "pusat_bantuan", "akun"):
            self.assertNotIn(f"import {kata}", naskah.read_text())
            self.assertNotIn(f"from {kata}", naskah.read_text())
