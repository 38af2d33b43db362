from __future__ import annotations

import uuid

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akun.models import Pengguna

from .angkatan import Angkatan
from .peserta import Peserta


def gudang():
    return storages["pribadi"]


def alamat_setoran(setoran: Setoran, nama: str) -> str:
    """Nama asli tidak pernah menjadi nama berkas di cakram."""
    return f"setoran/{timezone.now():%Y/%m}/{uuid.uuid4().hex}"


class Tugas(models.Model):
    """Tugas kelas: berkas atau tulisan yang ditelaah pelatih."""

    angkatan = models.ForeignKey(Angkatan, on_delete=models.CASCADE, related_name="tugas")
    judul = models.CharField("judul", max_length=120)
    petunjuk = models.TextField("petunjuk", max_length=1500)
    tenggat = models.DateTimeField("tenggat", null=True, blank=True)
    wajib = models.BooleanField("menjadi syarat sertifikat", default=False)

    class Meta:
        verbose_name = "tugas"
        verbose_name_plural = "tugas"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.judul


class SetoranQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> SetoranQuerySet:
        if not oleh.is_authenticated:
            return self.none()
        kelas = Angkatan.objects.dikelola(oleh=oleh).order_by().values("pk")
        return self.filter(Q(peserta__orang=oleh) | Q(tugas__angkatan__in=kelas))


class Setoran(models.Model):
    """Satu kiriman tugas. Kiriman baru menggantikan yang belum diterima; yang lama tetap tersimpan."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "menunggu telaah"
        DITERIMA = "diterima", "diterima"
        PERBAIKI = "perbaiki", "perlu diperbaiki"

    kunci = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    tugas = models.ForeignKey(Tugas, on_delete=models.PROTECT, related_name="setoran")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="setoran")
    teks = models.TextField("tulisan", max_length=6000, blank=True)
    berkas = models.FileField("berkas", storage=gudang, upload_to=alamat_setoran, max_length=120, blank=True)
    nama_berkas = models.CharField("nama berkas", max_length=160, blank=True)
    jenis_berkas = models.CharField("jenis berkas", max_length=100, blank=True)
    ukuran = models.PositiveIntegerField("ukuran", default=0)
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices, default=Keadaan.MENUNGGU)
    dikirim = models.DateTimeField("dikirim", default=timezone.now)
    penelaah = models.ForeignKey(Pengguna, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ulasan = models.TextField("ulasan", max_length=1000, blank=True)
    ditelaah = models.DateTimeField("ditelaah", null=True, blank=True)

    objects = SetoranQuerySet.as_manager()

    class Meta:
        verbose_name = "setoran tugas"
        verbose_name_plural = "setoran tugas"
        ordering = ["-dikirim", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(teks="") | ~Q(berkas=""), name="setoran_berisi"),
            models.CheckConstraint(
                condition=Q(keadaan="menunggu", ditelaah__isnull=True)
                | ~Q(keadaan="menunggu") & Q(ditelaah__isnull=False),
                name="setoran_ditelaah_bertanggal",
            ),
        ]
        indexes = [models.Index(fields=["tugas", "keadaan"], name="setoran_antre")]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (
            oleh.pk == self.peserta.orang_id or self.tugas.angkatan.boleh_dikelola(oleh=oleh)
        )
