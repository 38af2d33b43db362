"""Draf tiket di server bagi yang masuk: disimpan, dibaca pemiliknya, dibuang begitu terkirim atau 30 hari tak disentuh."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

from cryptography.fernet import InvalidToken
from django.db.models import Q
from django.utils import timezone

from akun.brankas import buka, sandikan
from akun.models import Pengguna

from ..models import DrafTiket

UMUR = timedelta(days=30)
PANJANG_TERBANYAK = 40_000
ISIAN_TERBANYAK = 120
_TIDAK_DISIMPAN = {"csrfmiddlewaretoken", "kunci_kirim", "waktu", "situs_kantor", "obrolan", "topik"}


def simpan_draf_tiket(*, pengguna: Pengguna, isi: Mapping[str, str]) -> DrafTiket | None:
    """Menimpa draf yang ada. Tanpa judul dan cerita tidak ada yang patut disimpan: `None`, dan yang lama dibuang."""
    bersih = {nama: nilai for nama, nilai in isi.items() if nilai.strip() and nama not in _TIDAK_DISIMPAN}
    if not (bersih.get("judul") or bersih.get("uraian")):
        buang_draf_tiket(pengguna=pengguna)
        return None
    teks = json.dumps(dict(list(bersih.items())[:ISIAN_TERBANYAK]), ensure_ascii=False)
    if len(teks) > PANJANG_TERBANYAK:
        raise ValueError("Drafnya terlalu panjang untuk disimpan.")
    return DrafTiket.objects.update_or_create(pengguna=pengguna, defaults={"sandi": sandikan(teks)})[0]


def baca_draf_tiket(*, pengguna: Pengguna) -> tuple[DrafTiket, dict[str, str]] | None:
    """Draf yang belum kedaluwarsa, dan isinya; yang tidak terbaca (kunci situs diganti) dianggap tidak ada."""
    draf = DrafTiket.objects.filter(pengguna=pengguna, diubah__gt=timezone.now() - UMUR).first()
    try:
        return (draf, json.loads(buka(draf.sandi))) if draf else None
    except (InvalidToken, ValueError):
        return None


def buang_draf_tiket(*, pengguna: Pengguna) -> None:
    DrafTiket.objects.filter(pengguna=pengguna).delete()


def draf_lewat_masa():
    """Yang tidak disentuh 30 hari, dan milik akun yang sudah dihapus."""
    return DrafTiket.objects.filter(Q(diubah__lte=timezone.now() - UMUR) | Q(pengguna__dihapus_pada__isnull=False))
