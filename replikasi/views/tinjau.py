"""Daftar tinjau laporan: kode yang tidak dikenal dan laporan yang janggal."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from replikasi.bacaan.tinjau import perlu_dipastikan, usul_kode
from replikasi.forms import FormTautkan
from replikasi.layanan.janggal import tutup_kejanggalan
from replikasi.layanan.tinjau import putuskan_kode
from replikasi.models import BekuTelemetri, ImporPantau, Kejanggalan, KodeTakDikenal


@login_required
def tinjau(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(*Kejanggalan.PERAN):
        raise Http404
    janggal = Kejanggalan.objects.terlihat(oleh=request.user).terbuka().select_related("wilayah")
    kode = KodeTakDikenal.objects.terlihat(oleh=request.user).filter(keadaan=KodeTakDikenal.Keadaan.BARU)
    kode = Paginator(kode, 25).get_page(request.GET.get("kode"))
    usul = usul_kode(kode.object_list)
    for satu in kode.object_list:
        satu.usul = usul[satu.pk]
    return render(
        request,
        "replikasi/tinjau.html",
        {
            "beku": (BekuTelemetri.objects.terlihat(oleh=request.user) | BekuTelemetri.objects.filter(wilayah=None))
            .filter(pulih=None)
            .select_related("wilayah"),
            "janggal": Paginator(janggal, 25).get_page(request.GET.get("janggal")),
            "pasang": Paginator(perlu_dipastikan(oleh=request.user), 10).get_page(request.GET.get("pasang")),
            "kode": kode,
            "lihat_kode": KodeTakDikenal().boleh_dilihat(oleh=request.user),
            "lihat_impor": request.user.berperan(*ImporPantau.PERAN),
            "lihat_relai": bool(settings.RELAI_PANTAU),
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
