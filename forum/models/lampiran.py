from __future__ import annotations

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from forum.hak import dikenal

from .kiriman import Kiriman


def tempat_pribadi() -> Storage:
    return storages["pribadi"]


class LampiranQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> LampiranQuerySet:
        """Gambar di kiriman yang boleh dibaca `oleh`, dan unggahannya sendiri."""
        pakai = Lampiran.kiriman.through.objects.filter(
            lampiran=OuterRef("pk"), kiriman__in=Kiriman.objects.terlihat(oleh=oleh).values("pk")
        )
        return self.filter(Exists(pakai) | Q(pengunggah=oleh)) if dikenal(oleh) else self.filter(Exists(pakai))


class Lampiran(models.Model):
    """Satu gambar yang sudah ditulis ulang tanpa EXIF. Haknya hak kiriman yang memuatnya; sebelum itu milik pengunggah."""

    kunci = models.UUIDField("kunci", default=uuid.uuid4, unique=True, editable=False)
    pengunggah = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="lampiran_forum"
    )
    kiriman = models.ManyToManyField(Kiriman, related_name="lampiran", blank=True)
    sha256 = models.CharField("sidik", max_length=64, editable=False)
    lebar = models.PositiveIntegerField("lebar")
    tinggi = models.PositiveIntegerField("tinggi")
    ukuran = models.PositiveIntegerField("ukuran")
    mime = models.CharField("jenis", max_length=20)
    berkas = models.FileField("berkas", storage=tempat_pribadi, max_length=120)
    dibuat = models.DateTimeField("diunggah", default=timezone.now)

    objects = LampiranQuerySet.as_manager()

    class Meta:
        verbose_name = "lampiran forum"
        verbose_name_plural = "lampiran forum"
        constraints = [models.UniqueConstraint(fields=["sha256", "pengunggah"], name="lampiran_forum_sekali")]
        indexes = [models.Index(fields=["dibuat"], name="lampiran_forum_dibuat")]

    def __str__(self) -> str:
        return f"Gambar {self.kunci}"

    def get_absolute_url(self) -> str:
        return reverse("forum:lampiran", args=[self.kunci])

    def boleh_dilihat(self, *, oleh) -> bool:
        if dikenal(oleh) and oleh.pk == self.pengunggah_id:
            return True
        pakai = self.kiriman.select_related("topik__ruang__simpul__wilayah")
        return any(kiriman.boleh_dilihat(oleh=oleh) for kiriman in pakai)
