"""Yang ditaruh replikasi di kamar lain: pada tiket, simpul, dan pelajaran."""

from __future__ import annotations

from types import SimpleNamespace

from django.test import RequestFactory

from replikasi.layanan.buku import terbitkan_buku
from replikasi.wagtail_hooks import desa_dampingan, kemajuan_pada_tiket, tonggak_pelajaran

from .dunia import SULIKI, DuniaReplikasi
from .laporan import lapor_dan_serap


class SlotTerisi(DuniaReplikasi):
    def rupa(self, panel) -> str:
        return panel.render_html({"request": RequestFactory().get("/")})

    def test_tiket_menunjukkan_sejauh_mana_desanya(self):
        lapor_dan_serap(SULIKI)
        isi = self.rupa(kemajuan_pada_tiket(SimpleNamespace(wilayah=self.wilayah[SULIKI]), None))
        for teks in ("Nagari Suliki", "2410.1.0", "Tonggak terverifikasi: 0 dari 34", "1. Komitmen dan kesepakatan"):
            self.assertIn(teks, isi)
        self.assertIsNone(kemajuan_pada_tiket(SimpleNamespace(wilayah=None), None))
        self.assertIsNone(kemajuan_pada_tiket(SimpleNamespace(wilayah=self.wilayah["13.07"]), None))

    def test_desa_yang_belum_dikenal_pun_tidak_menjatuhkan_tiket(self):
        isi = self.rupa(kemajuan_pada_tiket(SimpleNamespace(wilayah=self.wilayah["17.03.01.2001"]), None))
        self.assertIn("Belum menjalani panduan", isi)

    def test_simpul_menunjukkan_desa_dampingannya(self):
        lapor_dan_serap(SULIKI)
        isi = self.rupa(desa_dampingan(self.simpul, None))
        self.assertIn("1 dari 3 desa aktif", isi)
        self.assertIn("Nagari Suliki", isi)
        self.assertIsNone(desa_dampingan(SimpleNamespace(wilayah=None), None))

    def test_pelajaran_menunjukkan_tonggak_yang_dilayaninya(self):
        terbitkan_buku()

        def pelajaran(kode: str):
            return SimpleNamespace(get_parent=lambda: SimpleNamespace(specific=SimpleNamespace(kode=kode)))

        isi = self.rupa(tonggak_pelajaran(pelajaran("M08"), None))
        self.assertIn("Mengaktifkan layanan mandiri", isi)
        self.assertIsNone(tonggak_pelajaran(pelajaran("M99"), None))
