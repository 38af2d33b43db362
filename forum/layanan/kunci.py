from __future__ import annotations

from django.db import transaction

from forum.models import Topik

from .angka import kunci_topik
from .galat import TidakBoleh
from .jejak import jejakkan


@transaction.atomic
def kunci(*, topik: Topik, pelaku, alasan: str = "") -> Topik:
    """Topik tidak lagi menerima balasan (kecuali dari pengurus)."""
    return _atur(topik, pelaku, True, alasan)


@transaction.atomic
def buka_kunci(*, topik: Topik, pelaku, alasan: str = "") -> Topik:
    return _atur(topik, pelaku, False, alasan)


def _atur(topik: Topik, pelaku, terkunci: bool, alasan: str) -> Topik:
    baris = kunci_topik(topik.pk)
    if not baris.boleh_dimoderasi(oleh=pelaku):
        raise TidakBoleh
    if baris.terkunci != terkunci:
        Topik.objects.filter(pk=baris.pk).update(terkunci=terkunci)
        jejakkan(baris, pelaku, "kunci" if terkunci else "buka_kunci", alasan=alasan)
        baris.terkunci = terkunci
    return baris
