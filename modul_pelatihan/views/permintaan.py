"""Permintaan pelatih, dan siapa yang mengajar sebuah kelas."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from modul_pelatihan.bacaan.pelatih import calon_pengajar, pelatih_seprovinsi
from modul_pelatihan.forms_pelatih import FormJawab, FormPengajar, FormPermintaan
from modul_pelatihan.layanan import Ditolak
from modul_pelatihan.layanan.pengajar import lepas_pengajar, tugaskan_pengajar
from modul_pelatihan.layanan.permintaan import jawab_permintaan, minta_pelatih, tarik_permintaan
from modul_pelatihan.models import PermintaanPelatih
from modul_pelatihan.models.angkatan import PERAN_HITUNG
from modul_pelatihan.models.permintaan import PERAN_MINTA

from .kelola import kelola

TAB = {"menunggu": "Menunggu pelatih", "dijawab": "Sudah ada pelatih", "ditarik": "Ditarik"}


@login_required
def permintaan_daftar(request: HttpRequest) -> HttpResponse:
    """Permintaan yang terlihat; yang menunggu diurut menurut tanggal yang diharapkan."""
    if not request.user.berperan(*PERAN_MINTA, *PERAN_HITUNG):
        raise Http404
    tab = request.GET.get("tab", "")
    tab = tab if tab in TAB else "menunggu"
    semua = PermintaanPelatih.objects.terlihat(oleh=request.user).filter(keadaan=tab)
    semua = semua.select_related("wilayah", "diminta_oleh", "pelatih", "angkatan")
    urut = semua.order_by("diharapkan", "pk") if tab == "menunggu" else semua.order_by("-dijawab_pada", "-pk")
    konteks = {
        "hal": Paginator(urut, 20).get_page(request.GET.get("halaman")), "tab": tab,
        "daftar_tab": [{"judul": judul, "url": f"?tab={nama}", "kini": nama == tab} for nama, judul in TAB.items()],
        "boleh_minta": request.user.berperan(*PERAN_MINTA),
    }  # fmt: skip
    return render(request, "modul_pelatihan/permintaan_daftar.html", konteks)


@login_required
def permintaan_baru(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(*PERAN_MINTA):
        raise Http404
    form = FormPermintaan(request.POST or None, oleh=request.user)
    if request.method == "POST" and form.is_valid():
        permintaan = minta_pelatih(oleh=request.user, **form.cleaned_data)
        messages.success(request, "Permintaan terkirim. Pelatih aktif di provinsi itu sudah dikabari.")
        return redirect(permintaan)
    return render(request, "modul_pelatihan/permintaan_baru.html", {"form": form})


def _ambil(request: HttpRequest, nomor: int) -> PermintaanPelatih:
    if nomor > 2**62:
        raise Http404
    semua = PermintaanPelatih.objects.terlihat(oleh=request.user)
    return get_object_or_404(semua.select_related("wilayah", "diminta_oleh", "pelatih", "angkatan"), pk=nomor)


@login_required
def permintaan(request: HttpRequest, nomor: int) -> HttpResponse:
    """Satu permintaan; manajer memilihkan pelatih, pelatih aktif menyanggupi sendiri."""
    satu, orang = _ambil(request, nomor), request.user
    tugaskan, sanggup = satu.boleh_ditugaskan(oleh=orang), satu.boleh_disanggupi(oleh=orang)
    calon = pelatih_seprovinsi(satu.wilayah) if tugaskan else []
    form = FormJawab(request.POST if request.POST.get("aksi") == "tugaskan" else None, calon=calon)
    if request.method == "POST":
        try:
            if request.POST.get("aksi") == "sanggup":
                jawab_permintaan(permintaan=satu, oleh=orang, pelatih=orang)
                messages.success(request, "Terima kasih. Kelas rancangannya sudah dibuat; tulis jadwalnya.")
                return redirect(satu)
            if form.is_bound and form.is_valid():
                jawab_permintaan(permintaan=satu, oleh=orang, **form.cleaned_data)
                messages.success(request, "Pelatih sudah ditugaskan dan dikabari.")
                return redirect(satu)
            if request.POST.get("aksi") == "tarik":
                tarik_permintaan(permintaan=satu, oleh=orang)
                messages.success(request, "Permintaan ditarik.")
                return redirect(satu)
        except Ditolak as galat:
            messages.warning(request, str(galat))
            return redirect(satu)
    konteks = {
        "p": satu, "tugaskan": tugaskan, "sanggup": sanggup, "tarik": satu.boleh_ditarik(oleh=orang), "form": form,
        "ada_calon": bool(calon), "kelas_terbuka": satu.angkatan and satu.angkatan.boleh_dilihat(oleh=orang),
    }  # fmt: skip
    return render(request, "modul_pelatihan/permintaan.html", konteks)


@login_required
def pengajar(request: HttpRequest, nomor: int) -> HttpResponse:
    """Pengajar satu kelas: menugaskan pelatih utama dan pendamping."""
    angkatan = kelola(request, nomor)
    if angkatan.terkunci:
        raise Http404
    form = FormPengajar(request.POST or None, calon=calon_pengajar(angkatan))
    if request.method == "POST" and form.is_valid():
        try:
            tugaskan_pengajar(angkatan=angkatan, oleh=request.user, **form.cleaned_data)
            messages.success(request, f"{form.cleaned_data['orang'].nama} sudah ditugaskan.")
            return redirect("modul_pelatihan:pengajar", nomor)
        except Ditolak as galat:
            form.add_error(None, str(galat))
    konteks = {
        "kelas": angkatan,
        "form": form,
        "daftar": angkatan.pengajar.select_related("orang").order_by("-tugas", "pk"),
    }
    return render(request, "modul_pelatihan/pengajar.html", konteks)


@login_required
@require_POST
def pengajar_lepas(request: HttpRequest, nomor: int, pengajar: int) -> HttpResponse:
    angkatan = kelola(request, nomor)
    satu = get_object_or_404(angkatan.pengajar, pk=min(pengajar, 2**62))
    try:
        lepas_pengajar(pengajar=satu, oleh=request.user)
        messages.success(request, f"{satu.orang.nama} tidak lagi mengajar kelas ini.")
    except Ditolak as galat:
        messages.warning(request, str(galat))
    if not angkatan.boleh_dikelola(oleh=request.user):
        return redirect(angkatan)
    return redirect("modul_pelatihan:pengajar", nomor)
