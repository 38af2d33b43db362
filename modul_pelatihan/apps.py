from django.apps import AppConfig


class ModulPelatihanConfig(AppConfig):
    name = "modul_pelatihan"
    verbose_name = "Modul pelatihan"
