"""Menyiapkan basis data, berkas statis, wilayah, dan (bila diminta dan masih kosong) dunia contoh."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site
from django.core.management import BaseCommand, call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site as SitusWagtail

from akun.models import Pengguna
from wilayah.models import Wilayah


def sesuaikan_alamat() -> None:
    """Alamat situs bagi Wagtail dan bagi pustaka lain mengikuti SITE_URL; berubah bila port atau nama host berubah."""
    bagian = urlsplit(settings.SITE_URL)
    port = bagian.port or (443 if bagian.scheme == "https" else 80)
    for situs in SitusWagtail.objects.filter(is_default_site=True).exclude(hostname=bagian.hostname, port=port):
        situs.hostname, situs.port, situs.site_name = bagian.hostname, port, settings.WAGTAIL_SITE_NAME
        situs.save()
    Site.objects.filter(pk=settings.SITE_ID).exclude(domain=bagian.netloc).update(
        domain=bagian.netloc, name=settings.WAGTAIL_SITE_NAME
    )
    Site.objects.clear_cache()


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--contoh", action="store_true", help="isi dunia contoh bila belum ada seorang pun")

    def handle(self, *args, contoh: bool, **opsi):
        for alias in settings.DATABASES:
            self._migrasi(alias)
        if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
            call_command("createcachetable", verbosity=0)
        sesuaikan_alamat()
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
                kursor.execute("ANALYZE")  # indeks baru tanpa statistik membuat perencana salah pilih (docs/bench.md)
                kursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _kata(self, teks: str) -> None:
        self.stdout.write(teks)
        self.stdout.flush()
