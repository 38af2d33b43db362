from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from . import kode as aturan_kode
from .bacaan import langkah_pilih
from .cari import cari as cari_wilayah
from .forms import anak_wilayah
from .layanan.kode import temukan
from .models import Wilayah

_TINGKAT = set(Wilayah.Tingkat.values)


@require_safe
@cache_control(public=True, max_age=300)
def cari(request: HttpRequest) -> JsonResponse:
    """Saran sambil mengetik: `{"hasil": [{"kode", "nama", "konteks", "isi"}]}`. Daftar resmi bukan rahasia."""
    kode_dalam = aturan_kode.normalkan(request.GET.get("dalam", ""))
    hasil = cari_wilayah(
        request.GET.get("q", ""),
        tingkat=_tingkat(request),
        dalam=aturan_kode.rentang(kode_dalam) if kode_dalam else None,
    )
    return JsonResponse({"hasil": [satu.sebagai_dict() for satu in hasil]})


@require_safe
@cache_control(public=True, max_age=3600)
def anak(request: HttpRequest) -> JsonResponse:
    """Isi satu wilayah untuk daftar pilih; tanpa `induk` daftar provinsi. Kode yang bukan kode: 400."""
    mentah = request.GET.get("induk", "").strip()
    induk = aturan_kode.normalkan(mentah) if mentah else None
    if mentah and induk is None:
        return JsonResponse({"galat": "Kode induk tidak berbentuk kode wilayah."}, status=400)
    return JsonResponse({"hasil": [{"kode": satu.kode, "nama": satu.nama} for satu in anak_wilayah(induk)]})


@require_safe
def pilih(request: HttpRequest) -> HttpResponse:
    """Memilih wilayah selangkah demi selangkah, lalu kembali ke halaman asal dengan `?wilayah=KODE`."""
    mentah = request.GET.get("induk", "").strip()
    induk = temukan(mentah) if mentah else None
    if mentah and induk is None:
        raise Http404("Wilayah tidak dikenal.")
    kembali = request.GET.get("kembali", "")
    if not url_has_allowed_host_and_scheme(
        kembali, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        kembali = ""
    langkah = langkah_pilih(
        induk=induk, teks=request.GET.get("q", ""), tingkat=_tingkat(request) or ("desa",), kembali=kembali
    )
    return render(request, "wilayah/pilih.html", {"langkah": langkah})


def _tingkat(request: HttpRequest) -> tuple[str, ...]:
    tingkat = [satu for satu in request.GET.get("tingkat", "").split(",") if satu in _TINGKAT]
    return tuple([*tingkat, "kota"] if "kabupaten" in tingkat and "kota" not in tingkat else tingkat)
