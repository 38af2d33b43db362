"""Surat dari server surat setempat lewat pipa: `|/letak/manage.py terima_surat` di /etc/aliases."""

from __future__ import annotations

import sys

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from ...layanan.baca_surat import BATAS_SURAT
from ...layanan.terima_surat import terima

COBA_LAGI = 75  # EX_TEMPFAIL: server surat menyimpan dan mencoba lagi


class Command(BaseCommand):
    help = "Menyimpan satu surat dari masukan standar; pekerja yang mengolahnya."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--kotak", default="pipa", help="Nama kotak untuk catatan.")

    def handle(self, *args, **pilihan) -> None:
        mentah = sys.stdin.buffer.read(BATAS_SURAT + 1)
        ukuran = len(mentah)
        while potong := sys.stdin.buffer.read(1024 * 1024):
            ukuran += len(potong)
        try:
            baris = terima(mentah, kotak=pilihan["kotak"], ukuran=ukuran)
        except (DatabaseError, OSError) as galat:
            self.stderr.write(f"Belum tersimpan, coba lagi: {type(galat).__name__}")
            sys.exit(COBA_LAGI)
        self.stdout.write(f"Surat {baris.pk} tersimpan.")
