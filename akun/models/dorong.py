from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class DorongQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> DorongQuerySet:
        return self.filter(pengguna=oleh) if oleh.is_authenticated else self.none()


class LanggananDorong(models.Model):
    """Satu peramban yang diizinkan orangnya menerima pemberitahuan (RFC 8030). Hilang sendiri bila perambannya berhenti."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="langganan_dorong")
    titik = models.URLField("titik kirim", max_length=600, unique=True)
    kunci = models.CharField("kunci umum peramban", max_length=100)
    rahasia = models.CharField("rahasia peramban", max_length=40)
    perangkat = models.CharField("perangkat", max_length=80, blank=True)
    gagal = models.PositiveSmallIntegerField("gagal berturut-turut", default=0)
    dibuat = models.DateTimeField("dibuat", default=timezone.now)
    terkirim_pada = models.DateTimeField("terakhir terkirim", null=True, blank=True)

    objects = DorongQuerySet.as_manager()

    class Meta:
        verbose_name = "langganan pemberitahuan"
        verbose_name_plural = "langganan pemberitahuan"

    def __str__(self) -> str:
        return self.perangkat or "peramban"

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and self.pengguna_id == oleh.pk
