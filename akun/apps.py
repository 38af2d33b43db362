from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AkunConfig(AppConfig):
    name = "akun"
    verbose_name = "Akun"

    def ready(self) -> None:
        from .kelompok import pastikan_kelompok

        post_migrate.connect(pastikan_kelompok, sender=self, dispatch_uid="akun.kelompok")
