"""Data pribadi: membuka isi asli dengan alasan, menghapus isi, dan permintaan menurut UU PDP."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.batas import batasi
from akun.models import Peran

from .. import layanan
from ..forms.privasi import FormAlasanAsli, FormHapusIsi, FormJawabPdp, FormLangkahPdp, FormPdp
from ..layanan import TidakDapat
from ..models import IsiAsli, Kontak, PermintaanPdp, ProfilTiket
from .tiket import tiket_terlihat


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def tiket_asli(request: HttpRequest, kode: str) -> HttpResponse:
    """Daftar tulisan yang disamarkan; POST membuka satu dengan alasan, sekali tampil, tidak disimpan peramban."""
    profil = tiket_terlihat(kode, request.user)
    daftar = IsiAsli.objects.terlihat(oleh=request.user).filter(profil=profil).select_related("profil__wilayah")
    if not daftar.exists():
        raise Http404
    form, terbuka = FormAlasanAsli(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        satu = get_object_or_404(daftar, pk=_nomor(request.POST.get("isi_asli")))
        alasan = form.cleaned_data["alasan"]
        if request.POST.get("lepas"):
            layanan.lepas_samaran(isi_asli=satu, oleh=request.user, alasan=alasan)
            messages.success(request, "Samaran untuk tulisan itu dilepas. Kejadiannya tercatat.")
            return redirect(profil)
        terbuka = {"satu": satu, "teks": layanan.buka_asli(isi_asli=satu, oleh=request.user, alasan=alasan)}
    konteks = {"profil": profil, "daftar": daftar, "form": form, "terbuka": terbuka}
    return render(request, "pusat_bantuan/asli.html", konteks, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def tiket_hapus_isi(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_terlihat(kode, request.user)
    if not profil.boleh_dihapus_isinya(oleh=request.user):
        raise Http404
    form = FormHapusIsi(request.POST or None, kode=profil.kode)
    if request.method == "POST" and form.is_valid():
        layanan.hapus_isi_tiket(profil=profil, oleh=request.user, alasan=form.cleaned_data["alasan"])
        messages.success(request, "Isi tiket dihapus. Jumlah dan waktu kejadiannya tetap terhitung.")
        return redirect(profil)
    konteks = {"profil": profil, "form": form}
    return render(request, "pusat_bantuan/hapus_isi.html", konteks, status=422 if form.errors else 200)


@batasi("pdp")
@require_http_methods(["GET", "POST"])
def pdp_ajukan(request: HttpRequest) -> HttpResponse:
    orang = request.user if request.user.is_authenticated else None
    awal = {"nama": orang.nama, "hubungi": orang.email or orang.telepon or ""} if orang else {}
    form = FormPdp(request.POST or None, initial=awal)
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        if isi.pop("situs_web"):
            return redirect("pusat_bantuan:pdp-terkirim")
        permintaan = layanan.ajukan_pdp(pengguna=orang, **isi)
        return redirect(permintaan if orang else "pusat_bantuan:pdp-terkirim")
    return render(request, "pusat_bantuan/pdp_ajukan.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def pdp_terkirim(request: HttpRequest) -> HttpResponse:
    return render(request, "pusat_bantuan/pdp_terkirim.html")


@login_required
@require_safe
def pdp(request: HttpRequest) -> HttpResponse:
    """Antrean permintaan data pribadi, yang paling dekat tenggatnya dahulu; hanya yang bertanggung jawab nasional."""
    if not _bertanggung_jawab(request):
        raise Http404
    semua = request.GET.get("tampilan") == "semua"
    daftar = PermintaanPdp.objects.terlihat(oleh=request.user).select_related("penangan")
    daftar = daftar.order_by("-diterima_pada", "-pk") if semua else daftar.terbuka()
    dibuang = layanan.yang_akan_dibuang()
    konteks = {
        "hal": Paginator(daftar, 25).get_page(request.GET.get("halaman")), "semua": semua, "dibuang": dibuang,
        "ada_dibuang": any(dibuang.values()),
    }  # fmt: skip
    return render(request, "pusat_bantuan/pdp.html", konteks)


@login_required
@require_POST
def pdp_buang(request: HttpRequest) -> HttpResponse:
    """Yang lewat masa simpannya dibuang sekarang juga; tiap hari pekerja melakukan hal yang sama."""
    if not _bertanggung_jawab(request):
        raise Http404
    jumlah = layanan.masa_simpan()
    messages.success(request, "Dibuang: " + ", ".join(f"{n} {nama}" for nama, n in jumlah.items()) + ".")
    return redirect("pusat_bantuan:pdp")


@login_required
@never_cache
@require_safe
def pdp_satu(request: HttpRequest, pk: int) -> HttpResponse:
    return _halaman_pdp(request, _permintaan(request, pk))


def _halaman_pdp(request: HttpRequest, permintaan: PermintaanPdp, *, status: int = 200, **form) -> HttpResponse:
    menangani = permintaan.boleh_ditangani(oleh=request.user)
    kontak = (
        Kontak.objects.filter(email=permintaan.hubungi).first() if menangani and "@" in permintaan.hubungi else None
    )
    konteks = {
        "permintaan": permintaan, "menangani": menangani, "langkah": permintaan.langkah.select_related("pelaku"),
        "kontak": kontak, "jumlah_tiket": ProfilTiket.objects.filter(kontak=kontak).count() if kontak else 0,
        "form": {"langkah": FormLangkahPdp(), "jawab": FormJawabPdp(), **form},
    }  # fmt: skip
    return render(request, "pusat_bantuan/pdp_satu.html", konteks, status=status)


@login_required
@require_POST
def pdp_tindak(request: HttpRequest, pk: int, tindakan: str) -> HttpResponse:
    permintaan = _permintaan(request, pk)
    if not permintaan.boleh_ditangani(oleh=request.user):
        raise Http404
    try:
        if tindakan == "ambil":
            layanan.ambil_pdp(permintaan=permintaan, oleh=request.user)
            messages.success(request, "Permintaan ini sekarang Anda tangani.")
        elif tindakan == "hapus-kontak":
            kontak = get_object_or_404(Kontak, email=permintaan.hubungi)
            jumlah = layanan.hapus_kontak(kontak=kontak, oleh=request.user, alasan=f"Permintaan data pribadi {pk}")
            layanan.catat_pdp(
                permintaan=permintaan, oleh=request.user, isi=f"Data kontak dan isi {jumlah} tiketnya dihapus"
            )
            messages.success(request, f"Data kontak dan isi {jumlah} tiketnya dihapus.")
        elif tindakan == "catat":
            form = FormLangkahPdp(request.POST)
            if not form.is_valid():
                return _halaman_pdp(request, permintaan, status=422, langkah=form)
            layanan.catat_pdp(permintaan=permintaan, oleh=request.user, **form.cleaned_data)
        else:
            form = FormJawabPdp(request.POST)
            if not form.is_valid():
                return _halaman_pdp(request, permintaan, status=422, jawab=form)
            layanan.jawab_pdp(permintaan=permintaan, oleh=request.user, **form.cleaned_data)
            messages.success(request, "Jawaban dikirim.")
    except TidakDapat as galat:
        messages.error(request, str(galat))
    return redirect(permintaan)


def _permintaan(request: HttpRequest, pk: int) -> PermintaanPdp:
    return get_object_or_404(
        PermintaanPdp.objects.terlihat(oleh=request.user).select_related("penangan", "profil"), pk=pk
    )


def _bertanggung_jawab(request: HttpRequest) -> bool:
    return request.user.berkuasa(Peran.PETUGAS, Peran.PENGELOLA, atas=None)


def _nomor(tulisan: str | None) -> int:
    return int(tulisan) if tulisan and tulisan.isascii() and tulisan.isdigit() and len(tulisan) < 18 else 0
