from django.apps import AppConfig


class SitusConfig(AppConfig):
    name = "situs"
    verbose_name = "Situs"
