"""Pengelola masuk ke simpul tertutup, dan catatannya."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from akun.isian import kata_cari
from akun.models import Peran
from forum import layanan
from forum.forms_tertib import FormKunjungan
from forum.models import Kunjungan, Simpul

from .ambil import masuk_dulu

PER_HALAMAN = 50


@require_safe
@masuk_dulu
def kunjungan_semua(request: HttpRequest) -> HttpResponse:
    """Simpul tertutup yang dapat dikunjungi dan kunjungan yang sudah terjadi; hanya bagi pengelola."""
    if not request.user.berperan(Peran.PENGELOLA):
        raise Http404
    kata = kata_cari(request, paling=60)
    simpul = Simpul.objects.exclude(keterlihatan=Simpul.Keterlihatan.PUBLIK).select_related("wilayah").order_by("nama")
    if kata:
        simpul = simpul.filter(nama__icontains=kata)
    catatan = Kunjungan.objects.terlihat(oleh=request.user).select_related("simpul", "pengelola")
    konteks = {
        "kata": kata,
        "hal": Paginator(simpul, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "catatan": Paginator(catatan, PER_HALAMAN).get_page(request.GET.get("catatan")),
    }
    return render(request, "forum/kunjungan_semua.html", konteks)


@masuk_dulu
def kunjungi(request: HttpRequest, slug: str) -> HttpResponse:
    simpul = get_object_or_404(Simpul.objects.select_related("wilayah"), slug=slug)
    if not simpul.dapat_dikunjungi(oleh=request.user):
        raise Http404
    form = FormKunjungan(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.kunjungi(simpul=simpul, pengelola=request.user, alasan=form.cleaned_data["alasan"])
        except layanan.TidakBoleh as galat:
            form.add_error("alasan", str(galat))
        else:
            messages.success(request, f"{simpul.nama} terbuka bagi Anda selama dua jam. Koordinatornya diberi tahu.")
            return redirect(simpul)
    return render(request, "forum/kunjungi.html", {"simpul": simpul, "form": form})


@require_POST
@masuk_dulu
def kunjungan_akhiri(request: HttpRequest, slug: str) -> HttpResponse:
    simpul = get_object_or_404(Simpul, slug=slug)
    if not layanan.akhiri_kunjungan(simpul=simpul, pengelola=request.user):
        raise Http404
    messages.success(request, "Kunjungan diakhiri.")
    return redirect("forum:kunjungan-semua")
