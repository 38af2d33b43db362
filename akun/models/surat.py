from __future__ import annotations

from django.db import models
from django.db.models import Q

from .penugasan import Peran


class SuratKeluarQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> SuratKeluarQuerySet:
        """Isi surat adalah urusan penerimanya; yang mengurus macetnya hanya pengelola."""
        return self if oleh.is_authenticated and oleh.berperan(Peran.PENGELOLA) else self.none()

    def macet(self) -> SuratKeluarQuerySet:
        return self.filter(keadaan__in=[SuratKeluar.Keadaan.GAGAL, SuratKeluar.Keadaan.DITOLAK])


class SuratKeluar(models.Model):
    """Kotak keluar: satu baris per surat, ditulis bersama sebabnya, dikirim pekerja dengan ulang coba."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "menunggu"
        TERKIRIM = "terkirim", "terkirim"
        GAGAL = "gagal", "gagal terkirim"
        DITOLAK = "ditolak", "ditolak alamat tujuan"
        BATAL = "batal", "dibatalkan: penerima tidak berhak lagi"

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

    objects = SuratKeluarQuerySet.as_manager()

    class Meta:
        verbose_name = "surat keluar"
        verbose_name_plural = "surat keluar"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["coba_lagi_pada"], condition=Q(keadaan="menunggu"), name="surat_menunggu"),
            models.Index(fields=["keadaan", "-id"], name="surat_keadaan"),
        ]

    def __str__(self) -> str:
        return self.perihal

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berperan(Peran.PENGELOLA)
