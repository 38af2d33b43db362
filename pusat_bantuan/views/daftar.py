from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from akun.models import Peran

from .. import bacaan
from ..bacaan.daftar import TAMPILAN
from ..forms import FormSaringan


@login_required
@require_safe
def tiket_saya(request: HttpRequest) -> HttpResponse:
    saringan = FormSaringan(request.GET, oleh=request.user)
    daftar = saringan.terapkan(bacaan.tiket_desa(request.user))
    return render(
        request,
        "pusat_bantuan/tiket_saya.html",
        {"lembar": bacaan.lembar(daftar, kursor=request.GET.get("sesudah", "")), "saringan": saringan},
    )


@login_required
@require_safe
def antrean(request: HttpRequest) -> HttpResponse:
    """Antrean simpul atau petugas; yang bukan penangan tidak punya antrean."""
    if not request.user.berperan(Peran.PEGIAT, Peran.PETUGAS):
        raise Http404
    tampilan = request.GET.get("tampilan", "menunggu")
    tampilan = tampilan if tampilan in TAMPILAN else "menunggu"
    saringan = FormSaringan(request.GET, oleh=request.user)
    daftar = saringan.terapkan(bacaan.antrean(request.user, tampilan))
    alamat = reverse("pusat_bantuan:antrean")
    tab = [
        {"judul": judul, "url": f"{alamat}?tampilan={nama}", "kini": nama == tampilan}
        for nama, judul in TAMPILAN.items()
    ]
    return render(
        request,
        "pusat_bantuan/antrean.html",
        {
            "lembar": bacaan.lembar(daftar, kursor=request.GET.get("sesudah", "")),
            "saringan": saringan,
            "tab": tab,
            "tampilan": tampilan,
        },
    )
