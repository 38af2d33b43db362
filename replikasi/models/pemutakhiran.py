"""Pemutakhiran wilayah oleh orang: edisi kode baru, impor fakta desa, dan jejaknya (tracker.md 9)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from akun.models import Peran
from wilayah.models import Wilayah

from .terbit import PERAN_PENULIS


class Unggahan(models.Model):
    """Yang diunggah dilihat dahulu, baru diterapkan oleh orang; pratinjaunya disimpan, berkasnya tidak."""

    class Keadaan(models.TextChoices):
        PRATINJAU = "pratinjau", "menunggu keputusan"
        DITERAPKAN = "diterapkan", "diterapkan"
        DIURUNGKAN = "diurungkan", "diurungkan"
        DIBUANG = "dibuang", "dibuang"

    nama_berkas = models.CharField("nama berkas", max_length=120)
    keadaan = models.CharField("keadaan", max_length=10, choices=Keadaan.choices, default=Keadaan.PRATINJAU)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    diunggah = models.DateTimeField("diunggah", auto_now_add=True)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    diputus_pada = models.DateTimeField("diputus", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-pk"]

    @property
    def menunggu(self) -> bool:
        return self.keadaan == self.Keadaan.PRATINJAU


class EdisiWilayahQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> EdisiWilayahQuerySet:
        """Daftar resmi seluruh Indonesia: hanya pengelola nasional."""
        return self if oleh.is_authenticated and oleh.berperan(Peran.PENGELOLA) else self.none()


class EdisiWilayah(Unggahan):
    """Satu edisi daftar resmi, sebagai beda terhadap yang ada: baru, hilang, ganti nama, dengan keputusan orang."""

    nama = models.CharField("nama edisi", max_length=120)
    dasar = models.CharField("dasar hukum", max_length=200)
    tanggal = models.DateField("mulai berlaku")
    rencana = models.JSONField("beda terhadap daftar yang ada", default=dict)
    putusan = models.JSONField("keputusan orang", default=dict)

    objects = EdisiWilayahQuerySet.as_manager()

    class Meta(Unggahan.Meta):
        verbose_name = "edisi wilayah"
        verbose_name_plural = "edisi wilayah"

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("replikasi:edisi", args=[self.pk])

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berperan(Peran.PENGELOLA)


class ImporFaktaQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> ImporFaktaQuerySet:
        return self.filter(oleh.q_kuasa(*PERAN_PENULIS)) if oleh.is_authenticated else self.none()


class ImporFakta(Unggahan):
    """Satu lembar fakta desa: tiap baris dengan nilai lama dan barunya, atau galatnya. Dapat diurungkan."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="impor_fakta")
    baris = models.JSONField("baris", default=list, help_text="nomor, pk, kode, nama, lama, baru, pernyataan")
    galat = models.JSONField("baris yang ditolak", default=list, help_text="nomor, sebab")

    objects = ImporFaktaQuerySet.as_manager()

    class Meta(Unggahan.Meta):
        verbose_name = "impor fakta desa"
        verbose_name_plural = "impor fakta desa"

    def __str__(self) -> str:
        return self.nama_berkas

    def get_absolute_url(self) -> str:
        return reverse("replikasi:impor-fakta", args=[self.pk])

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(*PERAN_PENULIS, atas=self.wilayah)


class JejakWilayahQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> JejakWilayahQuerySet:
        return self.filter(oleh.q_kuasa(*PERAN_PENULIS)) if oleh.is_authenticated else self.none()

    def update(self, **kwargs):
        raise TypeError("Jejak tidak diubah.")

    def delete(self):
        raise TypeError("Jejak tidak dihapus.")


class JejakWilayah(models.Model):
    """Siapa mengubah apa pada satu wilayah, lewat unggahan mana. Hanya bertambah."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="jejak")
    tindakan = models.CharField("tindakan", max_length=160)
    rincian = models.JSONField("lama dan baru", default=dict, blank=True)
    edisi = models.ForeignKey(EdisiWilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="jejak")
    impor = models.ForeignKey(ImporFakta, on_delete=models.PROTECT, null=True, blank=True, related_name="jejak")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("pada", auto_now_add=True)

    objects = JejakWilayahQuerySet.as_manager()

    class Meta:
        verbose_name = "jejak wilayah"
        verbose_name_plural = "jejak wilayah"
        ordering = ["-pk"]

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise TypeError("Jejak tidak diubah.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Jejak tidak dihapus.")

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(*PERAN_PENULIS, atas=self.wilayah)
