"""Memuat hari libur dari berkas CSV (tanggal,nama,jenis,kode,sumber,tanggal_sumber,berlaku); boleh diulang."""

from __future__ import annotations

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from pusat_bantuan.bawaan_sla import BERKAS_LIBUR, BerkasLiburKeliru, baca_libur
from pusat_bantuan.layanan.libur import muat_libur


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("berkas", nargs="?", type=Path, default=BERKAS_LIBUR, help="kosong: libur nasional bawaan")
        parser.add_argument("--coba", action="store_true", help="hanya menghitung, tidak menyimpan")

    def handle(self, *args, berkas: Path, coba: bool, **opsi):
        try:
            with berkas.open(encoding="utf-8-sig", newline="") as isi:
                hasil = muat_libur(baris=baca_libur(isi), coba=coba)
        except (OSError, UnicodeDecodeError) as galat:
            raise CommandError(f"Berkas {berkas} tidak dapat dibaca: {galat}") from None
        except BerkasLiburKeliru as galat:
            raise CommandError(str(galat)) from None
        awal = "Percobaan, tidak ada yang disimpan. " if coba else ""
        self.stdout.write(f"{awal}{hasil.kalimat}")
