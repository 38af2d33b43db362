"""Membangun ulang singgahan SLA tiket terbuka dari catatan peristiwanya; idealnya 0 berbeda."""

from __future__ import annotations

from django.core.management import BaseCommand

from pusat_bantuan.layanan.tenggat import hitung_ulang


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--semua", action="store_true",
            help="juga tiket yang sudah selesai, menurut kalender sekarang; hasil lamanya diganti",
        )  # fmt: skip

    def handle(self, *args, semua: bool, **opsi):
        hasil = hitung_ulang(semua=semua)
        self.stdout.write(f"{hasil.diperiksa} tiket diperiksa, {hasil.berbeda} berbeda, {hasil.gagal} tidak terhitung.")
