from __future__ import annotations

from django.db import transaction

from ..models import LanggananDorong, Pengguna

PERANGKAT_MAKS = 10


@transaction.atomic
def langgani_dorong(*, pengguna: Pengguna, titik: str, kunci: str, rahasia: str, perangkat: str) -> LanggananDorong:
    """Satu baris per peramban; peramban bersama berpindah ke orang yang terakhir menyalakannya. Yang terlama gugur di atas sepuluh."""
    isi = {"pengguna": pengguna, "kunci": kunci, "rahasia": rahasia, "perangkat": perangkat[:80], "gagal": 0}
    baris, _ = LanggananDorong.objects.update_or_create(titik=titik, defaults=isi)
    milik = LanggananDorong.objects.filter(pengguna=pengguna).order_by("-pk").values_list("pk", flat=True)
    LanggananDorong.objects.filter(pk__in=list(milik[PERANGKAT_MAKS:])).delete()
    return baris
