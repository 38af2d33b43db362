"""Isi beranda tamu: hanya yang terbuka untuk umum, jumlah kueri tetap."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from forum.models import Topik
from modul_pelatihan.models import ModulPage

TAMU = AnonymousUser()


@dataclass(frozen=True)
class IsiBeranda:
    topik: list[Topik]
    modul: list[ModulPage]


def isi_beranda() -> IsiBeranda:
    return IsiBeranda(
        topik=list(Topik.objects.terbaca(oleh=TAMU).select_related("ruang__simpul", "penulis").terbaru()[:5]),
        modul=list(ModulPage.objects.terlihat().order_by("path")[:4]),
    )
