from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def beranda(request: HttpRequest) -> HttpResponse:
    return render(request, "situs/beranda.html")
