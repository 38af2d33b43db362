from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import bacaan
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
