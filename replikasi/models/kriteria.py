"""Kriteria kesiapan dengan bobotnya, beredisi: penilaian memegang edisinya, bobot baru tidak mengubah hasil lama."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .program import Program
from .tetap import BarisTetap

MAKS = 4  # skala 0–4 (tracker.md 4)


class EdisiKriteria(BarisTetap):
    """Satu susunan kriteria. Ditulis sekali; perubahan menjadi edisi berikutnya."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="edisi_kriteria")
    nomor = models.PositiveSmallIntegerField("nomor edisi")
    sejak = models.DateField("berlaku sejak", default=timezone.localdate)
    cakupan_min = models.PositiveSmallIntegerField(
        "bobot paling sedikit yang dinilai (%)", default=80, help_text="Di bawahnya tidak ada nilai sama sekali."
    )
    delta = models.PositiveSmallIntegerField("geseran uji kepekaan (%)", default=20)
    catatan = models.CharField("catatan", max_length=200, blank=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "edisi kriteria"
        verbose_name_plural = "edisi kriteria"
        ordering = ["program", "-nomor"]
        constraints = [
            models.UniqueConstraint(fields=["program", "nomor"], name="edisi_kriteria_sekali"),
            models.CheckConstraint(condition=Q(cakupan_min__range=(1, 100)), name="edisi_cakupan_persen"),
            models.CheckConstraint(condition=Q(delta__range=(1, 99)), name="edisi_delta_persen"),
        ]

    def __str__(self) -> str:
        return f"Edisi {self.nomor}"


class Kriteria(BarisTetap):
    """Satu kriteria berskala 0–4. Yang bergerbang harus mencapai batasnya berapa pun jumlah yang lain (K-099)."""

    edisi = models.ForeignKey(EdisiKriteria, on_delete=models.PROTECT, related_name="kriteria")
    kode = models.SlugField("kode", max_length=30)
    nama = models.CharField("nama", max_length=80)
    bobot = models.PositiveSmallIntegerField("bobot")
    gerbang = models.PositiveSmallIntegerField("gerbang: paling sedikit", null=True, blank=True)
    bukti_diminta = models.CharField("bukti yang diminta", max_length=200, blank=True)
    skala = models.JSONField("arti angka 0–4", default=list)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "kriteria"
        verbose_name_plural = "kriteria"
        ordering = ["edisi", "urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edisi", "kode"], name="kriteria_sekali_per_edisi"),
            models.CheckConstraint(condition=Q(bobot__range=(1, 100)), name="kriteria_berbobot"),
            models.CheckConstraint(
                condition=Q(gerbang__isnull=True) | Q(gerbang__range=(1, MAKS)), name="kriteria_gerbang_dalam_skala"
            ),
        ]

    def __str__(self) -> str:
        return self.nama
