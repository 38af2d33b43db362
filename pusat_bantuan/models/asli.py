from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

from akun.models import Peran

from .peristiwa import PeristiwaTiket
from .tiket import ProfilTiket

UMUR_ASLI = timedelta(days=90)


def batas_umur_asli():
    return timezone.now() + UMUR_ASLI


class IsiAsliQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> IsiAsliQuerySet:
        """Bahwa ada isi asli boleh diketahui petugas wilayahnya; membukanya perlu alasan (`layanan.buka_asli`)."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(Peran.PETUGAS, jalur="profil__wilayah__kunci"))

    def kedaluwarsa(self) -> IsiAsliQuerySet:
        return self.filter(hapus_pada__lte=timezone.now())


class IsiAsli(models.Model):
    """Tulisan sebelum disamarkan, tersandi. Dibuka petugas dengan alasan dan jejak, lalu dibuang sesudah 90 hari."""

    class Bagian(models.TextChoices):
        JUDUL = "judul", "judul"
        URAIAN = "uraian", "uraian"
        PESAN = "pesan", "pesan"

    profil = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, related_name="isi_asli")
    peristiwa = models.ForeignKey(
        PeristiwaTiket, on_delete=models.CASCADE, null=True, blank=True, related_name="isi_asli",
        help_text="Kosong: judul atau uraian pertama.",
    )  # fmt: skip
    bagian = models.CharField("bagian", max_length=6, choices=Bagian.choices)
    sandi = models.BinaryField("isi tersandi")
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    hapus_pada = models.DateTimeField("dibuang pada", default=batas_umur_asli, db_index=True)

    objects = IsiAsliQuerySet.as_manager()

    class Meta:
        verbose_name = "isi asli"
        verbose_name_plural = "isi asli"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profil", "bagian"], condition=models.Q(peristiwa__isnull=True), name="isi_asli_sekali"
            ),
            models.UniqueConstraint(fields=["peristiwa"], name="isi_asli_peristiwa_sekali"),
        ]

    def __str__(self) -> str:
        return f"{self.profil_id} {self.bagian}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.PETUGAS, atas=self.profil.wilayah)
