from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from akun.models import Pengguna

from .peserta import Peserta


class Kelulusan(models.Model):
    """Satu keputusan atas satu peserta. Tiap syarat disimpan dengan nilai dan ambang yang dipakai saat itu
    (`[{"nama", "nilai", "ambang", "terpenuhi"}]`, pecahan "a/b"); aturan yang berubah kemudian tidak mengubahnya."""

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="kelulusan")
    lulus = models.BooleanField("lulus")
    syarat = models.JSONField("syarat")
    diputus_oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField("pada", default=timezone.now)

    class Meta:
        verbose_name = "kelulusan"
        verbose_name_plural = "kelulusan"
        ordering = ["-pada", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["peserta"], condition=Q(lulus=True), name="lulus_sekali_per_kelas")
        ]
        indexes = [models.Index(fields=["peserta", "-pada"], name="kelulusan_peserta")]
