from __future__ import annotations

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from akun.models import Peran

from ..sla import JamPdp, jam_pdp
from .tiket import ProfilTiket


def _token() -> str:
    return secrets.token_urlsafe(24)


class PermintaanPdpQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> PermintaanPdpQuerySet:
        """Petugas nasional dan pengelola; pemohonnya sendiri."""
        if not oleh.is_authenticated:
            return self.none()
        if oleh.berkuasa(Peran.PETUGAS, Peran.PENGELOLA, atas=None):
            return self
        return self.filter(pengguna=oleh)

    def terbuka(self) -> PermintaanPdpQuerySet:
        return self.filter(keadaan__in=PermintaanPdp.TERBUKA)


class PermintaanPdp(models.Model):
    """Permintaan atau laporan tentang data pribadi (UU 27/2022); antrean sendiri, bukan tiket."""

    class Jenis(models.TextChoices):
        AKSES = "akses", "Minta salinan data saya"
        PERBAIKAN = "perbaikan", "Perbaiki data saya"
        PENARIKAN = "penarikan", "Hapus data saya atau tarik persetujuan"
        INSIDEN = "insiden", "Laporkan data pribadi yang bocor"

    class Keadaan(models.TextChoices):
        BARU = "baru", "baru"
        DIPROSES = "diproses", "diproses"
        SELESAI = "selesai", "selesai"
        DITOLAK = "ditolak", "ditolak"

    TERBUKA = (Keadaan.BARU, Keadaan.DIPROSES)

    token = models.CharField("token", max_length=40, unique=True, default=_token, editable=False)
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices)
    nama = models.CharField("nama", max_length=120)
    hubungi = models.CharField("email atau nomor WhatsApp", max_length=200)
    uraian = models.TextField("uraian")
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="permintaan_pdp"
    )
    profil = models.ForeignKey(
        ProfilTiket, on_delete=models.SET_NULL, null=True, blank=True, related_name="permintaan_pdp",
        verbose_name="tiket terkait",
    )  # fmt: skip
    kunci_kirim = models.UUIDField("kunci kirim", unique=True, editable=False)
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices, default=Keadaan.BARU)
    diterima_pada = models.DateTimeField("diterima", default=timezone.now)
    diketahui_pada = models.DateTimeField(
        "insiden diketahui", null=True, blank=True, help_text="Awal hitungan 3 × 24 jam bila lebih dulu dari laporan."
    )
    penangan = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    jawaban = models.TextField("jawaban", blank=True)
    selesai_pada = models.DateTimeField("selesai", null=True, blank=True)
    diingatkan = models.PositiveSmallIntegerField("peringatan terkirim", default=0)

    objects = PermintaanPdpQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan data pribadi"
        verbose_name_plural = "permintaan data pribadi"
        ordering = ["diterima_pada", "pk"]
        indexes = [
            models.Index(fields=["keadaan", "diterima_pada"], name="pdp_keadaan"),
            models.Index(fields=["diterima_pada"], name="pdp_terbuka", condition=Q(keadaan__in=["baru", "diproses"])),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} – {self.nama}"

    def get_absolute_url(self) -> str:
        return reverse("pusat_bantuan:pdp-satu", args=[self.pk])

    @property
    def jam(self) -> JamPdp:
        return jam_pdp(min(self.diterima_pada, self.diketahui_pada or self.diterima_pada))

    @property
    def tenggat(self) -> datetime:
        return self.jam.tenggat

    @property
    def terbuka(self) -> bool:
        return self.keadaan in self.TERBUKA

    @property
    def terlambat(self) -> bool:
        return self.jam.terlampaui(self.selesai_pada or timezone.now())

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (
            oleh.pk == self.pengguna_id or oleh.berkuasa(Peran.PETUGAS, Peran.PENGELOLA, atas=None)
        )

    def boleh_ditangani(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.PETUGAS, Peran.PENGELOLA, atas=None)


class LangkahPdp(models.Model):
    """Catatan tambah-saja tentang satu permintaan: bukti bahwa ditangani pada waktunya."""

    permintaan = models.ForeignKey(PermintaanPdp, on_delete=models.CASCADE, related_name="langkah")
    pada = models.DateTimeField("pada", default=timezone.now)
    pelaku = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    isi = models.CharField("isi", max_length=500)

    class Meta:
        verbose_name = "langkah permintaan data pribadi"
        verbose_name_plural = "langkah permintaan data pribadi"
        ordering = ["pada", "pk"]

    def __str__(self) -> str:
        return self.isi
