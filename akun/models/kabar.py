from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class KabarQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> KabarQuerySet:
        return self.filter(penerima=oleh) if oleh.is_authenticated else self.none()

    def belum_dibaca(self) -> KabarQuerySet:
        return self.filter(dibaca_pada__isnull=True)


class Kabar(models.Model):
    """Satu pemberitahuan di dalam situs. `kunci` membuatnya tidak pernah dobel."""

    penerima = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kabar")
    jenis = models.CharField("jenis", max_length=40)
    judul = models.CharField("judul", max_length=200)
    isi = models.CharField("isi", max_length=500, blank=True)
    url = models.CharField("alamat", max_length=300)
    kunci = models.CharField("kunci", max_length=160)
    lipat = models.CharField(
        "dilipat dengan", max_length=80, blank=True, help_text="Yang belum dibaca menjadi satu baris."
    )
    jumlah = models.PositiveIntegerField("banyaknya", default=1)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    dibaca_pada = models.DateTimeField("dibaca", null=True, blank=True)

    objects = KabarQuerySet.as_manager()

    class Meta:
        verbose_name = "kabar"
        verbose_name_plural = "kabar"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["penerima", "kunci"], name="kabar_sekali")]
        indexes = [
            models.Index(fields=["penerima", "-id"], name="kabar_terbaru"),
            models.Index(fields=["penerima"], condition=Q(dibaca_pada__isnull=True), name="kabar_belum_dibaca"),
            models.Index(
                fields=["penerima", "lipat"], condition=Q(dibaca_pada__isnull=True) & ~Q(lipat=""), name="kabar_lipat"
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and self.penerima_id == oleh.pk


class PilihanKabar(models.Model):
    """Cara seseorang ingin menerima satu kelompok kabar. Tidak ada baris berarti bawaannya: situs dan surel."""

    class Kelompok(models.TextChoices):
        BANTUAN = "bantuan", "Tiket bantuan"
        FORUM = "forum", "Forum"
        PELATIHAN = "pelatihan", "Pelatihan"
        REPLIKASI = "replikasi", "Kemajuan desa"
        AKUN = "akun", "Akun dan penugasan"

    class Saluran(models.TextChoices):
        SURAT = "surat", "Di situs dan lewat email"
        DORONG = "dorong", "Di situs dan perangkat, tanpa email"
        SITUS = "situs", "Di situs saja"

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pilihan_kabar")
    kelompok = models.CharField("kelompok", max_length=12, choices=Kelompok.choices)
    saluran = models.CharField("saluran", max_length=8, choices=Saluran.choices, default=Saluran.SURAT)

    class Meta:
        verbose_name = "pilihan kabar"
        verbose_name_plural = "pilihan kabar"
        constraints = [models.UniqueConstraint(fields=["pengguna", "kelompok"], name="pilihan_kabar_sekali")]

    def __str__(self) -> str:
        return f"{self.get_kelompok_display()}: {self.get_saluran_display()}"
