"""Sistem luar: daftar, token baru (tampil sekali), pencabutan, dan kabarnya. Hanya pengelola; lainnya 404."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from akun.models import Peran

from .. import layanan
from ..forms.sistem import FormKabar, FormSistem
from ..layanan import TidakDapat
from ..models import KabarSistem, SistemLuar

KABAR_TAMPIL = 100


def _pengelola(request: HttpRequest) -> None:
    if not request.user.berperan(Peran.PENGELOLA):
        raise Http404


def _sistem(request: HttpRequest, nomor: int) -> SistemLuar:
    """404 bagi yang bukan pengelola: `terlihat` mereka kosong."""
    return get_object_or_404(SistemLuar.objects.terlihat(oleh=request.user), pk=nomor)


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
    satu = _sistem(request, nomor)
    layanan.cabut_sistem(sistem=satu, oleh=request.user)
    messages.success(request, f"Token {satu.nama} dicabut. Kirimannya ditolak mulai sekarang.")
    return redirect("pusat_bantuan:sistem")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sistem_kabar(request: HttpRequest, nomor: int) -> HttpResponse:
    """Alamat kabar satu sistem, rahasianya (tampil sekali), dan seratus kabar terakhir dengan nasibnya."""
    satu = _sistem(request, nomor)
    form, rahasia, status = FormKabar(request.POST or None, initial={"alamat": satu.alamat_kabar}), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                rahasia = layanan.atur_kabar(sistem=satu, alamat=form.cleaned_data["alamat"], oleh=request.user)
            except TidakDapat as galat:
                form.add_error("alamat", str(galat))
            else:
                satu.refresh_from_db()
                if not rahasia:
                    messages.success(request, f"{satu.nama} tidak lagi dikabari.")
                    return redirect("pusat_bantuan:sistem-kabar", nomor)
                form, status = FormKabar(initial={"alamat": satu.alamat_kabar}), 200
    daftar = KabarSistem.objects.terlihat(oleh=request.user).filter(sistem=satu).select_related("profil")
    konteks = {
        "form": form,
        "sistem": satu,
        "rahasia": rahasia,
        "daftar": daftar.order_by("-dibuat", "-pk")[:KABAR_TAMPIL],
    }
    jawab = render(request, "pusat_bantuan/sistem_kabar.html", konteks, status=status)
    jawab["Cache-Control"] = "private, no-store"
    return jawab


@login_required
@require_POST
def sistem_kabar_uji(request: HttpRequest, nomor: int) -> HttpResponse:
    satu = _sistem(request, nomor)
    try:
        layanan.kabar_uji(sistem=satu, oleh=request.user)
    except TidakDapat as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Kabar uji diantre. Muat ulang halaman ini sebentar lagi untuk melihat jawabannya.")
    return redirect("pusat_bantuan:sistem-kabar", nomor)


@login_required
@require_POST
def sistem_kabar_lagi(request: HttpRequest, nomor: int) -> HttpResponse:
    kabar = get_object_or_404(KabarSistem.objects.terlihat(oleh=request.user), pk=nomor)
    layanan.kirim_lagi(kabar=kabar, oleh=request.user)
    messages.success(request, "Kabarnya dikirim lagi dengan nomor yang sama.")
    return redirect("pusat_bantuan:sistem-kabar", kabar.sistem_id)
