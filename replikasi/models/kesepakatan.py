"""Kesepakatan Bersama/MoU dan PKS di bawahnya: pihak, berkas, pengingat (K-056…K-076)."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse

from forum.models import Simpul
from replikasi.kalender import hari_ini
from replikasi.rumus import agreement
from replikasi.rumus.perjanjian import Masa
from wilayah.models import Wilayah

from .terbit import BercatatanRedaksi, BolehTerbit


class Organisasi(models.Model):
    """Lembaga yang menjadi pihak, saksi, atau mitra (K-073)."""

    class Jenis(models.TextChoices):
        PEMERINTAH = "pemerintah", "pemerintah provinsi/kabupaten/kota"
        OPD = "opd", "OPD (organisasi perangkat daerah)"
        NAGARI = "nagari", "pemerintah desa/nagari"
        PERKUMPULAN = "perkumpulan", "perkumpulan"
        FORSID = "forsid", "ForSID"
        PERUSAHAAN = "perusahaan", "perusahaan"
        KAMPUS = "kampus", "perguruan tinggi"
        LAIN = "lain", "lainnya"

    nama = models.CharField("nama lembaga", max_length=160, unique=True)
    jenis = models.CharField("jenis lembaga", max_length=12, choices=Jenis.choices)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="organisasi")

    class Meta:
        verbose_name = "organisasi"
        verbose_name_plural = "organisasi"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama


class Kesepakatan(BercatatanRedaksi, BolehTerbit):
    """Satu Kesepakatan Bersama/MoU, atau PKS di bawahnya. Keadaannya dihitung dari tahap, tanggal, dan masanya."""

    class Jenis(models.TextChoices):
        MOU = "mou", "Kesepakatan Bersama (MoU)"
        PKS = "pks", "Perjanjian Kerja Sama (PKS)"

    class Tahap(models.TextChoices):
        PEMBAHASAN = "pembahasan", "pembahasan"
        DRAF = "draf", "draf"
        DITANDATANGANI = "ditandatangani", "ditandatangani"
        BATAL = "batal", "batal"

    class Cara(models.TextChoices):
        LURING = "luring", "luring"
        DARING = "daring", "virtual"
        CAMPURAN = "campuran", "luring dan virtual"

    jenis = models.CharField("jenis", max_length=3, choices=Jenis.choices, default=Jenis.MOU)
    judul = models.CharField("judul", max_length=200)
    induk = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="turunan",
        verbose_name="di bawah kesepakatan",
    )
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="kesepakatan",
        help_text="Kosong berarti nasional.",
    )  # fmt: skip
    tahap = models.CharField("tahap", max_length=14, choices=Tahap.choices, default=Tahap.PEMBAHASAN)
    tanggal = models.DateField("tanggal tanda tangan", null=True, blank=True)
    bulan = models.PositiveSmallIntegerField(
        "masa berlaku (bulan)", null=True, blank=True, help_text="Kosong bila naskahnya tidak menyebut masa."
    )
    akhir = models.DateField("hari terakhir berlaku", null=True, blank=True, editable=False, db_index=True)
    tempat = models.CharField("tempat", max_length=160, blank=True)
    cara = models.CharField("cara", max_length=8, choices=Cara.choices, blank=True)
    nomor = models.CharField("nomor naskah", max_length=160, blank=True)
    uraian = models.TextField("ringkasan", blank=True)
    sumber = models.CharField(
        "sumber", max_length=200, blank=True, help_text="Berita atau naskah yang menjadi dasarnya."
    )
    simpul = models.ForeignKey(
        Simpul,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="kesepakatan",
        verbose_name="ruang bersama",
    )

    class Meta:
        verbose_name = "kesepakatan"
        verbose_name_plural = "kesepakatan"
        ordering = ["-tanggal", "-pk"]
        indexes = [models.Index(fields=["induk", "wilayah"], name="kesepakatan_pohon")]
        constraints = [
            models.CheckConstraint(condition=Q(bulan__isnull=True) | Q(bulan__gt=0), name="kesepakatan_masa_positif"),
            models.CheckConstraint(condition=Q(jenis="mou") | Q(induk__isnull=False), name="kesepakatan_pks_berinduk"),
            models.CheckConstraint(
                condition=~Q(tahap="ditandatangani") | Q(tanggal__isnull=False), name="kesepakatan_bertanggal"
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def save(self, *args, **kwargs) -> None:
        self.akhir = self.masa(self.tanggal).akhir if self.tanggal and self.tahap == self.Tahap.DITANDATANGANI else None
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("replikasi:kesepakatan", args=[self.pk])

    def masa(self, pada: date | None = None) -> Masa:
        """Masa berlaku pada satu hari; hanya bagi yang bertanggal tanda tangan."""
        return agreement(
            ditandatangani=self.tanggal, bulan=self.bulan, hari_ini=pada or hari_ini(),
            akhir_induk=self.induk.akhir if self.induk_id else None,
        )  # fmt: skip

    @property
    def keadaan(self) -> str:
        """pembahasan, draf, batal, ditandatangani (belum mulai), berlaku, akan_berakhir, atau berakhir (K-058)."""
        if self.tahap != self.Tahap.DITANDATANGANI or self.tanggal > hari_ini():
            return self.tahap
        return self.masa().keadaan


class PihakKesepakatan(models.Model):
    """Pihak, saksi, atau mitra; penanda tangannya berjabatan, berlembaga, dan boleh mewakili orang lain (K-003)."""

    class Peran(models.TextChoices):
        PIHAK = "pihak", "pihak"
        SAKSI = "saksi", "saksi"
        MITRA = "mitra", "mitra pelaksana"

    kesepakatan = models.ForeignKey(Kesepakatan, on_delete=models.CASCADE, related_name="pihak")
    organisasi = models.ForeignKey(Organisasi, on_delete=models.PROTECT, related_name="kesepakatan")
    peran = models.CharField("peran", max_length=5, choices=Peran.choices, default=Peran.PIHAK)
    penanda_tangan = models.CharField("nama penanda tangan", max_length=120, blank=True)
    jabatan = models.CharField("jabatannya", max_length=120, blank=True)
    mewakili = models.CharField(
        "mewakili", max_length=120, blank=True, help_text="Bila ditandatangani atas nama orang lain."
    )
    pernyataan = models.TextField("pernyataan kesanggupan", blank=True)
    pernyataan_pada = models.DateField("tanggal pernyataan", null=True, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "pihak kesepakatan"
        verbose_name_plural = "pihak kesepakatan"
        ordering = ["urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kesepakatan", "organisasi", "peran"], name="pihak_sekali_per_peran")
        ]

    def __str__(self) -> str:
        return f"{self.organisasi} ({self.get_peran_display()})"


def lemari_pribadi():
    return storages["pribadi"]


def tempat_berkas(berkas: BerkasKesepakatan | None, nama: str) -> str:
    """Nama acak dengan akhiran aman; nama asli hanya untuk ditampilkan."""
    return f"kesepakatan/{uuid.uuid4().hex}{PurePath(nama).suffix.lower()}"


class BerkasKesepakatan(models.Model):
    """Naskah dan lampirannya: pribadi, tidak pernah ikut terbit."""

    kesepakatan = models.ForeignKey(Kesepakatan, on_delete=models.PROTECT, related_name="berkas")
    berkas = models.FileField("berkas", storage=lemari_pribadi, upload_to=tempat_berkas, max_length=120)
    nama_asli = models.CharField("nama berkas", max_length=120)
    ukuran = models.PositiveIntegerField("ukuran (byte)")
    sidik = models.CharField("sha256", max_length=64)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("pada", auto_now_add=True)

    class Meta:
        verbose_name = "berkas kesepakatan"
        verbose_name_plural = "berkas kesepakatan"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kesepakatan", "sidik"], name="berkas_sekali_per_kesepakatan")]

    def get_absolute_url(self) -> str:
        return reverse("replikasi:kesepakatan-berkas", args=[self.pk])


class PengingatTerkirim(models.Model):
    """Pengingat yang sudah dikirim; masa yang diperpanjang punya pengingatnya sendiri."""

    kesepakatan = models.ForeignKey(Kesepakatan, on_delete=models.CASCADE, related_name="pengingat")
    akhir = models.DateField("hari terakhir berlaku")
    ambang = models.PositiveSmallIntegerField("hari sebelum berakhir")
    terlambat = models.BooleanField("terlambat", default=False)
    pada = models.DateTimeField("pada", auto_now_add=True)

    class Meta:
        verbose_name = "pengingat terkirim"
        verbose_name_plural = "pengingat terkirim"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kesepakatan", "akhir", "ambang"], name="pengingat_sekali_per_ambang")
        ]
