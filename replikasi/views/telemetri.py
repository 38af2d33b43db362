"""Urusan orang di sekitar laporan: memastikan pemasangan, mengimpor daftar Pantau, mengumumkan, melihat relai."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from replikasi.forms_telemetri import FormImporPantau, FormPengumuman
from replikasi.layanan import impor_pantau
from replikasi.layanan.pemberitahuan import pastikan_pemasangan, umumkan
from replikasi.layanan.titip_fakta import hapus_kontak
from replikasi.models import ImporPantau, KeadaanHulu, KeadaanPasang, Kejanggalan, PemberitahuanDesa, RelaiLaporan
from replikasi.models.balasan import boleh_mengirim_pemberitahuan
from wilayah.models import KontakDesa


@login_required
@require_POST
def pemasangan_pastikan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(
        KeadaanPasang.objects.filter(request.user.q_kuasa(*Kejanggalan.PERAN)).select_related("wilayah"), pk=pk
    )
    try:
        pastikan_pemasangan(wilayah=satu.wilayah, host=request.POST.get("host", ""), oleh=request.user)
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
    else:
        messages.success(request, f"{satu.wilayah}: {satu.host} dipastikan. Pemberitahuan tiketnya sampai ke sana.")
    return redirect("replikasi:tinjau")


@login_required
@require_POST
def kontak_hapus(request: HttpRequest, kode: str) -> HttpResponse:
    satu = get_object_or_404(
        KontakDesa.objects.terlihat(oleh=request.user).select_related("wilayah"), wilayah__kode=kode, dihapus_pada=None
    )
    hapus_kontak(kontak=satu, oleh=request.user)
    messages.success(request, "Kontak dihapus. Laporan OpenSID berikutnya tidak mengembalikannya.")
    return redirect(satu.wilayah)


@login_required
def impor_daftar(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(*ImporPantau.PERAN):
        raise Http404
    form = FormImporPantau(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        berkas = form.cleaned_data["berkas"]
        try:
            impor = impor_pantau.titip_impor(
                nama=berkas.name, isi=berkas.read(impor_pantau.BATAS_BITA + 1), produk=form.cleaned_data["produk"],
                oleh=request.user, kunci=form.cleaned_data["kunci"],
            )  # fmt: skip
            return redirect("replikasi:impor", pk=impor.pk)
        except ValidationError as galat:
            form.add_error("berkas", galat)
    daftar = ImporPantau.objects.terlihat(oleh=request.user).select_related("oleh")
    isi = {"form": form, "daftar": Paginator(daftar, 25).get_page(request.GET.get("halaman"))}
    return render(request, "replikasi/impor_daftar.html", isi, status=422 if form.errors else 200)


@login_required
def impor(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(ImporPantau.objects.terlihat(oleh=request.user).select_related("oleh"), pk=pk)
    return render(request, "replikasi/impor.html", {"impor": satu, "r": satu.ringkasan})


@login_required
@require_POST
def impor_terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(ImporPantau.objects.terlihat(oleh=request.user), pk=pk)
    impor_pantau.minta_terapkan(impor=satu, oleh=request.user)
    return redirect("replikasi:impor", pk=pk)


@login_required
@require_POST
def impor_urungkan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(ImporPantau.objects.terlihat(oleh=request.user), pk=pk)
    impor_pantau.minta_urungkan(impor=satu, oleh=request.user)
    return redirect("replikasi:impor", pk=pk)


@login_required
def pemberitahuan(request: HttpRequest) -> HttpResponse:
    """Yang menunggu dan yang sudah dibawa desa; pengelola menulis pengumuman di sini."""
    if not request.user.berperan(*Kejanggalan.PERAN):
        raise Http404
    boleh = boleh_mengirim_pemberitahuan(oleh=request.user)
    if request.method == "POST" and not boleh:
        raise Http404
    form = FormPengumuman(request.POST or None) if boleh else None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        n = umumkan(
            judul=data["judul"], isi=data["isi"], jenis=data["jenis"], wilayah=data["wilayah"], kunci=str(data["kunci"]),
            oleh=request.user,
        )  # fmt: skip
        messages.success(request, f"Disiapkan bagi {n} desa. Sampai bersama jawaban laporan berikutnya.")
        return redirect("replikasi:pemberitahuan")
    daftar = PemberitahuanDesa.objects.terlihat(oleh=request.user).select_related("wilayah")
    isi = {"form": form, "daftar": Paginator(daftar, 25).get_page(request.GET.get("halaman"))}
    return render(request, "replikasi/pemberitahuan.html", isi, status=422 if form and form.errors else 200)


@login_required
def relai(request: HttpRequest) -> HttpResponse:
    """Nasib terusan tiap desa di server hulu; isinya tidak pernah ditampilkan."""
    if not settings.RELAI_PANTAU or not request.user.berperan(*Kejanggalan.PERAN):
        raise Http404
    daftar = RelaiLaporan.objects.terlihat(oleh=request.user).select_related("wilayah").defer("isi")
    isi = {
        "daftar": Paginator(daftar, 50).get_page(request.GET.get("halaman")), "hulu": KeadaanHulu.objects.first(),
        "alamat": settings.RELAI_PANTAU,
    }  # fmt: skip
    return render(request, "replikasi/relai.html", isi)
