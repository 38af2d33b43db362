"""Celah yang ditawarkan forum kepada kamar di atasnya (docs/rumah.md)."""

from __future__ import annotations

from django.http import HttpRequest
from laces.components import Component
from wagtail import hooks


def panel(nama: str, objek, request: HttpRequest) -> list[Component]:
    """Komponen yang didaftarkan pada `nama`; pengisi yang tidak punya apa-apa bagi pembaca ini mengembalikan None."""
    daftar = [isi for pengisi in hooks.get_hooks(nama) if (isi := pengisi(objek, request))]
    return sorted(daftar, key=lambda satu: getattr(satu, "order", 100))


def panel_tiap(nama: str, daftar: list, request: HttpRequest) -> dict[int, list[Component]]:
    """Seperti `panel` untuk banyak baris sekaligus: pengisi menjawab {kunci baris: komponen} dengan kueri tetap."""
    hasil: dict[int, list[Component]] = {}
    for pengisi in hooks.get_hooks(nama):
        for kunci, komponen in (pengisi(daftar, request) or {}).items():
            hasil.setdefault(kunci, []).append(komponen)
    return hasil
