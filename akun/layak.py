"""Hak penerima ditanya lagi saat kabarnya benar-benar keluar (surat di antrean, pemberitahuan perangkat)."""

from __future__ import annotations

from wagtail import hooks

from .models import Pengguna

KEPALA_ALAMAT = "X-Alamat"  # halaman yang dikabarkan surat itu; beberapa dipisah spasi


def masih_layak(penerima: Pengguna, alamat: str) -> bool:
    """`alamat` halaman yang dikabarkan. Kamar yang punya halamannya menjawab lewat slot `kabar_layak`; diam berarti boleh."""
    semua = alamat.split()[:20]
    return all(jawab(penerima, satu) is not False for satu in semua for jawab in hooks.get_hooks("kabar_layak"))
