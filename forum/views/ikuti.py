"""Mengikuti, membisukan, memilih email, dan berhenti sekali tekan."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from akun.models import Pengguna
from forum import layanan
from forum.alamat_surat import baca_berhenti
from forum.bacaan.daftar import diikuti, potong
from forum.forms import FormSurat
from forum.models import PilihanSurat, SimpulPengguna, Topik, TopikPengguna

from .ambil import ambil_ruang, ambil_simpul, masuk_dulu
from .tab import tab_forum


def _simpan(request: HttpRequest, tempat) -> HttpResponse:
    pilihan = request.POST.get("tingkat", "")
    if pilihan in TopikPengguna.Tingkat.values:
        layanan.atur_tingkat(tempat=tempat, pengguna=request.user, tingkat=pilihan)
        messages.success(request, f"Kabar di sini: {TopikPengguna.Tingkat(pilihan).label}.")
    return redirect(tempat)


@require_POST
@masuk_dulu
def tingkat_ruang(request: HttpRequest, slug: str, ruang: str) -> HttpResponse:
    baris, _ = ambil_ruang(slug, ruang, request.user)
    return _simpan(request, baris)


@require_POST
@masuk_dulu
def tingkat_simpul(request: HttpRequest, slug: str) -> HttpResponse:
    baris, hak = ambil_simpul(slug, request.user)
    if not hak.isi:
        raise Http404
    return _simpan(request, baris)


@masuk_dulu
def diikuti_saya(request: HttpRequest) -> HttpResponse:
    daftar = potong(diikuti(request.user), request.user, sesudah=request.GET.get("sesudah", ""))
    return render(request, "forum/diikuti.html", {"daftar": daftar, "tab": tab_forum("diikuti")})


@masuk_dulu
def surat(request: HttpRequest) -> HttpResponse:
    """Cara email forum sampai, dan simpul yang kabarnya diatur."""
    baris = PilihanSurat.objects.filter(pengguna=request.user).first() or PilihanSurat(pengguna=request.user)
    form = FormSurat(request.POST or None, initial={"cara": baris.cara, "jam": baris.jam})
    if request.method == "POST" and form.is_valid():
        layanan.pilih_surat(pengguna=request.user, **form.cleaned_data)
        messages.success(request, "Pilihan email forum disimpan.")
        return redirect("forum:surat")
    atur = SimpulPengguna.objects.filter(pengguna=request.user).exclude(tingkat="").select_related("simpul")
    return render(request, "forum/surat.html", {"form": form, "atur": atur, "zona": request.user.get_zona_display()})


@csrf_exempt  # program surat menekan tombolnya sendiri (RFC 8058); tandanya yang mengenali orangnya
@require_http_methods(["GET", "HEAD", "POST"])
def berhenti(request: HttpRequest, kunci: str) -> HttpResponse:
    """GET hanya menampilkan tombol: pemindai surat membuka tautan. Berlaku tanpa masuk."""
    isi = baca_berhenti(kunci)
    orang = Pengguna.objects.filter(pk=isi[0], is_active=True).first() if isi else None
    if orang is None:
        raise Http404
    daftar = isi[1]
    topik = Topik.objects.filter(pk=int(daftar[1:])).first() if daftar != "surat" else None
    if daftar != "surat" and topik is None:
        raise Http404
    if request.method == "POST":
        if topik is None:
            layanan.pilih_surat(pengguna=orang, cara=PilihanSurat.Cara.TIDAK)
        elif topik.boleh_dilihat(oleh=orang):
            layanan.atur_tingkat(tempat=topik, pengguna=orang, tingkat=TopikPengguna.Tingkat.BISU)
    # Judulnya tidak disebut: tautan ini dapat diteruskan orang, dan topiknya mungkin tertutup.
    return render(request, "forum/berhenti.html", {"semua": topik is None, "beres": request.method == "POST"})
