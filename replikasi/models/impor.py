from __future__ import annotations

import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models

from akun.models import Peran
from wilayah.models import Wilayah

from .status import PengakuanStatus
from .telemetri import Produk


def lemari_pribadi():
    return storages["pribadi"]


class ImporPantauQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> ImporPantauQuerySet:
        """Pengelola melihat semua impor, manajer hanya yang ia unggah sendiri."""
        if not oleh.is_authenticated:
            return self.none()
        return self if oleh.berperan(Peran.PENGELOLA) else self.filter(oleh=oleh)


class ImporPantau(models.Model):
    """Satu berkas daftar Pantau: diperiksa dahulu, diterapkan sesudah orang setuju, dapat diurungkan.

    Tiga keadaan yang dikerjakan pekerja sepotong demi sepotong; `sampai` letak potongan terakhir yang sudah tersimpan.
    """

    class Keadaan(models.TextChoices):
        MEMERIKSA = "memeriksa", "sedang diperiksa"
        GAGAL = "gagal", "gagal"
        DIPERIKSA = "diperiksa", "sudah diperiksa, belum diterapkan"
        MENERAPKAN = "menerapkan", "sedang diterapkan"
        DITERAPKAN = "diterapkan", "diterapkan"
        MENGURUNGKAN = "mengurungkan", "sedang diurungkan"
        DIURUNGKAN = "diurungkan", "diurungkan"

    DIKERJAKAN = (Keadaan.MEMERIKSA, Keadaan.MENERAPKAN, Keadaan.MENGURUNGKAN)

    PERAN = (Peran.MANAJER, Peran.PENGELOLA)

    produk = models.CharField("produk", max_length=12, choices=Produk.choices, default=Produk.OPENSID)
    berkas = models.FileField("berkas", storage=lemari_pribadi, upload_to="impor-pantau/", max_length=200)
    nama_asli = models.CharField("nama berkas", max_length=150)
    keadaan = models.CharField("keadaan", max_length=12, choices=Keadaan.choices, default=Keadaan.MEMERIKSA)
    ringkasan = models.JSONField("ringkasan", default=dict)
    sampai = models.BigIntegerField("wilayah terakhir yang sudah tersimpan", default=0)
    selesai_n = models.PositiveIntegerField("sudah dikerjakan", default=0)
    jumlah_n = models.PositiveIntegerField("yang harus dikerjakan", default=0)
    dicoba_n = models.PositiveSmallIntegerField("percobaan yang gagal", default=0)
    sewa_sampai = models.DateTimeField("dipegang pekerja sampai", null=True, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField("diunggah", auto_now_add=True)
    diputus_pada = models.DateTimeField("diterapkan atau diurungkan", null=True, blank=True)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4)

    objects = ImporPantauQuerySet.as_manager()

    class Meta:
        verbose_name = "impor Pantau"
        verbose_name_plural = "impor Pantau"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["keadaan", "id"], name="impor_pantau_antre")]

    def __str__(self) -> str:
        return self.nama_asli

    @property
    def dikerjakan(self) -> bool:
        return self.keadaan in self.DIKERJAKAN

    @property
    def persen(self) -> int:
        return min(100, self.selesai_n * 100 // self.jumlah_n) if self.jumlah_n else 0

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (self.oleh_id == oleh.pk or oleh.berperan(Peran.PENGELOLA))


class BarisImpor(models.Model):
    """Pernyataan yang lahir dari satu impor, supaya dapat diurungkan utuh."""

    impor = models.ForeignKey(ImporPantau, on_delete=models.PROTECT, related_name="baris")
    pengakuan = models.OneToOneField(PengakuanStatus, on_delete=models.CASCADE, related_name="baris_impor")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    situs = models.CharField("alamat situs", max_length=200, blank=True)

    class Meta:
        verbose_name = "baris impor"
        verbose_name_plural = "baris impor"
