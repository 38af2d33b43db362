from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from akun.models import Peran
from wilayah.models import Wilayah

from .gelombang import Bimbingan
from .program import PERAN_PEMBACA, PERAN_PENDAMPING, Penerapan


class HubunganQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> HubunganQuerySet:
        """Catatan kerja pendamping: tidak terbuka untuk umum; desa mentor membaca catatannya sendiri."""
        if not oleh.is_authenticated:
            return self.none()
        mentor = oleh.q_kuasa(Peran.OPERATOR, jalur="bimbingan__mentor__kunci")
        return self.filter(oleh.q_kuasa(*PERAN_PEMBACA) | (mentor & Q(bimbingan__isnull=False)))


class Hubungan(models.Model):
    """Satu kali pendamping menghubungi atau mengunjungi desa, dan hasilnya (K-082). Desanya keluar dari daftar kerja pekan itu."""

    class Cara(models.TextChoices):
        TELEPON = "telepon", "telepon"
        PESAN = "pesan", "WhatsApp atau pesan"
        KUNJUNGAN = "kunjungan", "kunjungan"
        LAIN = "lain", "cara lain"

    class Hasil(models.TextChoices):
        BERES = "beres", "sudah beres"
        JANJI = "janji", "desa akan mengerjakan"
        BANTUAN = "bantuan", "perlu bantuan lanjutan"
        TAK_TERHUBUNG = "tak_terhubung", "tidak terhubung"

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="hubungan")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    tanggal = models.DateField("tanggal")
    cara = models.CharField("cara", max_length=10, choices=Cara.choices)
    hasil = models.CharField("hasil", max_length=14, choices=Hasil.choices)
    catatan = models.CharField("catatan", max_length=500, blank=True)
    temuan = models.TextField("temuan", blank=True)
    langkah = models.CharField("langkah berikutnya", max_length=300, blank=True)
    langkah_tempo = models.DateField("tempo langkah itu", null=True, blank=True)
    menit = models.PositiveSmallIntegerField("lamanya (menit)", null=True, blank=True)
    bimbingan = models.ForeignKey(
        Bimbingan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="catatan",
        verbose_name="atas nama mentor",
    )
    dibuat = models.DateTimeField("dicatat", auto_now_add=True)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4)
    contoh = models.BooleanField("data contoh", default=False)

    objects = HubunganQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan hubungan"
        verbose_name_plural = "catatan hubungan"
        ordering = ["-tanggal", "-pk"]
        indexes = [models.Index(fields=["wilayah", "-tanggal"], name="hubungan_terbaru")]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (
            oleh.berkuasa(*PERAN_PEMBACA, atas=self.wilayah)
            or (self.bimbingan is not None and oleh.berkuasa(Peran.OPERATOR, atas=self.bimbingan.mentor))
        )

    @staticmethod
    def bimbingan_saya(wilayah: Wilayah, *, oleh) -> Bimbingan | None:
        """Bimbingan yang berlaku dari desa operator ini ke `wilayah`: atas nama itu ia boleh mencatat."""
        if not oleh.is_authenticated or not oleh.berperan(Peran.OPERATOR):
            return None
        milik = oleh.q_kuasa(Peran.OPERATOR, jalur="mentor__kunci")
        return Bimbingan.objects.berlaku().filter(milik, dampingan=wilayah).order_by("-utama", "pk").first()

    @classmethod
    def boleh_dicatat(cls, *, oleh, wilayah: Wilayah) -> bool:
        """Pendamping dan petugas wilayahnya, dan operator desa yang sedang membimbingnya."""
        if not oleh.is_authenticated or wilayah.tingkat != Wilayah.Tingkat.DESA:
            return False
        return oleh.berkuasa(*PERAN_PENDAMPING, Peran.PETUGAS, atas=wilayah) or bool(
            cls.bimbingan_saya(wilayah, oleh=oleh)
        )


class PeringatanMacet(models.Model):
    """Satu desa melambat atau tertahan sejak satu kemajuan: diberitahukan sekali per tingkat, tidak tiap hari (K-110)."""

    penerapan = models.ForeignKey(Penerapan, on_delete=models.CASCADE, related_name="peringatan")
    tingkat = models.CharField("tingkat", max_length=6, choices=[("kuning", "melambat"), ("merah", "tertahan")])
    sejak = models.DateField("maju terakhir")
    pada = models.DateTimeField("diberitahukan", auto_now_add=True)

    class Meta:
        verbose_name = "peringatan macet"
        verbose_name_plural = "peringatan macet"
        constraints = [models.UniqueConstraint(fields=["penerapan", "tingkat", "sejak"], name="macet_sekali")]


class GarisWilayah(models.Model):
    """Garis luar satu wilayah yang dimuat pengelola dari GeoJSON; jalur SVG-nya sudah disederhanakan."""

    wilayah = models.OneToOneField(Wilayah, on_delete=models.PROTECT, primary_key=True, related_name="garis")
    geometri = models.JSONField("geometri GeoJSON")
    kotak = models.JSONField("kotak [barat, selatan, timur, utara]")
    sumber = models.CharField("sumber dan lisensi", max_length=200)
    sidik = models.CharField("sidik", max_length=16)

    class Meta:
        verbose_name = "garis wilayah"
        verbose_name_plural = "garis wilayah"
