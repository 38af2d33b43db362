"""Templat SOP dan lembar kerja: isinya teks bertanda ringan, tiap terbitan satu versi yang tidak berubah."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from akun.models import Peran


class Templat(models.Model):
    """Satu templat; namanya yang disebut langkah buku."""

    nama = models.CharField("nama", max_length=80, unique=True)
    slug = models.SlugField("slug", max_length=80, unique=True)
    uraian = models.CharField("gunanya", max_length=240, blank=True)

    class Meta:
        verbose_name = "templat"
        verbose_name_plural = "templat"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama

    @staticmethod
    def boleh_diterbitkan(*, oleh) -> bool:
        return oleh.is_authenticated and oleh.berperan(Peran.PENGELOLA)

    def get_absolute_url(self) -> str:
        return reverse("replikasi:templat", args=[self.slug])


class VersiTemplat(models.Model):
    templat = models.ForeignKey(Templat, on_delete=models.PROTECT, related_name="versi")
    nomor = models.PositiveSmallIntegerField("nomor versi")
    isi = models.TextField(
        "isi", max_length=20_000, help_text="Tanda ringannya diterangkan di replikasi/susun_templat.py."
    )
    catatan = models.CharField("yang berubah", max_length=240, blank=True)
    terbit = models.DateTimeField("diterbitkan", auto_now_add=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "versi templat"
        verbose_name_plural = "versi templat"
        ordering = ["templat", "-nomor"]
        constraints = [models.UniqueConstraint(fields=["templat", "nomor"], name="versi_templat_sekali")]

    def __str__(self) -> str:
        return f"{self.templat} versi {self.nomor}"
