from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from wilayah.models import Wilayah


class Peran(models.TextChoices):
    OPERATOR = "operator", "operator desa"
    PEGIAT = "pegiat", "pegiat ForSID"
    PELATIH = "pelatih", "pelatih"
    PETUGAS = "petugas", "petugas bantuan"
    MANAJER = "manajer", "manajer program"
    PEMBINA = "pembina", "pembina"
    PENGELOLA = "pengelola", "pengelola nasional"


PERAN_WAJIB_MFA = {Peran.PETUGAS, Peran.MANAJER, Peran.PENGELOLA}


class PenugasanQuerySet(models.QuerySet):
    def berlaku(self, pada: date | None = None) -> PenugasanQuerySet:
        """Aktif dan `mulai <= pada <= selesai`, kedua hari batas termasuk."""
        pada = pada or timezone.localdate()
        return self.filter(keadaan=Penugasan.Keadaan.AKTIF, mulai__lte=pada).filter(
            Q(selesai__isnull=True) | Q(selesai__gte=pada)
        )

    def terlihat(self, *, oleh) -> PenugasanQuerySet:
        """Milik sendiri, ditambah yang berada di wilayah manajer, pengelola, atau pegiat (hanya operator)."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(
            Q(pengguna=oleh)
            | oleh.q_kuasa(Peran.MANAJER, Peran.PENGELOLA)
            | (oleh.q_kuasa(Peran.PEGIAT, Peran.PETUGAS) & Q(peran=Peran.OPERATOR))
        )


class Penugasan(models.Model):
    """Orang × peran × wilayah × masa. Kuasanya menjangkau seluruh subpohon wilayah dan tidak lebih."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "menunggu konfirmasi"
        AKTIF = "aktif", "aktif"
        DITOLAK = "ditolak", "ditolak"
        DICABUT = "dicabut", "dicabut"

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="penugasan")
    peran = models.CharField("peran", max_length=10, choices=Peran.choices)
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="penugasan",
        help_text="Kosong berarti nasional.",
    )  # fmt: skip
    jabatan = models.CharField("jabatan", max_length=120, blank=True)
    organisasi = models.CharField("organisasi", max_length=160, blank=True)
    mulai = models.DateField("mulai", default=timezone.localdate)
    selesai = models.DateField("selesai", null=True, blank=True)
    keadaan = models.CharField("keadaan", max_length=10, choices=Keadaan.choices, default=Keadaan.AKTIF)
    diberi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="penugasan_diberi"
    )
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)
    alasan = models.CharField("alasan", max_length=300, blank=True)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["-mulai", "pk"]
        indexes = [
            models.Index(fields=["wilayah", "peran", "keadaan"], name="penugasan_wilayah_peran"),
            models.Index(fields=["keadaan", "dibuat"], name="penugasan_menunggu"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=models.F("mulai")), name="penugasan_masa_urut"
            ),
            models.CheckConstraint(
                condition=Q(wilayah__isnull=False) | ~Q(peran__in=["operator", "pegiat"]),
                name="penugasan_operator_pegiat_berwilayah",
            ),
            models.CheckConstraint(
                condition=Q(wilayah__isnull=True) | ~Q(peran="pengelola"), name="penugasan_pengelola_nasional"
            ),
            models.UniqueConstraint(
                fields=["pengguna", "peran", "wilayah"], condition=Q(keadaan__in=["menunggu", "aktif"]),
                name="penugasan_sekali_per_wilayah",
            ),
            models.UniqueConstraint(
                fields=["pengguna", "peran"],
                condition=Q(keadaan__in=["menunggu", "aktif"], wilayah__isnull=True),
                name="penugasan_sekali_nasional",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pengguna} – {self.get_peran_display()} {self.wilayah or 'nasional'}"

    def clean(self) -> None:
        if self.peran == Peran.OPERATOR and self.wilayah and self.wilayah.tingkat != Wilayah.Tingkat.DESA:
            raise ValidationError({"wilayah": "Operator ditugaskan di satu desa, nagari, atau kelurahan."})

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (
            oleh.pk == self.pengguna_id
            or oleh.berkuasa(Peran.MANAJER, Peran.PENGELOLA, atas=self.wilayah)
            or (self.peran == Peran.OPERATOR and oleh.berkuasa(Peran.PEGIAT, Peran.PETUGAS, atas=self.wilayah))
        )

    def boleh_diputus(self, *, oleh) -> bool:
        """Pegiat atau manajer wilayahnya mengonfirmasi operator; peran lain oleh manajer di atasnya atau pengelola."""
        if not oleh.is_authenticated or oleh.pk == self.pengguna_id:
            return False
        if self.peran == Peran.OPERATOR:
            return oleh.berkuasa(Peran.PEGIAT, Peran.MANAJER, Peran.PENGELOLA, atas=self.wilayah)
        if self.peran in {Peran.PEGIAT, Peran.PELATIH}:
            return oleh.berkuasa(Peran.MANAJER, Peran.PENGELOLA, atas=self.wilayah)
        return oleh.berperan(Peran.PENGELOLA)


class Undangan(models.Model):
    """Tautan undangan sekali pakai; yang disimpan sidiknya, bukan tokennya."""

    sidik = models.CharField("sidik token", max_length=64, unique=True, editable=False)
    peran = models.CharField("peran", max_length=10, choices=Peran.choices)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    untuk = models.CharField("untuk siapa", max_length=120, blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="undangan_dibuat")
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    kedaluwarsa = models.DateTimeField("kedaluwarsa")
    dipakai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dipakai_pada = models.DateTimeField("dipakai pada", null=True, blank=True)
    dicabut = models.BooleanField("dicabut", default=False)

    MASA = timedelta(days=7)

    class Meta:
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        ordering = ["-dibuat"]

    @staticmethod
    def sidik_dari(token: str) -> str:
        return salted_hmac("akun.undangan", token, algorithm="sha256").hexdigest()

    @classmethod
    def token_baru(cls) -> str:
        return secrets.token_urlsafe(24)

    @property
    def masih_berlaku(self) -> bool:
        return not self.dicabut and self.dipakai_pada is None and self.kedaluwarsa > timezone.now()
