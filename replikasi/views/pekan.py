"""Meja kerja pendamping: desa yang perlu dihubungi pekan ini, dan catatan sesudah menghubunginya."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from replikasi.bacaan.diketahui import yang_diketahui
from replikasi.bacaan.pekan import pekan_ini
from replikasi.forms_damping import FormHubungan
from replikasi.layanan.damping import catat_hubungan
from replikasi.models import Hubungan
from replikasi.models.program import PERAN_PENDAMPING

from .saringan import desa_dari


@login_required
def pekan(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(*PERAN_PENDAMPING):
        raise Http404
    return render(request, "replikasi/pekan.html", {"pekan": pekan_ini(request.user)})


@login_required
def hubungan_baru(request: HttpRequest, kode: str) -> HttpResponse:
    desa = desa_dari(kode)
    if not Hubungan.boleh_dicatat(oleh=request.user, wilayah=desa):
        raise Http404
    form = FormHubungan(request.POST or None)
    if request.method == "POST" and form.is_valid():
        catat_hubungan(wilayah=desa, oleh=request.user, **form.cleaned_data)
        messages.success(request, f"Tercatat. {desa.nama_lengkap} keluar dari daftar kerja sampai pekan depan.")
        return redirect("replikasi:pekan" if request.user.berperan(*PERAN_PENDAMPING) else desa.get_absolute_url())
    return render(
        request,
        "replikasi/hubungan_baru.html",
        {
            "form": form,
            "desa": desa,
            "diketahui": yang_diketahui(desa, oleh=request.user, kontak=True),
            "riwayat": Hubungan.objects.terlihat(oleh=request.user).filter(wilayah=desa).select_related("oleh")[:5],
        },
        status=422 if form.errors else 200,
    )
