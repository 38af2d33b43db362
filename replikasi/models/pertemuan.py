"""Pertemuan, penandatanganan, dan kunjungan (studi banding), dengan tindak lanjutnya (K-056, K-122…K-125)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from replikasi.kalender import hari_ini
from wilayah.models import Wilayah

from .kesepakatan import Kesepakatan
from .terbit import BercatatanRedaksi, BolehTerbit


class Pertemuan(BercatatanRedaksi, BolehTerbit):
    """Satu peristiwa bertanggal: siapa hadir, apa yang dibahas dan diputuskan. Kunjungan punya tuan rumah dan tamu."""

    class Jenis(models.TextChoices):
        PERTEMUAN = "pertemuan", "pertemuan"
        PENANDATANGANAN = "penandatanganan", "penandatanganan"
        KUNJUNGAN = "kunjungan", "kunjungan (studi banding)"

    jenis = models.CharField("jenis", max_length=15, choices=Jenis.choices, default=Jenis.PERTEMUAN)
    judul = models.CharField("pokok bahasan", max_length=200)
    tanggal = models.DateField("tanggal")
    tempat = models.CharField("tempat", max_length=160, blank=True)
    cara = models.CharField("cara", max_length=8, choices=Kesepakatan.Cara.choices, default=Kesepakatan.Cara.LURING)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="pertemuan", verbose_name="wilayah")
    tuan_rumah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="kunjungan_diterima",
        verbose_name="desa tuan rumah",
    )  # fmt: skip
    kesepakatan = models.ForeignKey(
        Kesepakatan, on_delete=models.PROTECT, null=True, blank=True, related_name="pertemuan",
        verbose_name="menyiapkan kesepakatan",
    )  # fmt: skip
    gelombang = models.ForeignKey(
        "replikasi.Gelombang", on_delete=models.PROTECT, null=True, blank=True, related_name="pertemuan",
        verbose_name="untuk gelombang",
    )  # fmt: skip
    jam_mulai = models.TimeField("jam mulai", null=True, blank=True)
    jam_selesai = models.TimeField("jam selesai", null=True, blank=True)
    agenda = models.TextField("agenda", blank=True, help_text="Satu mata acara per baris, boleh diawali jamnya.")
    hadir = models.JSONField("yang hadir", default=list, blank=True, help_text="Daftar nama, jabatan, dan lembaga.")
    bahasan = models.TextField("yang dibahas", blank=True)
    keputusan = models.TextField("keputusan", blank=True)
    hasil = models.TextField("hasil", blank=True)
    sumber = models.CharField("sumber", max_length=200, blank=True)

    class Meta:
        verbose_name = "pertemuan"
        verbose_name_plural = "pertemuan"
        ordering = ["-tanggal", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(jenis="kunjungan") | Q(tuan_rumah__isnull=False), name="kunjungan_bertuan_rumah"
            )
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("replikasi:pertemuan", args=[self.pk])


class TindakLanjut(models.Model):
    """Satu rencana sesudah pertemuan: siapa, kapan, sampai mana (K-124)."""

    class Keadaan(models.TextChoices):
        RENCANA = "rencana", "rencana"
        BERJALAN = "berjalan", "berjalan"
        SELESAI = "selesai", "selesai"
        BATAL = "batal", "tidak dilanjutkan"

    pertemuan = models.ForeignKey(Pertemuan, on_delete=models.PROTECT, related_name="tindak_lanjut")
    teks = models.CharField("rencana", max_length=300)
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="janji_kunjungan",
        verbose_name="desa yang berjanji",
    )  # fmt: skip
    penanggung = models.CharField("penanggung jawab", max_length=120, blank=True)
    tempo = models.DateField("tempo", null=True, blank=True)
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices, default=Keadaan.RENCANA)
    hasil = models.CharField("hasil", max_length=300, blank=True)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = "tindak lanjut"
        verbose_name_plural = "tindak lanjut"
        ordering = ["pk"]

    @property
    def lewat_tempo(self) -> bool:
        return self.tempo is not None and self.keadaan in ("rencana", "berjalan") and self.tempo < hari_ini()


class JejakJanji(models.Model):
    """Siapa mengubah apa pada kesepakatan, pertemuan, atau target. Hanya bertambah."""

    kesepakatan = models.ForeignKey(Kesepakatan, on_delete=models.PROTECT, null=True, blank=True, related_name="jejak")
    pertemuan = models.ForeignKey(Pertemuan, on_delete=models.PROTECT, null=True, blank=True, related_name="jejak")
    target = models.ForeignKey(
        "replikasi.Target", on_delete=models.PROTECT, null=True, blank=True, related_name="jejak"
    )
    tindakan = models.CharField("tindakan", max_length=120)
    rincian = models.JSONField("lama dan baru", default=dict, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("pada", auto_now_add=True)

    class Meta:
        verbose_name = "jejak janji"
        verbose_name_plural = "jejak janji"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kesepakatan__isnull=False, pertemuan__isnull=True, target__isnull=True)
                | Q(kesepakatan__isnull=True, pertemuan__isnull=False, target__isnull=True)
                | Q(kesepakatan__isnull=True, pertemuan__isnull=True, target__isnull=False),
                name="jejak_janji_satu_objek",
            )
        ]

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise TypeError("Jejak hanya bertambah.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Jejak tidak dihapus.")
