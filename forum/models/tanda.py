"""Tanda baca dan simpanan seseorang: milik orang itu sendiri, hilang bersama akunnya."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .ruang import Ruang
from .topik import Topik


class TopikPengguna(models.Model):
    """Sampai nomor berapa seseorang membaca satu topik, dan seberapa ia ingin dikabari."""

    class Tingkat(models.TextChoices):
        BISU = "bisu", "bisukan"
        BIASA = "biasa", "biasa"
        IKUTI = "ikuti", "ikuti"
        LANGGANAN = "langganan", "kabari setiap balasan"

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="topik_dibaca")
    topik = models.ForeignKey(Topik, on_delete=models.CASCADE, related_name="pembaca")
    terakhir_dibaca = models.PositiveIntegerField("nomor terakhir dibaca", default=0)
    tingkat = models.CharField("tingkat kabar", max_length=9, choices=Tingkat.choices, default=Tingkat.BIASA)

    class Meta:
        verbose_name = "tanda baca topik"
        verbose_name_plural = "tanda baca topik"
        constraints = [models.UniqueConstraint(fields=["pengguna", "topik"], name="tanda_baca_sekali")]
        indexes = [
            models.Index(
                fields=["topik", "tingkat"], condition=Q(tingkat__in=["ikuti", "langganan"]), name="topik_pengikut"
            )
        ]


class RuangPengguna(models.Model):
    """Batas baca satu ruang: semua yang dibalas sebelumnya dianggap terbaca."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ruang_dibaca")
    ruang = models.ForeignKey(Ruang, on_delete=models.CASCADE, related_name="pembaca")
    dibaca_sebelum = models.DateTimeField("dibaca sebelum", default=timezone.now)

    class Meta:
        verbose_name = "batas baca ruang"
        verbose_name_plural = "batas baca ruang"
        constraints = [models.UniqueConstraint(fields=["pengguna", "ruang"], name="batas_ruang_sekali")]


class BatasBaca(models.Model):
    """Batas baca seluruh forum, digeser oleh "tandai semua terbaca"; tanpa baris ini batasnya saat akun dibuat."""

    pengguna = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="batas_baca_forum")
    dibaca_sebelum = models.DateTimeField("dibaca sebelum", default=timezone.now)

    class Meta:
        verbose_name = "batas baca"
        verbose_name_plural = "batas baca"


class Draf(models.Model):
    """Tulisan yang belum dikirim: `kunci` "topik:12", "kiriman:7", "baru:3"."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="draf_forum")
    kunci = models.CharField("kunci", max_length=40)
    judul = models.CharField("judul", max_length=160, blank=True)
    sumber = models.TextField("sumber")
    diubah = models.DateTimeField("diubah", auto_now=True)

    class Meta:
        verbose_name = "draf"
        verbose_name_plural = "draf"
        constraints = [models.UniqueConstraint(fields=["pengguna", "kunci"], name="draf_sekali")]
