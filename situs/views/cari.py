from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from akun.batas import habis
from akun.isian import kata_cari
from modul_pelatihan.layanan import catat_nihil
from situs.bacaan.cari import PALING_PANJANG, cari_semua
from situs.galat import galat_429


@require_safe
def cari(request: HttpRequest) -> HttpResponse:
    """Satu kotak untuk seluruh rumah; membuka halaman kosongnya tidak memakai jatah."""
    teks = kata_cari(request, paling=PALING_PANJANG)
    if teks and habis(request, "cari"):
        return galat_429(request)
    kelompok = cari_semua(teks, request.user)
    if len(teks) > 1 and not kelompok:
        catat_nihil(teks)
    return render(request, "situs/cari.html", {"teks": teks, "kelompok": kelompok, "terlalu_pendek": len(teks) == 1})
