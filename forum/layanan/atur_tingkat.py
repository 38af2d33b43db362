from __future__ import annotations

from django.db import transaction

from forum.models import Topik, TopikPengguna

from .galat import TidakBoleh


@transaction.atomic
def atur_tingkat(*, topik: Topik, pengguna, tingkat: str) -> TopikPengguna:
    """Seberapa sering seseorang dikabari tentang satu topik."""
    if tingkat not in TopikPengguna.Tingkat.values or not topik.boleh_dilihat(oleh=pengguna):
        raise TidakBoleh
    return TopikPengguna.objects.update_or_create(pengguna=pengguna, topik=topik, defaults={"tingkat": tingkat})[0]
