from __future__ import annotations

import time

from django.core.management.base import BaseCommand

from modul_pelatihan.bahasa.susun import lanjutkan, mulai_lagi
from pusat_bantuan.cari.susun import SUMBER


class Command(BaseCommand):
    help = "Menyusun lagi semua indeks pencarian dari isi basis data. Situs tetap dapat dipakai; boleh diulang."

    def handle(self, *args, verbosity: int = 1, **kwargs) -> None:
        mulai = time.monotonic()
        mulai_lagi(SUMBER)
        lanjutkan(SUMBER, paling_lama=float("inf"))
        if verbosity:
            nama = ", ".join(satu.nama for satu in SUMBER)
            self.stdout.write(f"Indeks {nama} tersusun dalam {time.monotonic() - mulai:.0f} detik.")
