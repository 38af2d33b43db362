from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from .. import layanan
from ..forms.privasi import FormAlasanAsli
from ..models import LampiranTiket


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lampiran(request: HttpRequest, kode: str, kunci: uuid.UUID) -> HttpResponse:
    """Satu lampiran bagi yang boleh membukanya. Hanya gambar yang kita tulis ulang yang tampil di peramban.

    Lembar kerja ber-NIK dibuka petugas lewat POST dengan alasan, yang tercatat di tiket (operations.md 6.5).
    """
    satu = get_object_or_404(
        LampiranTiket.objects.terlihat(oleh=request.user).select_related("profil__tiket", "profil__wilayah__induk", "followup"),
        kunci=kunci, profil__kode=kode,
    )  # fmt: skip
    if not satu.siap:
        messages.info(request, kalimat_belum_siap(satu))
        return redirect(satu.profil)
    if satu.perlu_alasan(oleh=request.user):
        return _dengan_alasan(request, satu)
    return sajikan_lampiran(satu, kecil="kecil" in request.GET, unduh="unduh" in request.GET)


def _dengan_alasan(request: HttpRequest, satu: LampiranTiket) -> HttpResponse:
    form = FormAlasanAsli(request.POST or None)
    if request.method == "POST" and form.is_valid():
        layanan.buka_lampiran(lampiran=satu, oleh=request.user, alasan=form.cleaned_data["alasan"])
        return sajikan_lampiran(satu)
    konteks = {"lampiran": satu, "profil": satu.profil, "form": form}
    jawab = render(request, "pusat_bantuan/lampiran_tertutup.html", konteks, status=422 if form.errors else 200)
    jawab["Cache-Control"] = "private, no-store"
    return jawab


def kalimat_belum_siap(satu: LampiranTiket) -> str:
    if satu.keadaan == LampiranTiket.Keadaan.DITOLAK:
        return f"“{satu.nama}” {satu.alasan}"
    return f"“{satu.nama}” masih disiapkan. Coba lagi sebentar lagi."


def sajikan_lampiran(satu: LampiranTiket, *, kecil: bool = False, unduh: bool = False) -> FileResponse:
    """Berkas yang sudah siap, berkepala aman; pemanggil sudah memeriksa hak bacanya."""
    kecil = kecil and bool(satu.kecil)
    try:
        berkas = (satu.kecil if kecil else satu.berkas).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    jawab = FileResponse(
        berkas, as_attachment=not satu.gambar or unduh, filename=satu.nama,
        content_type="image/jpeg" if kecil else satu.mime,
    )  # fmt: skip
    jawab["X-Content-Type-Options"] = "nosniff"
    jawab["Cache-Control"] = "private, no-store"
    jawab["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return jawab
