from __future__ import annotations

from allauth.account.internal.flows.signup import complete_signup
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import layanan
from ..bagikan import tautan_wa
from ..batas import batasi
from ..forms import FormDaftar, FormUndangan
from ..models import Undangan


@login_required
@never_cache
@batasi("undang")
@require_http_methods(["GET", "HEAD", "POST"])
def undang(request: HttpRequest) -> HttpResponse:
    """Membuat undangan. Tautannya tampil sekali, di jawaban ini; yang disimpan hanya sidiknya."""
    if not request.user.peran_yang_boleh_diberi:
        raise Http404
    formulir, baru = FormUndangan(request.POST or None, oleh=request.user), None
    if request.method == "POST" and formulir.is_valid():
        try:
            baru = layanan.buat_undangan(oleh=request.user, **formulir.cleaned_data)
        except layanan.GalatAkun as galat:
            formulir.add_error(None, str(galat))
        else:
            formulir = FormUndangan(oleh=request.user)
    daftar = Undangan.objects.terlihat(oleh=request.user).select_related("wilayah", "dibuat_oleh", "dipakai_oleh")
    konteks = {"formulir": formulir, "halaman": Paginator(daftar, 20).get_page(request.GET.get("halaman"))}
    if baru:
        konteks |= {"baru": baru, "tautan_wa": tautan_wa(_pesan(baru), nomor=baru.undangan.telepon)}
    return render(request, "akun/undang.html", konteks, status=422 if formulir.errors else 200)


def _pesan(baru: layanan.UndanganBaru) -> str:
    undangan = baru.undangan
    sebagai = undangan.get_peran_display() + (f" {undangan.wilayah.nama_lengkap}" if undangan.wilayah else "")
    return f"Anda diundang menjadi {sebagai} di Pusat Bantuan. Buka tautan ini dalam 7 hari: {baru.tautan}"


@login_required
@require_POST
def cabut_undangan(request: HttpRequest, pk: int) -> HttpResponse:
    undangan = get_object_or_404(Undangan.objects.terlihat(oleh=request.user).select_related("wilayah"), pk=pk)
    try:
        layanan.cabut_undangan(undangan=undangan, oleh=request.user)
    except layanan.GalatAkun as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Undangan dicabut. Tautannya tidak berlaku lagi.")
    return redirect("akun:undang")


@never_cache
@require_safe
@batasi("undangan")
def undangan(request: HttpRequest, token: str) -> HttpResponse:
    """Halaman penerima. Membuka halaman (juga oleh pratinjau WhatsApp) tidak memakai undangannya."""
    baris = _undangan_berlaku(token)
    if isinstance(baris, str):
        return _tidak_berlaku(request, baris)
    konteks = {"undangan": baris, "token": token}
    if not request.user.is_authenticated:
        konteks["formulir"] = _formulir_daftar(baris, token)
        konteks["masuk"] = f"{reverse('account_login')}?next={reverse('akun:undangan', args=[token])}"
    return render(request, "akun/undangan.html", konteks)


@login_required
@require_POST
@batasi("undangan")
def terima_undangan(request: HttpRequest, token: str) -> HttpResponse:
    try:
        tugas = layanan.terima_undangan(token=token, pengguna=request.user)
    except layanan.UndanganTidakBerlaku:
        return _tidak_berlaku(request, _keadaan(token))
    except layanan.GalatAkun as galat:
        messages.error(request, str(galat))
        return redirect("akun:undangan", token=token)
    messages.success(request, f"Selamat bertugas sebagai {tugas.sebutan_tugas}.")
    return redirect("akun:tugas")


@sensitive_post_parameters("password1")
@never_cache
@require_POST
@batasi("undangan")
def daftar_undangan(request: HttpRequest, token: str) -> HttpResponse:
    """Akun baru dari undangan: orang dan tugasnya jadi bersama-sama, atau tidak sama sekali."""
    if request.user.is_authenticated:
        return redirect("akun:undangan", token=token)
    baris = layanan.undangan_dari_token(token)
    if baris is None:
        return _tidak_berlaku(request, "")
    formulir = FormDaftar(request.POST, token_undangan=token)
    if not formulir.is_valid():
        if not baris.masih_berlaku:
            return _tidak_berlaku(request, baris.keadaan)
        konteks = {"undangan": baris, "token": token, "formulir": formulir}
        konteks["masuk"] = f"{reverse('account_login')}?next={reverse('akun:undangan', args=[token])}"
        return render(request, "akun/undangan.html", konteks, status=422)
    try:
        orang = formulir.save(request)
    except layanan.UndanganTidakBerlaku:
        return _tidak_berlaku(request, _keadaan(token))
    except layanan.GalatAkun as galat:
        messages.error(request, str(galat))
        return redirect("akun:undangan", token=token)
    try:
        return complete_signup(request, user=orang, redirect_url=reverse("akun:selamat-datang"))
    except ImmediateHttpResponse as jawaban:
        return jawaban.response


def _formulir_daftar(undangan: Undangan, token: str) -> FormDaftar:
    awal = {"nama": undangan.untuk, "phone": undangan.telepon}
    return FormDaftar(token_undangan=token, initial=awal)


def _undangan_berlaku(token: str) -> Undangan | str:
    baris = layanan.undangan_dari_token(token)
    if baris is None:
        return ""
    return baris if baris.masih_berlaku else baris.keadaan


def _keadaan(token: str) -> str:
    baris = layanan.undangan_dari_token(token)
    if baris is None:
        return ""
    return Undangan.Keadaan.DICABUT if baris.masih_berlaku else baris.keadaan


def _tidak_berlaku(request: HttpRequest, keadaan: str) -> HttpResponse:
    """Yang pernah ada: 410 beserta sebabnya. Yang tidak dikenal: 404. Keduanya menyebut langkah berikutnya."""
    return render(request, "akun/undangan_tidak_berlaku.html", {"keadaan": keadaan}, status=410 if keadaan else 404)
