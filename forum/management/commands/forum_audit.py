from __future__ import annotations

from django.core.management.base import BaseCommand

from forum.audit import betulkan, periksa


class Command(BaseCommand):
    help = "Memeriksa angka dan penanda forum; --fix membetulkannya."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--fix", action="store_true", help="betulkan angka yang meleset")

    def handle(self, *args, fix: bool = False, **options) -> None:
        temuan = list(periksa())
        for satu in temuan:
            self.stdout.write(satu)
        if temuan and fix:
            self.stdout.write(f"{betulkan()} baris dibetulkan.")
            temuan = list(periksa())
        self.stdout.write("Forum rapi." if not temuan else f"{len(temuan)} pelanggaran.")
        if temuan:
            raise SystemExit(1)
