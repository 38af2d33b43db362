"""Simpanan luring: daftar isi modul, halaman yang disimpan, dan tanda untuk mengirim antrean."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from akun.batas import batasi
from modul_pelatihan import bacaan
from modul_pelatihan.luring import Paket, daftar_simpanan, paket_luring, tanda_pemilik
from modul_pelatihan.models import ModulPage

from .ambil import menurut_nomor


def _paket(request: HttpRequest, nomor: int) -> Paket:
    if not settings.LURING:
        raise Http404
    modul = menurut_nomor(ModulPage.objects.terlihat(oleh=request.user), nomor)
    return paket_luring(modul, bacaan.sebutan_pembaca(request.user))


def _kirim(paket: Paket, alamat: str) -> HttpResponse:
    satu = next((satu for satu in paket.halaman if satu.ambil == alamat), None)
    if satu is None:
        raise Http404
    jawaban = HttpResponse(satu.html)
    jawaban["X-Robots-Tag"] = "noindex"
    return jawaban


@require_safe
@batasi("luring")
def luring_manifes(request: HttpRequest, nomor: int) -> JsonResponse:
    """Revisi, alamat, sidik, dan ukuran semua yang akan disimpan."""
    return JsonResponse(_paket(request, nomor).manifes())


@require_safe
def luring_modul(request: HttpRequest, nomor: int) -> HttpResponse:
    return _kirim(_paket(request, nomor), request.path)


@require_safe
def luring_pelajaran(request: HttpRequest, nomor: int, uuid: UUID) -> HttpResponse:
    return _kirim(_paket(request, nomor), request.path)


@require_safe
def luring(request: HttpRequest) -> HttpResponse:
    """Yang tersimpan di perangkat ini dan yang belum terkirim; sama isinya bagi siapa pun, disusun skrip."""
    return HttpResponse(daftar_simpanan())


@never_cache
@require_safe
def luring_tanda(request: HttpRequest) -> JsonResponse:
    """Siapa yang sedang masuk (tanpa menyebutnya) dan tanda CSRF, sebelum antrean dikirim."""
    masuk = request.user.is_authenticated
    return JsonResponse({"pemilik": tanda_pemilik(request.user), "tanda": get_token(request) if masuk else ""})
