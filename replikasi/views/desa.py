"""Perbuatan atas satu desa: memulai program, menetapkan pendamping, menyatakan keadaan."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from replikasi.bacaan.diketahui import awal_status, yang_diketahui
from replikasi.bacaan.perjalanan import penerapan_utama
from replikasi.bibit import SLUG_PROGRAM
from replikasi.forms import FormPendamping, FormStatus
from replikasi.layanan.edisi_buku import edisi_terbaru
from replikasi.layanan.pengakuan import nyatakan_status, pastikan_status
from replikasi.layanan.program import akhiri_pendampingan, mulai_penerapan, tetapkan_pendamping
from replikasi.layanan.rencana import terapkan
from replikasi.models import Pendampingan, PengakuanStatus, Program
from replikasi.models.program import PERAN_PENDAMPING
from replikasi.models.status import boleh_menyatakan

from .wilayah import desa_dari


@login_required
@require_POST
def mulai(request: HttpRequest, kode: str) -> HttpResponse:
    """Desa mulai memakai panduan: oleh operatornya sendiri atau pendampingnya."""
    desa = desa_dari(kode)
    if not boleh_menyatakan(desa, oleh=request.user):
        raise Http404
    if penerapan_utama(desa) is None:
        try:
            program = get_object_or_404(Program, slug=SLUG_PROGRAM)
            penerapan = mulai_penerapan(program=program, wilayah=desa, oleh=request.user)
        except ValidationError as galat:
            messages.error(request, " ".join(galat.messages))
            return redirect(desa)
        messages.success(request, f"{desa.nama_lengkap} mulai menjalani panduan. Tonggak pertamanya ada di bawah.")
        if edisi_terbaru():
            return redirect(terapkan(penerapan=penerapan, oleh=request.user))
    return redirect(desa)


@login_required
def status_baru(request: HttpRequest, kode: str) -> HttpResponse:
    desa = desa_dari(kode)
    if not boleh_menyatakan(desa, oleh=request.user):
        raise Http404
    form = FormStatus(request.POST or None, initial=awal_status(desa))
    if request.method == "POST" and form.is_valid():
        nyatakan_status(wilayah=desa, oleh=request.user, **form.cleaned_data)
        messages.success(request, "Keadaan desa dicatat. Orang kedua yang mendampingi wilayah ini akan memastikannya.")
        return redirect(desa)
    return render(
        request,
        "replikasi/status_baru.html",
        {"form": form, "desa": desa, "diketahui": yang_diketahui(desa, oleh=request.user)},
        status=422 if form.errors else 200,
    )


@login_required
@require_POST
def status_pastikan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(PengakuanStatus.objects.terlihat(oleh=request.user).select_related("wilayah"), pk=pk)
    ulang = PengakuanStatus.objects.filter(atas=satu, oleh=request.user).exists()
    if not ulang:
        if not satu.boleh_dipastikan(oleh=request.user):
            raise Http404
        pastikan_status(pernyataan=satu, oleh=request.user)
    messages.success(
        request, f"Keadaan {satu.wilayah.nama_lengkap} Anda pastikan; angka di atasnya sudah menyesuaikan."
    )
    return redirect(satu.wilayah)


@login_required
def pendamping_baru(request: HttpRequest, kode: str) -> HttpResponse:
    desa = desa_dari(kode)
    if not request.user.berkuasa(*PERAN_PENDAMPING, atas=desa):
        raise Http404
    form = FormPendamping(request.POST or None, wilayah=desa)
    if request.method == "POST" and form.is_valid():
        hasil = tetapkan_pendamping(wilayah=desa, oleh=request.user, **form.cleaned_data)
        messages.success(request, f"{hasil.pendamping.nama} mendampingi {desa.nama_lengkap}.")
        return redirect(desa)
    return render(
        request, "replikasi/pendamping_baru.html", {"form": form, "desa": desa}, status=422 if form.errors else 200
    )


@login_required
@require_POST
def pendamping_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(Pendampingan.objects.terlihat(oleh=request.user).select_related("wilayah"), pk=pk)
    if not satu.boleh_diakhiri(oleh=request.user):
        raise Http404
    akhiri_pendampingan(pendampingan=satu)
    messages.success(request, "Pendampingan diakhiri; riwayatnya tetap tersimpan.")
    return redirect(satu)
