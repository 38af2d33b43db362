from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .topik import Topik


class Usulan(models.Model):
    """Usul perbaikan atau fitur, dengan keadaan yang dikabarkan kepada pendukungnya (K-083)."""

    class Status(models.TextChoices):
        DIAJUKAN = "diajukan", "diajukan"
        DITIMBANG = "ditimbang", "sedang ditimbang"
        DIKERJAKAN = "dikerjakan", "sedang dikerjakan"
        SELESAI = "selesai", "sudah ada"
        DITOLAK = "ditolak", "tidak dikerjakan"
        DIGABUNG = "digabung", "digabung ke usul lain"

    topik = models.OneToOneField(Topik, on_delete=models.CASCADE, primary_key=True, related_name="usulan")
    status = models.CharField("keadaan", max_length=10, choices=Status.choices, default=Status.DIAJUKAN)
    alasan = models.CharField("penjelasan", max_length=300, blank=True)
    rujukan = models.URLField("tautan pekerjaan", max_length=300, blank=True, help_text="Misalnya issue OpenSID.")
    digabung_ke = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="gabungan", verbose_name="digabung ke"
    )
    diubah = models.DateTimeField("diubah", default=timezone.now)

    class Meta:
        verbose_name = "usulan"
        verbose_name_plural = "usulan"
        constraints = [
            models.CheckConstraint(
                condition=Q(digabung_ke__isnull=True) | ~Q(digabung_ke=F("topik")), name="usulan_bukan_ke_dirinya"
            )
        ]
        indexes = [models.Index(fields=["status"], name="usulan_status")]

    @property
    def terbuka(self) -> bool:
        return self.status not in (self.Status.DITOLAK, self.Status.DIGABUNG, self.Status.SELESAI)

    def boleh_diputus(self, *, oleh, hak=None) -> bool:
        """Pengurus simpul dan petugas yang wilayahnya menjangkau."""
        hak = hak or self.topik.ruang.simpul.hak(oleh)
        return hak.pengurus and self.topik.boleh_dilihat(oleh=oleh, hak=hak)


class DukunganTopik(models.Model):
    """Dukungan: "saya juga mengalami" pada pertanyaan, "saya mendukung" pada usulan; satu orang satu kali."""

    topik = models.ForeignKey(Topik, on_delete=models.CASCADE, related_name="dukungan")
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="dukungan_topik"
    )
    dibuat = models.DateTimeField("dibuat", default=timezone.now)

    class Meta:
        verbose_name = "dukungan topik"
        verbose_name_plural = "dukungan topik"
        constraints = [models.UniqueConstraint(fields=["topik", "pengguna"], name="dukungan_sekali")]
