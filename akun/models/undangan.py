from __future__ import annotations

import base64
import hashlib
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from wilayah.models import Wilayah

from .penugasan import Peran


class UndanganQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> UndanganQuerySet:
        """Buatan sendiri, dan yang menuju wilayah yang dibawahi manajer atau pengelola."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(Q(dibuat_oleh=oleh) | oleh.q_kuasa(Peran.MANAJER, Peran.PENGELOLA))


class Undangan(models.Model):
    """Tautan undangan sekali pakai; yang disimpan sidiknya, bukan tokennya."""

    class Keadaan(models.TextChoices):
        BERLAKU = "berlaku", "menunggu diterima"
        DIPAKAI = "dipakai", "sudah diterima"
        DICABUT = "dicabut", "dicabut"
        KEDALUWARSA = "kedaluwarsa", "kedaluwarsa"

    MASA = timedelta(days=7)

    kunci = models.UUIDField("kunci formulir", unique=True, editable=False, default=uuid.uuid4)
    sidik = models.CharField("sidik token", max_length=64, unique=True, editable=False)
    peran = models.CharField("peran", max_length=10, choices=Peran.choices)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    untuk = models.CharField("untuk siapa", max_length=120, blank=True)
    jabatan = models.CharField("jabatan", max_length=120, blank=True)
    telepon = models.CharField("nomor WhatsApp", max_length=20, blank=True)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="undangan_dibuat",
        help_text="Kosong: dibuat dari baris perintah di server.",
    )  # fmt: skip
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    kedaluwarsa = models.DateTimeField("kedaluwarsa")
    dipakai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dipakai_pada = models.DateTimeField("dipakai pada", null=True, blank=True)
    dicabut = models.BooleanField("dicabut", default=False)

    objects = UndanganQuerySet.as_manager()

    class Meta:
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["dibuat_oleh", "-id"], name="undangan_pembuat")]

    def __str__(self) -> str:
        return f"Undangan {self.get_peran_display()} {self.wilayah or 'nasional'}"

    @staticmethod
    def sidik_dari(token: str) -> str:
        """Token berisi 192 bit acak, jadi SHA-256 polos cukup dan tahan ganti SECRET_KEY."""
        return hashlib.sha256(token.encode()).hexdigest()

    @staticmethod
    def token_dari(kunci: str) -> str:
        """Token diturunkan dari kunci formulir dan SECRET_KEY: kirim ulang formulir menjawab tautan yang sama,
        sedangkan basis data saja tidak cukup untuk menyusunnya kembali."""
        sidik = salted_hmac("akun.undangan.token", str(kunci), algorithm="sha256").digest()
        return base64.urlsafe_b64encode(sidik[:24]).decode()

    @property
    def keadaan(self) -> str:
        if self.dipakai_pada:
            return self.Keadaan.DIPAKAI
        if self.dicabut:
            return self.Keadaan.DICABUT
        return self.Keadaan.BERLAKU if self.kedaluwarsa > timezone.now() else self.Keadaan.KEDALUWARSA

    def get_keadaan_display(self) -> str:
        return self.Keadaan(self.keadaan).label

    @property
    def masih_berlaku(self) -> bool:
        return self.keadaan == self.Keadaan.BERLAKU

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (
            self.dibuat_oleh_id == oleh.pk or oleh.berkuasa(Peran.MANAJER, Peran.PENGELOLA, atas=self.wilayah)
        )

    def boleh_dicabut(self, *, oleh) -> bool:
        return self.masih_berlaku and self.boleh_dilihat(oleh=oleh)
