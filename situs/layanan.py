from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from akun.models import Kabar, Pengguna


@transaction.atomic
def tandai_dibaca(*, orang: Pengguna, kabar: Kabar | None = None) -> int:
    """Menandai satu kabar, atau semua kabar milik `orang`; yang sudah dibaca tetap bertanggal bacaan pertama."""
    himpunan = Kabar.objects.filter(penerima=orang, dibaca_pada=None)
    if kabar is not None:
        himpunan = himpunan.filter(pk=kabar.pk)
    return himpunan.update(dibaca_pada=timezone.now())
