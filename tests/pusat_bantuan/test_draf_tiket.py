"""Draf tiket di server: dilanjutkan di perangkat lain, hanya oleh penulisnya, tersandi, dan tidak tertinggal."""

from __future__ import annotations

import uuid
from datetime import timedelta

from bs4 import BeautifulSoup
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from modul_pelatihan.models import Bidang
from pusat_bantuan.layanan import baca_draf_tiket, masa_simpan, simpan_draf_tiket
from pusat_bantuan.layanan.draf_tiket import UMUR
from pusat_bantuan.models import DrafTiket, ProfilTiket
from tests.tokoh import DuniaUji

SIMPAN, FORMULIR = "/bantuan/tiket/draf/", "/bantuan/tiket/baru/"


class Draf(DuniaUji):
    def setUp(self):
        self.bidang = Bidang.objects.get(slug="surat-tte")
        self.isi = {
            "bidang": str(self.bidang.pk), "judul": "Kop surat hilang", "uraian": "Sejak pagi, NIK 3399990411870003.",
            "surat-tte-jenis_surat": "Keterangan usaha", "dampak": "utama", "kunci_kirim": str(uuid.uuid4()),
        }  # fmt: skip

    def simpan(self, **lain):
        return self.client.post(SIMPAN, self.isi | lain, headers={"X-Kirim": "latar"})

    def test_ditulis_di_ponsel_dilanjutkan_di_komputer(self):
        self.client.force_login(self.ani)
        self.assertContains(self.simpan(), "Draf tersimpan")
        lain = self.client_class()
        lain.force_login(self.ani)
        self.assertContains(lain.get(FORMULIR), "Ada tulisan yang belum terkirim")
        sop = BeautifulSoup(lain.get(FORMULIR, {"draf": "ya"}).content, "html.parser")
        self.assertEqual(sop.select_one("#id_judul")["value"], "Kop surat hilang")
        self.assertIn("3399990411870003", sop.select_one("#id_uraian").text)
        self.assertEqual(sop.select_one("#id_bidang option[selected]")["value"], str(self.bidang.pk))
        self.assertIsNone(sop.select_one(".galat-ringkas"), "melanjutkan bukan mengirim")
        self.assertNotEqual(sop.select_one("[name=kunci_kirim]")["value"], self.isi["kunci_kirim"])

    def test_tanpa_skrip_tombolnya_menyimpan_dan_membuang(self):
        self.client.force_login(self.ani)
        self.assertContains(self.client.post(SIMPAN, self.isi, follow=True), "Draf tersimpan")
        self.assertContains(self.client.post(SIMPAN, {"buang": "ya"}, follow=True), "Drafnya dibuang")
        self.assertFalse(DrafTiket.objects.exists())

    def test_hanya_penulisnya_dan_tidak_terbaca_di_basis_data(self):
        self.assertEqual(self.simpan().status_code, 302)
        self.client.force_login(self.ani)
        self.simpan()
        with connection.cursor() as kursor:
            kursor.execute("SELECT sandi FROM pusat_bantuan_draftiket")
            self.assertNotIn(b"3399990411870003", bytes(kursor.fetchone()[0]))
        for orang in (self.eko, self.citra, self.hadi):
            self.client.force_login(orang)
            self.assertNotContains(self.client.get(FORMULIR, {"draf": "ya"}), "Kop surat hilang")

    def test_terkirim_lalu_dibuang(self):
        self.client.force_login(self.ani)
        self.simpan()
        desa = self.wilayah["13.07.01.2004"]
        self.client.post(FORMULIR, self.isi | {"wilayah": desa.pk})
        self.assertEqual(ProfilTiket.objects.get().judul, "Kop surat hilang")
        self.assertIsNone(baca_draf_tiket(pengguna=self.ani))

    def test_kosong_tidak_disimpan_dan_terlalu_panjang_dijawab(self):
        self.client.force_login(self.ani)
        self.simpan()
        self.simpan(judul="", uraian=" ")
        self.assertFalse(DrafTiket.objects.exists())
        self.assertContains(self.simpan(uraian="a" * 50_000), "terlalu panjang", status_code=413)

    def test_yang_lama_dan_yang_kuncinya_berganti_dianggap_tidak_ada(self):
        simpan_draf_tiket(pengguna=self.ani, isi=self.isi)
        with override_settings(FIELD_KEY="kunci lain sama sekali"):
            self.assertIsNone(baca_draf_tiket(pengguna=self.ani))
        DrafTiket.objects.update(diubah=timezone.now() - UMUR - timedelta(hours=1))
        self.assertIsNone(baca_draf_tiket(pengguna=self.ani))
        self.assertEqual(masa_simpan()["draf tiket"], 1)
        self.assertFalse(DrafTiket.objects.exists())
