from __future__ import annotations

from django.core.management.base import BaseCommand

from pusat_bantuan.layanan import masa_simpan, yang_akan_dibuang


class Command(BaseCommand):
    help = "Membuang yang lewat masa simpannya: isi asli tersandi, surat mentah, dan isi tiket yang lama ditutup."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--lihat", action="store_true", help="hitung saja, jangan ubah apa pun")

    def handle(self, *args, lihat: bool, **options) -> None:
        jumlah = yang_akan_dibuang() if lihat else masa_simpan()
        for nama, n in jumlah.items():
            self.stdout.write(f"{nama}: {n} {'akan dibuang' if lihat else 'dibuang'}")
