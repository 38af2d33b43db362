"""Bukti efisiensi, ketepatan, dan keterbukaan, sebelum dan sesudah (K-088…K-097, K-104, K-139). Tanpa data warga."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from akun.models import Peran
from wilayah.models import Wilayah

from .pemutakhiran import Unggahan
from .program import PERAN_PEMBACA, PERAN_PENDAMPING


class Fase(models.TextChoices):
    SEBELUM = "sebelum", "sebelum OpenSID"
    SESUDAH = "sesudah", "sesudah OpenSID"


class MilikDesaQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> MilikDesaQuerySet:
        """Baris demi baris: desa itu sendiri dan yang bertugas di wilayahnya. Umum hanya melihat hasilnya."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(Peran.OPERATOR, *PERAN_PEMBACA))


def boleh_mencatat(wilayah: Wilayah, *, oleh) -> bool:
    """Operator desa itu, atau pendamping yang membawahinya."""
    return (
        oleh.is_authenticated
        and wilayah.tingkat == Wilayah.Tingkat.DESA
        and oleh.berkuasa(Peran.OPERATOR, *PERAN_PENDAMPING, atas=wilayah)
    )


class MilikDesa(models.Model):
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dibuat = models.DateTimeField("dicatat", auto_now_add=True)
    contoh = models.BooleanField("data contoh", default=False)

    objects = MilikDesaQuerySet.as_manager()

    class Meta:
        abstract = True

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=self.wilayah)

    def boleh_diubah(self, *, oleh) -> bool:
        return boleh_mencatat(self.wilayah, oleh=oleh)


class ImporLayanan(Unggahan):
    """Satu lembar pelayanan yang sudah dicatat di tempat lain: diperiksa dahulu, dapat diurungkan utuh."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="impor_layanan")
    baris = models.JSONField("baris", default=list, help_text="nomor dan isinya")
    galat = models.JSONField("baris yang ditolak", default=list, help_text="nomor, sebab")

    objects = MilikDesaQuerySet.as_manager()

    class Meta(Unggahan.Meta):
        verbose_name = "impor pelayanan"
        verbose_name_plural = "impor pelayanan"

    def __str__(self) -> str:
        return self.nama_berkas

    def get_absolute_url(self) -> str:
        return reverse("replikasi:impor-layanan", args=[self.pk])

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=self.wilayah)

    def boleh_diputus(self, *, oleh) -> bool:
        return boleh_mencatat(self.wilayah, oleh=oleh)


class PengukuranLayanan(MilikDesa):
    """Satu surat yang dilayani: dari diminta sampai diserahkan, berapa kali dibetulkan, puas atau tidak, berapa biayanya."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="pengukuran")
    fase = models.CharField("fase", max_length=7, choices=Fase.choices)
    layanan = models.CharField("jenis surat", max_length=80)
    mulai = models.DateTimeField("diminta")
    selesai = models.DateTimeField("diserahkan")
    koreksi = models.PositiveSmallIntegerField("berapa kali dibetulkan", default=0)
    puas = models.PositiveSmallIntegerField("kepuasan 1–5", null=True, blank=True)
    biaya = models.PositiveIntegerField("biaya yang dikeluarkan warga (rupiah)", null=True, blank=True)
    impor = models.ForeignKey(ImporLayanan, on_delete=models.PROTECT, null=True, blank=True, related_name="pengukuran")
    dibatalkan_pada = models.DateTimeField("dibatalkan", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "pengukuran layanan"
        verbose_name_plural = "pengukuran layanan"
        ordering = ["-mulai", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(selesai__gte=F("mulai")), name="layanan_urut"),
            models.CheckConstraint(
                condition=Q(puas__isnull=True) | Q(puas__range=(1, 5)), name="puas_satu_sampai_lima"
            ),
        ]
        indexes = [models.Index(fields=["wilayah", "-mulai", "-id"], name="pengukuran_desa")]

    def __str__(self) -> str:
        return f"{self.layanan}, {self.wilayah}"


class PemeriksaanData(MilikDesa):
    """Satu himpunan data dasar dicocokkan contohnya ke lapangan: ketepatan, dan kelengkapannya bila dihitung (K-096)."""

    class Himpunan(models.TextChoices):
        KEPENDUDUKAN = "kependudukan", "kependudukan"
        KEMISKINAN = "kemiskinan", "kemiskinan"
        POTENSI = "potensi", "potensi"
        ASET = "aset", "aset"

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="pemeriksaan_data")
    fase = models.CharField("fase", max_length=7, choices=Fase.choices)
    himpunan = models.CharField("himpunan data", max_length=12, choices=Himpunan.choices)
    tanggal = models.DateField("tanggal pemeriksaan")
    diperiksa = models.PositiveIntegerField("banyaknya yang dicocokkan")
    salah = models.PositiveIntegerField("banyaknya yang keliru")
    seharusnya = models.PositiveIntegerField("isian yang seharusnya ada", null=True, blank=True)
    terisi = models.PositiveIntegerField("isian yang terisi", null=True, blank=True)
    cara = models.CharField("cara mencocokkan", max_length=200, blank=True)

    class Meta:
        verbose_name = "pemeriksaan data"
        verbose_name_plural = "pemeriksaan data"
        ordering = ["himpunan", "-tanggal", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(salah__lte=F("diperiksa"), diperiksa__gte=1), name="pemeriksaan_masuk_akal"
            ),
            models.CheckConstraint(
                condition=Q(seharusnya__isnull=True, terisi__isnull=True)
                | Q(seharusnya__isnull=False, terisi__isnull=False, terisi__lte=F("seharusnya")),
                name="kelengkapan_masuk_akal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_himpunan_display()}, {self.wilayah}"


class PemeriksaanAparatur(MilikDesa):
    """Kemampuan dan kemandirian kantor pada satu hari: orang, latihan, perangkat, bantuan luar (K-091, K-098). Tanpa nama."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="pemeriksaan_aparatur")
    fase = models.CharField("fase", max_length=7, choices=Fase.choices)
    tanggal = models.DateField("tanggal")
    aparatur = models.PositiveSmallIntegerField("aparatur di kantor")
    dilatih = models.PositiveSmallIntegerField("pernah dilatih")
    mampu = models.PositiveSmallIntegerField("bekerja sendiri tanpa dipandu")
    komputer = models.PositiveSmallIntegerField("komputer layak pakai")
    bantuan = models.PositiveSmallIntegerField("kali meminta bantuan dari luar, sebulan terakhir")

    class Meta:
        verbose_name = "pemeriksaan aparatur"
        verbose_name_plural = "pemeriksaan aparatur"
        ordering = ["tanggal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(aparatur__gte=1, dilatih__lte=F("aparatur"), mampu__lte=F("aparatur")),
                name="aparatur_masuk_akal",
            )
        ]

    def __str__(self) -> str:
        return f"Aparatur {self.wilayah}, {self.tanggal}"


class InformasiWajib(MilikDesa):
    """Satu informasi yang wajib terbit dan hari temponya (K-097, K-138)."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="informasi_wajib")
    tahun = models.PositiveSmallIntegerField("tahun")
    judul = models.CharField("informasi", max_length=160)
    dasar = models.CharField("dasar", max_length=160, blank=True)
    tempo = models.DateField("paling lambat terbit")
    terbit = models.DateField("terbit", null=True, blank=True)
    tautan = models.URLField("alamat terbitnya", max_length=300, blank=True)

    class Meta:
        verbose_name = "informasi wajib"
        verbose_name_plural = "informasi wajib"
        ordering = ["tempo", "pk"]
        constraints = [models.UniqueConstraint(fields=["wilayah", "tahun", "judul"], name="informasi_sekali_per_tahun")]

    def __str__(self) -> str:
        return self.judul
