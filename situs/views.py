from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def beranda(request: HttpRequest) -> HttpResponse:
    return render(request, "situs/beranda.html")


def healthz(request: HttpRequest) -> HttpResponse:
    """Proses hidup; tidak menyentuh basis data."""
    return HttpResponse("ok", content_type="text/plain")
