from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .angkatan import Sesi
from .peserta import Peserta


class Kehadiran(models.Model):
    """Satu peserta pada satu sesi. Catatan yang lebih baru menurut jam pencatatnya menang; izin, sakit, alpa bukan hadir."""

    class Keadaan(models.TextChoices):
        HADIR = "hadir", "hadir"
        IZIN = "izin", "izin"
        SAKIT = "sakit", "sakit"
        ALPA = "alpa", "alpa"

    class Cara(models.TextChoices):
        DAFTAR = "daftar", "daftar nama"
        QR = "qr", "kode QR"
        KERTAS = "kertas", "daftar kertas"
        LURING = "luring", "daftar luring"
        DARING = "daring", "selang daring"

    sesi = models.ForeignKey(Sesi, on_delete=models.CASCADE, related_name="kehadiran")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="kehadiran")
    keadaan = models.CharField("keadaan", max_length=5, choices=Keadaan.choices)
    cara = models.CharField("cara", max_length=6, choices=Cara.choices)
    dicatat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    dicatat_pada = models.DateTimeField("menurut jam pencatat", default=timezone.now)
    diterima = models.DateTimeField("diterima server", auto_now=True)

    class Meta:
        verbose_name = "kehadiran"
        verbose_name_plural = "kehadiran"
        constraints = [models.UniqueConstraint(fields=["sesi", "peserta"], name="kehadiran_kelas_sekali")]


class SelangDaring(models.Model):
    """Keluar-masuk pertemuan daring. Yang dihitung gabungannya, bukan jumlah barisnya."""

    sesi = models.ForeignKey(Sesi, on_delete=models.CASCADE, related_name="selang")
    peserta = models.ForeignKey(Peserta, on_delete=models.CASCADE, related_name="selang")
    masuk = models.DateTimeField("masuk")
    keluar = models.DateTimeField("keluar")

    class Meta:
        verbose_name = "selang daring"
        verbose_name_plural = "selang daring"
        constraints = [
            models.UniqueConstraint(fields=["sesi", "peserta", "masuk", "keluar"], name="selang_sekali"),
            models.CheckConstraint(condition=Q(keluar__gt=F("masuk")), name="selang_urut"),
        ]
