"""Kamar: bidang, modul, pelajaran, kuis, kelas, sertifikat."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ModulPelatihanConfig(AppConfig):
    name = "modul_pelatihan"
    verbose_name = "Modul pelatihan"

    def ready(self) -> None:
        from . import kabar_naskah, kabar_terbit, redaksi_soal, segel
        from .redaksi import siapkan

        kabar_naskah.pasang()
        kabar_terbit.pasang()
        post_migrate.connect(siapkan, sender=self, dispatch_uid="modul_pelatihan.redaksi")
        post_migrate.connect(redaksi_soal.siapkan, sender=self, dispatch_uid="modul_pelatihan.redaksi_soal")
        post_migrate.connect(segel.pasang, sender=self, dispatch_uid="modul_pelatihan.segel")
