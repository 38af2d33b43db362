"""Daftar tinjau laporan: kode yang tidak dikenal dan laporan yang janggal."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from replikasi.forms import FormTautkan
from replikasi.layanan.janggal import tutup_kejanggalan
from replikasi.layanan.tinjau import putuskan_kode
from replikasi.models import Kejanggalan, KodeTakDikenal


@login_required
def tinjau(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(*Kejanggalan.PERAN):
        raise Http404
    janggal = Kejanggalan.objects.terlihat(oleh=request.user).terbuka().select_related("wilayah")
    kode = KodeTakDikenal.objects.terlihat(oleh=request.user).filter(keadaan=KodeTakDikenal.Keadaan.BARU)
    return render(
        request,
        "replikasi/tinjau.html",
        {
            "janggal": Paginator(janggal, 25).get_page(request.GET.get("janggal")),
            "kode": Paginator(kode, 25).get_page(request.GET.get("kode")),
            "lihat_kode": KodeTakDikenal().boleh_dilihat(oleh=request.user),
        },
    )


@login_required
@require_POST
def kode_putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(KodeTakDikenal.objects.terlihat(oleh=request.user), pk=pk)
    form = FormTautkan(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["kode"]))
        return redirect("replikasi:tinjau")
    wilayah = form.cleaned_data["kode"]
    putuskan_kode(kode=satu, oleh=request.user, wilayah=wilayah)
    messages.success(
        request, f"{satu.kode} ditautkan ke {wilayah}." if wilayah else f"{satu.kode} diabaikan dari daftar tinjau."
    )
    return redirect("replikasi:tinjau")


@login_required
@require_POST
def janggal_tutup(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(Kejanggalan.objects.terlihat(oleh=request.user), pk=pk)
    tutup_kejanggalan(kejanggalan=satu, oleh=request.user)
    messages.success(request, "Ditandai sudah ditinjau. Bila terulang, ia muncul lagi.")
    return redirect("replikasi:tinjau")
