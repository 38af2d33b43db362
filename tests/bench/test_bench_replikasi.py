"""Alat ukur dasbor: datanya dapat diisi, pembandingnya berjalan, dan tiap dasbor dalam batas kuerinya."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import replikasi as alat
from replikasi.kalender import bulan_ini
from replikasi.layanan.rekap import hitung_semua, isi_polos
from replikasi.models import Rekap
from replikasi.rumus import tambah_bulan
from tests.tokoh import DuniaUji


class UkurDasbor(DuniaUji):
    databases = "__all__"

    def test_isi_ukur_dan_pembandingnya(self):
        alat._isi_ringkas()
        bulan = [tambah_bulan(bulan_ini(), -n) for n in (2, 1)]
        alat._isi_bulan(bulan)
        for satu in [*bulan, bulan_ini()]:
            hitung_semua(bulan=satu)
            tersimpan = {k: isi for k, isi in Rekap.objects.filter(bulan=satu).values_list("kunci", "isi") if isi}
            self.assertEqual(tersimpan, {k: dict(isi) for k, isi in isi_polos(satu).items() if isi})
        for kode in ("", "13", "13.07", "13.07.01"):
            alat._lantai(kode)
            alat._polos(kode)
            self.client.get(f"/replikasi/{kode}/" if kode else "/replikasi/")  # bagian kesepakatannya disinggahkan
            with CaptureQueriesContext(connection) as tangkap:
                self.assertEqual(self.client.get(f"/replikasi/{kode}/" if kode else "/replikasi/").status_code, 200)
            data = [q for q in tangkap.captured_queries if '"replikasi_' in q["sql"] or '"wilayah_' in q["sql"]]
            self.assertLessEqual(len(data), alat.KUERI_TERBANYAK, kode)
            for satu in data:
                alat._jalankan(satu["sql"])
