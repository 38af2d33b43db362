from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from akun.models import Peran
from modul_pelatihan.models import Bidang

from .. import bacaan


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    """Pintu masuk: cari jawaban, minta bantuan, lihat tiket sendiri."""
    cari = request.GET.get("q", "").strip()[: bacaan.artikel.PANJANG_CARI]
    orang = request.user
    konteks = {"cari": cari, "saran": bacaan.saran(cari=cari, banyak=8) if cari else None}
    if not cari:
        konteks["rak"] = bacaan.rak_bidang()
    if orang.is_authenticated:
        konteks["tiket_saya"] = bacaan.lembar(bacaan.tiket_desa(orang), banyak=4).tiket
        konteks["punya_desa"] = orang.berperan(Peran.OPERATOR)
        if orang.berperan(Peran.PEGIAT, Peran.PETUGAS):
            konteks["menunggu"] = bacaan.lembar(bacaan.antrean(orang, "menunggu"), banyak=4).tiket
            konteks["menangani"] = True
        if orang.berperan(Peran.MANAJER, Peran.PEMBINA, Peran.PENGELOLA):
            konteks["hitungan"] = bacaan.hitungan_wilayah(orang)
            konteks["pengelola"] = orang.berperan(Peran.PENGELOLA)
    return render(request, "pusat_bantuan/beranda.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def saran(request: HttpRequest) -> HttpResponse:
    """Jawaban yang mungkin sudah ada; potongan untuk htmx, halaman utuh tanpa skrip.

    POST dari formulir tiket sama-sama hanya membaca: isian yang belum dikirim tidak boleh tampil di alamat (ASVS 14.2.1).
    """
    isian = request.POST if request.method == "POST" else request.GET
    cari = isian.get("q", "") or isian.get("judul", "") or isian.get("uraian", "")
    kunci = isian.get("bidang", "")
    bidang = Bidang.objects.filter(pk=int(kunci)).first() if kunci.isdecimal() and len(kunci) < 10 else None
    konteks = {"saran": bacaan.saran(cari=cari, bidang=bidang), "cari": cari.strip()[: bacaan.artikel.PANJANG_CARI]}
    potongan = request.headers.get("HX-Request") == "true"
    jawab = render(request, "pusat_bantuan/saran_isi.html" if potongan else "pusat_bantuan/saran.html", konteks)
    jawab["Vary"] = "HX-Request"
    return jawab
