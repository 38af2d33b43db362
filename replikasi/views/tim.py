"""Tim Teknis satu desa: susunannya untuk yang bertugas, jumlah dan kemandiriannya untuk umum."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from akun.models import Peran
from replikasi.bacaan.diketahui import awal_anggota
from replikasi.bacaan.tim import halaman_tim
from replikasi.forms_rencana import FormAnggota
from replikasi.kalender import hari_ini
from replikasi.layanan.tim import akhiri_anggota, tambah_anggota
from replikasi.models import AnggotaTim
from replikasi.models.program import PERAN_PEMBACA
from replikasi.models.tim import boleh_mengatur_tim

from .isian import isian_desa
from .saringan import desa_dari


@require_GET
def tim(request: HttpRequest, kode: str) -> HttpResponse:
    """Umum membaca keadaan kemandirian dan jumlah anggota; nama hanya bagi yang bertugas."""
    desa = desa_dari(kode)
    orang = request.user
    rinci = orang.is_authenticated and orang.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=desa)
    return render(
        request, "replikasi/tim.html",
        {"halaman": halaman_tim(desa), "desa": desa, "rinci": rinci, "boleh_atur": boleh_mengatur_tim(desa, oleh=orang)},
    )  # fmt: skip


@login_required
def tim_baru(request: HttpRequest, kode: str) -> HttpResponse:
    desa = desa_dari(kode)
    if not boleh_mengatur_tim(desa, oleh=request.user):
        raise Http404
    return isian_desa(
        request, FormAnggota(request.POST or None, desa=desa, initial=awal_anggota(desa)),
        lambda f: tambah_anggota(wilayah=desa, **f.cleaned_data),
        desa=desa, judul="Tambah anggota tim", kembali=f"/replikasi/{desa.kode}/tim/", tombol="Tambah anggota",
        kabar="Anggota tercatat.", pengantar="Catat menurut keputusan wali nagari. Jangan tulis NIK atau nomor telepon.",
    )  # fmt: skip


@login_required
@require_POST
def tim_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(AnggotaTim.objects.terlihat(oleh=request.user).select_related("wilayah"), pk=pk)
    if satu.selesai is None and not satu.boleh_diakhiri(oleh=request.user):
        raise Http404
    akhiri_anggota(anggota=satu, pada=hari_ini())
    messages.success(request, f"{satu.nama} tidak lagi di tim; riwayatnya tetap tersimpan.")
    return redirect(satu)
