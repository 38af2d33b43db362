from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .tiket import ProfilTiket


class TautanTiketQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> TautanTiketQuerySet:
        """Hanya bila kedua ujungnya boleh dibaca: desa lain tidak pernah terlihat lewat tautan."""
        terlihat = ProfilTiket.objects.terlihat(oleh=oleh).values("pk")
        return self.filter(dari__in=terlihat, ke__in=terlihat)


class TautanTiket(models.Model):
    """Hubungan dua tiket. Gabungan tidak di sini: itu `ProfilTiket.digabung_ke`."""

    class Jenis(models.TextChoices):
        TERKAIT = "terkait", "terkait dengan"
        DUPLIKAT = "duplikat", "kembar dengan"
        DISEBABKAN = "disebabkan", "disebabkan oleh"
        PECAHAN = "pecahan", "dipecah dari"
        LANJUTAN = "lanjutan", "lanjutan dari"

    # Kalimat yang sama dilihat dari ujung `ke`.
    BALIK = {
        Jenis.TERKAIT: "terkait dengan", Jenis.DUPLIKAT: "kembar dengan", Jenis.DISEBABKAN: "penyebab dari",
        Jenis.PECAHAN: "dipecah menjadi", Jenis.LANJUTAN: "dilanjutkan di",
    }  # fmt: skip

    dari = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, related_name="tautan_keluar")
    ke = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, related_name="tautan_masuk")
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices, default=Jenis.TERKAIT)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    objects = TautanTiketQuerySet.as_manager()

    class Meta:
        verbose_name = "tautan tiket"
        verbose_name_plural = "tautan tiket"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dari", "ke"], name="tautan_tiket_sekali"),
            models.CheckConstraint(condition=~Q(dari=F("ke")), name="tautan_bukan_diri_sendiri"),
        ]

    def __str__(self) -> str:
        return f"{self.dari_id} {self.jenis} {self.ke_id}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.dari.boleh_dilihat(oleh=oleh) and self.ke.boleh_dilihat(oleh=oleh)

    def kalimat(self, profil: ProfilTiket) -> str:
        """Hubungannya dibaca dari halaman `profil`."""
        return self.get_jenis_display() if profil.pk == self.dari_id else self.BALIK[self.Jenis(self.jenis)]

    def seberang(self, profil: ProfilTiket) -> ProfilTiket:
        return self.ke if profil.pk == self.dari_id else self.dari
