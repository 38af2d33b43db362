from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from akun.isian import kata_cari
from akun.models import Pengguna
from forum.bacaan import beranda as bacaan_beranda
from forum.bacaan import cari as bacaan_cari
from forum.bacaan import daftar as bacaan_daftar
from forum.bacaan.orang import halaman_orang
from forum.bacaan.saring_cari import baca_saringan
from forum.layanan import tandai_semua_dibaca
from forum.models import Ruang, Sanksi, Simpul
from forum.slot import panel
from modul_pelatihan.models import Bidang

from .ambil import bilangan, masuk_dulu
from .tab import tab_forum


def beranda(request: HttpRequest) -> HttpResponse:
    simpul, masih = bacaan_beranda.beranda(request.user)
    return render(request, "forum/beranda.html", {"daftar_simpul": simpul, "masih": masih, "tab": tab_forum("beranda")})


def terbaru(request: HttpRequest) -> HttpResponse:
    daftar = bacaan_daftar.potong(
        bacaan_daftar.terbaru(request.user), request.user, sesudah=request.GET.get("sesudah", "")
    )
    return render(request, "forum/terbaru.html", {"daftar": daftar, "tab": tab_forum("terbaru")})


def belum_terjawab(request: HttpRequest) -> HttpResponse:
    """Semua, atau hanya satu simpul (`?simpul=`); simpul yang tidak dikenal pembaca diabaikan."""
    asal = bacaan_daftar.belum_terjawab(request.user)
    slug = request.GET.get("simpul", "").replace("\x00", "")[:80]
    simpul = Simpul.objects.isi_terlihat(oleh=request.user).filter(slug=slug).first() if slug else None
    if simpul:
        asal = asal.filter(ruang__simpul=simpul)
    daftar = bacaan_daftar.potong(asal, request.user, sesudah=request.GET.get("sesudah", ""))
    konteks = {"daftar": daftar, "tab": tab_forum("belum-terjawab"), "simpul": simpul}
    return render(request, "forum/belum_terjawab.html", konteks)


@masuk_dulu
def belum_dibaca(request: HttpRequest) -> HttpResponse:
    daftar, jumlah = bacaan_daftar.belum_dibaca(request.user, sesudah=request.GET.get("sesudah", ""))
    return render(
        request, "forum/belum_dibaca.html", {"daftar": daftar, "jumlah": jumlah, "tab": tab_forum("belum-dibaca")}
    )


@masuk_dulu
def milik_saya(request: HttpRequest) -> HttpResponse:
    daftar = bacaan_daftar.potong(
        bacaan_daftar.milik_saya(request.user), request.user, sesudah=request.GET.get("sesudah", "")
    )
    konteks = {"daftar": daftar, "tab": tab_forum("milik-saya")}
    konteks["bersanksi"] = Sanksi.objects.filter(pengguna=request.user).exists()
    return render(request, "forum/milik_saya.html", konteks)


@require_POST
@masuk_dulu
def terbaca(request: HttpRequest) -> HttpResponse:
    """Menandai semua, atau satu ruang, terbaca."""
    pk = bilangan(request, "ruang")
    ruang = get_object_or_404(Ruang.objects.terlihat(oleh=request.user).select_related("simpul"), pk=pk) if pk else None
    tandai_semua_dibaca(pengguna=request.user, ruang=ruang)
    messages.success(request, f"Semua topik di {ruang.nama} sudah terbaca." if ruang else "Semua topik sudah terbaca.")
    return redirect(ruang or "forum:belum-dibaca")


def cari(request: HttpRequest) -> HttpResponse:
    kata = kata_cari(request, paling=100)
    saringan, halaman = baca_saringan(request), bilangan(request, "halaman") or 1
    hasil = bacaan_cari.cari(kata, request.user, halaman=halaman, saringan=saringan) if kata else None
    return render(request, "forum/cari.html", {"kata": kata, "hasil": hasil, "saringan": saringan})


def bidang(request: HttpRequest, slug: str) -> HttpResponse:
    baris = get_object_or_404(Bidang, slug=slug)
    daftar = bacaan_daftar.potong(
        bacaan_daftar.tentang_bidang(baris.pk, request.user), request.user, sesudah=request.GET.get("sesudah", "")
    )
    return render(request, "forum/bidang.html", {"bidang": baris, "daftar": daftar})


def orang(request: HttpRequest, pk: int) -> HttpResponse:
    hal = halaman_orang(pk, request.user)
    if hal is None:
        # Sebutan lama di tulisan orang tetap menunjuk ke sini (forum.md 4.3).
        if Pengguna.objects.filter(pk=pk, dihapus_pada__isnull=False).exists():
            return render(request, "forum/orang_terhapus.html", status=410)
        raise Http404("Orang ini tidak ada, atau belum menulis apa pun yang dapat Anda baca.")
    return render(request, "forum/orang.html", {"hal": hal, "panel": panel("panel_orang", hal.orang, request)})
