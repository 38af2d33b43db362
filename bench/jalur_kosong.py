"""Pembanding `bench.lapor`: jawaban kosong yang sama, dari middleware paling depan dan dari tampilan biasa."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

DEPAN = "/kosong-depan"


def _kosong() -> HttpResponse:
    return HttpResponse(b"[]", content_type="application/json", headers={"Content-Length": "2"})


class KosongDepan:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _kosong() if request.path_info == DEPAN else self.get_response(request)


@csrf_exempt
def kosong(request: HttpRequest) -> HttpResponse:
    return _kosong()


urlpatterns = [path("kosong", kosong), path("", include("situs.urls"))]
