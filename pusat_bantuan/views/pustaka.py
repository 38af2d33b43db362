"""Alamat lama django-helpdesk, dialihkan ke halaman kita; haknya tetap diperiksa di sana."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from akun.models import Pengguna, Penugasan, Peran

from .. import bacaan
from ..models import ProfilTiket

ke_beranda = RedirectView.as_view(pattern_name="pusat_bantuan:beranda")
ke_antrean = RedirectView.as_view(pattern_name="pusat_bantuan:antrean")
ke_tiket_baru = RedirectView.as_view(pattern_name="pusat_bantuan:tiket-baru")
ke_tiket_saya = RedirectView.as_view(pattern_name="pusat_bantuan:tiket-saya")


@login_required
@require_safe
def ke_tiket(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect(get_object_or_404(ProfilTiket.objects.terlihat(oleh=request.user), pk=pk))


@login_required
@require_safe
def ke_tiket_umum(request: HttpRequest) -> HttpResponse:
    """`?ticket=bantuan-12&email=…&key=…`: kunci dan surel di alamat tidak memberi hak apa pun."""
    nomor = request.GET.get("ticket", "").rpartition("-")[2]
    if not nomor.isdecimal() or len(nomor) > 18:
        raise Http404
    return ke_tiket(request, pk=int(nomor))


@login_required
@require_safe
def orang(request: HttpRequest, object_id: int) -> HttpResponse:
    """Satu orang bagi petugas nasional: siapa, bertugas di mana, tiketnya."""
    if not request.user.berkuasa(Peran.PETUGAS, atas=None):
        raise Http404
    siapa = get_object_or_404(Pengguna, pk=object_id)
    return render(
        request,
        "pusat_bantuan/orang.html",
        {
            "orang": siapa,
            "penugasan": list(
                Penugasan.objects.terlihat(oleh=request.user)
                .filter(pengguna=siapa)
                .select_related("wilayah")
                .order_by("-mulai", "pk")
            ),
            "lembar": bacaan.lembar(
                ProfilTiket.objects.terlihat(oleh=request.user).filter(pemohon=siapa),
                kursor=request.GET.get("sesudah", ""),
            ),
        },
    )
