from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forum.models import Topik

from .angka import kunci_topik
from .galat import TidakBoleh
from .jejak import jejakkan

LAMA = timedelta(days=30)


@transaction.atomic
def sematkan(*, topik: Topik, pelaku, sampai: datetime | None = None) -> Topik:
    """Topik di atas daftar ruangnya sampai satu saat (bawaan tiga puluh hari): sematan selalu berakhir."""
    return _atur(topik, pelaku, sampai or timezone.now() + LAMA)


@transaction.atomic
def lepas_sematan(*, topik: Topik, pelaku) -> Topik:
    return _atur(topik, pelaku, None)


def _atur(topik: Topik, pelaku, sampai: datetime | None) -> Topik:
    baris = kunci_topik(topik.pk)
    if not baris.boleh_dimoderasi(oleh=pelaku):
        raise TidakBoleh
    Topik.objects.filter(pk=baris.pk).update(disematkan_sampai=sampai)
    jejakkan(baris, pelaku, "sematkan" if sampai else "lepas_sematan", sesudah=sampai or "")
    baris.disematkan_sampai = sampai
    return baris
