from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from forum.models import Simpul

from .tiket import ProfilTiket


class NilaiQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> NilaiQuerySet:
        return self.filter(profil__in=ProfilTiket.objects.terlihat(oleh=oleh).values("pk"))


class Nilai(models.Model):
    """Satu penilaian per jawaban akhir; dibuka lagi lalu dijawab lagi berarti boleh dinilai lagi."""

    class Skor(models.IntegerChoices):
        TERBANTU = 3, "Terbantu"
        CUKUP = 2, "Cukup terbantu"
        BELUM = 1, "Belum terbantu"

    profil = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, related_name="nilai")
    putaran = models.PositiveSmallIntegerField("jawaban ke", help_text="Sama dengan kali dibuka lagi.")
    skor = models.PositiveSmallIntegerField("penilaian", choices=Skor.choices)
    komentar = models.CharField("komentar", max_length=1000, blank=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="Kosong: lewat tautan di email.",
    )  # fmt: skip
    penangan = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="nilai_diterima"
    )
    simpul = models.ForeignKey(Simpul, on_delete=models.SET_NULL, null=True, blank=True, related_name="nilai")
    relawan = models.BooleanField("dijawab relawan", default=False)
    pada = models.DateTimeField("pada", default=timezone.now)

    objects = NilaiQuerySet.as_manager()

    class Meta:
        verbose_name = "penilaian"
        verbose_name_plural = "penilaian"
        ordering = ["-pada", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["profil", "putaran"], name="nilai_sekali_per_jawaban"),
            models.CheckConstraint(condition=models.Q(skor__gte=1, skor__lte=3), name="nilai_skor"),
        ]
        indexes = [models.Index(fields=["penangan", "-pada"], name="nilai_penangan")]

    def __str__(self) -> str:
        return f"{self.profil_id} {self.get_skor_display()}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.profil.boleh_dilihat(oleh=oleh)
