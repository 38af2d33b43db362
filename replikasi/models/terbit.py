"""Aturan terbit yang sama bagi kesepakatan, pertemuan, dan target: siapa melihat, siapa mengubah."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from akun.models import Peran

from .program import PERAN_PEMBACA

PERAN_PENULIS = (Peran.MANAJER, Peran.PENGELOLA)


class TerbitQuerySet(models.QuerySet):
    """Yang diterbitkan terbuka bagi siapa pun; selebihnya hanya bagi yang bertugas di wilayahnya."""

    def terlihat(self, *, oleh) -> TerbitQuerySet:
        terbit = Q(terbit=True)
        return self.filter(terbit | oleh.q_kuasa(*PERAN_PEMBACA) if oleh.is_authenticated else terbit)

    def dikelola(self, *, oleh) -> TerbitQuerySet:
        return self.filter(oleh.q_kuasa(*PERAN_PENULIS)) if oleh.is_authenticated else self.none()


class BolehTerbit(models.Model):
    """Aturan lihat dan ubah yang sama bagi kesepakatan, pertemuan, dan target."""

    terbit = models.BooleanField(
        "terbit untuk umum", default=False, help_text="Tanpa ini hanya yang bertugas di wilayahnya yang melihat."
    )
    contoh = models.BooleanField("data contoh", default=False)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    objects = TerbitQuerySet.as_manager()

    class Meta:
        abstract = True

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.terbit or self.boleh_dilihat_dalamnya(oleh=oleh)

    def boleh_dilihat_dalamnya(self, *, oleh) -> bool:
        """Berkas, riwayat, dan grup: hanya yang bertugas di wilayahnya, terbit atau tidak."""
        return oleh.is_authenticated and oleh.berkuasa(*PERAN_PEMBACA, atas=self.wilayah)

    def boleh_diubah(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(*PERAN_PENULIS, atas=self.wilayah)


class BercatatanRedaksi(models.Model):
    """Catatan redaksi atas naskah sumbernya: yang janggal ditulis apa adanya dan diberi catatan, tidak dibetulkan."""

    catatan_redaksi = models.TextField("catatan redaksi", blank=True, help_text="Satu catatan per baris.")

    class Meta:
        abstract = True

    @property
    def catatan(self) -> list[str]:
        return [baris.strip() for baris in self.catatan_redaksi.splitlines() if baris.strip()]
