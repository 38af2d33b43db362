from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan import masa


def q_berlaku(pada: date | None = None) -> Q:
    """Cerminan `masa.berlaku` dalam SQL: mulai <= pada <= sampai, dan tidak dicabut."""
    pada = pada or timezone.localdate()
    return Q(mulai__lte=pada, dicabut_pada__isnull=True) & (Q(sampai__isnull=True) | Q(sampai__gte=pada))


class StatusPelatihQuerySet(models.QuerySet):
    def berlaku(self, pada: date | None = None) -> StatusPelatihQuerySet:
        return self.filter(q_berlaku(pada))


class StatusPelatih(models.Model):
    """Masa aktif seorang pelatih: habis dan diperbarui, terpisah dari sertifikatnya yang tetap (domain training.md 2.4)."""

    kunci = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    orang = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="status_pelatih")
    mulai = models.DateField("mulai")
    sampai = models.DateField("sampai")
    syarat = models.JSONField("syarat saat diputus", default=list)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("diputus pada", default=timezone.now)
    memperpanjang = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="perpanjangan"
    )
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)
    alasan_cabut = models.CharField("alasan dicabut", max_length=300, blank=True)

    objects = StatusPelatihQuerySet.as_manager()

    class Meta:
        verbose_name = "status pelatih"
        verbose_name_plural = "status pelatih"
        ordering = ["-mulai", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sampai__gte=F("mulai")), name="status_pelatih_masa_urut"),
        ]
        indexes = [models.Index(fields=["orang", "sampai"], name="status_pelatih_orang")]

    def berlaku(self, pada: date | None = None) -> bool:
        return self.dicabut_pada is None and masa.berlaku(self.mulai, self.sampai, pada or timezone.localdate())

    def status(self, pada: date | None = None, *, jendela: int = 60) -> masa.Status:
        return masa.status(
            self.mulai,
            self.sampai,
            pada or timezone.localdate(),
            dicabut=self.dicabut_pada is not None,
            jendela=jendela,
        )
