from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse

from .views.lapor import PENERIMA

# Sampai v20.11 tanpa `api/`; garis miring ganda lahir dari alamat server yang ditulis bergaris miring di akhir.
_JALUR = re.compile(r"/+(?:index\.php/+(?:api/+)?|api/+)track/+([a-z]+)/*")


class JalurLapor:
    """Paling depan: laporan desa dijawab sebelum pemeriksaan host, sesi, pengalihan, atau apa pun yang bisa menolak."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cocok = _JALUR.fullmatch(request.path_info)
        penerima = PENERIMA.get(cocok[1]) if cocok else None
        if penerima is None:
            return self.get_response(request)
        jawab = penerima(request)
        jawab["Content-Length"] = len(jawab.content)  # OpenSID lama membaca isi apa adanya, tanpa potongan
        return jawab
