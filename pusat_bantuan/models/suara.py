from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .artikel import ArtikelBantuanPage


class SuaraArtikel(models.Model):
    """Membantu atau tidak, untuk satu revisi: naskah yang diperbaiki dinilai dari nol. Satu per orang atau per peramban.

    Tamu dikenali dari sidik bertanda kunci situs (`layanan.suara.tanda_peramban`), tanpa kuki; alamatnya tidak disimpan.
    """

    artikel = models.ForeignKey(ArtikelBantuanPage, on_delete=models.CASCADE, related_name="suara")
    revisi = models.PositiveBigIntegerField("revisi", help_text="Kunci revisi Wagtail yang sedang terbit saat dinilai.")
    membantu = models.BooleanField("membantu")
    kurang = models.TextField("yang kurang", max_length=1000, blank=True)
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    tanda = models.CharField("tanda peramban", max_length=32, blank=True)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    diubah = models.DateTimeField("diubah", auto_now=True)

    class Meta:
        verbose_name = "penilaian artikel"
        verbose_name_plural = "penilaian artikel"
        constraints = [
            models.UniqueConstraint(
                fields=["artikel", "revisi", "pengguna"], condition=Q(pengguna__isnull=False),
                name="suara_artikel_per_orang",
            ),
            models.UniqueConstraint(
                fields=["artikel", "revisi", "tanda"], condition=~Q(tanda=""), name="suara_artikel_per_peramban"
            ),
            models.CheckConstraint(
                condition=Q(pengguna__isnull=False, tanda="") | (Q(pengguna__isnull=True) & ~Q(tanda="")),
                name="suara_artikel_milik_satu",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{'membantu' if self.membantu else 'tidak membantu'}: {self.artikel_id}"
