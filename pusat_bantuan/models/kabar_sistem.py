from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from akun.models import Peran

from .asal import SistemLuar
from .tiket import ProfilTiket


class KabarSistemQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> KabarSistemQuerySet:
        return self if oleh.is_authenticated and oleh.berperan(Peran.PENGELOLA) else self.none()


class KabarSistem(models.Model):
    """Satu kabar (webhook) bagi sistem luar: tiket kirimannya bergerak. Isinya tidak memuat tulisan atau nama orang;
    sistemnya membaca tiketnya sendiri dengan tokennya."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "menunggu dikirim"
        TERKIRIM = "terkirim", "terkirim"
        GAGAL = "gagal", "gagal"

    class Jenis(models.TextChoices):
        DIAMBIL = "tiket.diambil", "tiket diambil"
        PESAN = "tiket.pesan", "pesan dari meja bantuan"
        SELESAI = "tiket.selesai", "dijawab selesai"
        DIBUKA_LAGI = "tiket.dibuka_lagi", "dibuka lagi"
        DITUTUP = "tiket.ditutup", "ditutup"
        DIGABUNG = "tiket.digabung", "digabung ke tiket lain"
        UJI = "uji", "kabar uji"

    kunci = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sistem = models.ForeignKey(SistemLuar, on_delete=models.CASCADE, related_name="kabar")
    profil = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, null=True, related_name="+")
    jenis = models.CharField("jenis", max_length=20, choices=Jenis.choices)
    muatan = models.JSONField("muatan")
    dibuat = models.DateTimeField("dibuat", default=timezone.now)
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices, default=Keadaan.MENUNGGU)
    coba = models.PositiveSmallIntegerField("percobaan", default=0)
    coba_lagi_pada = models.DateTimeField("coba lagi pada", default=timezone.now)
    jawaban = models.CharField("jawaban tujuan", max_length=80, blank=True)
    terkirim_pada = models.DateTimeField("terkirim pada", null=True, blank=True)

    objects = KabarSistemQuerySet.as_manager()

    class Meta:
        verbose_name = "kabar bagi sistem luar"
        verbose_name_plural = "kabar bagi sistem luar"
        indexes = [
            models.Index(fields=["coba_lagi_pada"], name="kabar_sistem_antre", condition=Q(keadaan="menunggu")),
            models.Index(fields=["sistem", "-dibuat"], name="kabar_sistem_daftar"),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} kepada {self.sistem}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berperan(Peran.PENGELOLA)
