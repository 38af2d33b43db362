from __future__ import annotations

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from replikasi.layanan.garis import muat_garis


class Command(BaseCommand):
    help = (
        "Memuat garis luar wilayah dari satu berkas GeoJSON. Periksa dahulu lisensi datanya; ia tampil di bawah peta."
    )

    def add_arguments(self, parser):
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--kode", default="kode", help="nama sifat (property) yang memuat kode wilayah")
        parser.add_argument("--sumber", required=True, help='misalnya "BIG 2024, CC BY 4.0"')
        parser.add_argument("--batas", type=float, default=0.002, help="derajat penyederhanaan (0,02 untuk nasional)")

    def handle(self, *, berkas: Path, kode: str, sumber: str, batas: float, **lain):
        try:
            isi = json.loads(berkas.read_text(encoding="utf-8"))
        except (OSError, ValueError) as galat:
            raise CommandError(f"{berkas} tidak terbaca: {galat}") from galat
        hasil = muat_garis(isi=isi, sifat_kode=kode, sumber=sumber, batas=batas)
        self.stdout.write(f"{hasil.dimuat} garis dimuat, {len(hasil.gagal)} dilewati.")
        for nama, sebab in hasil.gagal[:20]:
            self.stdout.write(f"  {nama}: {sebab}")
