"""Jalur mesin `track/…`: selalu 200 dengan jawaban yang diharapkan kliennya, apa pun yang dikirim (opensid.md 1)."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from replikasi import balasan
from replikasi.kontrak import BATAS_BADAN, urai_badan
from replikasi.layanan.terima import terima_laporan

log = logging.getLogger(__name__)

_BUANG_PALING_BANYAK = 64 * 1024 * 1024


def _penerima(produk: str, jawaban: bytes) -> Callable[[HttpRequest], HttpResponse]:
    @csrf_exempt
    def lapor(request: HttpRequest) -> HttpResponse:
        isi = jawaban
        if request.method == "POST":
            try:
                isi = _terima(produk, request) or jawaban
            except Exception as galat:  # desa tidak boleh merasakan gangguan kita
                log.error("laporan %s tidak tersimpan: %s", produk, type(galat).__name__)
        return HttpResponse(isi, content_type="application/json", headers={"Cache-Control": "no-store"})

    return lapor


def _terima(produk: str, request: HttpRequest) -> bytes:
    """Pemberitahuan yang menunggu desa itu (hanya OpenSID); kosong berarti jawaban biasa."""
    badan = _baca_badan(request)
    if badan:
        isian = urai_badan(
            badan,
            jenis_isi=request.META.get("CONTENT_TYPE", ""),
            diminta_dengan=request.META.get("HTTP_X_REQUESTED_WITH", ""),
            boleh_mentah=produk == "opensid",
        )
        terima_laporan(produk=produk, isian=isian)
        if produk == "opensid":
            return balasan.ambil(isian.get("kode_desa", ""), isian.get("url", ""))
    return b""


def _baca_badan(request: HttpRequest) -> bytes:
    """Badan sampai 8 MB; yang lebih besar dibuang, tetapi dibaca habis supaya kliennya sempat menerima jawaban."""
    # Badan berpotong (chunked) tidak menyebut panjangnya; server yang mengakhirinya menandai `wsgi.input_terminated`.
    berpotong = not request.META.get("CONTENT_LENGTH") and request.META.get("wsgi.input_terminated")
    sumber = request.META["wsgi.input"] if berpotong else request
    badan = sumber.read(BATAS_BADAN + 1)
    if len(badan) <= BATAS_BADAN:
        return badan
    dibuang = 0
    while dibuang < _BUANG_PALING_BANYAK and (potong := sumber.read(65536)):
        dibuang += len(potong)
    return b""


# bagian terakhir jalur → penerima
PENERIMA = {
    "desa": _penerima("opensid", b"[]"),
    "opendk": _penerima("opendk", b'{"status":true}'),
    "openkab": _penerima("openkab", b'{"status":true}'),
    "pbb": _penerima("pbb", b'{"status":true}'),
    "mobile": _penerima("layanandesa", b"[]"),
    "keloladesa": _penerima("keloladesa", b'{"status":"success"}'),
}
