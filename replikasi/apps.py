from django.apps import AppConfig


class ReplikasiConfig(AppConfig):
    name = "replikasi"
    verbose_name = "Replikasi"
