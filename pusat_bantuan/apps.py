from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.signals import page_published

from .pemasangan import sesudah_migrasi


class PusatBantuanConfig(AppConfig):
    name = "pusat_bantuan"
    verbose_name = "Pusat bantuan"

    def ready(self) -> None:
        from .cari.susun import sesudah_migrasi as pasang_indeks_cari
        from .layanan.artikel import sesudah_terbit
        from .models import ArtikelBantuanPage
        from .redaksi.artikel import siapkan as siapkan_redaksi

        post_migrate.connect(sesudah_migrasi, sender=self, dispatch_uid="pusat_bantuan.pemasangan")
        post_migrate.connect(pasang_indeks_cari, sender=self, dispatch_uid="pusat_bantuan.cari")
        post_migrate.connect(siapkan_redaksi, sender=self, dispatch_uid="pusat_bantuan.redaksi")
        page_published.connect(sesudah_terbit, sender=ArtikelBantuanPage, dispatch_uid="pusat_bantuan.artikel_terbit")
