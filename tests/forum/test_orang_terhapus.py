"""Orang yang menghapus akunnya: tulisannya tinggal tanpa nama, milik pribadinya di forum hilang (forum.md 4.3)."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from akun.layanan import hapus_orang
from forum import layanan
from forum.audit import betulkan, periksa
from forum.models import AnggotaSimpul, Draf, Kehadiran, Simpul, TopikPengguna
from tests.tokoh import DuniaUji

from .alat import buat_balasan, buat_ruang, buat_topik


class OrangTerhapus(DuniaUji):
    def test_draf_keanggotaan_dan_kursinya_hilang_tulisannya_tinggal(self):
        ruang = buat_ruang(self.simpul)
        mulai = timezone.now() + timedelta(days=7)
        rincian = layanan.RincianAcara(mulai, mulai + timedelta(hours=3), "Asia/Jakarta", tempat="Aula", kapasitas=1)
        acara = buat_topik(ruang, self.budi, "Kopi darat nagari", jenis="acara", rincian=rincian).acara
        for orang in (self.ani, self.eko):
            layanan.jawab_acara(acara=acara, pengguna=orang, jawaban="hadir")
        topik = buat_topik(ruang, self.eko)
        kiriman = buat_balasan(topik, self.ani, "Tulisan yang tinggal")
        layanan.simpan_ketikan(pengguna=self.ani, kunci=f"topik:{topik.pk}", sumber="Draf yang tidak jadi dikirim")
        betulkan()
        sebelum = Simpul.objects.get(pk=self.simpul.pk).jumlah_anggota
        self.assertTrue(AnggotaSimpul.objects.filter(pengguna=self.ani).exists())
        self.assertEqual(layanan.sapu_orang_terhapus(), 0)

        nomor = self.ani.pk
        hapus_orang(pengguna=self.ani, oleh=self.ani)
        self.assertGreater(layanan.sapu_orang_terhapus(), 0)
        for model in (Draf, TopikPengguna, AnggotaSimpul, Kehadiran):
            self.assertFalse(model.objects.filter(pengguna=nomor).exists(), model)
        self.assertEqual(Simpul.objects.get(pk=self.simpul.pk).jumlah_anggota, sebelum - 1)
        self.assertFalse(Kehadiran.objects.get(pengguna=self.eko).antre)
        self.assertEqual(list(periksa()), [])
        self.assertEqual(layanan.sapu_orang_terhapus(), 0)
        self.masuk(self.budi)
        halaman = self.client.get(topik.get_absolute_url())
        self.assertContains(halaman, "Tulisan yang tinggal")
        self.assertContains(halaman, "anggota terhapus")
        self.assertNotContains(halaman, reverse("forum:orang", args=[nomor]))
        self.assertNotContains(halaman, reverse("forum:sanksi-beri", args=[kiriman.pk]))
        self.assertContains(self.client.get(reverse("forum:orang", args=[nomor])), "Anggota terhapus", status_code=410)
        self.assertEqual(self.client.get(reverse("forum:orang", args=[nomor + 10_000])).status_code, 404)
