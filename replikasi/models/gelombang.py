"""Replikasi: gelombang desa, siapa membimbing siapa (K-103, K-125; tracker.md 8)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from wilayah.models import Wilayah

from .program import PERAN_PEMBACA, Penerapan, Program
from .seleksi import Seleksi
from .terbit import PERAN_PENULIS, BolehTerbit


class Gelombang(BolehTerbit):
    """Desa-desa yang berangkat bersama; nomor 0 ialah yang lebih dahulu berjalan sebagai mentor pertama."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="gelombang")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="gelombang", verbose_name="wilayah")
    nomor = models.PositiveSmallIntegerField("nomor gelombang")
    nama = models.CharField("nama", max_length=120)
    mulai = models.DateField("hari mulai")
    selesai = models.DateField("diharapkan selesai", null=True, blank=True)
    seleksi = models.ForeignKey(
        Seleksi,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gelombang",
        verbose_name="dasar keputusan",
    )
    catatan = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "gelombang"
        verbose_name_plural = "gelombang"
        ordering = ["program", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["program", "nomor"], name="gelombang_nomor_sekali"),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")), name="gelombang_urut"
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("replikasi:gelombang", args=[self.pk])


class AnggotaGelombang(models.Model):
    """Satu desa dalam satu gelombang; penerapannya terisi sesudah gelombangnya dimulai."""

    gelombang = models.ForeignKey(Gelombang, on_delete=models.PROTECT, related_name="anggota")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="anggota_gelombang")
    penerapan = models.ForeignKey(
        Penerapan, on_delete=models.PROTECT, null=True, blank=True, related_name="anggota_gelombang"
    )

    class Meta:
        verbose_name = "anggota gelombang"
        verbose_name_plural = "anggota gelombang"
        ordering = ["wilayah__kunci"]
        constraints = [models.UniqueConstraint(fields=["gelombang", "wilayah"], name="anggota_sekali_per_gelombang")]

    def __str__(self) -> str:
        return f"{self.wilayah} – {self.gelombang}"


class BimbinganQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> BimbinganQuerySet:
        """Terbuka bila gelombangnya terbit; selebihnya bagi yang bertugas di wilayahnya."""
        terbit = Q(gelombang__terbit=True)
        if not oleh.is_authenticated:
            return self.filter(terbit)
        return self.filter(terbit | oleh.q_kuasa(*PERAN_PEMBACA, jalur="gelombang__wilayah__kunci"))

    def berlaku(self) -> BimbinganQuerySet:
        return self.filter(selesai__isnull=True)


class Bimbingan(models.Model):
    """Tepi berarah: satu desa membimbing desa lain dalam satu gelombang. Mentor utama paling banyak satu yang berlaku."""

    gelombang = models.ForeignKey(Gelombang, on_delete=models.PROTECT, related_name="bimbingan")
    mentor = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="membimbing", verbose_name="mentor")
    dampingan = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="dibimbing", verbose_name="dampingan")
    utama = models.BooleanField("mentor utama", default=True)
    mulai = models.DateField("sejak")
    selesai = models.DateField("sampai", null=True, blank=True)
    alasan = models.CharField("alasan berakhir", max_length=200, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)
    contoh = models.BooleanField("data contoh", default=False)

    objects = BimbinganQuerySet.as_manager()

    class Meta:
        verbose_name = "bimbingan"
        verbose_name_plural = "bimbingan"
        ordering = ["gelombang", "mentor__kunci", "dampingan__kunci"]
        constraints = [
            models.CheckConstraint(condition=~Q(mentor=F("dampingan")), name="bimbingan_bukan_diri_sendiri"),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")), name="bimbingan_urut"
            ),
            models.UniqueConstraint(
                fields=["dampingan"], condition=Q(utama=True, selesai__isnull=True), name="mentor_utama_satu"
            ),
            models.UniqueConstraint(
                fields=["gelombang", "mentor", "dampingan"], condition=Q(selesai__isnull=True), name="bimbingan_sekali"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} membimbing {self.dampingan}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.gelombang.boleh_dilihat(oleh=oleh)

    def boleh_diakhiri(self, *, oleh) -> bool:
        return (
            oleh.is_authenticated
            and self.selesai is None
            and oleh.berkuasa(*PERAN_PENULIS, atas=self.gelombang.wilayah)
        )
