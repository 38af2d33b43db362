"""Alamat rahasia kalender: dibuat, dicabut."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from replikasi.models import TautanKalender
from wilayah.models import Wilayah


@transaction.atomic
def buat_tautan(*, pengguna: Pengguna, wilayah: Wilayah) -> TautanKalender:
    """Satu alamat hidup per orang dan wilayah; yang sudah ada dikembalikan."""
    tautan, _ = TautanKalender.objects.get_or_create(pengguna=pengguna, wilayah=wilayah, dicabut_pada=None)
    return tautan


def cabut_tautan(*, pengguna: Pengguna, wilayah: Wilayah) -> int:
    """Alamat lama mati saat itu juga."""
    return TautanKalender.objects.filter(pengguna=pengguna, wilayah=wilayah, dicabut_pada=None).update(
        dicabut_pada=timezone.now()
    )
