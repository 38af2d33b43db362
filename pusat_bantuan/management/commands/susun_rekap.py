from __future__ import annotations

from django.core.management.base import BaseCommand

from pusat_bantuan.layanan.rekap import susun_baru, susun_semua


class Command(BaseCommand):
    help = "Menyusun ulang rekap laporan meja bantuan: dua bulan terakhir, atau semuanya."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--semua", action="store_true", help="sejak tiket pertama")

    def handle(self, *args, semua: bool, **options) -> None:
        jumlah = susun_semua() if semua else susun_baru()
        self.stdout.write(f"{jumlah} baris rekap disusun.")
