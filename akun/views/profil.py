from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from .. import bacaan, layanan
from ..forms import FormPilihanKabar, FormProfil
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
        "tugas": orang.penugasan_berlaku,
        "boleh_tim": orang.berperan(*PERAN_TIM),
        "boleh_memberi": bacaan.boleh_memutus(orang),
        "menunggu": bacaan.pengajuan_menunggu(oleh=orang).count() if bacaan.boleh_memutus(orang) else 0,
    }
    return render(request, "akun/profil.html", konteks, status=422 if formulir.errors else 200)


@login_required
@require_POST
def pilihan_kabar(request: HttpRequest) -> HttpResponse:
    formulir = FormPilihanKabar(request.POST)
    if formulir.is_valid():
        layanan.pilih_kabar(pengguna=request.user, pilihan=formulir.cleaned_data)
        messages.success(request, "Pilihan kabar tersimpan.")
    else:
        messages.error(request, "Pilih satu cara untuk setiap kelompok kabar.")
    return redirect("akun:profil")
