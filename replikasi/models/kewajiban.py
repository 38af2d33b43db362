"""Ruang lingkup satu kesepakatan: butirnya, kewajiban dari tiap butir, dan buktinya (K-072)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from replikasi.kalender import hari_ini

from .kesepakatan import Kesepakatan, PihakKesepakatan


class ButirLingkup(models.Model):
    """Satu butir ruang lingkup menurut naskahnya."""

    kesepakatan = models.ForeignKey(Kesepakatan, on_delete=models.CASCADE, related_name="butir")
    nomor = models.PositiveSmallIntegerField("nomor")
    teks = models.TextField("bunyi butir")

    class Meta:
        verbose_name = "butir lingkup"
        verbose_name_plural = "butir lingkup"
        ordering = ["nomor"]
        constraints = [models.UniqueConstraint(fields=["kesepakatan", "nomor"], name="butir_nomor_sekali")]

    def __str__(self) -> str:
        return f"{self.nomor}. {self.teks[:80]}"


class Kewajiban(models.Model):
    """Yang harus dikerjakan dari satu butir: siapa, kapan, sampai mana, buktinya apa (K-072)."""

    class Keadaan(models.TextChoices):
        BELUM = "belum", "belum ada kemajuan tercatat"
        BERJALAN = "berjalan", "berjalan"
        SELESAI = "selesai", "selesai"
        BATAL = "batal", "tidak dilanjutkan"

    butir = models.ForeignKey(ButirLingkup, on_delete=models.PROTECT, related_name="kewajiban")
    judul = models.CharField("kewajiban", max_length=200)
    pihak = models.ForeignKey(
        PihakKesepakatan, on_delete=models.SET_NULL, null=True, blank=True, related_name="kewajiban",
        verbose_name="pihak yang menanggung",
    )  # fmt: skip
    pemegang = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="kewajiban",
        verbose_name="orang yang memegang",
    )  # fmt: skip
    tempo = models.DateField("tempo", null=True, blank=True)
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices, default=Keadaan.BELUM)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = "kewajiban"
        verbose_name_plural = "kewajiban"
        ordering = ["butir__nomor", "pk"]

    def __str__(self) -> str:
        return self.judul

    @property
    def lewat_tempo(self) -> bool:
        return self.tempo is not None and self.keadaan in ("belum", "berjalan") and self.tempo < hari_ini()

    def boleh_dikerjakan(self, *, oleh) -> bool:
        """Mengubah keadaan dan menambah bukti: pemegangnya, selama ia bertugas di sana, dan manajer wilayahnya."""
        satu = self.butir.kesepakatan
        return satu.boleh_diubah(oleh=oleh) or (
            oleh.is_authenticated and oleh.pk == self.pemegang_id and satu.boleh_dilihat_dalamnya(oleh=oleh)
        )


class BuktiKewajiban(models.Model):
    """Kelas, tiket, bab, tonggak, atau dokumen yang memenuhi kewajiban. Hanya bertambah."""

    kewajiban = models.ForeignKey(Kewajiban, on_delete=models.PROTECT, related_name="bukti")
    catatan = models.CharField("apa buktinya", max_length=300)
    tautan = models.CharField("tautan", max_length=300, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("pada", auto_now_add=True)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = "bukti kewajiban"
        verbose_name_plural = "bukti kewajiban"
        ordering = ["pk"]
