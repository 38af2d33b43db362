"""Jalur data terbuka di bawah `api/data/`: GET saja, tanpa kuki; yang tidak dikenal dijawab JSON."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from .api_data import api, galat_json


@csrf_exempt
def tidak_dikenal(request: HttpRequest, **lain) -> HttpResponse:
    return galat_json(404, "Alamat itu tidak ada di API ini. Daftarnya: /api/data/openapi.json.", "alamat")


urlpatterns = [path("", api.urls), re_path(r"^.*$", tidak_dikenal)]
