from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from akun.models import Pengguna
from modul_pelatihan.bacaan import cakupan as bacaan_cakupan
from modul_pelatihan.bacaan import pelatih as bacaan
from modul_pelatihan.bacaan.kaskade import alumni_tot, buku_kaskade, kaskade
from modul_pelatihan.forms_kelas import FormCabut
from modul_pelatihan.layanan import Ditolak
from modul_pelatihan.layanan.pelatih import aktifkan_pelatih, boleh_memutus, cabut_pelatih
from modul_pelatihan.models import PermintaanPelatih
from modul_pelatihan.models.angkatan import PERAN_HITUNG
from modul_pelatihan.models.permintaan import PERAN_MINTA
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah


def _rentang(request: HttpRequest) -> list[tuple[int, int]]:
    rentang = request.user.rentang_kuasa(*PERAN_HITUNG)
    if not rentang:
        raise Http404
    return rentang


def _dipilih(request: HttpRequest, rentang: list[tuple[int, int]]) -> Wilayah | None:
    """Provinsi atau kabupaten yang dipersempit lewat `?wilayah=`; di luar kuasa 404, tulisan rusak diabaikan."""
    kode = aturan_kode.normalkan(request.GET.get("wilayah", ""))
    if kode is None:
        return None
    wilayah = Wilayah.objects.filter(kode=kode[:5]).first()
    if wilayah is None or not any(awal <= wilayah.kunci <= akhir for awal, akhir in rentang):
        raise Http404
    return wilayah


@login_required
def pelatih_daftar(request: HttpRequest) -> HttpResponse:
    """Pelatih di wilayah tugas orang ini, kabupaten yang belum punya, permintaan yang menunggu, dan kaskadenya."""
    rentang = _rentang(request)
    wilayah = _dipilih(request, rentang)
    lingkup = [wilayah.rentang] if wilayah else rentang
    baris = bacaan.daftar_pelatih(lingkup)
    cakupan = bacaan_cakupan.cakupan(lingkup)
    provinsi = bacaan_cakupan.per_provinsi(cakupan)
    luas = len(provinsi) > 1
    minta = PermintaanPelatih.objects.terlihat(oleh=request.user).menunggu().select_related("wilayah", "diminta_oleh")
    konteks = {
        "baris": baris, "kaskade": kaskade(baris), "buku": buku_kaskade(baris), "cakupan": cakupan,
        "wilayah": wilayah, "belum": sum(not satu.aktif for satu in cakupan), "jumlah": len(cakupan),
        "seprovinsi": sum(satu.luas and satu.keadaan in {"berlaku", "segera_habis"} for satu in baris),
        "alumni": alumni_tot(baris), "provinsi": provinsi if luas else [],
        "petak": bacaan_cakupan.petak_provinsi(provinsi) if luas else bacaan_cakupan.petak(cakupan),
        "legenda": bacaan_cakupan.LEGENDA_PROVINSI if luas else bacaan_cakupan.LEGENDA,
        "permintaan": minta[:5], "boleh_minta": request.user.berperan(*PERAN_MINTA),
    }  # fmt: skip
    return render(request, "modul_pelatihan/pelatih_daftar.html", konteks)


@login_required
def pelatih(request: HttpRequest, username: str) -> HttpResponse:
    """Syarat, status, dan buku kaskade satu pelatih, juga bagi dirinya sendiri; yang berwenang memutus statusnya."""
    orang = get_object_or_404(Pengguna, username=username.replace("\x00", ""))
    rentang = [(0, 9_999_999_999)] if orang.pk == request.user.pk else _rentang(request)
    baris = next(iter(bacaan.daftar_pelatih(rentang, hanya=orang)), None)
    if baris is None:
        raise Http404
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
        "buku": buku_kaskade([baris]), "sertifikat": bacaan.sertifikat_tot(orang),
        "boleh_daftar": request.user.berperan(*PERAN_HITUNG),
    }  # fmt: skip
    return render(request, "modul_pelatihan/pelatih.html", konteks)


def _kunci(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("kunci", ""))
    except ValueError:
        raise Ditolak("Muat ulang halaman ini, lalu kirim lagi.") from None
