"""Unggahan catatan pelayanan: uji kering, terapkan, urungkan, buang."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from replikasi.bacaan.pemutakhiran import UNGGAHAN
from replikasi.forms_ukur import FormImporLayanan
from replikasi.layanan.impor_layanan import (
    buang_layanan,
    pratinjau_layanan,
    templat,
    terapkan_layanan,
    urungkan_layanan,
)
from replikasi.lembar import MIME
from replikasi.models import ImporLayanan

from .ukur import desa_milik


@login_required
def impor_layanan_baru(request: HttpRequest, kode: str) -> HttpResponse:
    desa = desa_milik(request, kode)
    form = FormImporLayanan(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            satu = pratinjau_layanan(
                wilayah=desa,
                isi=data["berkas"].read(),
                nama_berkas=data["berkas"].name,
                oleh=request.user,
                kunci=data["kunci"],
            )
        except ValidationError as galat:
            form.add_error("berkas", galat)
        else:
            messages.success(request, "Uji kering selesai. Belum ada yang tercatat; periksa lalu terapkan.")
            return redirect(satu)
    sebelum = ImporLayanan.objects.terlihat(oleh=request.user).filter(wilayah=desa)[:10]
    return render(
        request, "replikasi/impor_layanan_baru.html", {"form": form, "desa": desa, "sebelum": sebelum},
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_safe
def impor_layanan_templat(request: HttpRequest) -> HttpResponse:
    jawaban = HttpResponse(templat(), content_type=MIME["xlsx"])
    jawaban["Content-Disposition"] = 'attachment; filename="catatan-pelayanan.xlsx"'
    return jawaban


def _impor(request: HttpRequest, pk: int) -> ImporLayanan:
    semua = ImporLayanan.objects.terlihat(oleh=request.user).select_related("wilayah", "oleh", "diputus_oleh")
    return get_object_or_404(semua, pk=pk)


@login_required
@require_safe
def impor_layanan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _impor(request, pk)
    return render(
        request,
        "replikasi/impor_layanan.html",
        {"satu": satu, "status": UNGGAHAN[satu.keadaan], "boleh": satu.boleh_diputus(oleh=request.user),
         "galat": satu.galat[:200], "hal": Paginator(satu.baris, 50).get_page(request.GET.get("halaman"))},
    )  # fmt: skip


def _laksanakan(request: HttpRequest, pk: int, tindakan: Callable[..., object], berhasil: str) -> HttpResponse:
    satu = _impor(request, pk)
    if not satu.boleh_diputus(oleh=request.user):
        raise Http404
    try:
        tindakan(impor=satu, oleh=request.user)
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
    else:
        messages.success(request, berhasil)
    return redirect(satu)


@login_required
@require_POST
def impor_layanan_terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    return _laksanakan(request, pk, terapkan_layanan, "Tercatat. Masih dapat diurungkan di halaman ini.")


@login_required
@require_POST
def impor_layanan_urungkan(request: HttpRequest, pk: int) -> HttpResponse:
    return _laksanakan(request, pk, urungkan_layanan, "Diurungkan; barisnya tidak ikut dihitung lagi.")


@login_required
@require_POST
def impor_layanan_buang(request: HttpRequest, pk: int) -> HttpResponse:
    return _laksanakan(request, pk, buang_layanan, "Dibuang; tidak ada yang tercatat.")
