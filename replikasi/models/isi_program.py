"""Isi satu program: masalah, posisi, pilar, dan sasarannya menurut naskah; orangnya; kalendernya (K-088…K-107)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .program import Program


class ButirProgram(models.Model):
    """Satu butir naskah program, dapat dirujuk: masalah 1, pilar 3, sasaran 5."""

    class Jenis(models.TextChoices):
        MASALAH = "masalah", "masalah"
        POSISI = "posisi", "posisi"
        PILAR = "pilar", "pilar"
        SASARAN = "sasaran", "sasaran"

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="butir")
    jenis = models.CharField("jenis", max_length=8, choices=Jenis.choices)
    nomor = models.PositiveSmallIntegerField("nomor")
    judul = models.CharField("judul", max_length=160)
    uraian = models.TextField("uraian", blank=True)
    sumber = models.CharField("sumber", max_length=120, blank=True)

    class Meta:
        verbose_name = "butir program"
        verbose_name_plural = "butir program"
        ordering = ["program", "jenis", "nomor"]
        constraints = [models.UniqueConstraint(fields=["program", "jenis", "nomor"], name="butir_program_sekali")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display().capitalize()} {self.nomor}: {self.judul}"


class OrangProgram(models.Model):
    """Siapa memegang apa dalam program; yang punya akun ditautkan ke akunnya."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="orang")
    nama = models.CharField("nama", max_length=120)
    tugas = models.CharField("tugas dalam program", max_length=120)
    lembaga = models.CharField("lembaga", max_length=120, blank=True)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = "orang program"
        verbose_name_plural = "orang program"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.nama


class KegiatanProgram(models.Model):
    """Satu tanggal pada kalender program; dapat dimasukkan ke kalender ponsel (ICS)."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="kegiatan")
    judul = models.CharField("kegiatan", max_length=160)
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai", null=True, blank=True)
    tempat = models.CharField("tempat", max_length=160, blank=True)
    catatan = models.CharField("catatan", max_length=300, blank=True)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = "kegiatan program"
        verbose_name_plural = "kegiatan program"
        ordering = ["mulai", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")), name="kegiatan_urut")
        ]

    def __str__(self) -> str:
        return self.judul
