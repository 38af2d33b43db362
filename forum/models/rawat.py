"""Daftar kata dan sanksi: alat pengurus untuk menjaga percakapan (domain forum.md 9)."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from akun.models import Peran
from forum.hak import dikenal

from .simpul import Simpul

POLA_PENDEK = 3


def periksa_pola(nilai: str) -> None:
    """Kata atau beberapa kata; `*` hanya di ujung kata, dan sisanya cukup panjang supaya tidak mengenai semua."""
    for kata in nilai.split():
        inti = kata.rstrip("*")
        if "*" in inti or not inti.replace("-", "").replace("'", "").isalnum():
            raise ValidationError("Tulis kata biasa; tanda * hanya di ujung kata.")
        if kata.endswith("*") and len(inti) < POLA_PENDEK:
            raise ValidationError("Kata sebelum * paling pendek tiga huruf.")
    if not nilai.split():
        raise ValidationError("Tulis katanya.")


class KataTerlarang(models.Model):
    """Satu kata atau ungkapan, dicocokkan utuh sesudah dinormalkan, di seluruh forum."""

    class Akibat(models.TextChoices):
        TAHAN = "tahan", "ditahan sampai diperiksa"
        SAMARKAN = "samarkan", "katanya disamarkan"
        TOLAK = "tolak", "tulisannya ditolak"

    pola = models.CharField(
        "kata", max_length=60, unique=True, validators=[periksa_pola], help_text="Misalnya “pinjol” atau “slot gacor*”."
    )
    akibat = models.CharField("akibat", max_length=8, choices=Akibat.choices, default=Akibat.TAHAN)
    catatan = models.CharField("catatan", max_length=200, blank=True)

    class Meta:
        verbose_name = "kata terlarang"
        verbose_name_plural = "kata terlarang"
        ordering = ["pola"]

    def __str__(self) -> str:
        return self.pola


class SanksiQuerySet(models.QuerySet):
    def berlaku(self) -> SanksiQuerySet:
        return self.filter(sampai__gt=timezone.now(), dicabut_pada__isnull=True)

    def terlihat(self, *, oleh) -> SanksiQuerySet:
        """Yang terkena, dan pengurus simpulnya; yang berlaku di seluruh forum hanya pengelola."""
        if not dikenal(oleh):
            return self.none()
        if oleh.berperan(Peran.PENGELOLA):
            simpul = Simpul.objects.isi_terlihat(oleh=oleh).values("pk")
            return self.filter(Q(pengguna=oleh) | Q(simpul__isnull=True) | Q(simpul__in=simpul))
        return self.filter(Q(pengguna=oleh) | Q(simpul__in=Simpul.objects.dimoderasi(oleh=oleh).values("pk")))


class Sanksi(models.Model):
    """Bisu (tidak menulis) atau tangguh (tidak berbuat apa-apa) di satu simpul, selalu dengan alasan dan akhir."""

    class Jenis(models.TextChoices):
        BISUKAN = "bisukan", "tidak dapat menulis"
        TANGGUHKAN = "tangguhkan", "ditangguhkan"

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sanksi_forum")
    simpul = models.ForeignKey(
        Simpul,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="sanksi",
        help_text="Kosong: seluruh forum.",
    )
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices)
    alasan = models.CharField("alasan", max_length=300)
    mulai = models.DateTimeField("mulai", default=timezone.now)
    sampai = models.DateTimeField("sampai")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dicabut_pada = models.DateTimeField("dicabut", null=True, blank=True)
    banding = models.CharField("keberatan", max_length=600, blank=True)
    banding_pada = models.DateTimeField("keberatan diajukan", null=True, blank=True)
    putusan = models.CharField("jawaban atas keberatan", max_length=300, blank=True)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField("keberatan diputus", null=True, blank=True)

    objects = SanksiQuerySet.as_manager()

    class Meta:
        verbose_name = "sanksi"
        verbose_name_plural = "sanksi"
        constraints = [models.CheckConstraint(condition=Q(sampai__gt=F("mulai")), name="sanksi_berakhir")]
        indexes = [models.Index(fields=["pengguna", "sampai"], name="sanksi_pengguna")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} sampai {self.sampai:%d-%m-%Y}"

    @property
    def berlaku(self) -> bool:
        return self.dicabut_pada is None and self.sampai > timezone.now()

    def boleh_dilihat(self, *, oleh) -> bool:
        if not dikenal(oleh):
            return False
        milik = oleh.pk == self.pengguna_id
        pengelola = oleh.berperan(Peran.PENGELOLA)
        return milik or (pengelola if self.simpul is None else self.simpul.hak(oleh).moderasi)

    def boleh_dibanding(self, *, oleh) -> bool:
        """Satu keberatan, oleh orangnya sendiri, selama masih berlaku."""
        return dikenal(oleh) and oleh.pk == self.pengguna_id and self.berlaku and self.banding_pada is None

    def boleh_diputus(self, *, oleh) -> bool:
        """Mencabut atau menjawab keberatan; tidak pernah oleh yang terkena."""
        return dikenal(oleh) and oleh.pk != self.pengguna_id and self.boleh_dilihat(oleh=oleh) and self.berlaku
