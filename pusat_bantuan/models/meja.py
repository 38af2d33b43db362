"""Meja penangan: tampilan tersimpan, tindakan borongan, dan siapa sedang membuka tiket apa."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akun.models import Peran
from wilayah.models import Wilayah

from .tiket import ProfilTiket

UMUR_HADIR = timedelta(seconds=60)


class TampilanQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> TampilanQuerySet:
        """Milik sendiri, dan milik tim: peran yang sama di wilayah yang sama."""
        if not oleh.is_authenticated:
            return self.none()
        syarat = Q(pemilik=oleh)
        for tugas in oleh.penugasan_berlaku:
            syarat |= Q(untuk_peran=tugas.peran, wilayah=tugas.wilayah_id)
        return self.filter(syarat)


class TampilanTersimpan(models.Model):
    """Saringan antrean yang diberi nama. Yang disimpan alamatnya, jadi hak baca tetap dihitung tiap kali dibuka."""

    class UntukPeran(models.TextChoices):
        PEGIAT = Peran.PEGIAT.value, "pegiat"
        PETUGAS = Peran.PETUGAS.value, "petugas"

    nama = models.CharField("nama", max_length=60)
    pemilik = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tampilan")
    untuk_peran = models.CharField(
        "untuk tim", max_length=10, choices=UntukPeran.choices, blank=True, help_text="Kosong: hanya pemiliknya."
    )
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="wilayah tim",
        help_text="Kosong pada tampilan tim berarti tim nasional.",
    )  # fmt: skip
    kueri = models.CharField("saringan", max_length=500, blank=True)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    objects = TampilanQuerySet.as_manager()

    class Meta:
        verbose_name = "tampilan tersimpan"
        verbose_name_plural = "tampilan tersimpan"
        ordering = ["nama", "pk"]
        constraints = [models.UniqueConstraint(fields=["pemilik", "nama"], name="tampilan_nama_sekali")]

    def __str__(self) -> str:
        return self.nama

    def boleh_dilihat(self, *, oleh) -> bool:
        if not oleh.is_authenticated:
            return False
        return self.pemilik_id == oleh.pk or any(
            tugas.peran == self.untuk_peran and tugas.wilayah_id == self.wilayah_id for tugas in oleh.penugasan_berlaku
        )

    def boleh_diubah(self, *, oleh) -> bool:
        return oleh.is_authenticated and self.pemilik_id == oleh.pk


class SematanQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> SematanQuerySet:
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(orang=oleh, tampilan__in=TampilanTersimpan.objects.terlihat(oleh=oleh).values("pk"))


class SematanTampilan(models.Model):
    """Tampilan yang disematkan satu orang di atas antreannya; satu boleh menjadi bawaannya."""

    orang = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sematan")
    tampilan = models.ForeignKey(TampilanTersimpan, on_delete=models.CASCADE, related_name="sematan")
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    bawaan = models.BooleanField("bawaan", default=False)

    objects = SematanQuerySet.as_manager()

    class Meta:
        verbose_name = "sematan tampilan"
        verbose_name_plural = "sematan tampilan"
        ordering = ["urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["orang", "tampilan"], name="sematan_sekali"),
            models.UniqueConstraint(fields=["orang"], condition=Q(bawaan=True), name="sematan_satu_bawaan"),
        ]

    def __str__(self) -> str:
        return f"{self.orang_id} → {self.tampilan_id}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and self.orang_id == oleh.pk and self.tampilan.boleh_dilihat(oleh=oleh)


class MassalQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> MassalQuerySet:
        return self.filter(pelaku=oleh) if oleh.is_authenticated else self.none()


class TindakanMassal(models.Model):
    """Catatan satu tindakan borongan: apa, atas tiket mana, hasilnya per tiket. Kunci yang sama dijalankan sekali."""

    class Perbuatan(models.TextChoices):
        AMBIL = "ambil", "Ambil"
        TUGASKAN = "tugaskan", "Tugaskan kepada"
        BIDANG = "bidang", "Ganti bidang"
        DAMPAK = "dampak", "Ganti dampak"
        GANGGUAN = "gangguan", "Masukkan ke gangguan"
        JAWAB = "jawab", "Jawab selesai"

    pelaku = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tindakan_massal")
    perbuatan = models.CharField("perbuatan", max_length=10, choices=Perbuatan.choices)
    keterangan = models.CharField("keterangan", max_length=200, blank=True)
    hasil = models.JSONField("hasil per tiket", default=list)
    kunci_kirim = models.UUIDField("kunci kirim", default=uuid.uuid4, unique=True, editable=False)
    pada = models.DateTimeField("pada", default=timezone.now)
    dibatalkan_pada = models.DateTimeField("dibatalkan", null=True, blank=True)

    objects = MassalQuerySet.as_manager()

    class Meta:
        verbose_name = "tindakan borongan"
        verbose_name_plural = "tindakan borongan"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["pelaku", "-id"], name="massal_pelaku")]

    def __str__(self) -> str:
        return f"{self.get_perbuatan_display()} ({len(self.hasil)} tiket)"

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and self.pelaku_id == oleh.pk


class KehadiranQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> KehadiranQuerySet:
        """Siapa membuka tiket hanya diketahui sesama penangannya."""
        return self.filter(profil__in=ProfilTiket.objects.dapat_ditangani(oleh=oleh).values("pk"))

    def sekarang(self) -> KehadiranQuerySet:
        return self.filter(pada__gt=timezone.now() - UMUR_HADIR)


class KehadiranTiket(models.Model):
    """Detak seorang penangan yang sedang membuka atau menulis di satu tiket; basi sesudah 60 detik."""

    profil = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, related_name="kehadiran")
    orang = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    menulis = models.BooleanField("sedang menulis", default=False)
    pada = models.DateTimeField("pada", default=timezone.now)

    objects = KehadiranQuerySet.as_manager()

    class Meta:
        verbose_name = "kehadiran"
        verbose_name_plural = "kehadiran"
        constraints = [models.UniqueConstraint(fields=["profil", "orang"], name="kehadiran_sekali")]
        indexes = [models.Index(fields=["pada"], name="kehadiran_pada")]

    def __str__(self) -> str:
        return f"{self.orang_id} di {self.profil_id}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.profil.boleh_ditangani(oleh=oleh)
