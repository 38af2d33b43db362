from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import bacaan, layanan
from ..forms import FormAjukan, FormPutusan
from ..models import Penugasan


@login_required
@require_safe
def tugas(request: HttpRequest) -> HttpResponse:
    """Tugas saya: yang berlaku, yang menunggu, yang pernah."""
    semua = bacaan.tugas_saya(request.user)
    konteks = {
        "berlaku": [satu for satu in semua if satu.sedang_berlaku],
        "menunggu": [satu for satu in semua if satu.keadaan == Penugasan.Keadaan.MENUNGGU],
        "lama": [satu for satu in semua if not satu.sedang_berlaku and satu.keadaan != Penugasan.Keadaan.MENUNGGU],
    }
    return render(request, "akun/tugas.html", konteks)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ajukan(request: HttpRequest) -> HttpResponse:
    formulir = FormAjukan(request.POST or None)
    if request.method == "POST" and formulir.is_valid():
        try:
            penugasan = layanan.ajukan_operator(pengguna=request.user, **formulir.cleaned_data)
        except layanan.GalatAkun as galat:
            formulir.add_error(None, str(galat))
        else:
            messages.success(request, f"Pengajuan untuk {penugasan.wilayah.nama_lengkap} terkirim.")
            return redirect("akun:tugas")
    return render(request, "akun/ajukan.html", {"formulir": formulir}, status=422 if formulir.errors else 200)


@login_required
@require_safe
def konfirmasi(request: HttpRequest) -> HttpResponse:
    if not bacaan.boleh_memutus(request.user):
        raise Http404
    halaman = Paginator(bacaan.pengajuan_menunggu(oleh=request.user), 20).get_page(request.GET.get("halaman"))
    return render(request, "akun/konfirmasi.html", {"halaman": halaman})


@login_required
@require_POST
def putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    penugasan = get_object_or_404(
        Penugasan.objects.terlihat(oleh=request.user).select_related("wilayah", "pengguna"), pk=pk
    )
    if not penugasan.boleh_diputus(oleh=request.user):
        raise Http404
    formulir = FormPutusan(request.POST)
    formulir.is_valid()
    setuju = request.POST.get("putusan") == "setuju"
    try:
        layanan.putuskan_penugasan(
            penugasan=penugasan, oleh=request.user, setuju=setuju,
            alasan=formulir.cleaned_data.get("alasan", ""), nomor_benar=formulir.cleaned_data.get("nomor_benar", False),
        )  # fmt: skip
    except layanan.GalatAkun as galat:
        messages.error(request, str(galat))
    else:
        akhir = "sekarang operator" if setuju else "sudah diberi tahu: pengajuannya belum diterima untuk"
        messages.success(request, f"{penugasan.pengguna.nama} {akhir} {penugasan.wilayah.nama_lengkap}.")
    return redirect("akun:konfirmasi")
