"""Jawaban yang mungkin sudah ada, selagi orang mengetik masalahnya; dan catatan jujur apakah saran itu menjawab."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from akun.batas import habis
from forum.models import Topik
from modul_pelatihan.models import Bidang, PelajaranPage

from .. import bacaan, layanan
from ..models import ArtikelBantuanPage

_TAMU = AnonymousUser()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saran(request: HttpRequest) -> HttpResponse:
    """Potongan untuk htmx, halaman utuh tanpa skrip. Isinya hanya tulisan yang dapat dibaca siapa saja.

    POST dari formulir tiket sama-sama hanya membaca: isian yang belum dikirim tidak boleh tampil di alamat (ASVS 14.2.1).
    """
    isian = request.POST if request.method == "POST" else request.GET
    cari = isian.get("q", "") or isian.get("judul", "") or isian.get("uraian", "")
    bidang, kunci = _bidang(isian.get("bidang", "")), _kunci(isian.get("kunci_kirim", ""))
    potongan = request.headers.get("HX-Request") == "true"
    hasil = bacaan.saran(cari=cari, bidang=bidang, mengetik=potongan)
    tercatat = isian.get("saran_tercatat") == "ya"
    if request.method == "POST" and kunci and hasil.ada and not tercatat and not habis(request, "saran"):
        desa = bacaan.artikel.desa_tunggal(oleh=request.user) if request.user.is_authenticated else None
        layanan.catat_tampil(kunci=kunci, bidang=bidang, wilayah=desa)
        tercatat = True
    konteks = {
        "saran": hasil,
        "cari": cari.strip()[: bacaan.artikel.PANJANG_CARI],
        "kunci": kunci if tercatat else None,
    }
    return render(request, "pusat_bantuan/saran_isi.html" if potongan else "pusat_bantuan/saran.html", konteks)


@never_cache
@require_GET
def saran_buka(request: HttpRequest, jenis: str, nomor: int) -> HttpResponse:
    """Membuka satu saran dari formulir: dicatat dibaca, lalu dialihkan ke halamannya."""
    sasaran = _sasaran(jenis, nomor)
    kunci = _kunci(request.GET.get("kunci", ""))
    duga = "prefetch" in request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    if kunci and not duga and not habis(request, "saran"):
        layanan.catat_dibuka(kunci=kunci, jenis=jenis, nomor=sasaran.pk)
    return redirect(_alamat(sasaran))


@require_POST
def saran_terjawab(request: HttpRequest) -> HttpResponse:
    """ "Ini menjawab masalah saya": nilai tombolnya "a12", "p3", atau "t7", bersama kunci formulirnya."""
    nilai = request.POST.get("terjawab", "")
    if nilai[:1] not in layanan.telusur.JENIS or not nilai[1:].isdecimal() or len(nilai) > 18:
        raise Http404
    sasaran, kunci = _sasaran(nilai[0], int(nilai[1:])), _kunci(request.POST.get("kunci_kirim", ""))
    tercatat = None
    if kunci and not habis(request, "saran"):
        tercatat = layanan.catat_dibuka(kunci=kunci, jenis=nilai[0], nomor=sasaran.pk, menjawab=True)
    konteks = {"sasaran": sasaran, "alamat": _alamat(sasaran), "kunci": kunci if tercatat else None}
    return render(request, "pusat_bantuan/saran_terjawab.html", konteks)


def _sasaran(jenis: str, nomor: int):
    """Halaman yang disarankan; yang tidak terbit atau tidak terbuka untuk umum tidak ada."""
    if jenis == "t":
        umum = Topik.objects.terbaca(oleh=_TAMU).select_related("ruang__simpul")
        return get_object_or_404(umum, pk=nomor)
    model = {"a": ArtikelBantuanPage, "p": PelajaranPage}.get(jenis)
    if model is None:
        raise Http404
    return get_object_or_404(model.objects.terlihat(), pk=nomor)


def _alamat(sasaran) -> str:
    return sasaran.jawaban_url if isinstance(sasaran, Topik) else sasaran.get_url() or "/"


def _bidang(kunci: str) -> Bidang | None:
    return Bidang.objects.filter(pk=int(kunci)).first() if kunci.isdecimal() and len(kunci) < 10 else None


def _kunci(tulisan: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(tulisan)
    except ValueError:
        return None
