"""Tanda baca dan simpanan seseorang: milik orang itu sendiri, hilang bersama akunnya."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .ruang import Ruang
from .simpul import Simpul
from .topik import Topik


class TopikPengguna(models.Model):
    """Sampai nomor berapa seseorang membaca satu topik, dan seberapa ia ingin dikabari."""

    class Tingkat(models.TextChoices):
        IKUT_RUANG = "", "seperti ruangnya"
        BISU = "bisu", "bisukan"
        BIASA = "biasa", "biasa"
        IKUTI = "ikuti", "ikuti"
        LANGGANAN = "langganan", "kabari setiap balasan"

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="topik_dibaca")
    topik = models.ForeignKey(Topik, on_delete=models.CASCADE, related_name="pembaca")
    terakhir_dibaca = models.PositiveIntegerField("nomor terakhir dibaca", default=0)
    tingkat = models.CharField(
        "tingkat kabar", max_length=9, choices=Tingkat.choices, blank=True, default=Tingkat.IKUT_RUANG
    )
    nomor_dikabari = models.PositiveIntegerField("nomor terakhir dikabarkan", default=0)

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
    """Batas baca dan tingkat kabar satu ruang; keduanya boleh tidak diatur."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ruang_dibaca")
    ruang = models.ForeignKey(Ruang, on_delete=models.CASCADE, related_name="pembaca")
    dibaca_sebelum = models.DateTimeField("dibaca sebelum", null=True, blank=True)
    tingkat = models.CharField(
        "tingkat kabar", max_length=9, choices=TopikPengguna.Tingkat.choices, blank=True, default=""
    )

    class Meta:
        verbose_name = "batas baca ruang"
        verbose_name_plural = "batas baca ruang"
        constraints = [models.UniqueConstraint(fields=["pengguna", "ruang"], name="batas_ruang_sekali")]


class SimpulPengguna(models.Model):
    """Tingkat kabar seseorang untuk satu simpul: berlaku bagi ruang dan topik yang tidak diatur sendiri."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="simpul_diikuti")
    simpul = models.ForeignKey(Simpul, on_delete=models.CASCADE, related_name="pengikut")
    tingkat = models.CharField(
        "tingkat kabar", max_length=9, choices=TopikPengguna.Tingkat.choices, blank=True, default=""
    )

    class Meta:
        verbose_name = "tingkat kabar simpul"
        verbose_name_plural = "tingkat kabar simpul"
        constraints = [models.UniqueConstraint(fields=["pengguna", "simpul"], name="tingkat_simpul_sekali")]


class PilihanSurat(models.Model):
    """Surat forum seseorang. Tanpa baris: hanya sebutan dan jawaban bagi Anda; ringkasan tidak pernah bawaan."""

    class Cara(models.TextChoices):
        SEBUTAN = "sebutan", "hanya bila saya disebut atau dijawab"
        LANGSUNG = "langsung", "setiap kabar yang saya langgani, segera"
        HARIAN = "harian", "ringkasan setiap hari"
        MINGGUAN = "mingguan", "ringkasan setiap Senin"
        TIDAK = "tidak", "tidak lewat email"

    pengguna = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="pilihan_surat_forum"
    )
    cara = models.CharField("email forum", max_length=8, choices=Cara.choices, default=Cara.SEBUTAN)
    jam = models.PositiveSmallIntegerField("jam ringkasan", default=7)

    class Meta:
        verbose_name = "pilihan surat forum"
        verbose_name_plural = "pilihan surat forum"
        constraints = [models.CheckConstraint(condition=Q(jam__lte=23), name="pilihan_surat_jam_wajar")]
        indexes = [models.Index(fields=["cara"], name="pilihan_surat_cara")]


class RingkasanTerkirim(models.Model):
    """Satu ringkasan per orang per masa ("2026-11-22", "2026-W47"), juga bila pekerjanya mati di tengah jalan."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ringkasan_forum")
    masa = models.CharField("masa", max_length=10)
    jumlah = models.PositiveSmallIntegerField("topik", default=0)
    dibuat = models.DateTimeField("dibuat", default=timezone.now)

    class Meta:
        verbose_name = "ringkasan terkirim"
        verbose_name_plural = "ringkasan terkirim"
        constraints = [models.UniqueConstraint(fields=["pengguna", "masa"], name="ringkasan_sekali")]


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
