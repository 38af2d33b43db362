"""Penilaian lewat tautan dan di halaman tiket; tiket lanjutan."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .. import layanan, tautan_nilai
from ..forms import FormAlasan
from ..forms.gangguan import FormNilai
from ..layanan import TidakDapat
from ..layanan.penutupan import nilai_jawaban
from ..models import Nilai
from .tiket import tiket_terlihat


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nilai(request: HttpRequest, kunci: str) -> HttpResponse:
    """Menilai tanpa masuk. Membuka halamannya tidak menilai; yang menilai ialah menekan tombolnya."""
    terbaca = tautan_nilai.baca(kunci)
    if terbaca is None:
        return render(request, "pusat_bantuan/nilai.html", {"tidak_berlaku": True}, status=404)
    profil, putaran = terbaca
    sekarang = not profil.terbuka and putaran == profil.dibuka_lagi
    konteks = {"profil": profil, "nilai": nilai_jawaban(profil) if sekarang else None, "dibuka_lagi": not sekarang}
    konteks["pilihan"] = Nilai.Skor.choices
    status = 200
    if request.method == "POST" and sekarang:
        form = FormNilai(request.POST)
        if form.is_valid() and (form.cleaned_data["skor"] or konteks["nilai"]):
            _simpan(profil, form.cleaned_data, putaran=putaran)
            jawab = redirect("pusat_bantuan:nilai", kunci)
            jawab["Referrer-Policy"] = "same-origin"
            return jawab
        status = 422
    jawab = render(request, "pusat_bantuan/nilai.html", konteks, status=status)
    jawab["Referrer-Policy"] = "same-origin"  # kunci di alamat tidak ikut ke situs lain
    jawab["X-Robots-Tag"] = "noindex"
    return jawab


def _simpan(profil, bersih: dict, *, oleh=None, putaran: int | None = None) -> None:
    satu = nilai_jawaban(profil)
    if satu is None and bersih["skor"]:
        satu = layanan.nilai(profil=profil, skor=bersih["skor"], oleh=oleh, putaran=putaran)
    if satu and bersih["komentar"]:
        layanan.beri_komentar(nilai=satu, komentar=bersih["komentar"])


@login_required
@require_POST
def tiket_nilai(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_terlihat(kode, request.user)
    if not profil.boleh_dinilai(oleh=request.user):
        raise Http404
    form = FormNilai(request.POST)
    if form.is_valid() and (form.cleaned_data["skor"] or form.cleaned_data["komentar"]):
        try:
            _simpan(profil, form.cleaned_data, oleh=request.user)
            messages.success(request, "Terima kasih atas penilaiannya.")
        except TidakDapat as galat:
            messages.error(request, str(galat))
    else:
        messages.error(request, "Pilih salah satu penilaian.")
    return redirect(f"{profil.get_absolute_url()}#penilaian")


@login_required
@require_POST
def tiket_lanjutkan(request: HttpRequest, kode: str) -> HttpResponse:
    """Masalah lama muncul lagi: tiket baru yang bertaut."""
    profil = tiket_terlihat(kode, request.user)
    if not profil.boleh_dilanjutkan(oleh=request.user):
        raise Http404
    form = FormAlasan(request.POST, prefix="lanjut")
    if not form.is_valid():
        messages.error(request, "Tulis apa yang terjadi sekarang.")
        return redirect(profil)
    try:
        baru = layanan.lanjutkan(
            profil=profil, isi=form.cleaned_data["alasan"], pengguna=request.user,
            kunci_kirim=form.cleaned_data["kunci_kirim"],
        )  # fmt: skip
    except TidakDapat as galat:
        messages.error(request, str(galat))
        return redirect(profil)
    messages.success(request, f"Tiket lanjutan {baru.kode} terkirim dan bertaut ke {profil.kode}.")
    return redirect(baru)
