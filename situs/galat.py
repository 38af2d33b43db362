"""Halaman galat: berbahasa Indonesia, menyebut langkah berikutnya."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def galat_400(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "400.html", status=400)


def galat_403(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "403.html", status=403)


def galat_404(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "404.html", status=404)


def galat_500(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
