"""Data terbuka: halaman keterangannya, dan berkas garis luar yang disinggahkan selamanya."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from replikasi import satu_data
from replikasi.bacaan.peta import svg_garis

from .saringan import wilayah_dari


@require_safe
def data_terbuka(request: HttpRequest) -> HttpResponse:
    return render(request, "replikasi/data.html", {"himpunan": satu_data.HIMPUNAN, "umum": satu_data.UMUM})


@require_safe
def garis(request: HttpRequest, sidik: str, kode: str = "") -> HttpResponse:
    isi = svg_garis(wilayah_dari(kode) if kode else None, sidik)
    if isi is None:
        raise Http404
    jawaban = HttpResponse(isi, content_type="image/svg+xml")
    jawaban["Cache-Control"] = "public, max-age=31536000, immutable"
    jawaban["Content-Security-Policy"] = "default-src 'none'"
    return jawaban
