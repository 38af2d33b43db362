"""Tim Teknis Nagari: siapa yang menjalankan OpenSID di satu desa (K-098, K-100)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from akun.models import Peran
from wilayah.models import Wilayah

from .program import PERAN_PEMBACA, PERAN_PENDAMPING


class AnggotaTimQuerySet(models.QuerySet):
    def berlaku(self) -> AnggotaTimQuerySet:
        return self.filter(selesai__isnull=True)

    def terlihat(self, *, oleh) -> AnggotaTimQuerySet:
        """Nama anggota data pribadi: desa itu sendiri dan yang bertugas di wilayahnya. Umum melihat jumlahnya."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(Peran.OPERATOR, *PERAN_PEMBACA))


class AnggotaTim(models.Model):
    """Satu orang dengan satu peran di tim satu desa. Boleh belum punya akun; yang berganti diakhiri, tidak dihapus."""

    class PeranTim(models.TextChoices):
        WALI = "wali", "Wali nagari atau kepala desa"
        SEKRETARIS = "sekretaris", "Sekretaris"
        KETUA = "ketua", "Ketua tim"
        OPERATOR = "operator", "Operator data"
        LAYANAN = "layanan", "Petugas layanan"
        INFORMASI = "informasi", "Petugas informasi"
        TEKNIS = "teknis", "Pengelola teknis"
        ANGGOTA = "anggota", "Anggota"

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="tim")
    nama = models.CharField("nama", max_length=120)
    jabatan = models.CharField("jabatan di kantor", max_length=120, blank=True)
    peran = models.CharField("peran di tim", max_length=10, choices=PeranTim.choices)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="tim_teknis",
        verbose_name="akun", help_text="Hasil belajarnya terbaca dari akunnya. Kosong bila belum punya.",
    )  # fmt: skip
    mulai = models.DateField("sejak", default=timezone.localdate)
    selesai = models.DateField("sampai", null=True, blank=True)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4)
    contoh = models.BooleanField("data contoh", default=False)

    objects = AnggotaTimQuerySet.as_manager()

    class Meta:
        verbose_name = "anggota tim teknis"
        verbose_name_plural = "anggota tim teknis"
        ordering = ["mulai", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah", "nama", "peran"], condition=Q(selesai__isnull=True), name="anggota_tim_sekali"
            ),
            models.CheckConstraint(condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")), name="tim_urut"),
        ]
        indexes = [models.Index(fields=["wilayah", "selesai"], name="tim_wilayah")]

    def __str__(self) -> str:
        return self.nama

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=self.wilayah)

    def boleh_diakhiri(self, *, oleh) -> bool:
        return self.selesai is None and boleh_mengatur_tim(self.wilayah, oleh=oleh)

    def get_absolute_url(self) -> str:
        return reverse("replikasi:tim", args=[self.wilayah.kode])


def boleh_mengatur_tim(wilayah: Wilayah, *, oleh) -> bool:
    """Operator desa itu dan pendampingnya mencatat tim; susunannya sendiri ditetapkan keputusan wali nagari."""
    return (
        oleh.is_authenticated
        and wilayah.tingkat == Wilayah.Tingkat.DESA
        and oleh.berkuasa(Peran.OPERATOR, *PERAN_PENDAMPING, atas=wilayah)
    )
