"""Edisi buku panduan: daftarnya untuk umum, penerbitannya oleh pengelola."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from replikasi.forms_rencana import FormEdisi
from replikasi.layanan.edisi_buku import terbitkan_edisi
from replikasi.models import EdisiBuku

from .isian import isian_desa


@require_GET
def edisi_buku(request: HttpRequest) -> HttpResponse:
    daftar = EdisiBuku.objects.annotate(
        n_langkah=Count("langkah", distinct=True), n_desa=Count("rencana", distinct=True)
    )
    isi = {"daftar": daftar, "boleh": EdisiBuku.boleh_diterbitkan(oleh=request.user)}
    return render(request, "replikasi/edisi_buku.html", isi)


@login_required
def edisi_buku_baru(request: HttpRequest) -> HttpResponse:
    if not EdisiBuku.boleh_diterbitkan(oleh=request.user):
        raise Http404
    return isian_desa(
        request, FormEdisi(request.POST or None), lambda f: terbitkan_edisi(oleh=request.user, **f.cleaned_data),
        desa=None, judul="Terbitkan edisi buku", kembali=reverse("replikasi:edisi-buku"), tombol="Terbitkan edisi",
        kabar="Edisi tersimpan. Desa yang memegang edisi lama ditanya per butir.",
        pengantar="Naskah yang terbit sekarang dipotret apa adanya. Bila tidak ada yang berubah sejak edisi terakhir, "
        "tidak ada edisi baru.",
    )  # fmt: skip
