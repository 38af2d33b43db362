from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Revision


class Tingkat(models.TextChoices):
    """Arti suatu suntingan bagi yang sudah selesai belajar; hanya yang besar meminta mereka membaca lagi (domain training.md 3)."""

    KECIL = "kecil", "Kecil: ejaan, gambar, tautan"
    SEDANG = "sedang", "Sedang: ada tambahan, cara kerjanya tetap"
    BESAR = "besar", "Besar: cara kerjanya berubah"


class PerubahanPelajaran(models.Model):
    """Satu penerbitan ulang yang berarti. Kuncinya tanda pelajaran, seperti kemajuan; yang lama tetap pada revisinya."""

    pelajaran = models.UUIDField("tanda pelajaran")
    revisi = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    tingkat = models.CharField("tingkat", max_length=6, choices=Tingkat.choices)
    ringkasan = models.TextField("yang berubah", max_length=600, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    terbit = models.DateTimeField("terbit", default=timezone.now)

    class Meta:
        verbose_name = "perubahan pelajaran"
        verbose_name_plural = "perubahan pelajaran"
        ordering = ["-terbit", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["pelajaran", "revisi"], name="perubahan_sekali_per_revisi"),
            models.CheckConstraint(
                condition=~Q(tingkat="besar") | ~Q(ringkasan=""), name="perubahan_besar_beringkasan"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["pelajaran", "tingkat", "terbit"], name="perubahan_pelajaran")]

    def __str__(self) -> str:
        return f"{self.get_tingkat_display()} ({self.terbit:%d-%m-%Y})"
