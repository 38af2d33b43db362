"""Keadaan pemasangan menurut orang: untuk desa yang tidak dapat melapor otomatis, dan untuk membetulkan yang keliru."""

from __future__ import annotations

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from replikasi.models import PengakuanStatus
from replikasi.models.status import sumber_untuk
from wilayah.models import Wilayah

from .rekap import catat_perubahan


@transaction.atomic
def nyatakan_status(
    *,
    wilayah: Wilayah,
    oleh: Pengguna,
    keadaan: str,
    tanggal: date,
    kunci: uuid.UUID,
    versi: str = "",
    catatan: str = "",
) -> PengakuanStatus:
    """Sumbernya mengikuti siapa yang menyatakan: operator → laporan desa sendiri, pendamping → terverifikasi."""
    sumber = sumber_untuk(wilayah, oleh=oleh)
    if not sumber:
        raise ValidationError("Hanya operator desa ini atau pendampingnya yang dapat menyatakan keadaannya.")
    if tanggal > timezone.localdate():
        raise ValidationError("Tanggalnya belum tiba. Isi tanggal hari ini atau sebelumnya.")
    hasil, baru = PengakuanStatus.objects.get_or_create(
        kunci=kunci, oleh=oleh,
        defaults={
            "wilayah": wilayah, "sumber": sumber, "keadaan": keadaan, "tanggal": tanggal, "versi": versi[:40],
            "catatan": catatan[:300],
        },
    )  # fmt: skip
    if baru:
        catat_perubahan(wilayah=wilayah)
    return hasil
