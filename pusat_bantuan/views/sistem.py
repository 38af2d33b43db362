"""Sistem luar: daftar, token baru (tampil sekali), dan pencabutan. Hanya pengelola; lainnya 404."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from akun.models import Peran

from .. import layanan
from ..forms.sistem import FormSistem
from ..layanan import TidakDapat
from ..models import SistemLuar


def _pengelola(request: HttpRequest) -> None:
    if not request.user.berperan(Peran.PENGELOLA):
        raise Http404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sistem(request: HttpRequest) -> HttpResponse:
    _pengelola(request)
    form, token, baru, status = FormSistem(request.POST or None), "", None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            nilai = {nama: form.cleaned_data[nama] for nama in ("nama", "pemilik", "wilayah", "lingkup", "kunci_kirim")}
            try:
                baru, token = layanan.buat_sistem(oleh=request.user, kedaluwarsa=form.kedaluwarsa, **nilai)
            except TidakDapat as galat:
                form.add_error("nama", str(galat))
            else:
                form, status = FormSistem(), 200
    daftar = list(SistemLuar.objects.terlihat(oleh=request.user).select_related("wilayah").order_by("nama")[:200])
    konteks = {"form": form, "token": token, "baru": baru, "daftar": daftar}
    jawab = render(request, "pusat_bantuan/sistem.html", konteks, status=status)
    jawab["Cache-Control"] = "private, no-store"
    return jawab


@login_required
@require_POST
def sistem_cabut(request: HttpRequest, nomor: int) -> HttpResponse:
    _pengelola(request)
    satu = get_object_or_404(SistemLuar.objects.terlihat(oleh=request.user), pk=nomor)
    layanan.cabut_sistem(sistem=satu, oleh=request.user)
    messages.success(request, f"Token {satu.nama} dicabut. Kirimannya ditolak mulai sekarang.")
    return redirect("pusat_bantuan:sistem")
