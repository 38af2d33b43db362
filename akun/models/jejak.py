from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .penugasan import Penugasan, Peran


class JejakTetap(Exception):
    """Jejak hanya ditambah; mengubah atau menghapusnya adalah kesalahan program."""


class JejakQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> JejakQuerySet:
        """Tentang diri sendiri, atau tentang penugasan yang dibawahi manajer dan pengelola."""
        if not oleh.is_authenticated:
            return self.none()
        if oleh.berperan(Peran.PENGELOLA):
            return self
        return self.filter(
            Q(tentang=oleh)
            | (Q(penugasan__isnull=False) & oleh.q_kuasa(Peran.MANAJER, jalur="penugasan__wilayah__kunci"))
        )

    def update(self, **kwargs):
        raise JejakTetap

    def delete(self):
        raise JejakTetap


class JejakAkun(models.Model):
    """Catatan yang hanya bertambah: siapa berbuat apa terhadap siapa, kapan (ASVS 16.3)."""

    class Tindakan(models.TextChoices):
        DIAJUKAN = "diajukan", "mengajukan diri"
        DIBERI = "diberi", "diberi tugas"
        DISETUJUI = "disetujui", "dikonfirmasi"
        DITOLAK = "ditolak", "ditolak"
        DICABUT = "dicabut", "dicabut"
        UNDANGAN_DIBUAT = "undangan_dibuat", "undangan dibuat"
        UNDANGAN_DICABUT = "undangan_dicabut", "undangan dicabut"
        UNDANGAN_DITERIMA = "undangan_diterima", "undangan diterima"
        NOMOR = "nomor", "nomor HP dikonfirmasi"
        TAUTAN_SANDI = "tautan_sandi", "tautan sandi baru dibuat"
        DATA_DIUNDUH = "data_diunduh", "data sendiri diunduh"
        NAMA_PENGGUNA = "nama_pengguna", "nama pengguna diganti"
        DIHAPUS = "dihapus", "akun dihapus"

    tindakan = models.CharField("tindakan", max_length=20, choices=Tindakan.choices)
    pelaku = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Kosong: sistem atau baris perintah.",
    )  # fmt: skip
    tentang = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="jejak"
    )
    penugasan = models.ForeignKey(Penugasan, on_delete=models.PROTECT, null=True, blank=True, related_name="jejak")
    catatan = models.CharField("catatan", max_length=300, blank=True)
    pada = models.DateTimeField("pada", auto_now_add=True)

    objects = JejakQuerySet.as_manager()

    class Meta:
        verbose_name = "jejak akun"
        verbose_name_plural = "jejak akun"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["tentang", "-id"], name="jejak_tentang")]

    def __str__(self) -> str:
        return f"{self.get_tindakan_display()} ({self.pada:%Y-%m-%d})"

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise JejakTetap
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise JejakTetap

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (
            self.tentang_id == oleh.pk
            or oleh.berperan(Peran.PENGELOLA)
            or (self.penugasan is not None and oleh.berkuasa(Peran.MANAJER, atas=self.penugasan.wilayah))
        )
