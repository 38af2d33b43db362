from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class KirimanLuring(models.Model):
    """Satu perbuatan yang diantrekan perangkat tanpa jaringan. Kuncinya dibuat perangkat; dikirim ulang tetap satu.

    Waktu dan nilai diputuskan server; jam perangkat hanya keterangan (domain training.md 6).
    """

    class Jenis(models.TextChoices):
        SELESAI = "selesai", "menandai selesai"
        KUIS = "kuis", "menjawab latihan"

    class Hasil(models.TextChoices):
        DITERIMA = "diterima", "diterima"
        DITOLAK = "ditolak", "ditolak"

    kunci = models.UUIDField("kunci", primary_key=True, default=uuid.uuid4)
    orang = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    jenis = models.CharField("jenis", max_length=8, choices=Jenis.choices)
    pelajaran = models.UUIDField("tanda pelajaran")
    pada_perangkat = models.DateTimeField("jam di perangkat", null=True)
    diterima = models.DateTimeField("diterima", auto_now_add=True)
    hasil = models.CharField("hasil", max_length=8, choices=Hasil.choices)
    pesan = models.CharField("pesan", max_length=300, blank=True)

    class Meta:
        verbose_name = "kiriman luring"
        verbose_name_plural = "kiriman luring"
        indexes = [models.Index(fields=["orang", "-diterima"], name="kiriman_luring_orang")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} ({self.hasil})"
