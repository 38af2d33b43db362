"""Surat yang tidak dapat diolah sendiri: dilihat, dibaca amannya, dan diputuskan petugas nasional."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from akun.models import Peran

from ..bacaan.surat import TAMPILAN, daftar_surat, jejak_surat, kotak_surat, pratinjau
from ..bacaan.tiket import tanggal
from ..layanan import TidakDapat, urus_surat
from ..models import SuratMasuk


def _petugas(request: HttpRequest) -> None:
    if not request.user.berkuasa(Peran.PETUGAS, atas=None):
        raise Http404


def _satu(request: HttpRequest, pk: int) -> SuratMasuk:
    himpunan = SuratMasuk.objects.terlihat(oleh=request.user)
    return get_object_or_404(himpunan.select_related("profil__tiket", "diurus_oleh"), pk=pk)


@login_required
@require_safe
def surat_masuk(request: HttpRequest) -> HttpResponse:
    _petugas(request)
    tampilan = request.GET.get("tampilan", "diparkir")
    tampilan = tampilan if tampilan in TAMPILAN else "diparkir"
    mentah = request.GET.get("sesudah", "")
    sesudah = int(mentah) if mentah.isascii() and mentah.isdigit() and len(mentah) < 16 else None
    daftar, berikut = daftar_surat(oleh=request.user, tampilan=tampilan, sesudah=sesudah)
    tab = [{"judul": judul, "url": f"?tampilan={nama}", "kini": nama == tampilan} for nama, judul in TAMPILAN.items()]
    konteks = {
        "daftar": daftar, "berikut": berikut, "sesudah": sesudah, "tab": tab, "tampilan": tampilan, "kotak": kotak_surat(),
    }  # fmt: skip
    return render(request, "pusat_bantuan/surat_masuk.html", konteks)


@login_required
@never_cache
@require_safe
def surat_satu(request: HttpRequest, pk: int) -> HttpResponse:
    surat = _satu(request, pk)
    konteks = {
        "surat": surat, "boleh_diurus": surat.boleh_diurus(oleh=request.user), "jejak": jejak_surat(surat),
        "fakta": [
            ("Dari", surat.pengirim), ("Diterima", tanggal(surat.diterima)),
            ("Ditulis", tanggal(surat.tanggal) if surat.tanggal else ""), ("Kotak", surat.kotak),
            ("Golongan", surat.golongan), ("Tiba lagi", f"{surat.ulangan} kali" if surat.ulangan else ""),
        ],
    }  # fmt: skip
    return render(request, "pusat_bantuan/surat_satu.html", konteks)


@login_required
@require_POST
def surat_tindak(request: HttpRequest, pk: int, tindakan: str) -> HttpResponse:
    surat = _satu(request, pk)
    try:
        if tindakan == "asli":
            return _unduh(request, surat)
        if tindakan == "pratinjau":
            return _pratinjau(request, surat)
        if tindakan == "abaikan":
            surat = urus_surat.abaikan(surat=surat, oleh=request.user)
            messages.success(request, "Surat diabaikan. Ia tetap tersimpan di “Tidak masuk percakapan”.")
            return redirect("pusat_bantuan:surat-masuk")
        if tindakan == "tempel":
            surat = urus_surat.tempel_ke(surat=surat, kode=request.POST.get("kode", ""), oleh=request.user)
        elif tindakan == "tiket":
            surat = urus_surat.jadikan_tiket(surat=surat, oleh=request.user)
        else:
            surat = urus_surat.proses_lagi(surat=surat, oleh=request.user)
    except TidakDapat as galat:
        messages.error(request, str(galat))
        return redirect("pusat_bantuan:surat-satu", pk=pk)
    if surat.profil:
        messages.success(request, f"Surat masuk ke tiket {surat.profil.kode}.")
        return redirect(surat.profil)
    if surat.keadaan == SuratMasuk.Keadaan.DIPARKIR:
        messages.error(request, f"Belum dapat diolah: {surat.sebab}")
    return redirect("pusat_bantuan:surat-satu", pk=pk)


def _unduh(request: HttpRequest, surat: SuratMasuk) -> HttpResponse:
    """Bita apa adanya, sebagai unduhan; peramban tidak pernah menampilkannya."""
    isi = urus_surat.buka_surat_asli(surat=surat, oleh=request.user, alasan=request.POST.get("alasan", ""))
    jawab = HttpResponse(isi, content_type="application/octet-stream")
    jawab["Content-Disposition"] = f'attachment; filename="surat-{surat.pk}.eml"'
    return _terkurung(jawab)


def _pratinjau(request: HttpRequest, surat: SuratMasuk) -> HttpResponse:
    """Surat asli yang dibersihkan, di halaman terkurung: tanpa skrip, tanpa muatan apa pun, tanpa asal situs kita."""
    isi = urus_surat.buka_surat_asli(surat=surat, oleh=request.user, alasan=request.POST.get("alasan", ""))
    konteks = {"surat": surat, "isi": pratinjau(isi)}
    return _terkurung(render(request, "pusat_bantuan/surat/pratinjau.html", konteks))


def _terkurung(jawab: HttpResponse) -> HttpResponse:
    jawab["X-Content-Type-Options"] = "nosniff"
    jawab["Cache-Control"] = "private, no-store"
    jawab["Referrer-Policy"] = "no-referrer"
    jawab["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return jawab
