"""Yang dilakukan pembaca pada satu pelajaran selain membacanya."""

from __future__ import annotations

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.batas import batasi
from modul_pelatihan import bacaan, layanan
from modul_pelatihan.forms_tanggapan import FormCatatan, FormLaporan, FormSuara
from modul_pelatihan.models import Istilah, PelajaranPage


def pelajaran_atau_404(uuid: UUID) -> PelajaranPage:
    """Pelajaran terbit dan umum menurut tanda tetapnya."""
    pelajaran = PelajaranPage.objects.terlihat().filter(uuid=uuid).order_by("path").first()
    if pelajaran is None:
        raise Http404
    return pelajaran


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@batasi("suara_pelajaran")
def suara(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Jelas atau belum, untuk revisi yang terbit. Halaman pelajarannya sendiri tanpa kuki dan tanpa skrip."""
    pelajaran = pelajaran_atau_404(uuid)
    if request.method == "POST":
        form = FormSuara(request.POST)
        if form.is_valid():
            tanda = layanan.tanda_peramban(get_adapter().get_client_ip(request), request.headers.get("User-Agent", ""))
            orang = request.user if request.user.is_authenticated else None
            layanan.beri_suara(pelajaran=pelajaran, oleh=orang, tanda=tanda, **form.cleaned_data)
            messages.success(request, "Terima kasih, jawaban Anda tercatat.")
            return redirect(pelajaran.get_url(request))
    else:
        pilihan = request.GET.get("jawab")
        form = FormSuara(initial={"jelas": pilihan if pilihan in {"ya", "belum"} else None})
    return render(
        request, "modul_pelatihan/suara.html", {"page": pelajaran, "form": form}, status=422 if form.errors else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lapor(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Naskah berbeda dari aplikasinya: sampai kepada penanggung jawab naskah."""
    pelajaran = pelajaran_atau_404(uuid)
    form = FormLaporan(request.POST or None)
    if request.method == "POST" and form.is_valid():
        milik = bacaan.versi_pembaca(request.user)
        versi = f"{milik[0]} {milik[1]}" if milik else ""
        layanan.laporkan_naskah(pelajaran=pelajaran, oleh=request.user, versi=versi, **form.cleaned_data)
        messages.success(request, "Terima kasih. Laporan Anda sampai kepada yang merawat naskah ini.")
        return redirect(pelajaran.get_url(request))
    konteks = {"page": pelajaran, "form": form}
    return render(request, "modul_pelatihan/lapor.html", konteks, status=422 if form.errors else 200)


@login_required
@require_POST
def catatan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    pelajaran = pelajaran_atau_404(uuid)
    form = FormCatatan(request.POST)
    if form.is_valid():
        ada = layanan.simpan_catatan(orang=request.user, pelajaran=uuid, isi=form.cleaned_data["isi"])
        messages.success(request, "Catatan tersimpan." if ada else "Catatan dihapus.")
    else:
        messages.error(request, "Catatan paling panjang 4.000 huruf. Pendekkan dahulu, lalu simpan lagi.")
    return redirect(f"{pelajaran.get_url(request)}#catatan-saya")


@login_required
@require_safe
def catatan_saya(request: HttpRequest) -> HttpResponse:
    return render(request, "modul_pelatihan/catatan_saya.html", {"baris": bacaan.catatan_saya(request.user)})


@login_required
@require_POST
def sampai(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Balok terakhir yang tampak di layar; dikirim skrip saat pembaca pergi."""
    balok = request.POST.get("balok", "")[:36]
    ada = layanan.catat_sampai(orang=request.user, pelajaran=pelajaran_atau_404(uuid), balok=balok)
    return HttpResponse(status=204 if ada else 400)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def perubahan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Pelajaran lima menit: yang berubah sejak orang itu selesai. Yang belum selesai membaca pelajarannya saja."""
    pelajaran = pelajaran_atau_404(uuid)
    if request.method == "POST":
        layanan.baca_perubahan(orang=request.user, pelajaran=pelajaran)
        messages.success(request, f"Anda sudah mengikuti perubahan: {pelajaran.title}.")
        return redirect(reverse("modul_pelatihan:saya"))
    data = bacaan.pelajaran(pelajaran, request.user)
    if not data["selesai"]:
        return redirect(pelajaran.get_url(request))
    delta = bacaan.delta(pelajaran, data["kemajuan"], request.user)
    return render(request, "modul_pelatihan/perubahan.html", {"page": pelajaran, "b": data, "d": delta})


@require_safe
def istilah(request: HttpRequest) -> HttpResponse:
    """Semua istilah dan artinya, satu kueri."""
    daftar = Istilah.objects.terlihat(oleh=request.user)
    return render(
        request, "modul_pelatihan/istilah.html", {"daftar": daftar, "kata": bacaan.sebutan_pembaca(request.user)}
    )
