from __future__ import annotations

from django.db import models

from forum.models import Topik

from .buku import LangkahPage


class TopikLangkah(models.Model):
    """Topik forum yang dibuka dari satu langkah buku panduan; tampil di halaman langkah itu bagi yang boleh membacanya."""

    topik = models.ForeignKey(Topik, on_delete=models.CASCADE, related_name="tanda_langkah")
    langkah = models.ForeignKey(LangkahPage, on_delete=models.CASCADE, related_name="tanda_topik")

    class Meta:
        verbose_name = "langkah topik"
        verbose_name_plural = "langkah topik"
        constraints = [models.UniqueConstraint(fields=["topik", "langkah"], name="topik_langkah_sekali")]
        indexes = [models.Index(fields=["langkah", "topik"], name="langkah_topik")]
