"""Yang dikatakan pembaca tentang naskah, dan yang ditulisnya untuk dirinya sendiri."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class SuaraPelajaran(models.Model):
    """Jelas atau belum, untuk satu revisi: naskah yang diperbaiki dinilai dari nol. Satu per orang atau per peramban.

    Tamu dikenali dari sidik berkunci tanpa kuki (`layanan.tanggapan.tanda_peramban`); alamatnya tidak disimpan.
    """

    pelajaran = models.UUIDField("tanda pelajaran")
    revisi = models.PositiveBigIntegerField("revisi", help_text="Kunci revisi Wagtail yang terbit saat dinilai.")
    jelas = models.BooleanField("jelas")
    kurang = models.TextField("yang belum jelas", max_length=500, blank=True)
    orang = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    tanda = models.CharField("tanda peramban", max_length=32, blank=True)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    class Meta:
        verbose_name = "suara pelajaran"
        verbose_name_plural = "suara pelajaran"
        constraints = [
            models.UniqueConstraint(
                fields=["pelajaran", "revisi", "orang"], condition=Q(orang__isnull=False),
                name="suara_pelajaran_per_orang",
            ),
            models.UniqueConstraint(
                fields=["pelajaran", "revisi", "tanda"], condition=~Q(tanda=""), name="suara_pelajaran_per_peramban"
            ),
            models.CheckConstraint(
                condition=Q(orang__isnull=False, tanda="") | (Q(orang__isnull=True) & ~Q(tanda="")),
                name="suara_pelajaran_milik_satu",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{'jelas' if self.jelas else 'belum jelas'}: {self.pelajaran}"


class LaporanNaskahQuerySet(models.QuerySet):
    def menunggu(self) -> LaporanNaskahQuerySet:
        return self.filter(keadaan=LaporanNaskah.Keadaan.BARU)

    def benar(self) -> LaporanNaskahQuerySet:
        """Dipastikan dan naskahnya belum diperbaiki: pelajarannya "perlu diperiksa" (domain training.md 3)."""
        return self.filter(keadaan=LaporanNaskah.Keadaan.BENAR)


class LaporanNaskah(models.Model):
    """Pembaca melaporkan naskah yang tidak sesuai aplikasinya; penanggung jawab memastikan atau menolaknya."""

    class Keadaan(models.TextChoices):
        BARU = "baru", "menunggu diperiksa"
        BENAR = "benar", "benar, naskah perlu diperbaiki"
        DITOLAK = "ditolak", "naskah sudah sesuai"
        BERES = "beres", "sudah diperbaiki"

    kunci = models.UUIDField("kunci kirim", default=uuid.uuid4, unique=True)
    pelajaran = models.UUIDField("tanda pelajaran", db_index=True)
    revisi = models.PositiveBigIntegerField("revisi")
    isi = models.TextField("yang tidak sesuai", max_length=500)
    versi = models.CharField("OpenSID pelapor", max_length=40, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    keadaan = models.CharField("keadaan", max_length=7, choices=Keadaan.choices, default=Keadaan.BARU)
    diputus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    diputus_pada = models.DateTimeField("diputus pada", null=True)

    objects = LaporanNaskahQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan naskah"
        verbose_name_plural = "laporan naskah"
        ordering = ["-dibuat", "-pk"]
        indexes = [models.Index(fields=["keadaan", "-dibuat"], name="laporan_naskah_keadaan")]

    def __str__(self) -> str:
        return self.isi[:60]


class CatatanBelajarQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> CatatanBelajarQuerySet:
        """Catatan pribadi: hanya penulisnya."""
        return self.filter(orang=oleh) if oleh.is_authenticated else self.none()


class CatatanBelajar(models.Model):
    """Catatan seseorang pada satu pelajaran; satu lembar, ikut ke perangkat mana pun."""

    orang = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="catatan_belajar")
    pelajaran = models.UUIDField("tanda pelajaran")
    isi = models.TextField("catatan", max_length=4000)
    diubah = models.DateTimeField("diubah", auto_now=True)

    objects = CatatanBelajarQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan belajar"
        verbose_name_plural = "catatan belajar"
        constraints = [models.UniqueConstraint(fields=["orang", "pelajaran"], name="catatan_belajar_sekali")]

    def __str__(self) -> str:
        return self.isi[:60]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and self.orang_id == oleh.pk


class KataNihil(models.Model):
    """Yang dicari orang dan tidak ditemukan: bahan tulisan berikutnya (domain training.md 7)."""

    kata = models.CharField("yang dicari", max_length=100, unique=True)
    jumlah = models.PositiveIntegerField("kali dicari", default=1)
    terakhir = models.DateTimeField("terakhir dicari", auto_now=True)

    class Meta:
        verbose_name = "pencarian tanpa hasil"
        verbose_name_plural = "pencarian tanpa hasil"
        ordering = ["-jumlah", "-terakhir"]

    def __str__(self) -> str:
        return self.kata
