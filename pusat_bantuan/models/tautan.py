from __future__ import annotations

from django.conf import settings
from django.db import models

from forum.models import Topik

from .tiket import ProfilTiket


class TautanQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> TautanQuerySet:
        """Hanya bila kedua ujungnya boleh dibaca: topik tertutup tidak bocor lewat tiket, tiket tidak lewat topik."""
        return self.filter(
            profil__in=ProfilTiket.objects.terlihat(oleh=oleh).values("pk"),
            topik__in=Topik.objects.terlihat(oleh=oleh).values("pk"),
        )


class TautanTopik(models.Model):
    """Satu tiket dan satu topik forum tentang soal yang sama."""

    class Peran(models.TextChoices):
        DITANYAKAN = "ditanyakan", "ditanyakan ke komunitas"
        ASAL = "asal", "berawal dari topik ini"
        TERKAIT = "terkait", "terkait"

    profil = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, related_name="tautan_topik")
    topik = models.ForeignKey(Topik, on_delete=models.CASCADE, related_name="tautan_tiket")
    peran = models.CharField("peran", max_length=10, choices=Peran.choices, default=Peran.TERKAIT)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    objects = TautanQuerySet.as_manager()

    class Meta:
        verbose_name = "tautan topik"
        verbose_name_plural = "tautan topik"
        constraints = [models.UniqueConstraint(fields=["profil", "topik"], name="tautan_topik_sekali")]

    def __str__(self) -> str:
        return f"{self.profil_id} {self.peran} {self.topik_id}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.profil.boleh_dilihat(oleh=oleh) and self.topik.boleh_dilihat(oleh=oleh)
