from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from situs.bacaan.beranda import isi_beranda


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    """Tamu melihat apa situs ini; yang sudah masuk mendarat di mejanya."""
    return render(request, "situs/beranda.html", {"isi": isi_beranda()})
