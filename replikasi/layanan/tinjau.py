"""Memutuskan kode yang tidak dikenal."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from replikasi.models import KodeTakDikenal
from wilayah.models import Wilayah


@transaction.atomic
def putuskan_kode(*, kode: KodeTakDikenal, oleh: Pengguna, wilayah: Wilayah | None) -> KodeTakDikenal:
    """Ditautkan ke `wilayah` (laporan berikutnya masuk ke sana) atau, tanpa wilayah, diabaikan."""
    keadaan = KodeTakDikenal.Keadaan
    kode.keadaan = keadaan.DITAUTKAN if wilayah else keadaan.DIABAIKAN
    kode.wilayah, kode.diputus_oleh, kode.diputus_pada = wilayah, oleh, timezone.now()
    kode.save(update_fields=["keadaan", "wilayah", "diputus_oleh", "diputus_pada"])
    return kode
