"""Desa yang namanya membuat OpenSID diam (domain opensid.md 7)."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from unittest import skipUnless

from django.conf import settings
from django.test import SimpleTestCase

from replikasi.rumus import dapat_melapor_otomatis

# Daftar lengkap untuk uji skala nasional diletakkan di sebelah repositori (shared/data/wilayah), tidak di dalamnya.
DATA = next(
    (satu for induk in Path(settings.BASE_DIR).parents if (satu := induk / "shared" / "data" / "wilayah").is_dir()),
    None,
)


class TakBisaLapor(SimpleTestCase):
    def test_aturan_nama_klien(self):
        biasa = ("Suliki", "Luak", "Kabupaten Lima Puluh Kota", "Sumatera Barat")
        self.assertTrue(dapat_melapor_otomatis(*biasa))
        self.assertTrue(dapat_melapor_otomatis("Tj. Haro Sikabu-kabu Pd. Panjang", *biasa[1:]))
        for nama in ("U", "Ie", "Sumber Rejo 2", "Ra'as", "Kampung (Baru)", "Desa Contoh", "Demo", "Ā"):
            self.assertFalse(dapat_melapor_otomatis(nama, *biasa[1:]), nama)
        self.assertTrue(dapat_melapor_otomatis("Pademonegoro", *biasa[1:]))
        self.assertFalse(dapat_melapor_otomatis("Suliki", "Rao", *biasa[2:]))

    @skipUnless(DATA, "daftar wilayah lengkap tidak ada di mesin ini")
    def test_926_desa_resmi_tidak_dapat_melapor(self):
        nama = {}
        for berkas in ("provinces.csv", "regencies.csv", "districts.csv"):
            with (DATA / berkas).open(encoding="utf-8") as isi:
                nama |= {baris["code"]: baris["name"] for baris in csv.DictReader(isi)}
        desa = semua = 0
        with gzip.open(DATA / "villages_nocoord.csv.gz", "rt", encoding="utf-8") as isi:
            for baris in csv.DictReader(isi):
                kode = baris["code"]
                if not dapat_melapor_otomatis(baris["name"], nama[kode[:8]], nama[kode[:5]], nama[kode[:2]]):
                    semua += 1
                    desa += baris["type"] == "desa"
        self.assertEqual((desa, semua), (926, 982))
