from __future__ import annotations

from django.test import TestCase

import wilayah.contoh
from akun.contoh import isi
from akun.models import Kabar, Pengguna, Penugasan, Peran


class DuniaContoh(TestCase):
    @classmethod
    def setUpTestData(cls):
        wilayah.contoh.isi(lapor=lambda teks: None)
        isi(lapor=lambda teks: None)

    def test_orang_dan_tugasnya_seperti_yang_dijanjikan(self):
        berlaku = Penugasan.objects.berlaku()
        self.assertEqual(Pengguna.objects.exclude(contoh=True).count(), 0)
        self.assertEqual(berlaku.filter(peran=Peran.OPERATOR, wilayah__kode__startswith="13.07.").count(), 13)
        self.assertEqual(berlaku.filter(peran=Peran.PEGIAT, wilayah__kode="13.07").count(), 4)
        self.assertEqual(Penugasan.objects.menunggu().count(), 2)
        self.assertEqual(berlaku.filter(peran=Peran.OPERATOR, wilayah__kode__startswith="52.").count(), 4)
        self.assertEqual(berlaku.values("wilayah", "peran").filter(peran=Peran.OPERATOR).distinct().count(), 18)

    def test_koordinator_dan_orang_baru_tanpa_penugasan(self):
        for nama in ("lalu.hamdi", "syafruddin", "m.ridwan", "promosi.kilat"):
            self.assertFalse(Pengguna.objects.get(username=nama).penugasan.exists())

    def test_petugas_nasional_dan_pelatih_mendapat_pintunya(self):
        self.assertTrue(Pengguna.objects.get(username="tim.bantuan").is_staff)
        self.assertTrue(Pengguna.objects.get(username="dewi").has_perm("wagtailadmin.access_admin"))

    def test_budi_punya_dua_pengajuan_untuk_diputus(self):
        budi = Pengguna.objects.get(username="budi")
        self.assertEqual(Penugasan.objects.boleh_diputus(oleh=budi).count(), 2)
        self.assertEqual(Kabar.objects.filter(penerima=budi).count(), 2)

    def test_zona_orang_ntb(self):
        self.assertEqual(Pengguna.objects.get(username="nurul.aini").zona, "Asia/Makassar")

    def test_mengulang_tidak_menambah_dan_tidak_mengembalikan_yang_diubah(self):
        Pengguna.objects.filter(username="ani").update(first_name="Ani Diubah")
        sebelum = (Pengguna.objects.count(), Penugasan.objects.count(), Kabar.objects.count())
        isi(lapor=lambda teks: None)
        self.assertEqual((Pengguna.objects.count(), Penugasan.objects.count(), Kabar.objects.count()), sebelum)
        self.assertEqual(Pengguna.objects.get(username="ani").nama, "Ani Diubah")
