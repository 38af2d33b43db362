"""Jalur mesin `track/…`: selalu 200 dengan jawaban yang diharapkan kliennya, apa pun yang dikirim (opensid.md 1)."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from replikasi.kontrak import BATAS_BADAN, baca_laporan, urai_badan
from replikasi.layanan.terima import terima_laporan

log = logging.getLogger(__name__)


def _penerima(produk: str, jawaban: bytes) -> Callable[[HttpRequest], HttpResponse]:
    @csrf_exempt
    def lapor(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            try:
                _terima(produk, request)
            except Exception as galat:  # desa tidak boleh merasakan gangguan kita
                log.error("laporan %s tidak tersimpan: %s", produk, type(galat).__name__)
        return HttpResponse(jawaban, content_type="application/json", headers={"Cache-Control": "no-store"})

    return lapor


def _terima(produk: str, request: HttpRequest) -> None:
    badan = request.read(BATAS_BADAN + 1)
    if len(badan) > BATAS_BADAN:
        return
    isian = urai_badan(
        badan,
        jenis_isi=request.headers.get("Content-Type", ""),
        diminta_dengan=request.headers.get("X-Requested-With", ""),
    )
    terima_laporan(laporan=baca_laporan(produk, isian))


# bagian terakhir jalur → penerima
PENERIMA = {
    "desa": _penerima("opensid", b"[]"),
    "opendk": _penerima("opendk", b'{"status":true}'),
    "openkab": _penerima("openkab", b'{"status":true}'),
    "pbb": _penerima("pbb", b'{"status":true}'),
    "mobile": _penerima("layanandesa", b"[]"),
    "keloladesa": _penerima("keloladesa", b'{"status":"success"}'),
}
