from __future__ import annotations

import secrets
import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan import masa
from wilayah.zona import info_zona

from .angkatan import Angkatan
from .kelulusan import Kelulusan


def garam_baru() -> str:
    return secrets.token_hex(16)


class SudahTersegel(TypeError):
    """Sertifikat tidak pernah diubah: cabut, lalu terbitkan yang baru."""


class SertifikatQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> SertifikatQuerySet:
        if not oleh.is_authenticated:
            return self.none()
        kelas = Angkatan.objects.dikelola(oleh=oleh).order_by().values("pk")
        return self.filter(Q(penerima=oleh) | Q(kelulusan__peserta__angkatan__in=kelas))

    def update(self, **kwargs):
        raise SudahTersegel("Sertifikat tidak diubah; cabut lalu terbitkan yang baru.")

    def delete(self):
        raise SudahTersegel("Sertifikat tidak dihapus; cabut bila keliru.")


class Sertifikat(models.Model):
    """Tetap selamanya: yang tertulis disalin saat terbit. Disegel juga di basis data (`segel.py`)."""

    tanda = models.UUIDField("tanda", default=uuid.uuid4, unique=True, editable=False)
    nomor = models.CharField("nomor", max_length=11, unique=True)
    kelulusan = models.ForeignKey(Kelulusan, on_delete=models.PROTECT, related_name="sertifikat")
    ke = models.PositiveSmallIntegerField("penerbitan ke", default=1)
    menggantikan = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="pengganti"
    )
    penerima = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="sertifikat")
    nama = models.CharField("nama penerima", max_length=150)
    kursus = models.CharField("pelatihan", max_length=160)
    capaian = models.CharField("uraian capaian", max_length=600)
    jp = models.PositiveSmallIntegerField("JP")
    penerbit = models.CharField("penerbit", max_length=160)
    penanda_tangan = models.CharField("penanda tangan", max_length=160)
    tempat = models.CharField("tempat", max_length=160, blank=True)
    terbit = models.DateField("tanggal terbit")
    berlaku_sampai = models.DateField("berlaku sampai", null=True, blank=True)
    zona = models.CharField("zona penerbit", max_length=40, default="Asia/Jakarta")
    garam = models.CharField(max_length=32, default=garam_baru, editable=False)
    sidik_email = models.CharField("sidik email", max_length=80, blank=True, editable=False)
    dibuat = models.DateTimeField(default=timezone.now)

    objects = SertifikatQuerySet.as_manager()

    class Meta:
        verbose_name = "sertifikat"
        verbose_name_plural = "sertifikat"
        constraints = [
            models.UniqueConstraint(fields=["kelulusan", "ke"], name="sertifikat_penerbitan_unik"),
            models.CheckConstraint(
                condition=Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=models.F("terbit")),
                name="sertifikat_masa_urut",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomor} {self.nama}"

    def get_absolute_url(self) -> str:
        """Halaman periksa yang umum; alamat inilah yang ada di kode QR."""
        return reverse("modul_pelatihan:periksa", args=[self.tanda])

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise SudahTersegel("Sertifikat tidak diubah; cabut lalu terbitkan yang baru.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise SudahTersegel("Sertifikat tidak dihapus; cabut bila keliru.")

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (
            oleh.pk == self.penerima_id or self.kelulusan.peserta.angkatan.boleh_dikelola(oleh=oleh)
        )

    def boleh_dicabut(self, *, oleh) -> bool:
        """Pengurus kelasnya, tetapi tidak atas sertifikatnya sendiri."""
        return (
            oleh.is_authenticated
            and oleh.pk != self.penerima_id
            and self.kelulusan.peserta.angkatan.boleh_dikelola(oleh=oleh)
        )

    @property
    def dicabut(self) -> bool:
        return hasattr(self, "pencabutan")

    def status(self, pada: date | None = None) -> masa.Status:
        """Menurut tanggal di zona penerbit; hari terakhir masih berlaku."""
        pada = pada or timezone.localdate(timezone=info_zona(self.zona))
        return masa.status(self.terbit, self.berlaku_sampai, pada, dicabut=self.dicabut)


class PencabutanSertifikat(models.Model):
    sertifikat = models.OneToOneField(Sertifikat, on_delete=models.PROTECT, related_name="pencabutan")
    alasan = models.CharField("alasan", max_length=300)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("pada", default=timezone.now)

    class Meta:
        verbose_name = "pencabutan sertifikat"
        verbose_name_plural = "pencabutan sertifikat"


class UrutSertifikat(models.Model):
    """Nomor urut terakhir per tahun, dinaikkan di bawah kunci barisnya."""

    tahun = models.PositiveSmallIntegerField(primary_key=True)
    terakhir = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "nomor urut sertifikat"
        verbose_name_plural = "nomor urut sertifikat"


class KunciLencana(models.Model):
    """Kunci *umum* yang pernah dipakai menandatangani; kunci rahasianya hanya di berkas. Tidak pernah dihapus."""

    kid = models.CharField("tanda kunci", max_length=64, primary_key=True)
    jwk = models.JSONField("kunci umum")
    sejak = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "kunci lencana"
        verbose_name_plural = "kunci lencana"
        ordering = ["sejak", "kid"]
