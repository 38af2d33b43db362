from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from akun.models import Peran

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
        konteks["alat"] = bacaan.alat_meja(orang)
        konteks["tiket_saya"] = bacaan.lembar(bacaan.tiket_desa(orang), banyak=4).tiket
        konteks["punya_desa"] = orang.berperan(Peran.OPERATOR)
        if orang.berperan(Peran.PEGIAT, Peran.PETUGAS):
            konteks["menunggu"] = bacaan.lembar(bacaan.antrean(orang, "menunggu"), banyak=4).tiket
            konteks["menangani"] = True
        if orang.berperan(Peran.MANAJER, Peran.PEMBINA, Peran.PENGELOLA):
            konteks["hitungan"] = bacaan.hitungan_wilayah(orang)
    return render(request, "pusat_bantuan/beranda.html", konteks)
