"""Halaman tetap: tentang, privasi, tampilan, luring."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from situs.forms import FormTampilan
from situs.konteks import TEMA

SETAHUN = 365 * 24 * 3600


@require_safe
def tentang(request: HttpRequest) -> HttpResponse:
    return render(request, "situs/tentang.html")


@require_safe
def privasi(request: HttpRequest) -> HttpResponse:
    return render(request, "situs/privasi.html")


@require_safe
def luring(request: HttpRequest) -> HttpResponse:
    return render(request, "situs/luring.html")


@require_http_methods(["GET", "HEAD", "POST"])
def tampilan(request: HttpRequest) -> HttpResponse:
    """Terang, gelap, atau mengikuti perangkat; hemat data tanpa huruf hias. Disimpan di kuki perangkat ini saja."""
    form = FormTampilan(
        request.POST or None,
        initial={"tema": request.COOKIES.get("tema", ""), "hemat": request.COOKIES.get("hemat") == "1"},
    )
    if request.method == "POST" and form.is_valid():
        jawaban = redirect("tampilan")
        tema = form.cleaned_data["tema"]
        _simpan(jawaban, "tema", tema if tema in TEMA else "")
        _simpan(jawaban, "hemat", "1" if form.cleaned_data["hemat"] else "")
        messages.success(request, "Tampilan diganti di perangkat ini.")
        return jawaban
    return render(request, "situs/tampilan.html", {"form": form}, status=400 if form.errors else 200)


def _simpan(jawaban: HttpResponse, nama: str, nilai: str) -> None:
    if nilai:
        jawaban.set_cookie(nama, nilai, max_age=SETAHUN, samesite="Lax", httponly=True, secure=settings.HTTPS)
    else:
        jawaban.delete_cookie(nama, samesite="Lax")
