"""Membaca isian alamat: nilai yang tidak dikenal diabaikan, tidak pernah menjadi galat."""

from __future__ import annotations

import re
from datetime import date

from django.http import Http404, HttpRequest

from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

_BULAN = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def wilayah_dari(kode: str) -> Wilayah:
    """Wilayah menurut kode bertitik atau polos; 404 bila tidak ada."""
    bersih = aturan_kode.normalkan(kode)
    wilayah = Wilayah.objects.filter(kode=bersih).first() if bersih else None
    if wilayah is None:
        raise Http404("Wilayah tidak ada di daftar.")
    return wilayah


def desa_dari(kode: str) -> Wilayah:
    wilayah = wilayah_dari(kode)
    if wilayah.tingkat != Wilayah.Tingkat.DESA:
        raise Http404("Bukan desa.")
    return wilayah


def hanya_pengubah(satu, request: HttpRequest):
    """Kesepakatan, pertemuan, atau target itu bila orang ini boleh mengubahnya; selain itu tidak ada."""
    if not satu.boleh_diubah(oleh=request.user):
        raise Http404
    return satu


def baca_bulan(request: HttpRequest) -> date | None:
    """`?bulan=2026-05` → tanggal satu bulan itu."""
    cocok = _BULAN.fullmatch(request.GET.get("bulan", ""))
    return date(int(cocok[1]), int(cocok[2]), 1) if cocok else None


def baca_bilangan(request: HttpRequest, nama: str) -> int:
    teks = request.GET.get(nama, "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) <= 10 else 0
