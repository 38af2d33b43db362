"""Alamat halaman forum, diingat: satu daftar menyebut ratusan, dan menyusunnya lagi memakan sepertujuh waktu halamannya."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=10_000)
def alamat(nama: str, *bagian: str | int) -> str:
    """Seperti `reverse`; hanya menurut argumennya, jadi judul atau slug yang berganti mendapat alamat baru."""
    return reverse(nama, args=bagian)
