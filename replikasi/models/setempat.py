"""Catatan setempat: penyesuaian satu desa di atas satu balok buku, tanpa menyalin naskahnya (training.md 5)."""

from __future__ import annotations

import hashlib
import json
import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from akun.models import Peran
from wilayah.models import Wilayah

from .program import PERAN_PEMBACA, PERAN_PENDAMPING


def sidik_balok(mentah: object) -> str:
    """Sidik isi satu balok; berbeda berarti dasar catatannya berubah."""
    return hashlib.sha256(json.dumps(mentah, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


class CatatanSetempatQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> CatatanSetempatQuerySet:
        """Desa itu sendiri dan yang bertugas di wilayahnya."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(Peran.OPERATOR, *PERAN_PEMBACA))


class CatatanSetempat(models.Model):
    """Kuncinya (halaman, balok): naskah dasarnya tetap ikut diperbarui, catatannya ditandai bila dasarnya berubah."""

    class Jenis(models.TextChoices):
        CATATAN = "catatan", "catatan di bawahnya"
        PENGGANTI = "pengganti", "menggantikan di sini"

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="catatan_setempat")
    halaman = models.UUIDField("tanda halaman", help_text="`translation_key` halaman langkah.")
    balok = models.UUIDField("tanda balok")
    jenis = models.CharField("jenis", max_length=9, choices=Jenis.choices, default=Jenis.CATATAN)
    teks = models.TextField("isi", max_length=2000)
    sidik_dasar = models.CharField("sidik balok saat ditulis", max_length=64)
    cuplikan = models.CharField("cuplikan balok saat ditulis", max_length=160, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    diubah = models.DateTimeField("diubah", auto_now=True)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4)
    contoh = models.BooleanField("data contoh", default=False)

    objects = CatatanSetempatQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan setempat"
        verbose_name_plural = "catatan setempat"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["wilayah", "halaman", "balok"], name="catatan_satu_per_balok"),
        ]

    def __str__(self) -> str:
        return self.teks[:60]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=self.wilayah)

    def boleh_dihapus(self, *, oleh) -> bool:
        return boleh_mencatat(self.wilayah, oleh=oleh)

    def get_absolute_url(self) -> str:
        return reverse("replikasi:catatan-desa", args=[self.wilayah.kode])


def boleh_mencatat(wilayah: Wilayah, *, oleh) -> bool:
    return (
        oleh.is_authenticated
        and wilayah.tingkat == Wilayah.Tingkat.DESA
        and oleh.berkuasa(Peran.OPERATOR, *PERAN_PENDAMPING, atas=wilayah)
    )
