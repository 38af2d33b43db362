from __future__ import annotations

from django.db import models
from django.db.models import Q

from wilayah.models import Wilayah

from .balasan import DalamWilayahQuerySet
from .telemetri import Kejanggalan


class BekuTelemetri(models.Model):
    """Hari ketika lebih dari seperlima laporan satu wilayah menghilang: statusnya dibekukan sampai laporan kembali.

    Wilayah kosong berarti nasional. Umur laporan di dalamnya dihitung sampai hari sebelum `mulai`.
    """

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="beku_telemetri")
    mulai = models.DateField("hari pertama hilang")
    harapan = models.PositiveIntegerField("laporan yang diharapkan")
    datang = models.PositiveIntegerField("laporan yang datang")
    pulih = models.DateField("hari laporan kembali", null=True, blank=True)
    dibuat = models.DateTimeField("dicatat", auto_now_add=True)

    objects = DalamWilayahQuerySet.as_manager()

    class Meta:
        verbose_name = "pembekuan telemetri"
        verbose_name_plural = "pembekuan telemetri"
        ordering = ["-mulai", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah"], condition=Q(pulih__isnull=True), name="beku_satu_per_wilayah"
            ),
        ]  # fmt: skip

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(*Kejanggalan.PERAN, atas=self.wilayah)
