from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from situs.bacaan.beranda import isi_beranda
from situs.bacaan.meja import meja


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    """Tamu melihat apa situs ini; yang sudah masuk mendarat di mejanya."""
    if request.user.is_authenticated:
        isi = meja(request.user)
        return render(request, "situs/meja.html", {"meja": isi, "kabar_baru": isi.kabar_baru})
    return render(request, "situs/beranda.html", {"isi": isi_beranda()})
