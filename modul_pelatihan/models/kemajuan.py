from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Revision


class KemajuanQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> KemajuanQuerySet:
        """Kemajuan belajar milik orangnya sendiri."""
        return self.filter(orang=oleh) if oleh.is_authenticated else self.none()

    def selesai(self) -> KemajuanQuerySet:
        return self.filter(keadaan=KemajuanPelajaran.Keadaan.SELESAI)


class KemajuanPelajaran(models.Model):
    """Sampai mana satu orang pada satu pelajaran; kuncinya `PelajaranPage.uuid`, jadi tahan pindah dan ganti nama."""

    class Keadaan(models.TextChoices):
        DIBUKA = "dibuka", "sedang dipelajari"
        SELESAI = "selesai", "selesai"

    orang = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kemajuan")
    pelajaran = models.UUIDField("tanda pelajaran")
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices, default=Keadaan.DIBUKA)
    dibuka = models.DateTimeField("pertama dibuka", default=timezone.now)
    terakhir_dibuka = models.DateTimeField("terakhir dibuka", default=timezone.now)
    selesai = models.DateTimeField("selesai", null=True, blank=True)
    revisi = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="Naskah yang dibaca saat menuntaskan.",
    )  # fmt: skip

    balok = models.CharField("sampai balok", max_length=36, blank=True, help_text="Jangkar untuk “lanjut dari sini”.")
    perubahan_dibaca = models.DateTimeField("perubahan dibaca sampai", null=True, blank=True)

    objects = KemajuanQuerySet.as_manager()

    class Meta:
        verbose_name = "kemajuan pelajaran"
        verbose_name_plural = "kemajuan pelajaran"
        constraints = [
            models.UniqueConstraint(fields=["orang", "pelajaran"], name="kemajuan_sekali"),
            models.CheckConstraint(
                condition=Q(keadaan="selesai", selesai__isnull=False) | Q(keadaan="dibuka", selesai__isnull=True),
                name="kemajuan_selesai_bertanggal",
            ),
        ]
        indexes = [
            models.Index(fields=["orang", "-terakhir_dibuka"], name="kemajuan_terakhir"),
            models.Index(fields=["pelajaran", "keadaan"], name="kemajuan_pelajaran"),
        ]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and self.orang_id == oleh.pk
