from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import bacaan, layanan
from ..bagikan import tautan_wa
from ..batas import batasi
from ..forms import FormAlasan, FormBeriTugas, FormCariTim
from ..layanan.orang import boleh_diberi_tautan_sandi
from ..models import PERAN_KONTAK, PERAN_TIM, Pengguna, Penugasan


def _orang_terlihat(request: HttpRequest, username: str) -> Pengguna:
    return get_object_or_404(Pengguna.objects.terlihat(oleh=request.user), username=username)


@login_required
@require_safe
def tim(request: HttpRequest) -> HttpResponse:
    """Siapa bertugas di wilayah saya."""
    oleh = request.user
    if not oleh.berperan(*PERAN_TIM):
        raise Http404
    formulir = FormCariTim(request.GET, wilayah=bacaan.wilayah_tim(oleh))
    formulir.is_valid()
    saring = {nama: nilai for nama, nilai in formulir.cleaned_data.items() if nilai}
    halaman = Paginator(bacaan.tim_wilayah(oleh=oleh, **saring), 30).get_page(request.GET.get("halaman"))
    baris = [(tugas, oleh.berkuasa(*PERAN_KONTAK, atas=tugas.wilayah)) for tugas in halaman]
    kueri = request.GET.copy()
    kueri.pop("halaman", None)
    konteks = {"formulir": formulir, "halaman": halaman, "baris": baris, "kueri": kueri.urlencode(), "saring": saring}
    return render(request, "akun/tim.html", konteks)


@login_required
@require_safe
@batasi("cari_orang")
def orang(request: HttpRequest, username: str) -> HttpResponse:
    dilihat = _orang_terlihat(request, username)
    konteks = bacaan.halaman_orang(dilihat, oleh=request.user)
    konteks["boleh_memberi"] = dilihat.is_active and bool(request.user.peran_yang_boleh_diberi)
    konteks["boleh_sandi"] = boleh_diberi_tautan_sandi(dilihat, oleh=request.user)
    return render(request, "akun/orang.html", konteks)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def beri_tugas(request: HttpRequest, username: str) -> HttpResponse:
    dituju = _orang_terlihat(request, username)
    if not request.user.peran_yang_boleh_diberi or not dituju.is_active:
        raise Http404
    formulir = FormBeriTugas(request.POST or None, oleh=request.user)
    if request.method == "POST" and formulir.is_valid():
        try:
            tugas = layanan.beri_penugasan(pengguna=dituju, oleh=request.user, **formulir.cleaned_data)
        except layanan.GalatAkun as galat:
            formulir.add_error(None, str(galat))
        else:
            messages.success(request, f"{dituju.nama} sekarang {tugas.sebutan_tugas}.")
            return redirect(dituju)
    konteks = {"formulir": formulir, "orang": dituju}
    return render(request, "akun/beri_tugas.html", konteks, status=422 if formulir.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def cabut_tugas(request: HttpRequest, pk: int) -> HttpResponse:
    tugas = get_object_or_404(
        Penugasan.objects.terlihat(oleh=request.user).select_related("pengguna", "wilayah"), pk=pk
    )
    if not tugas.boleh_dicabut(oleh=request.user):
        raise Http404
    formulir = FormAlasan(request.POST or None)
    if request.method == "POST" and formulir.is_valid():
        try:
            layanan.cabut_penugasan(penugasan=tugas, oleh=request.user, alasan=formulir.cleaned_data["alasan"])
        except layanan.GalatAkun as galat:
            formulir.add_error(None, str(galat))
        else:
            messages.success(request, f"Tugas {tugas.pengguna.nama} sebagai {tugas.sebutan_tugas} sudah berakhir.")
            sendiri = tugas.pengguna_id == request.user.pk
            return redirect("akun:tugas") if sendiri else redirect("akun:tim")
    konteks = {"formulir": formulir, "tugas": tugas}
    return render(request, "akun/cabut_tugas.html", konteks, status=422 if formulir.errors else 200)


@login_required
@require_POST
def konfirmasi_nomor(request: HttpRequest, username: str) -> HttpResponse:
    dituju = _orang_terlihat(request, username)
    if not dituju.boleh_dikonfirmasi_nomornya(oleh=request.user):
        raise Http404
    try:
        layanan.konfirmasi_nomor(pengguna=dituju, oleh=request.user)
    except layanan.GalatAkun as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"Nomor HP {dituju.nama} dikonfirmasi dan dapat dipakai masuk.")
    return redirect(dituju)


@login_required
@require_POST
@reauthentication_required
def sandi_baru(request: HttpRequest, username: str) -> HttpResponse:
    """Tautan sekali pakai untuk operator yang lupa sandi dan tidak punya surel; tampil sekali di sini."""
    dituju = _orang_terlihat(request, username)
    if not boleh_diberi_tautan_sandi(dituju, oleh=request.user):
        raise Http404
    tautan = layanan.tautan_sandi(pengguna=dituju, oleh=request.user)
    pesan = f"Halo {dituju.nama}, ini tautan untuk membuat kata sandi baru di Pusat Bantuan. Jangan dibagikan: {tautan}"
    konteks = {"orang": dituju, "tautan": tautan, "tautan_wa": tautan_wa(pesan, nomor=dituju.telepon or "")}
    return render(request, "akun/sandi_baru.html", konteks)
