"""Dari mana sebuah tiket datang bila bukan ditulis pemohonnya sendiri: dicatatkan orang, atau dikirim sistem lain."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akun.models import Peran
from wilayah.models import Wilayah

from .tiket import ProfilTiket


class PencatatanQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> PencatatanQuerySet:
        return self.filter(profil__in=ProfilTiket.objects.terlihat(oleh=oleh).values("pk"))


class Pencatatan(models.Model):
    """Tiket yang dicatatkan pegiat atau petugas untuk orang yang menelepon, datang, atau berkirim WA.

    Persetujuannya disimpan kata demi kata: siapa yang setuju, kapan, dicatat oleh siapa (domain helpdesk.md 2.2).
    """

    profil = models.OneToOneField(ProfilTiket, on_delete=models.CASCADE, primary_key=True, related_name="pencatatan")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="dicatat oleh"
    )
    cara = models.CharField("diminta lewat", max_length=8, choices=ProfilTiket.Kanal.choices)
    nama = models.CharField("yang meminta", max_length=120)
    persetujuan = models.CharField("bunyi persetujuan", max_length=300)
    pada = models.DateTimeField("disetujui pada", default=timezone.now)

    objects = PencatatanQuerySet.as_manager()

    class Meta:
        verbose_name = "pencatatan tiket"
        verbose_name_plural = "pencatatan tiket"

    def __str__(self) -> str:
        return f"{self.nama} lewat {self.get_cara_display()}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.profil.boleh_dilihat(oleh=oleh)


class SistemLuarQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> SistemLuarQuerySet:
        return self if oleh.is_authenticated and oleh.berperan(Peran.PENGELOLA) else self.none()

    def berlaku(self) -> SistemLuarQuerySet:
        return self.filter(dicabut_pada__isnull=True).filter(
            Q(kedaluwarsa__isnull=True) | Q(kedaluwarsa__gt=timezone.now())
        )


class SistemLuar(models.Model):
    """Sistem lain yang mengirim tiket lewat API. Token hanya tampil sekali; yang disimpan sidiknya."""

    class Lingkup(models.TextChoices):
        BUAT = "tiket:buat", "membuat tiket"
        BACA = "tiket:baca", "membaca tiket kirimannya sendiri"
        WILAYAH = "tiket:baca-wilayah", "membaca semua tiket di wilayahnya, kecuali yang terbatas"
        BALAS = "tiket:balas", "menambah pesan dan lampiran"

    nama = models.CharField("nama sistem", max_length=80, unique=True)
    pemilik = models.CharField("pemilik", max_length=120, help_text="Instansi dan orang yang bertanggung jawab.")
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="jangkauan",
        help_text="Kosong berarti seluruh Indonesia.",
    )  # fmt: skip
    lingkup = models.JSONField("lingkup", default=list)
    sidik = models.CharField("sidik token", max_length=64, unique=True)
    awalan = models.CharField("awalan token", max_length=8)
    kedaluwarsa = models.DateTimeField("berlaku sampai", null=True, blank=True)
    terakhir_dipakai = models.DateTimeField("terakhir dipakai", null=True, blank=True)
    dicabut_pada = models.DateTimeField("dicabut", null=True, blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    kunci_kirim = models.UUIDField("kunci kirim", unique=True, editable=False)
    alamat_kabar = models.CharField("alamat kabar", max_length=300, blank=True)
    sandi_kabar = models.BinaryField("rahasia tanda tangan, tersandi", default=b"", editable=False)

    objects = SistemLuarQuerySet.as_manager()

    class Meta:
        verbose_name = "sistem luar"
        verbose_name_plural = "sistem luar"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama

    @property
    def masih_berlaku(self) -> bool:
        return self.dicabut_pada is None and (self.kedaluwarsa is None or self.kedaluwarsa > timezone.now())

    @property
    def sebutan_lingkup(self) -> list[str]:
        return [self.Lingkup(satu).label for satu in self.lingkup if satu in self.Lingkup.values]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berperan(Peran.PENGELOLA)

    def menjangkau(self, wilayah: Wilayah) -> bool:
        return self.wilayah is None or self.wilayah.memuat(wilayah)

    def tiket(self) -> models.QuerySet[ProfilTiket]:
        """Yang boleh dibaca sistem ini: kirimannya sendiri; dengan lingkup wilayah juga yang tidak terbatas di sana."""
        syarat = Q(pk__in=[])
        if self.Lingkup.BACA in self.lingkup:
            syarat |= Q(kiriman__sistem=self)
        if self.Lingkup.WILAYAH in self.lingkup:
            rentang = Q(wilayah__isnull=False)
            if self.wilayah:
                rentang = Q(wilayah__kunci__range=self.wilayah.rentang)
            syarat |= rentang & Q(terbatas=False)
        return ProfilTiket.objects.filter(syarat)


class KirimanSistemQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> KirimanSistemQuerySet:
        return self.filter(profil__in=ProfilTiket.objects.terlihat(oleh=oleh).values("pk"))


class KirimanSistem(models.Model):
    """Tiket yang dibuat sistem luar: kunci dan sidik badan kirimannya, supaya kirim ulang menghasilkan tiket yang sama."""

    profil = models.OneToOneField(ProfilTiket, on_delete=models.CASCADE, primary_key=True, related_name="kiriman")
    sistem = models.ForeignKey(SistemLuar, on_delete=models.PROTECT, related_name="kiriman")
    rujukan = models.CharField("rujukan di sistem asal", max_length=100, blank=True)
    sidik_isi = models.CharField("sidik isi", max_length=64)

    objects = KirimanSistemQuerySet.as_manager()

    class Meta:
        verbose_name = "kiriman sistem"
        verbose_name_plural = "kiriman sistem"

    def __str__(self) -> str:
        return f"{self.sistem} {self.rujukan}".strip()

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.profil.boleh_dilihat(oleh=oleh)
