"""Dunia contoh: laporan desa dan tiketnya tidak saling bertentangan."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from pusat_bantuan.models import ProfilTiket
from replikasi.contoh.laporan import isi_laporan
from replikasi.models import KeadaanPasang
from tests.pusat_bantuan.dunia import tiket_ani
from tests.tokoh import DuniaUji
from wilayah.models import FaktaDesa


class TiketDanLaporan(DuniaUji):
    def test_versi_hosting_dan_laporan_terakhir_sepakat(self):
        FaktaDesa.objects.all().delete()
        lama, baru = tiket_ani(self), tiket_ani(self, uraian="Kop hilang")
        kini = timezone.now()
        ProfilTiket.objects.filter(pk=lama.pk).update(
            contoh=True,
            versi="2609.0.0",
            hosting="lokal",
            tema="natra",
            dibuat=kini - timedelta(days=30),
            terakhir_lapor=None,
        )
        ProfilTiket.objects.filter(pk=baru.pk).update(
            contoh=True, versi="2610.1.0-premium", hosting="siappakai", tema="", domain="", terakhir_lapor=None
        )
        isi_laporan()
        fakta = FaktaDesa.objects.get(wilayah=lama.wilayah)
        pasang = KeadaanPasang.objects.get(wilayah=lama.wilayah, produk="opensid")
        self.assertEqual((fakta.versi, fakta.hosting, fakta.tema), ("2610.1.0-premium", "siappakai", "Natra"))
        self.assertEqual((pasang.versi, pasang.lokal), (fakta.versi, False))
        for tiket in ProfilTiket.objects.filter(contoh=True):
            self.assertLess(tiket.terakhir_lapor, tiket.dibuat)
            self.assertEqual(tiket.domain, fakta.url)
