from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from .halaman import ModulPage


class Jalur(ClusterableModel):
    """Jalur belajar: urutan modul yang mengikat, misalnya operator dasar. Satu modul boleh ada di beberapa jalur."""

    kode = models.SlugField("kode", max_length=40, unique=True)
    judul = models.CharField("judul", max_length=80)
    uraian = models.CharField("uraian", max_length=200, blank=True)
    syarat = models.CharField("syarat lulus", max_length=240, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "jalur belajar"
        verbose_name_plural = "jalur belajar"
        ordering = ["urutan", "judul"]

    def __str__(self) -> str:
        return self.judul


class IsiJalur(Orderable):
    jalur = ParentalKey(Jalur, on_delete=models.CASCADE, related_name="isi")
    modul = models.ForeignKey(ModulPage, on_delete=models.CASCADE, related_name="di_jalur", verbose_name="modul")

    class Meta(Orderable.Meta):
        verbose_name = "modul pada jalur"
        verbose_name_plural = "modul pada jalur"
        constraints = [models.UniqueConstraint(fields=["jalur", "modul"], name="isi_jalur_sekali")]
