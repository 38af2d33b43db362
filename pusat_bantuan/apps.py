from django.apps import AppConfig


class PusatBantuanConfig(AppConfig):
    name = "pusat_bantuan"
    verbose_name = "Pusat bantuan"
