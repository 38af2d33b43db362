"""Jatah unggahan: yang tidak muat disebut, ceritanya tetap masuk, dan esok hari muat lagi."""

from __future__ import annotations

import uuid
from datetime import timedelta
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pusat_bantuan.layanan import jatah
from pusat_bantuan.models import LampiranTiket
from tests.tokoh import DuniaUji

from .dunia import tiket_ani


class Jatah(DuniaUji):
    def setUp(self):
        self.profil = tiket_ani(self)
        self.client.force_login(self.ani)

    def balas(self, nama: str, ukuran: int):
        return self.client.post(
            f"{self.profil.get_absolute_url()}balas/",
            {
                "balas-isi": f"Ini {nama}", "balas-kunci_kirim": str(uuid.uuid4()), "perbuatan": "balas",
                "balas-lampiran": SimpleUploadedFile(nama, b"baris log\n" * (ukuran // 10)),
            },
            follow=True,
        )  # fmt: skip

    def nama_tersimpan(self) -> list[str]:
        return list(LampiranTiket.objects.values_list("nama", flat=True))

    def test_jatah_orang_habis_lalu_kembali_besok(self):
        with mock.patch.object(jatah, "JATAH_SEHARI", 1000):
            self.balas("satu.log", 900)
            jawab = self.balas("dua.log", 900)
            self.assertContains(jawab, "jatah lampiran hari ini sudah habis")
            self.assertContains(jawab, "Ini dua.log")
            self.assertEqual(self.nama_tersimpan(), ["satu.log"])
            LampiranTiket.objects.update(dibuat=timezone.now() - timedelta(days=1, minutes=1))
            self.balas("tiga.log", 900)
        self.assertEqual(self.nama_tersimpan(), ["satu.log", "tiga.log"])

    def test_ruang_desa_penuh_menyebut_jalan_keluarnya(self):
        with mock.patch.object(jatah, "JATAH_DESA", 1000):
            self.balas("satu.log", 900)
            LampiranTiket.objects.update(dibuat=timezone.now() - timedelta(days=30))
            jawab = self.balas("dua.log", 900)
        self.assertContains(jawab, "ruang lampiran desa ini sudah penuh")
        self.assertEqual(self.nama_tersimpan(), ["satu.log"])

    def test_cakram_hampir_penuh_cerita_tetap_masuk(self):
        with mock.patch.object(jatah, "LANTAI_CAKRAM", 10**18):
            jawab = self.balas("satu.log", 900)
        self.assertContains(jawab, "ruang server hampir penuh")
        self.assertContains(jawab, "Ini satu.log")
        self.assertEqual(self.nama_tersimpan(), [])
