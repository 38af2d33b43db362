from __future__ import annotations

from django.db import models
from django.db.models import Q


class BidangQuerySet(models.QuerySet):
    def pokok(self) -> BidangQuerySet:
        return self.filter(induk__isnull=True)


class Bidang(models.Model):
    """Satu daftar pokok soal untuk seluruh rumah: kategori tiket, pokok artikel, tanda topik, tujuan pelajaran."""

    slug = models.SlugField("slug", max_length=60, unique=True)
    huruf = models.CharField("huruf", max_length=2, blank=True, help_text="Huruf kategori pada domain helpdesk.md 6.")
    nama = models.CharField("nama", max_length=80)
    uraian = models.CharField("uraian", max_length=200, blank=True)
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak", verbose_name="induk"
    )
    modul_opensid = models.JSONField("modul OpenSID", default=list, blank=True, help_text="Daftar slug modul OpenSID.")
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    objects = BidangQuerySet.as_manager()

    class Meta:
        verbose_name = "bidang"
        verbose_name_plural = "bidang"
        ordering = ["urutan", "nama"]
        constraints = [
            models.CheckConstraint(condition=~Q(induk=models.F("pk")), name="bidang_bukan_induk_sendiri"),
        ]

    def __str__(self) -> str:
        return self.nama
