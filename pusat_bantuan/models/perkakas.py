"""Perkakas penangan: jawaban siap pakai dan daftar periksa. Isinya data rumah, diurus di ruang redaksi."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from modul_pelatihan.models import Bidang
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from .. import siap_pakai
from .tiket import ProfilTiket


class PerkakasQuerySet(models.QuerySet):
    def untuk(self, profil: ProfilTiket) -> PerkakasQuerySet:
        """Yang berlaku bagi tiket itu: bidangnya, induk bidangnya, atau umum; wilayahnya atau di atasnya."""
        leluhur = aturan_kode.leluhur(profil.wilayah.kode) if profil.wilayah else []
        return self.filter(
            Q(bidang__isnull=True) | Q(bidang__in=[profil.bidang_id, profil.bidang.induk_id]),
            Q(wilayah__isnull=True) | Q(wilayah__kode__in=leluhur),
            aktif=True,
        )


class Perkakas(models.Model):
    """Alat kerja penangan: di satu wilayah atau di mana saja."""

    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Kosong: untuk semua wilayah.",
    )  # fmt: skip
    aktif = models.BooleanField("dipakai", default=True)

    objects = PerkakasQuerySet.as_manager()

    class Meta:
        abstract = True


class JawabanSiap(Perkakas):
    """Jawaban yang sering dipakai: disisipkan, lalu disunting. Sisipannya dari daftar yang diizinkan saja."""

    judul = models.CharField("judul", max_length=80)
    isi = models.TextField("isi", help_text=siap_pakai.BANTUAN)
    bidang = models.ForeignKey(
        Bidang, on_delete=models.PROTECT, null=True, blank=True, related_name="jawaban_siap",
        help_text="Kosong: untuk semua bidang.",
    )  # fmt: skip
    kali_dipakai = models.PositiveIntegerField("kali dipakai", default=0, editable=False)

    class Meta:
        verbose_name = "jawaban siap"
        verbose_name_plural = "jawaban siap"
        ordering = ["-kali_dipakai", "judul"]

    def __str__(self) -> str:
        return self.judul

    def clean(self) -> None:
        if asing := siap_pakai.sisipan_asing(self.isi):
            raise ValidationError({"isi": f"Sisipan tidak dikenal: {', '.join(asing)}. {siap_pakai.BANTUAN}"})

    def catat_dipakai(self) -> None:
        JawabanSiap.objects.filter(pk=self.pk).update(kali_dipakai=F("kali_dipakai") + 1)


class DaftarPeriksa(Perkakas):
    """Langkah yang jangan terlewat untuk satu jenis soal; disalin ke tiket ketika dipakai."""

    judul = models.CharField("judul", max_length=80)
    butir = models.TextField("langkah", help_text="Satu langkah per baris.")
    bidang = models.ForeignKey(
        Bidang, on_delete=models.PROTECT, null=True, blank=True, related_name="daftar_periksa",
        help_text="Kosong: untuk semua bidang.",
    )  # fmt: skip

    class Meta:
        verbose_name = "daftar periksa"
        verbose_name_plural = "daftar periksa"
        ordering = ["judul"]

    def __str__(self) -> str:
        return self.judul

    @property
    def langkah(self) -> list[str]:
        return [baris.strip()[:200] for baris in self.butir.splitlines() if baris.strip()][:40]


class ButirPeriksaQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> ButirPeriksaQuerySet:
        """Hanya bagi yang menangani tiketnya."""
        return self.filter(profil__in=ProfilTiket.objects.dapat_ditangani(oleh=oleh).values("pk"))


class ButirPeriksa(models.Model):
    """Satu langkah pada satu tiket: sudah atau belum, oleh siapa, kapan."""

    profil = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, related_name="butir_periksa")
    daftar = models.ForeignKey(DaftarPeriksa, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    teks = models.CharField("langkah", max_length=200)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    selesai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    selesai_pada = models.DateTimeField("selesai", null=True, blank=True)

    objects = ButirPeriksaQuerySet.as_manager()

    class Meta:
        verbose_name = "butir periksa"
        verbose_name_plural = "butir periksa"
        ordering = ["urutan", "pk"]
        constraints = [models.UniqueConstraint(fields=["profil", "daftar", "teks"], name="butir_periksa_sekali")]

    def __str__(self) -> str:
        return self.teks

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.profil.boleh_ditangani(oleh=oleh)
