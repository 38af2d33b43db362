from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from helpdesk.models import FollowUp

from .tiket import ProfilTiket


def tempat_pribadi() -> Storage:
    return storages["pribadi"]


def semua_berkas(folder: str) -> Iterator[str]:
    """Jalur setiap berkas pribadi di bawah `folder`."""
    if not tempat_pribadi().exists(folder):
        return
    anak, berkas = tempat_pribadi().listdir(folder)
    yield from (f"{folder}/{nama}" for nama in berkas)
    for nama in anak:
        yield from semua_berkas(f"{folder}/{nama}")


class LampiranQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> LampiranQuerySet:
        """Lampiran tiket yang terlihat; yang menempel pada catatan dalam hanya untuk yang menangani.

        Relawan: gambar hanya selama ia memegang tiketnya, lembar kerja ber-NIK tidak (helpdesk.md 5, operations.md 6.5).
        """
        tiket = ProfilTiket.objects
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(profil__in=tiket.terlihat(oleh=oleh)).filter(
            models.Q(followup__isnull=True)
            | models.Q(followup__public=True)
            | models.Q(profil__in=tiket.dapat_ditangani(oleh=oleh)),
            models.Q(pengunggah=oleh)
            | models.Q(profil__in=tiket.berdata_pribadi(oleh=oleh))
            | (models.Q(jumlah_nik=0) & (~models.Q(mime__startswith="image/") | models.Q(profil__pemegang=oleh))),
        )


class LampiranTiket(models.Model):
    """Berkas pribadi satu tiket; bukan lampiran pustaka, sebab yang itu berada di MEDIA umum (helpdesk.md 1, cacat 16)."""

    class Keadaan(models.TextChoices):
        DISIAPKAN = "disiapkan", "sedang disiapkan"
        SIAP = "siap", "siap"
        DITOLAK = "ditolak", "tidak dapat dibuka"

    kunci = models.UUIDField("kunci", default=uuid.uuid4, unique=True, editable=False)
    profil = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, related_name="lampiran")
    followup = models.ForeignKey(
        FollowUp, on_delete=models.CASCADE, null=True, blank=True, related_name="lampiran",
        help_text="Kosong: menempel pada uraian pertama.",
    )  # fmt: skip
    pengunggah = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Kosong: pemohon tanpa akun.",
    )  # fmt: skip
    berkas = models.FileField("berkas", storage=tempat_pribadi, max_length=120)
    nama = models.CharField("nama", max_length=120)
    mime = models.CharField("jenis isi", max_length=100)
    ukuran = models.PositiveIntegerField("ukuran (bita)")
    sidik = models.CharField("sidik SHA-256", max_length=64)
    keadaan = models.CharField("keadaan", max_length=9, choices=Keadaan.choices, default=Keadaan.SIAP)
    jumlah_nik = models.PositiveIntegerField(
        "jumlah NIK atau No. KK", default=0, help_text="Dihitung pekerja di CSV dan XLSX; selain 0 berarti tertutup."
    )
    alasan = models.CharField("alasan ditolak", max_length=200, blank=True)
    kecil = models.FileField("gambar kecil", storage=tempat_pribadi, max_length=120, blank=True)
    lebar = models.PositiveSmallIntegerField("lebar", null=True, blank=True)
    tinggi = models.PositiveSmallIntegerField("tinggi", null=True, blank=True)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    objects = LampiranQuerySet.as_manager()

    class Meta:
        verbose_name = "lampiran tiket"
        verbose_name_plural = "lampiran tiket"
        ordering = ["pk"]
        indexes = [models.Index(fields=["pengunggah", "dibuat"], name="lampiran_jatah")]

    def __str__(self) -> str:
        return self.nama

    @property
    def gambar(self) -> bool:
        """Gambar yang sudah kita tulis ulang sendiri, jadi aman tampil di halaman."""
        return self.lebar is not None and self.siap

    @property
    def siap(self) -> bool:
        """Sudah ditulis ulang (gambar) dan lolos pemindaian; sebelumnya tidak pernah disajikan."""
        return self.keadaan == self.Keadaan.SIAP

    @property
    def ukuran_kecil(self) -> tuple[int, int] | None:
        """Lebar dan tinggi gambar kecil (sisi terpanjang 320), bila ada."""
        if not self.kecil or not self.lebar or not self.tinggi:
            return None
        skala = min(1, 320 / max(self.lebar, self.tinggi))
        return max(1, round(self.lebar * skala)), max(1, round(self.tinggi * skala))

    def boleh_dilihat(self, *, oleh) -> bool:
        if not self.profil.boleh_dilihat(oleh=oleh) or self.terkunci(oleh=oleh):
            return False
        return self.followup is None or self.followup.public or self.profil.boleh_ditangani(oleh=oleh)

    def terkunci(self, *, oleh) -> str:
        """Mengapa `oleh`, yang boleh membaca tiketnya, tidak boleh membuka berkas ini; kosong berarti boleh."""
        if oleh.pk == self.pengunggah_id or self.profil.boleh_data_pribadi(oleh=oleh):
            return ""
        if self.jumlah_nik:
            return "hanya desa itu dan petugas yang dapat membukanya"
        if self.mime.startswith("image/") and self.profil.pemegang_id != oleh.pk:
            return "ambil tiketnya dulu untuk melihat gambarnya"
        return ""

    def perlu_alasan(self, *, oleh) -> bool:
        """Lembar kerja ber-NIK: petugas membukanya dengan alasan dan jejak; desanya dan pengunggahnya langsung."""
        return bool(self.jumlah_nik) and oleh.pk != self.pengunggah_id and not self.profil.pihak_pemohon(oleh)

    def get_absolute_url(self) -> str:
        return reverse("pusat_bantuan:lampiran", args=[self.profil.kode, self.kunci])
