from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Kabar(models.Model):
    """Satu pemberitahuan di dalam situs. `kunci` membuatnya tidak pernah dobel."""

    penerima = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kabar")
    jenis = models.CharField("jenis", max_length=40)
    judul = models.CharField("judul", max_length=200)
    isi = models.CharField("isi", max_length=500, blank=True)
    url = models.CharField("alamat", max_length=300)
    kunci = models.CharField("kunci", max_length=160)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    dibaca_pada = models.DateTimeField("dibaca", null=True, blank=True)

    class Meta:
        verbose_name = "kabar"
        verbose_name_plural = "kabar"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["penerima", "kunci"], name="kabar_sekali")]
        indexes = [
            models.Index(fields=["penerima", "-id"], name="kabar_terbaru"),
            models.Index(fields=["penerima"], condition=Q(dibaca_pada__isnull=True), name="kabar_belum_dibaca"),
        ]


class SuratKeluar(models.Model):
    """Kotak keluar: satu baris per surat, ditulis bersama sebabnya, dikirim pekerja dengan ulang coba."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "menunggu"
        TERKIRIM = "terkirim", "terkirim"
        GAGAL = "gagal", "gagal terkirim"

    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    kunci = models.CharField("kunci", max_length=200, null=True, blank=True, unique=True)
    kepada = models.TextField("kepada")
    perihal = models.CharField("perihal", max_length=300)
    isi = models.BinaryField("pesan lengkap (RFC 5322)")
    keadaan = models.CharField("keadaan", max_length=10, choices=Keadaan.choices, default=Keadaan.MENUNGGU)
    coba = models.PositiveSmallIntegerField("jumlah percobaan", default=0)
    coba_lagi_pada = models.DateTimeField("coba lagi pada")
    galat = models.CharField("galat terakhir", max_length=300, blank=True)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    terkirim_pada = models.DateTimeField("terkirim pada", null=True, blank=True)

    class Meta:
        verbose_name = "surat keluar"
        verbose_name_plural = "surat keluar"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["coba_lagi_pada"], condition=Q(keadaan="menunggu"), name="surat_menunggu"),
            models.Index(fields=["keadaan", "-id"], name="surat_keadaan"),
        ]
