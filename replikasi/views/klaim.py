from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from replikasi import kata
from replikasi.bacaan.diketahui import yang_diketahui
from replikasi.bacaan.perjalanan import penerapan_utama, riwayat_klaim
from replikasi.forms import FormBatal, FormKlaim, FormPutusan
from replikasi.layanan.klaim import ajukan_klaim, batalkan_verifikasi, putuskan_klaim
from replikasi.models import Bukti, KlaimTonggak, Penerapan, Tonggak
from replikasi.models.program import PERAN_PENDAMPING

from .berkas_pribadi import berkas_pribadi
from .jawaban import jawab_galat, minta_json
from .saringan import desa_dari

# Juga bagi kiriman antrean perangkat: tampil di halaman berikutnya yang dibuka orangnya.
TERKIRIM = "Klaim terkirim: {}. Orang kedua akan memeriksanya."
_RINCI = ("penerapan__wilayah__induk__induk", "penerapan__program", "tonggak__tahap", "diajukan_oleh")


def penerapan_untuk(request: HttpRequest, kode: str) -> Penerapan:
    penerapan = penerapan_utama(desa_dari(kode))
    if penerapan is None or not penerapan.boleh_diklaim(oleh=request.user):
        raise Http404
    return penerapan


@login_required
def klaim_baru(request: HttpRequest, kode: str, slug: str) -> HttpResponse:
    penerapan = penerapan_untuk(request, kode)
    tonggak = get_object_or_404(Tonggak.objects.select_related("tahap"), slug=slug, tahap__program=penerapan.program)
    hidup = penerapan.klaim.filter(tonggak=tonggak).exclude(keadaan=KlaimTonggak.Keadaan.DIKEMBALIKAN).first()
    if hidup and request.method != "POST":
        return redirect(hidup)
    sebelumnya = penerapan.klaim.filter(tonggak=tonggak, keadaan=KlaimTonggak.Keadaan.DIKEMBALIKAN).first()
    form = (
        FormKlaim(request.POST, request.FILES, tonggak=tonggak)
        if request.method == "POST"
        else FormKlaim(tonggak=tonggak, sebelumnya=sebelumnya)
    )
    if request.method == "POST" and form.is_valid():
        try:
            klaim = ajukan_klaim(
                penerapan=penerapan,
                tonggak=tonggak,
                oleh=request.user,
                isi=form.isi(),
                kunci=form.cleaned_data["kunci"],
            )
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, TERKIRIM.format(tonggak.judul))
            return JsonResponse({"url": klaim.get_absolute_url()}) if minta_json(request) else redirect(klaim)
    if request.method == "POST" and minta_json(request):
        return jawab_galat(form)
    return render(
        request,
        "replikasi/klaim_baru.html",
        {
            "form": form, "tonggak": tonggak, "desa": penerapan.wilayah, "sebelumnya": sebelumnya,
            "alasan": sebelumnya.verifikasi.last() if sebelumnya else None,
            "diketahui": yang_diketahui(penerapan.wilayah, oleh=request.user),
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


def _klaim(request: HttpRequest, pk: int) -> KlaimTonggak:
    return get_object_or_404(KlaimTonggak.objects.terlihat(oleh=request.user).select_related(*_RINCI), pk=pk)


def _rupa(
    request: HttpRequest, klaim: KlaimTonggak, *, form: FormPutusan | None = None, batal: FormBatal | None = None
):
    boleh = klaim.boleh_diverifikasi(oleh=request.user)
    boleh_batal = klaim.boleh_dibatalkan(oleh=request.user)
    salah = (form and form.errors) or (batal and batal.errors)
    return render(
        request,
        "replikasi/klaim.html",
        {
            "klaim": klaim, "desa": klaim.penerapan.wilayah, "status": kata.KLAIM[klaim.keadaan],
            "bukti": list(klaim.bukti.all()), "riwayat": riwayat_klaim(klaim),
            "form": (form or FormPutusan()) if boleh else None, "form_batal": (batal or FormBatal()) if boleh_batal else None,
        },
        status=422 if salah else 200,
    )  # fmt: skip


@login_required
@require_GET
def klaim(request: HttpRequest, pk: int) -> HttpResponse:
    return _rupa(request, _klaim(request, pk))


@login_required
@require_POST
def putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _klaim(request, pk)
    form = FormPutusan(request.POST)
    diputus_sendiri = satu.verifikasi.filter(oleh=request.user).exists()
    if not satu.boleh_diverifikasi(oleh=request.user) and not diputus_sendiri:
        raise Http404
    if form.is_valid():
        diterima = form.cleaned_data["putusan"] == "diterima"
        try:
            putuskan_klaim(klaim=satu, oleh=request.user, diterima=diterima, alasan=form.cleaned_data["alasan"])
        except ValidationError as galat:
            messages.error(request, " ".join(galat.messages))
            return redirect(satu)
        messages.success(request, "Tonggak dinyatakan tercapai." if diterima else "Klaim dikembalikan ke desa.")
        return redirect("replikasi:verifikasi")
    return _rupa(request, satu, form=form)


@login_required
@require_POST
def batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _klaim(request, pk)
    if not satu.boleh_dibatalkan(oleh=request.user):
        raise Http404
    form = FormBatal(request.POST)
    if not form.is_valid():
        return _rupa(request, satu, batal=form)
    batalkan_verifikasi(klaim=satu, oleh=request.user, alasan=form.cleaned_data["alasan"])
    messages.success(request, "Pernyataan tercapai dibatalkan; desa dapat mengajukan lagi.")
    return redirect(satu)


@login_required
def verifikasi(request: HttpRequest) -> HttpResponse:
    """Yang menunggu putusan saya, yang paling lama dahulu."""
    if not request.user.berperan(*PERAN_PENDAMPING):
        raise Http404
    daftar = KlaimTonggak.objects.bisa_diputus(oleh=request.user).select_related(*_RINCI)
    hal = Paginator(daftar.order_by("diajukan_pada", "pk"), 25).get_page(request.GET.get("halaman"))
    return render(request, "replikasi/verifikasi.html", {"hal": hal})


@login_required
@require_GET
def bukti(request: HttpRequest, pk: int) -> FileResponse:
    """Berkas bukti: foto yang sudah kita tulis ulang tampil di tempat, PDF selalu diunduh."""
    satu = get_object_or_404(Bukti.objects.select_related("klaim__penerapan__wilayah"), pk=pk)
    if not satu.boleh_dilihat(oleh=request.user):
        raise Http404
    return berkas_pribadi(satu.berkas, satu.nama_asli)
