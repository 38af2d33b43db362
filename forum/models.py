from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from wilayah.models import Wilayah


class Simpul(models.Model):
    """Satu simpul ForSID, terikat pada satu wilayah (kecuali nasional)."""

    class Jenis(models.TextChoices):
        NASIONAL = "nasional", "nasional"
        PROVINSI = "provinsi", "provinsi"
        KABUPATEN = "kabupaten", "kabupaten/kota"
        KELOMPOK = "kelompok", "kelompok"

    class Keterlihatan(models.TextChoices):
        PUBLIK = "publik", "publik"
        ANGGOTA = "anggota", "hanya anggota"
        RAHASIA = "rahasia", "rahasia"

    class CaraGabung(models.TextChoices):
        TERBUKA = "terbuka", "terbuka"
        DISETUJUI = "disetujui", "dengan persetujuan"
        UNDANGAN = "undangan", "dengan undangan"

    slug = models.SlugField("slug", max_length=80, unique=True)
    nama = models.CharField("nama", max_length=120)
    uraian = models.TextField("uraian", blank=True)
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="simpul")
    keterlihatan = models.CharField(
        "keterlihatan", max_length=8, choices=Keterlihatan.choices, default=Keterlihatan.PUBLIK
    )
    cara_gabung = models.CharField(
        "cara gabung", max_length=10, choices=CaraGabung.choices, default=CaraGabung.DISETUJUI
    )
    jumlah_anggota = models.PositiveIntegerField("jumlah anggota", default=0)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    class Meta:
        verbose_name = "simpul"
        verbose_name_plural = "simpul"
        ordering = ["nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah"], condition=Q(jenis="kabupaten"), name="simpul_satu_per_kabupaten"
            ),
            models.CheckConstraint(
                condition=Q(wilayah__isnull=False) | Q(jenis__in=["nasional", "kelompok"]), name="simpul_berwilayah"
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class AnggotaSimpul(models.Model):
    class Peran(models.TextChoices):
        ANGGOTA = "anggota", "anggota"
        MODERATOR = "moderator", "moderator"
        KOORDINATOR = "koordinator", "koordinator"

    class Keadaan(models.TextChoices):
        DIMINTA = "diminta", "menunggu persetujuan"
        AKTIF = "aktif", "aktif"
        KELUAR = "keluar", "keluar"

    simpul = models.ForeignKey(Simpul, on_delete=models.CASCADE, related_name="keanggotaan")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="keanggotaan")
    peran = models.CharField("peran", max_length=11, choices=Peran.choices, default=Peran.ANGGOTA)
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices, default=Keadaan.AKTIF)
    tersedia = models.BooleanField("bersedia menerima tiket", default=True)
    sejak = models.DateTimeField("sejak", auto_now_add=True)

    class Meta:
        verbose_name = "anggota simpul"
        verbose_name_plural = "anggota simpul"
        constraints = [models.UniqueConstraint(fields=["simpul", "pengguna"], name="anggota_sekali_per_simpul")]
        indexes = [models.Index(fields=["pengguna", "keadaan"], name="anggota_pengguna_keadaan")]
