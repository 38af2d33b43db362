from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from akun.models import Peran
from wilayah.models import Wilayah

from .program import PERAN_PEMBACA, PERAN_PENDAMPING
from .telemetri import Produk


class PengakuanStatusQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> PengakuanStatusQuerySet:
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(Peran.OPERATOR, *PERAN_PEMBACA))


class PengakuanStatus(models.Model):
    """Keadaan pemasangan menurut orang atau daftar lain, bukan menurut laporan otomatis. Yang lama tetap disimpan.

    Urutan kepercayaan (domain tracker.md 2): terverifikasi > telemetri > lapor mandiri > impor; per sumber yang terbaru.
    """

    class Sumber(models.TextChoices):
        TERVERIFIKASI = "terverifikasi", "dipastikan orang kedua"
        LAPOR_MANDIRI = "lapor_mandiri", "dinyatakan, belum dipastikan"
        IMPOR = "impor", "daftar dari luar"

    class Keadaan(models.TextChoices):
        DIPAKAI = "dipakai", "terpasang dan dipakai"
        TERPASANG = "terpasang", "terpasang, belum dipakai"
        TIDAK_DIPAKAI = "tidak_dipakai", "tidak dipakai"

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="pengakuan_status")
    produk = models.CharField("produk", max_length=12, choices=Produk.choices, default=Produk.OPENSID)
    sumber = models.CharField("sumber", max_length=13, choices=Sumber.choices)
    keadaan = models.CharField("keadaan", max_length=13, choices=Keadaan.choices)
    tanggal = models.DateField("per tanggal")
    versi = models.CharField("versi", max_length=40, blank=True)
    catatan = models.CharField("catatan", max_length=300, blank=True)
    atas = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="pemastian",
        verbose_name="memastikan pernyataan",
    )  # fmt: skip
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4)
    contoh = models.BooleanField("data contoh", default=False)

    objects = PengakuanStatusQuerySet.as_manager()

    class Meta:
        verbose_name = "pengakuan status"
        verbose_name_plural = "pengakuan status"
        ordering = ["-tanggal", "-pk"]
        indexes = [models.Index(fields=["wilayah", "produk", "-tanggal"], name="pengakuan_terbaru")]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=self.wilayah)

    def boleh_dipastikan(self, *, oleh) -> bool:
        """Orang kedua: pendamping wilayahnya, bukan yang menyatakan, dan bukan dari desa itu sendiri."""
        return (
            oleh.is_authenticated
            and self.sumber == self.Sumber.LAPOR_MANDIRI
            and self.oleh_id is not None
            and self.oleh_id != oleh.pk
            and not PengakuanStatus.objects.filter(atas=self).exists()
            and oleh.berkuasa(*PERAN_PENDAMPING, atas=self.wilayah)
            and not oleh.berkuasa(Peran.OPERATOR, atas=self.wilayah)
        )


def boleh_menyatakan(wilayah: Wilayah, *, oleh) -> bool:
    """Operator desanya, atau yang mendampingi wilayahnya. Apa pun perannya, satu orang saja belum memastikan."""
    return (
        oleh.is_authenticated
        and wilayah.tingkat == Wilayah.Tingkat.DESA
        and oleh.berkuasa(Peran.OPERATOR, *PERAN_PENDAMPING, atas=wilayah)
    )
