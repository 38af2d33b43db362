"""Mengambil dan mengolah surat dari semua kotak sekarang juga; sehari-hari pekerja yang melakukannya."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from ...kotak_surat import ambil_dari, kotak_terpasang
from ...layanan.terima_surat import olah_yang_menunggu
from ...models import KotakSurat


class Command(BaseCommand):
    help = "Mengambil surat dari semua kotak di SURAT_MASUK, lalu mengolahnya."

    def handle(self, *args, **pilihan) -> None:
        if not (kotak := kotak_terpasang()):
            self.stdout.write("Belum ada kotak surat. Isi SURAT_MASUK (docs/pasang.md).")
        for satu in kotak:
            jumlah = ambil_dari(satu)
            galat = KotakSurat.objects.get(nama=satu.nama).galat
            self.stdout.write(f"{satu.nama}: {jumlah} surat{f'. {galat}' if galat else '.'}")
        while diolah := olah_yang_menunggu():
            self.stdout.write(f"{diolah} surat diolah.")
