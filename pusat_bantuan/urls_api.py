"""Jalur mesin di bawah `api/v1/`: tanpa kuki, tanpa CSRF, tanpa pengalihan; yang tidak dikenal dijawab JSON."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from .api.galat import jawaban
from .api.tiket import api


@csrf_exempt
def tidak_dikenal(request: HttpRequest) -> HttpResponse:
    return jawaban(404, "Alamat itu tidak ada di API ini. Daftarnya: /api/v1/openapi.json.", kode="alamat")


urlpatterns = [path("", api.urls), re_path(r"^.*$", tidak_dikenal)]
