from __future__ import annotations

from django.db import models
from django.db.models import Q

from .wilayah import Wilayah


class RiwayatKode(models.Model):
    """Satu perubahan kode atau nama. `wilayah` adalah yang memegang data sesudahnya (tracker.md bagian 9)."""

    class Jenis(models.TextChoices):
        PEMEKARAN = "pemekaran", "pemekaran"
        PENGGABUNGAN = "penggabungan", "penggabungan"
        PINDAH_KODE = "pindah_kode", "pindah kode"
        GANTI_NAMA = "ganti_nama", "ganti nama"

    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, related_name="riwayat_kode", verbose_name="wilayah pemegang data"
    )
    asal = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="riwayat_lebur",
        verbose_name="wilayah yang melebur", help_text="Diisi bila wilayah lain bergabung ke wilayah ini.",
    )  # fmt: skip
    kode_lama = models.CharField("kode lama", max_length=13, db_index=True)
    kode_baru = models.CharField("kode baru", max_length=13)
    nama_lama = models.CharField("nama lama", max_length=120, blank=True)
    jenis = models.CharField("jenis", max_length=15, choices=Jenis.choices)
    tanggal = models.DateField("mulai berlaku")
    dasar = models.CharField("dasar hukum", max_length=200, blank=True)
    dikonfirmasi = models.BooleanField("sudah dikonfirmasi", default=False)

    class Meta:
        verbose_name = "riwayat kode"
        verbose_name_plural = "riwayat kode"
        ordering = ["tanggal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis="ganti_nama") | ~Q(kode_lama=models.F("kode_baru")), name="riwayat_kode_berganti"
            ),
        ]

    def __str__(self) -> str:
        if self.jenis == self.Jenis.GANTI_NAMA:
            return f"{self.kode_baru}: {self.nama_lama} berganti nama"
        return f"{self.kode_lama} → {self.kode_baru}"
