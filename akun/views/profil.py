from __future__ import annotations

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import bacaan, layanan
from ..batas import habis
from ..dorong import kunci_umum
from ..forms import FormNamaPengguna, FormPilihanKabar, FormProfil
from ..kabar import surel_terbukti
from ..models import PERAN_TIM


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profil(request: HttpRequest) -> HttpResponse:
    orang = request.user
    awal = {"nama": orang.nama, "telepon": orang.telepon or "", "zona": orang.zona}
    formulir = FormProfil(request.POST or None, initial=awal)
    if request.method == "POST" and formulir.is_valid():
        layanan.ubah_profil(pengguna=orang, **formulir.cleaned_data)
        messages.success(request, "Profil tersimpan.")
        return redirect("akun:profil")
    konteks = {
        "formulir": formulir,
        "formulir_kabar": FormPilihanKabar(initial=bacaan.pilihan_kabar(orang)),
        "surel_terbukti": surel_terbukti(orang),
        "kunci_dorong": kunci_umum(),
        "perangkat": orang.langganan_dorong.order_by("-pk"),
        "tugas": orang.penugasan_berlaku,
        "boleh_tim": orang.berperan(*PERAN_TIM),
        "boleh_memberi": bacaan.boleh_memutus(orang),
        "menunggu": bacaan.pengajuan_menunggu(oleh=orang).count() if bacaan.boleh_memutus(orang) else 0,
    }
    return render(request, "akun/profil.html", konteks, status=422 if formulir.errors else 200)


@login_required
@require_safe
def selamat_datang(request: HttpRequest) -> HttpResponse:
    """Halaman sesudah mendaftar: nama pengguna dari sistem, yang perlu dicatat orangnya."""
    return render(request, "akun/selamat_datang.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nama_pengguna(request: HttpRequest) -> HttpResponse:
    formulir = FormNamaPengguna(request.POST or None)
    if request.method == "POST" and formulir.is_valid():
        if habis(request, "nama_pengguna"):
            return ratelimit.respond_429(request)
        orang = layanan.ganti_nama_pengguna(pengguna=request.user, depan=formulir.cleaned_data["depan"])
        messages.success(request, f"Nama pengguna Anda sekarang {orang.username}.")
        return redirect("akun:profil")
    return render(request, "akun/nama_pengguna.html", {"formulir": formulir}, status=422 if formulir.errors else 200)


@login_required
@require_POST
def pilihan_kabar(request: HttpRequest) -> HttpResponse:
    formulir = FormPilihanKabar(request.POST)
    if formulir.is_valid():
        layanan.pilih_kabar(pengguna=request.user, pilihan=formulir.pilihan, tenang=formulir.tenang)
        messages.success(request, "Pilihan kabar tersimpan.")
    else:
        galat = formulir.non_field_errors() or ["Pilih satu cara untuk setiap kelompok kabar."]
        messages.error(request, galat[0])
    return redirect("akun:profil")
