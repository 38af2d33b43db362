"""Satu cara situs ini mengetuk alamat luar yang ditulis orang: tanpa mengikuti pengalihan, tanpa membaca jawabannya."""

from __future__ import annotations

import requests

SABAR = (5, 10)  # detik: menyambung, menunggu jawaban


def ketuk(alamat: str, badan: bytes, kepala: dict[str, str]) -> int:
    """Mengirim `badan` dengan POST; status jawabannya. `requests.RequestException` bila tidak sampai."""
    with requests.post(alamat, data=badan, headers=kepala, timeout=SABAR, allow_redirects=False, stream=True) as jawab:
        return jawab.status_code
