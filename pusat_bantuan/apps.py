from django.apps import AppConfig
from django.db.models.signals import post_migrate

from .pemasangan import sesudah_migrasi


class PusatBantuanConfig(AppConfig):
    name = "pusat_bantuan"
    verbose_name = "Pusat bantuan"

    def ready(self) -> None:
        from .cari.susun import sesudah_migrasi as pasang_indeks_cari

        post_migrate.connect(sesudah_migrasi, sender=self, dispatch_uid="pusat_bantuan.pemasangan")
        post_migrate.connect(pasang_indeks_cari, sender=self, dispatch_uid="pusat_bantuan.cari")
