"""Mengisi dunia contoh Kabupaten Lima Puluh Kota dan sekitarnya. Boleh diulang: yang sudah ada dilewati."""

from __future__ import annotations

import time

from django.core.management import BaseCommand
from django.db.models import Max

import akun.contoh
import forum.contoh
import modul_pelatihan.contoh
import pusat_bantuan.contoh
import replikasi.contoh
import wilayah.contoh
from akun.models import SuratKeluar

BAGIAN = (wilayah.contoh, akun.contoh, modul_pelatihan.contoh, forum.contoh, pusat_bantuan.contoh, replikasi.contoh)


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **opsi):
        batas = SuratKeluar.objects.aggregate(pk=Max("pk"))["pk"] or 0
        for bagian in BAGIAN:
            mulai = time.monotonic()
            bagian.isi(lapor=self._rinci if opsi["verbosity"] > 1 else _diam)
            self.stdout.write(f"  {bagian.__name__.partition('.')[0]:<16} {time.monotonic() - mulai:5.1f} detik")
            self.stdout.flush()
        SuratKeluar.objects.filter(pk__gt=batas).delete()  # dunia contoh tidak menyurati siapa pun

    def _rinci(self, teks: str) -> None:
        self.stdout.write(f"    {teks}")


def _diam(teks: str) -> None:
    """Laporan rinci hanya pada -v 2."""
