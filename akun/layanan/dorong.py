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


def sebut_perangkat(agen: str) -> str:
    """ "Chrome di Android" dari User-Agent: cukup untuk mengenali barisnya."""
    peramban = next((nama for nama in ("Firefox", "Edg", "Chrome", "Safari") if nama in agen), "Peramban")
    sistem = next((nama for nama in ("Android", "iPhone", "Windows", "Mac OS", "Linux") if nama in agen), "")
    return f"{'Edge' if peramban == 'Edg' else peramban}{f' di {sistem}' if sistem else ''}"


def lepas_saat_keluar(*, pengguna: Pengguna, agen: str) -> int:
    """Keluar dari akun menghentikan pemberitahuan di jenis perangkat itu: komputer kantor dipakai bergantian.

    Langganan tidak mengenal sesi, jadi perangkat lain yang sejenis ikut lepas; menyalakannya lagi satu ketukan.
    """
    return LanggananDorong.objects.filter(pengguna=pengguna, perangkat=sebut_perangkat(agen)).delete()[0]
