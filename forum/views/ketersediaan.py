"""Kapan saya bisa, dan siapa yang bisa pekan ini. Dipakai simpul dan penyaluran tiket."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.isian import kata_cari
from forum import layanan
from forum.bacaan.ketersediaan import hari_sepekan, pekan_tim, tim
from forum.forms_ketersediaan import FormCuti, FormKetersediaan, FormTidakBisa
from forum.models import AnggotaSimpul, Cuti, Ketersediaan, Simpul
from forum.models.ketersediaan import PERAN_LIHAT_JADWAL, PERAN_PENANGAN
from forum.slot import panel_tiap

from .ambil import masuk_dulu

PER_HALAMAN = 50


def _harus_penangan(request: HttpRequest) -> None:
    """Halaman sendiri hanya berguna bagi penangan dan anggota simpul."""
    if not penangan(request):
        raise Http404


def penangan(request: HttpRequest) -> bool:
    """Penangan tiket atau anggota simpul: yang jadwalnya dibaca penugasan tiket."""
    anggota = AnggotaSimpul.objects.aktif().filter(pengguna=request.user)
    return request.user.berperan(*PERAN_PENANGAN) or anggota.exists()


def _halaman(request: HttpRequest, *, status: int = 200, **form: forms.Form) -> HttpResponse:
    orang = request.user
    baris = Ketersediaan.objects.filter(pengguna=orang).first() or Ketersediaan(pengguna=orang)
    konteks = {
        "ketersediaan": baris,
        "cuti": list(Cuti.objects.filter(pengguna=orang, selesai__gte=timezone.localdate()).order_by("mulai", "pk")),
        "lihat_tim": orang.berperan(*PERAN_LIHAT_JADWAL),
        "form": FormKetersediaan(ketersediaan=baris),
        "form_tidak_bisa": FormTidakBisa(zona=orang.zona),
        "form_cuti": FormCuti(),
    }
    return render(request, "forum/ketersediaan.html", konteks | form, status=status)


@masuk_dulu
@require_http_methods(["GET", "HEAD", "POST"])
def ketersediaan(request: HttpRequest) -> HttpResponse:
    _harus_penangan(request)
    if request.method != "POST":
        return _halaman(request)
    baris = Ketersediaan.objects.filter(pengguna=request.user).first() or Ketersediaan(pengguna=request.user)
    form = FormKetersediaan(request.POST, ketersediaan=baris)
    if not form.is_valid():
        return _halaman(request, form=form, status=422)
    bersih = form.cleaned_data
    layanan.atur_ketersediaan(
        pengguna=request.user, jam=bersih["jam"], maks_tiket=bersih["maks_tiket"], bidang=bersih["bidang"],
        tampil_bidang=bersih["tampil_bidang"],
    )  # fmt: skip
    messages.success(request, "Jadwal Anda tersimpan.")
    return redirect("forum:ketersediaan")


@require_POST
@masuk_dulu
def ketersediaan_tidak_bisa(request: HttpRequest) -> HttpResponse:
    _harus_penangan(request)
    if "bisa" in request.POST:
        layanan.sedang_tidak_bisa(pengguna=request.user, sampai=None)
        messages.success(request, "Anda menerima tiket lagi.")
        return redirect("forum:ketersediaan")
    form = FormTidakBisa(request.POST, zona=request.user.zona)
    if not form.is_valid():
        return _halaman(request, form_tidak_bisa=form, status=422)
    layanan.sedang_tidak_bisa(pengguna=request.user, sampai=form.saat)
    messages.success(request, "Tercatat. Tiket baru ditawarkan kepada yang lain dahulu.")
    return redirect("forum:ketersediaan")


@require_POST
@masuk_dulu
def cuti_tambah(request: HttpRequest) -> HttpResponse:
    _harus_penangan(request)
    form = FormCuti(request.POST)
    if not form.is_valid():
        return _halaman(request, form_cuti=form, status=422)
    layanan.tambah_cuti(pengguna=request.user, **form.cleaned_data)
    messages.success(request, "Cuti tercatat.")
    return redirect("forum:ketersediaan")


@require_POST
@masuk_dulu
def cuti_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    cuti = get_object_or_404(Cuti.objects.terlihat(oleh=request.user), pk=pk)
    if not cuti.boleh_diubah(oleh=request.user):
        raise Http404
    layanan.hapus_cuti(cuti=cuti)
    messages.success(request, "Cuti dibatalkan.")
    return redirect("forum:ketersediaan")


@masuk_dulu
@require_safe
def ketersediaan_tim(request: HttpRequest) -> HttpResponse:
    """Satu pekan, satu baris per orang; dapat dicetak."""
    if not request.user.berperan(*PERAN_LIHAT_JADWAL):
        raise Http404
    senin = _senin(request.GET.get("pekan", ""))
    simpul = Simpul.objects.terlihat(oleh=request.user).filter(slug=request.GET.get("simpul", "")[:80]).first()
    cari = kata_cari(request, paling=60)
    hal = Paginator(tim(request.user, simpul=simpul, cari=cari), PER_HALAMAN).get_page(request.GET.get("halaman"))
    baris = pekan_tim(hal.object_list, senin=senin, zona_pembaca=request.user.zona)
    beban = panel_tiap("panel_pekan_tim", baris, request)
    konteks = {
        "hal": hal,
        "baris": [(satu, beban.get(satu.orang.pk, [])) for satu in baris],
        "hari": hari_sepekan(senin),
        "senin": senin,
        "sebelum": senin - timedelta(days=7),
        "sesudah": senin + timedelta(days=7),
        "simpul": simpul,
        "cari": cari,
        "penangan": penangan(request),
    }
    return render(request, "forum/ketersediaan_tim.html", konteks)


def _senin(tulisan: str) -> date:
    """Senin pekan yang diminta; yang keliru atau terlalu jauh menjadi pekan ini."""
    hari_ini = timezone.localdate()
    try:
        hari = date.fromisoformat(tulisan)
    except ValueError:
        hari = hari_ini
    if abs(hari - hari_ini) > timedelta(days=366):
        hari = hari_ini
    return hari - timedelta(days=hari.weekday())
