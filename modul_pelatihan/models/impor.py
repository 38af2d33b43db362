from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from .halaman import ModulPage
from .pelajaran import PelajaranPage


class ImporNaskah(models.Model):
    """Naskah yang diunggah dan dipotong menjadi balok, menunggu dilihat penulisnya. Tidak pernah terbit sendiri."""

    kunci = models.UUIDField("kunci", default=uuid.uuid4, unique=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    modul = models.ForeignKey(ModulPage, on_delete=models.CASCADE, related_name="+")
    nama_berkas = models.CharField("nama berkas", max_length=160)
    judul = models.CharField("judul", max_length=160)
    balok = models.JSONField("balok", default=list, help_text="[jenis, nilai]; gambar menyebut nama berkasnya.")
    peringatan = models.JSONField("peringatan", default=list)
    halaman = models.ForeignKey(PelajaranPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    class Meta:
        verbose_name = "impor naskah"
        verbose_name_plural = "impor naskah"

    def __str__(self) -> str:
        return self.judul

    @property
    def folder(self) -> str:
        """Gambar yang ikut, di penyimpanan pribadi sampai dijadikan konsep."""
        return f"impor-naskah/{self.kunci}"
