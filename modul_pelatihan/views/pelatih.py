from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from akun.models import Pengguna, Peran
from modul_pelatihan.bacaan import pelatih as bacaan
from modul_pelatihan.forms_kelas import FormCabut
from modul_pelatihan.layanan import Ditolak
from modul_pelatihan.layanan.pelatih import aktifkan_pelatih, boleh_memutus, cabut_pelatih

PERAN_LIHAT = (Peran.PELATIH, Peran.MANAJER, Peran.PEMBINA, Peran.PENGELOLA)


def _rentang(request: HttpRequest) -> list[tuple[int, int]]:
    rentang = request.user.rentang_kuasa(*PERAN_LIHAT)
    if not rentang:
        raise Http404
    return rentang


@login_required
def pelatih_daftar(request: HttpRequest) -> HttpResponse:
    """Pelatih di wilayah tugas orang ini, kabupaten yang belum punya, dan kaskadenya."""
    rentang = _rentang(request)
    baris = bacaan.daftar_pelatih(rentang)
    cakupan = bacaan.cakupan(rentang)
    konteks = {
        "baris": baris, "kaskade": bacaan.kaskade(baris), "cakupan": cakupan[:200],
        "belum": sum(not satu.aktif for satu in cakupan), "jumlah": len(cakupan),
    }  # fmt: skip
    return render(request, "modul_pelatihan/pelatih_daftar.html", konteks)


@login_required
def pelatih(request: HttpRequest, username: str) -> HttpResponse:
    """Syarat dan status satu pelatih; yang berwenang mengaktifkan, memperpanjang, atau mencabut."""
    ada = {satu.orang.username: satu for satu in bacaan.daftar_pelatih(_rentang(request))}
    baris = ada.get(username)
    if baris is None:
        raise Http404
    orang: Pengguna = baris.orang
    putus = boleh_memutus(request.user, orang)
    form = FormCabut(request.POST if request.POST.get("aksi") == "cabut" else None)
    if request.method == "POST":
        if not putus:
            raise Http404
        try:
            if request.POST.get("aksi") == "cabut":
                if baris.status and form.is_valid():
                    cabut_pelatih(status=baris.status, oleh=request.user, alasan=form.cleaned_data["alasan"])
                    messages.success(request, "Status pelatih dicabut.")
                    return redirect("modul_pelatihan:pelatih", username)
            else:
                status = aktifkan_pelatih(orang=orang, oleh=request.user, kunci=_kunci(request))
                messages.success(request, f"{orang.nama} pelatih aktif sampai {status.sampai:%d-%m-%Y}.")
                return redirect("modul_pelatihan:pelatih", username)
        except Ditolak as galat:
            messages.warning(request, str(galat))
            return redirect("modul_pelatihan:pelatih", username)
    konteks = {
        "b": baris, "orang": orang, "syarat": bacaan.syarat_pelatih(orang), "putus": putus, "form": form,
        "kunci": Pengguna.kunci_baru(), "riwayat": orang.status_pelatih.select_related("diputus_oleh"),
    }  # fmt: skip
    return render(request, "modul_pelatihan/pelatih.html", konteks)


def _kunci(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("kunci", ""))
    except ValueError:
        raise Ditolak("Muat ulang halaman ini, lalu kirim lagi.") from None
