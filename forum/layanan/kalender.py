from __future__ import annotations

from django.db import transaction
from django.db.models import F

from forum.models import KalenderPengguna


@transaction.atomic
def ganti_kalender(*, pengguna) -> KalenderPengguna:
    """Alamat kalender baru; alamat yang lama berhenti berlaku seketika."""
    KalenderPengguna.objects.get_or_create(pengguna=pengguna, defaults={"versi": 0})
    KalenderPengguna.objects.filter(pengguna=pengguna).update(versi=F("versi") + 1, aktif=True)
    return KalenderPengguna.objects.get(pengguna=pengguna)


@transaction.atomic
def matikan_kalender(*, pengguna) -> None:
    """Mencabut alamatnya tanpa membuat yang baru."""
    KalenderPengguna.objects.filter(pengguna=pengguna).update(versi=F("versi") + 1, aktif=False)
