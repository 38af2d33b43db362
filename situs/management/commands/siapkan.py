"""Menyiapkan basis data, berkas statis, wilayah, dan (bila diminta dan masih kosong) dunia contoh."""

from __future__ import annotations

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from akun.models import Pengguna
from wilayah.models import Wilayah


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--contoh", action="store_true", help="isi dunia contoh bila belum ada seorang pun")

    def handle(self, *args, contoh: bool, **opsi):
        for alias in settings.DATABASES:
            self._migrasi(alias)
        if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
            call_command("createcachetable", verbosity=0)
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        if not Wilayah.objects.exists():
            self._kata("Memuat wilayah …")
            call_command("muat_wilayah", verbosity=0)
        if contoh and not Pengguna.objects.exists():
            self._kata("Membuat dunia contoh (sekali saja, sekitar satu menit) …")
            call_command("isi_contoh")

    def _migrasi(self, alias: str) -> None:
        pelaksana = MigrationExecutor(connections[alias])
        if not pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()):
            return
        self._kata(f"Menyiapkan basis data {alias} …" if alias != "default" else "Menyiapkan basis data …")
        call_command("migrate", database=alias, interactive=False, verbosity=0)
        if connections[alias].vendor == "sqlite":  # berkas baru tahan listrik padam setelah WAL dituang
            with connections[alias].cursor() as kursor:
                kursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _kata(self, teks: str) -> None:
        self.stdout.write(teks)
        self.stdout.flush()
