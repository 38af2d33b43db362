from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from akun.layak import TERTUTUP, alamat_tertutup
from akun.models import Kabar
from situs import layanan
from situs.bacaan.kabar import daftar_kabar


@require_safe
@login_required
def kabar(request: HttpRequest) -> HttpResponse:
    hanya_baru = request.GET.get("saring") == "baru"
    halaman = daftar_kabar(request.user, sesudah=request.GET.get("sesudah", ""), hanya_baru=hanya_baru)
    tab = [
        {"judul": "Semua", "url": "/kabar/", "kini": not hanya_baru},
        {"judul": "Belum dibaca", "url": "/kabar/?saring=baru", "kini": hanya_baru},
    ]
    return render(request, "situs/kabar.html", {"halaman": halaman, "tab": tab, "hanya_baru": hanya_baru})


@require_POST
@login_required
def kabar_buka(request: HttpRequest, nomor: int) -> HttpResponse:
    """Menandai dibaca lalu mengantar ke tempatnya; alamat di luar situs tidak diikuti."""
    satu = get_object_or_404(Kabar, pk=nomor, penerima=request.user)
    layanan.tandai_dibaca(orang=request.user, kabar=satu)
    if alamat_tertutup(request.user, [satu.url]):
        messages.info(request, f"{TERTUTUP}.")
        return redirect("kabar")
    aman = satu.url.startswith("/") and url_has_allowed_host_and_scheme(satu.url, allowed_hosts=None)
    return redirect(satu.url if aman else "kabar")


@require_POST
@login_required
def kabar_semua_dibaca(request: HttpRequest) -> HttpResponse:
    layanan.tandai_dibaca(orang=request.user)
    return redirect("kabar")
