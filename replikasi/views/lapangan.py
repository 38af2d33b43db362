"""Klaim dari lapangan: satu halaman untuk semua tonggak yang terbuka, dapat disimpan dan diisi tanpa sinyal."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from replikasi.bacaan.diketahui import yang_diketahui
from replikasi.forms import FormLapangan
from replikasi.layanan.klaim import ajukan_klaim
from replikasi.models import KlaimTonggak, Penerapan, Tonggak

from .jawaban import jawab_galat, minta_json
from .klaim import TERKIRIM, penerapan_untuk


def tonggak_terbuka(penerapan: Penerapan) -> list[Tonggak]:
    """Yang masih dapat diklaim desa ini, menurut urutan tahapnya."""
    hidup = penerapan.klaim.exclude(keadaan=KlaimTonggak.Keadaan.DIKEMBALIKAN).values("tonggak")
    semua = Tonggak.objects.filter(tahap__program=penerapan.program).exclude(pk__in=hidup)
    lewat = penerapan.tahap_dilewati.values("pk")
    return list(semua.exclude(tahap__in=lewat).select_related("tahap").order_by("tahap__nomor", "urutan"))


@login_required
def lapangan(request: HttpRequest, kode: str) -> HttpResponse:
    penerapan = penerapan_untuk(request, kode)
    pilihan = tonggak_terbuka(penerapan)
    if request.method == "POST":
        form = FormLapangan(request.POST, request.FILES, pilihan=pilihan, penerapan=penerapan)
    else:
        form = FormLapangan(pilihan=pilihan, penerapan=penerapan)
    if request.method == "POST" and form.is_valid():
        try:
            klaim = ajukan_klaim(
                penerapan=penerapan, tonggak=form.tonggak, oleh=request.user, isi=form.isi(),
                kunci=form.cleaned_data["kunci"],
            )  # fmt: skip
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, TERKIRIM.format(form.tonggak.judul))
            return JsonResponse({"url": klaim.get_absolute_url()}) if minta_json(request) else redirect(klaim)
    if request.method == "POST" and minta_json(request):
        return jawab_galat(form)
    return render(
        request, "replikasi/lapangan.html",
        {"form": form, "desa": penerapan.wilayah, "pilihan": pilihan,
         "diketahui": yang_diketahui(penerapan.wilayah, oleh=request.user)},
        status=422 if form.errors else 200,
    )  # fmt: skip


@never_cache
@require_GET
def antre(request: HttpRequest) -> JsonResponse:
    """Sebelum mengirim, antrean bertanya: siapa yang masuk, dan tanda CSRF-nya."""
    siapa = request.user.pk if request.user.is_authenticated else None
    return JsonResponse({"siapa": siapa, "csrf": get_token(request)})
