"""Memeriksa sertifikat (umum, tanpa masuk) dan mengurusnya."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from akun.batas import habis
from modul_pelatihan import lembar, lencana
from modul_pelatihan.forms_kelas import FormCabut, FormGanti, FormPeriksa
from modul_pelatihan.layanan.terbitkan_sertifikat import cabut_sertifikat, ganti_sertifikat
from modul_pelatihan.masa import Status, nomor_sah
from modul_pelatihan.models import Sertifikat
from modul_pelatihan.penilaian import rapikan

from .kelas import berkas

KATA_STATUS = {
    Status.DICABUT: ("Dicabut", "bahaya"), Status.BELUM_BERLAKU: ("Belum berlaku", "info"),
    Status.KEDALUWARSA: ("Kedaluwarsa", "perhatian"), Status.SEGERA_HABIS: ("Berlaku, segera habis", "berhasil"),
    Status.BERLAKU: ("Berlaku", "berhasil"),
}  # fmt: skip


@never_cache
def periksa(request: HttpRequest, tanda: UUID) -> HttpResponse:
    """Halaman di balik kode QR: nama, pelatihan, nomor, tanggal, status saja. Juga untuk yang dicabut atau kedaluwarsa."""
    satu = get_object_or_404(
        Sertifikat.objects.select_related("pencabutan", "kelulusan__peserta__angkatan__wilayah"), tanda=tanda
    )
    kata, jenis = KATA_STATUS[satu.status()]
    konteks = {"s": satu, "kata": kata, "jenis": jenis, "pada": timezone.now()}
    if request.user.is_authenticated:
        konteks["punya"] = satu.boleh_dilihat(oleh=request.user)
        konteks["kelola"] = not satu.dicabut and satu.boleh_dicabut(oleh=request.user)
    jawaban = render(request, "modul_pelatihan/periksa.html", konteks)
    jawaban["X-Robots-Tag"] = "noindex, nofollow"
    return jawaban


@never_cache
def periksa_nomor(request: HttpRequest) -> HttpResponse:
    """Mencari menurut nomor perlu namanya juga, dan dibatasi lajunya: tidak dapat dijelajahi."""
    form = FormPeriksa(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        nomor, nama = "".join(filter(str.isalnum, form.cleaned_data["nomor"])), form.cleaned_data["nama"]
        if habis(request, "periksa_sertifikat"):
            form.add_error(None, "Terlalu banyak percobaan dari tempat Anda. Tunggu sebentar, atau pindai kode QR-nya.")
            status = 429
        else:
            satu = Sertifikat.objects.filter(nomor=nomor).first() if nomor_sah(nomor) else None
            if satu and rapikan(satu.nama) == rapikan(nama):
                return redirect(satu)
            form.add_error(None, "Tidak ada sertifikat dengan nomor dan nama itu. Periksa lagi tulisannya.")
    jawaban = render(request, "modul_pelatihan/periksa_nomor.html", {"form": form}, status=status)
    jawaban["X-Robots-Tag"] = "noindex, nofollow"
    return jawaban


def _milik(request: HttpRequest, tanda: UUID) -> Sertifikat:
    return get_object_or_404(Sertifikat.objects.terlihat(oleh=request.user).select_related("pencabutan"), tanda=tanda)


@login_required
def sertifikat_berkas(request: HttpRequest, tanda: UUID, bentuk: str) -> HttpResponse:
    """PDF, gambar, atau lencana; milik penerimanya dan pengurus kelasnya. Yang dicabut tidak lagi diunduh."""
    satu = _milik(request, tanda)
    if satu.dicabut:
        raise Http404
    if bentuk == "pdf":
        return berkas(lembar.sertifikat_pdf(satu), "application/pdf", f"sertifikat-{satu.nomor}.pdf")
    if bentuk == "png":
        return berkas(lembar.sertifikat_png(satu), "image/png", f"sertifikat-{satu.nomor}.png")
    if bentuk == "json":
        jawaban = JsonResponse(lencana.bertanda(satu), content_type="application/vc+ld+json")
        jawaban["Cache-Control"] = "private, no-store"
        return jawaban
    return berkas(lencana.jwt(satu).encode(), "text/plain; charset=utf-8", f"lencana-{satu.nomor}.jwt")


@login_required
def sertifikat_urus(request: HttpRequest, tanda: UUID) -> HttpResponse:
    """Mencabut, atau mengganti dengan nama yang benar (yang lama dicabut)."""
    satu = _milik(request, tanda)
    if not satu.boleh_dicabut(oleh=request.user) or satu.dicabut:
        raise Http404
    ganti = request.POST.get("aksi") == "ganti"
    cabut_form = FormCabut(request.POST if request.method == "POST" and not ganti else None, prefix="cabut")
    ganti_form = FormGanti(request.POST if ganti else None, prefix="ganti", initial={"nama": satu.nama})
    if ganti and ganti_form.is_valid():
        data = ganti_form.cleaned_data
        baru = ganti_sertifikat(sertifikat=satu, oleh=request.user, alasan=data["alasan"], nama=data["nama"])
        messages.success(request, f"Sertifikat {satu.nomor} dicabut; penggantinya {baru.nomor}.")
        return redirect(baru)
    if request.method == "POST" and not ganti and cabut_form.is_valid():
        cabut_sertifikat(sertifikat=satu, oleh=request.user, alasan=cabut_form.cleaned_data["alasan"])
        messages.success(request, f"Sertifikat {satu.nomor} dicabut. Halaman periksanya menyebut dicabut.")
        return redirect(satu)
    konteks = {"s": satu, "cabut": cabut_form, "ganti": ganti_form}
    return render(request, "modul_pelatihan/sertifikat_urus.html", konteks)


def penerbit(request: HttpRequest) -> HttpResponse:
    """Profil penerbit dan kunci umumnya, juga yang lama; alamat ini tercetak di setiap lencana."""
    jawaban = JsonResponse(lencana.dokumen_penerbit(), content_type="application/ld+json")
    jawaban["Access-Control-Allow-Origin"] = "*"
    return jawaban


def kunci_penerbit(request: HttpRequest) -> HttpResponse:
    jawaban = JsonResponse({"keys": lencana.kunci_umum()}, content_type="application/jwk-set+json")
    jawaban["Access-Control-Allow-Origin"] = "*"
    return jawaban
