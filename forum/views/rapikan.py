from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from forum import layanan
from forum.bacaan.jejak import sebut_bidang
from forum.forms_tertib import FormRapikan
from forum.layanan.rapikan import BIDANG, JUDUL
from forum.models import JejakTopik, Topik
from forum.perender import TulisanDitolak

from .ambil import ambil_kiriman, ambil_topik, masuk_dulu


def _topik(request: HttpRequest, pk: int) -> Topik:
    baris, hak = ambil_topik(pk, request.user)
    if not baris.boleh_dirapikan(oleh=request.user, hak=hak):
        raise Http404
    return baris


def _perubahan(topik: Topik):
    return JejakTopik.objects.filter(topik=topik, kata_kerja__in=(JUDUL, BIDANG)).select_related("pelaku")


@masuk_dulu
def rapikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Judul dan bidang yang lebih jelas, dan riwayat perubahannya."""
    topik = _topik(request, pk)
    bidang = list(topik.bidang.all())
    form = FormRapikan(request.POST or None, initial={"judul": topik.judul, "bidang": [satu.pk for satu in bidang]})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        tetap = [satu for satu in bidang if satu.induk_id is not None]
        try:
            baris = layanan.rapikan(
                topik=topik, pelaku=request.user, judul=data["judul"], bidang=[*data["bidang"], *tetap],
                alasan=data["alasan"],
            )  # fmt: skip
            messages.success(request, "Topik sudah rapi. Perubahannya tercatat dan dapat diurungkan.")
            return redirect(baris)
        except TulisanDitolak as galat:
            form.add_error("judul", str(galat))
        except (layanan.TidakBoleh, layanan.TerlaluSering) as galat:
            form.add_error(None, str(galat))
    perubahan = sebut_bidang(_perubahan(topik).order_by("-pk")[:20])
    return render(request, "forum/rapikan.html", {"topik": topik, "form": form, "perubahan": perubahan})


@require_POST
@masuk_dulu
def urungkan(request: HttpRequest, pk: int, jejak: int) -> HttpResponse:
    topik = _topik(request, pk)
    baris = get_object_or_404(_perubahan(topik), pk=jejak)
    try:
        layanan.urungkan_rapian(jejak=baris, pelaku=request.user)
        messages.success(request, "Perubahan itu diurungkan.")
    except (layanan.SudahBerubah, layanan.TerlaluSering, layanan.TidakBoleh, TulisanDitolak) as galat:
        messages.info(request, str(galat))
    return redirect("forum:rapikan", pk)


@require_POST
@masuk_dulu
def usul_jawaban(request: HttpRequest, pk: int) -> HttpResponse:
    kiriman, hak = ambil_kiriman(pk, request.user)
    if not kiriman.topik.boleh_diusuli_jawaban(oleh=request.user, hak=hak):
        raise Http404
    try:
        layanan.usulkan_jawaban(kiriman=kiriman, pelaku=request.user)
        messages.success(request, "Penanya dikabari. Ia yang menerima jawabannya.")
    except (layanan.TerlaluSering, layanan.TidakBoleh) as galat:
        messages.info(request, str(galat))
    return redirect(kiriman)
