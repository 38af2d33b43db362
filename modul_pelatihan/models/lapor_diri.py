from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from .peserta import Peserta


class LaporDiri(models.Model):
    """Kirkpatrick tingkat 3 menurut peserta sendiri, 30 dan 90 hari sesudah kelas. Cadangan bila faktanya belum cukup
    (domain training.md 2.5); sekali tiap kali, tidak diubah."""

    class Hari(models.IntegerChoices):
        SEBULAN = 30, "30 hari"
        TRIWULAN = 90, "90 hari"

    class Pakai(models.TextChoices):
        BELUM = "belum", "Belum saya pakai"
        SESEKALI = "sesekali", "Saya pakai sesekali"
        RUTIN = "rutin", "Saya pakai tiap pekan"

    peserta = models.ForeignKey(Peserta, on_delete=models.CASCADE, related_name="lapor_diri")
    hari = models.PositiveSmallIntegerField("hari sesudah kelas", choices=Hari.choices)
    pakai = models.CharField("pemakaian", max_length=8, choices=Pakai.choices)
    sendiri = models.BooleanField("dikerjakan tanpa dibantu", default=False)
    hambatan = models.TextField("hambatan", blank=True, max_length=600, validators=[MaxLengthValidator(600)])
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "laporan diri peserta"
        verbose_name_plural = "laporan diri peserta"
        constraints = [
            models.UniqueConstraint(fields=["peserta", "hari"], name="lapor_diri_sekali"),
            models.CheckConstraint(condition=Q(hari__in=[30, 90]), name="lapor_diri_hari"),
        ]
