"""Mencadangkan basis data dan berkas selagi situs berjalan, lalu membuang cadangan yang lewat masanya."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from situs import cadangan
from situs.mesin_data import GalatCadangan


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="bawaan: FOLDER_CADANGAN, atau DATA_DIR/cadangan")
        parser.add_argument("--dengan-rahasia", action="store_true", help="ikutkan kunci di DATA_DIR/rahasia")
        parser.add_argument("--simpan-semua", action="store_true", help="jangan buang cadangan lama")

    def handle(self, *args, folder: Path | None, dengan_rahasia: bool, simpan_semua: bool, **opsi) -> None:
        induk = folder or Path(settings.FOLDER_CADANGAN)
        try:
            hasil = cadangan.buat(induk, dengan_rahasia=dengan_rahasia, simpan_semua=simpan_semua)
        except GalatCadangan as galat:
            raise CommandError(f"{galat} Cadangan tidak dibuat.") from galat
        except OSError as galat:
            raise CommandError(f"Cadangan tidak dibuat: {galat}. Periksa ruang dan hak folder {induk}.") from galat
        self.stdout.write(f"Cadangan siap: {hasil.folder} ({filesizeformat(hasil.besar)}, {len(hasil.berkas)} berkas)")
