from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akun.models import Peran
from forum.hak import dikenal

from .simpul import Simpul


class KunjunganQuerySet(models.QuerySet):
    def berlaku(self) -> KunjunganQuerySet:
        return self.filter(sampai__gt=timezone.now())

    def terlihat(self, *, oleh) -> KunjunganQuerySet:
        """Catatannya dibaca anggota simpul itu dan semua pengelola."""
        if not dikenal(oleh):
            return self.none()
        if oleh.berperan(Peran.PENGELOLA):
            return self
        return self.filter(simpul__in=Simpul.objects.diikuti(oleh=oleh).values("pk"))


class Kunjungan(models.Model):
    """Pengelola masuk ke satu simpul tertutup untuk sementara, dengan alasan tertulis (domain forum.md 3.1).

    Barisnya sekaligus catatannya: tidak pernah diubah selain dipercepat berakhirnya.
    """

    simpul = models.ForeignKey(Simpul, on_delete=models.CASCADE, related_name="kunjungan")
    pengelola = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="kunjungan_simpul"
    )
    alasan = models.CharField("alasan", max_length=300)
    mulai = models.DateTimeField("mulai", default=timezone.now)
    sampai = models.DateTimeField("sampai")

    objects = KunjunganQuerySet.as_manager()

    class Meta:
        verbose_name = "kunjungan pengelola"
        verbose_name_plural = "kunjungan pengelola"
        ordering = ["-mulai", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(sampai__gte=F("mulai")), name="kunjungan_berakhir")]
        indexes = [
            models.Index(fields=["pengelola", "sampai"], name="kunjungan_berlaku"),
            models.Index(fields=["simpul", "mulai"], name="kunjungan_simpul"),
            models.Index(F("mulai").desc(), F("id").desc(), name="kunjungan_terbaru"),
        ]

    def __str__(self) -> str:
        return f"{self.pengelola} di {self.simpul} sampai {self.sampai:%d-%m-%Y %H.%M}"

    @property
    def nama(self) -> str:
        return self.pengelola.nama if self.pengelola else "Pengelola yang akunnya sudah dihapus"

    @property
    def berlaku(self) -> bool:
        return self.sampai > timezone.now()

    def boleh_dilihat(self, *, oleh) -> bool:
        return dikenal(oleh) and (oleh.berperan(Peran.PENGELOLA) or self.simpul.hak(oleh).anggota)
