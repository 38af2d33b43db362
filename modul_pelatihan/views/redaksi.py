"""Ruang redaksi: telaah naskah dan impor naskah. Hanya orang redaksi (hak masuk Wagtail dan menyunting pelajaran)."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.permission_policies.pages import PagePermissionPolicy

from modul_pelatihan import layanan
from modul_pelatihan.bacaan.telaah import LAPORAN, rilis_terbaru
from modul_pelatihan.layanan.telaah import BelumDapat
from modul_pelatihan.models import IndeksModulPage, KataNihil, LaporanNaskah, PelajaranPage, RilisOpenSID

from .ambil import menurut_nomor

SELEMBAR = 50


def boleh_redaksi(orang) -> bool:
    """Boleh menulis pelajaran di bawah halaman Belajar."""
    indeks = IndeksModulPage.objects.first()
    return bool(indeks) and PagePermissionPolicy().user_has_permission_for_instance(orang, "change", indeks)


def hanya_redaksi(tampilan):
    @wraps(tampilan)
    def dalam(request: HttpRequest, *args, **kwargs):
        if not boleh_redaksi(request.user):
            raise Http404
        return tampilan(request, *args, **kwargs)

    return dalam


@hanya_redaksi
@require_safe
def telaah(request: HttpRequest, nama: str = "usang") -> HttpResponse:
    if nama not in LAPORAN:
        raise Http404
    baris = LAPORAN[nama][1]()
    milik = request.GET.get("milik") == "saya"
    if milik and nama not in {"tanpa-hasil", "laporan"}:
        baris = [satu for satu in baris if satu.pemilik == request.user]
    konteks = {
        "nama": nama, "judul": LAPORAN[nama][0], "hal": Paginator(baris, SELEMBAR).get_page(request.GET.get("halaman")),
        "tab": [(kunci, judul) for kunci, (judul, _) in LAPORAN.items()], "milik": milik, "rilis": rilis_terbaru(),
    }  # fmt: skip
    return render(request, "modul_pelatihan/redaksi/telaah.html", konteks)


@hanya_redaksi
@require_POST
def telaah_diperiksa(request: HttpRequest, nomor: int) -> HttpResponse:
    """Pemilik menyatakan naskahnya tetap benar pada rilis terbaru."""
    pelajaran = menurut_nomor(PelajaranPage.objects.live(), nomor)
    if not pelajaran.permissions_for_user(request.user).can_edit():
        raise Http404
    pilihan = request.POST.get("rilis", "")
    rilis = menurut_nomor(RilisOpenSID.objects.all(), int(pilihan) if pilihan.isdecimal() and len(pilihan) < 10 else 0)
    try:
        terbit = layanan.nyatakan_diperiksa(pelajaran=pelajaran, oleh=request.user, rilis=rilis)
    except BelumDapat as galat:
        messages.warning(request, str(galat))
    else:
        kata = "Tercatat dan terbit" if terbit else "Tercatat, menunggu pemeriksa"
        messages.success(request, f"{kata}: {pelajaran.title}, {rilis}.")
    return redirect(reverse("telaah-naskah", args=["usang"]))


@hanya_redaksi
@require_POST
def telaah_laporan(request: HttpRequest, nomor: int) -> HttpResponse:
    laporan = menurut_nomor(LaporanNaskah.objects.all(), nomor)
    benar = request.POST.get("putusan") == "benar"
    layanan.putuskan_laporan(laporan=laporan, oleh=request.user, benar=benar)
    messages.success(request, "Laporan dipastikan; pelajarannya ditandai." if benar else "Laporan ditutup.")
    return redirect(reverse("telaah-naskah", args=["laporan"]))


@hanya_redaksi
@require_POST
def telaah_kata(request: HttpRequest, nomor: int) -> HttpResponse:
    """Kata itu sudah ada jawabannya; hitungannya mulai lagi bila dicari lagi."""
    menurut_nomor(KataNihil.objects.all(), nomor).delete()
    messages.success(request, "Dicoret dari daftar.")
    return redirect(reverse("telaah-naskah", args=["tanpa-hasil"]))
