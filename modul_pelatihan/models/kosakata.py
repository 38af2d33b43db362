from __future__ import annotations

from django.db import models

MAPAN = 3  # muncul di sekian tulisan: bukan salah ketik, dan tidak dihitung lagi supaya barisnya tidak diperebutkan


class KataCari(models.Model):
    """Satu kata yang pernah ditulis orang, dan akarnya: bahan menebak salah ketik. Bukan kamus, tanpa angka."""

    kata = models.CharField("kata", max_length=24, primary_key=True)
    akar = models.CharField("akar", max_length=32, db_index=True)
    jumlah = models.PositiveSmallIntegerField("jumlah tulisan", default=1, help_text=f"Berhenti di {MAPAN}.")
    publik = models.BooleanField(
        "dari tulisan umum", default=False, help_text="Kata yang hanya ada di tiket tidak dipakai menebak untuk umum."
    )

    class Meta:
        verbose_name = "kata cari"
        verbose_name_plural = "kata cari"

    def __str__(self) -> str:
        return self.kata


class EjaanCari(models.Model):
    """Kata itu sendiri dan kata itu tanpa satu hurufnya. Dua kata berselisih satu ketikan selalu bertemu di sini."""

    hapus = models.CharField("tanpa satu huruf", max_length=24)
    kata = models.ForeignKey(KataCari, on_delete=models.CASCADE, related_name="ejaan")

    class Meta:
        verbose_name = "ejaan cari"
        verbose_name_plural = "ejaan cari"
        constraints = [models.UniqueConstraint(fields=["hapus", "kata"], name="ejaan_cari_sekali")]


class SusunanCari(models.Model):
    """Sampai di mana satu indeks disusun menurut aturan kata yang mana; berbeda sidiknya berarti perlu disusun lagi."""

    nama = models.CharField("nama indeks", max_length=40, primary_key=True)
    sidik = models.CharField("sidik aturan", max_length=16)
    sampai = models.BigIntegerField("kunci terakhir", default=0)
    selesai = models.BooleanField("selesai", default=False)

    class Meta:
        verbose_name = "susunan cari"
        verbose_name_plural = "susunan cari"

    def __str__(self) -> str:
        return self.nama
