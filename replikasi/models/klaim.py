from __future__ import annotations

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse

from akun.models import Peran

from .program import PERAN_PEMBACA, PERAN_PENDAMPING, Penerapan, Tonggak


class KlaimTonggakQuerySet(models.QuerySet):
    def menunggu(self) -> KlaimTonggakQuerySet:
        return self.filter(keadaan=KlaimTonggak.Keadaan.DIAJUKAN)

    def terlihat(self, *, oleh) -> KlaimTonggakQuerySet:
        """Klaim beserta buktinya: desa itu sendiri dan yang bertugas di wilayahnya. Publik hanya melihat jumlahnya."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(Peran.OPERATOR, *PERAN_PEMBACA, jalur="penerapan__wilayah__kunci"))

    def bisa_diputus(self, *, oleh) -> KlaimTonggakQuerySet:
        """Yang menunggu keputusan orang ini; sama dengan `boleh_diverifikasi`."""
        if not oleh.is_authenticated:
            return self.none()
        milik_sendiri = oleh.q_kuasa(Peran.OPERATOR, jalur="penerapan__wilayah__kunci")
        return (
            self.menunggu()
            .filter(oleh.q_kuasa(*PERAN_PENDAMPING, jalur="penerapan__wilayah__kunci"))
            .exclude(diajukan_oleh=oleh)
            .exclude(milik_sendiri)
        )


class KlaimTonggak(models.Model):
    """Desa berkata satu tonggak tercapai, dengan bukti. Isinya tidak diubah; klaim ulang adalah baris baru."""

    class Keadaan(models.TextChoices):
        DIAJUKAN = "diajukan", "menunggu verifikasi"
        DIVERIFIKASI = "diverifikasi", "terverifikasi"
        DIKEMBALIKAN = "dikembalikan", "dikembalikan"

    penerapan = models.ForeignKey(Penerapan, on_delete=models.PROTECT, related_name="klaim")
    tonggak = models.ForeignKey(Tonggak, on_delete=models.PROTECT, related_name="klaim")
    keadaan = models.CharField("keadaan", max_length=12, choices=Keadaan.choices, default=Keadaan.DIAJUKAN)
    catatan = models.TextField("catatan", blank=True)
    tautan = models.URLField("tautan bukti", max_length=300, blank=True)
    nomor_dokumen = models.CharField("nomor dokumen", max_length=80, blank=True)
    tanggal_dokumen = models.DateField("tanggal dokumen", null=True, blank=True)
    diajukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="klaim_tonggak"
    )
    diajukan_pada = models.DateTimeField("diajukan")
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4)
    contoh = models.BooleanField("data contoh", default=False)

    objects = KlaimTonggakQuerySet.as_manager()

    class Meta:
        verbose_name = "klaim tonggak"
        verbose_name_plural = "klaim tonggak"
        ordering = ["-diajukan_pada", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["penerapan", "tonggak"],
                condition=Q(keadaan__in=["diajukan", "diverifikasi"]),
                name="klaim_satu_yang_hidup",
            )
        ]
        indexes = [models.Index(fields=["keadaan", "diajukan_pada", "id"], name="klaim_menunggu")]

    def __str__(self) -> str:
        return f"{self.tonggak} – {self.penerapan.wilayah}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=self.penerapan.wilayah)

    def boleh_diverifikasi(self, *, oleh) -> bool:
        """Orang kedua: berperan atas wilayahnya, bukan yang mengajukan, dan bukan dari desa itu sendiri."""
        return (
            oleh.is_authenticated
            and self.keadaan == self.Keadaan.DIAJUKAN
            and self.diajukan_oleh_id != oleh.pk
            and oleh.berkuasa(*PERAN_PENDAMPING, atas=self.penerapan.wilayah)
            and not oleh.berkuasa(Peran.OPERATOR, atas=self.penerapan.wilayah)
        )

    def boleh_dibatalkan(self, *, oleh) -> bool:
        """Pernyataan tercapai dibatalkan oleh manajer atau pengelola, dengan alasan."""
        return (
            oleh.is_authenticated
            and self.keadaan == self.Keadaan.DIVERIFIKASI
            and oleh.berkuasa(Peran.MANAJER, Peran.PENGELOLA, atas=self.penerapan.wilayah)
        )

    def get_absolute_url(self) -> str:
        return reverse("replikasi:klaim", args=[self.pk])


def lemari_pribadi():
    return storages["pribadi"]


def tempat_bukti(bukti: Bukti | None, nama: str) -> str:
    """Nama acak dengan akhiran aman; nama asli hanya untuk ditampilkan."""
    return f"bukti/{uuid.uuid4().hex}{PurePath(nama).suffix.lower()}"


class Bukti(models.Model):
    class Jenis(models.TextChoices):
        FOTO = "foto", "foto"
        PDF = "pdf", "PDF"

    klaim = models.ForeignKey(KlaimTonggak, on_delete=models.PROTECT, related_name="bukti")
    jenis = models.CharField("jenis", max_length=4, choices=Jenis.choices)
    berkas = models.FileField("berkas", storage=lemari_pribadi, upload_to=tempat_bukti, max_length=120)
    nama_asli = models.CharField("nama berkas", max_length=120)
    ukuran = models.PositiveIntegerField("ukuran (byte)")
    sidik = models.CharField("sha256", max_length=64)

    class Meta:
        verbose_name = "bukti"
        verbose_name_plural = "bukti"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["klaim", "sidik"], name="bukti_sekali_per_klaim")]

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.klaim.boleh_dilihat(oleh=oleh)

    def get_absolute_url(self) -> str:
        return reverse("replikasi:bukti", args=[self.pk])


class VerifikasiQuerySet(models.QuerySet):
    """Hanya bertambah, juga lewat perintah massal."""

    def update(self, **kwargs):
        raise TypeError("Verifikasi tidak diubah; tambahkan putusan baru.")

    def delete(self):
        raise TypeError("Verifikasi tidak dihapus.")


class Verifikasi(models.Model):
    """Keputusan orang kedua atas satu klaim. Hanya bertambah: tidak diubah dan tidak dihapus."""

    class Putusan(models.TextChoices):
        DITERIMA = "diterima", "dinyatakan tercapai"
        DIKEMBALIKAN = "dikembalikan", "dikembalikan"
        DIBATALKAN = "dibatalkan", "pernyataan dibatalkan"

    klaim = models.ForeignKey(KlaimTonggak, on_delete=models.PROTECT, related_name="verifikasi")
    putusan = models.CharField("putusan", max_length=12, choices=Putusan.choices)
    alasan = models.CharField("alasan", max_length=500, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("pada")

    objects = VerifikasiQuerySet.as_manager()

    class Meta:
        verbose_name = "verifikasi"
        verbose_name_plural = "verifikasi"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(putusan="diterima") | ~Q(alasan=""), name="verifikasi_pengembalian_beralasan"
            )
        ]

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise TypeError("Verifikasi tidak diubah; tambahkan putusan baru.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Verifikasi tidak dihapus.")
