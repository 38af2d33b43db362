from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from modul_pelatihan import bacaan
from modul_pelatihan.layanan import PrasyaratBelumTuntas, tandai_selesai
from modul_pelatihan.models import PelajaranPage


@login_required
def saya(request: HttpRequest) -> HttpResponse:
    return render(request, "modul_pelatihan/saya.html", {"b": bacaan.belajar_saya(request.user)})


@login_required
def selesai(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Menandai pelajaran selesai. GET (misalnya sesudah masuk) kembali ke pelajarannya."""
    pelajaran = PelajaranPage.objects.terlihat().filter(uuid=uuid).order_by("path").first()
    if pelajaran is None:
        raise Http404
    tujuan = f"{pelajaran.get_url(request)}#kemajuan"
    if request.method != "POST":
        return redirect(tujuan)
    htmx = request.headers.get("HX-Request") == "true"
    antrean = request.content_type == "application/json"
    try:
        tandai_selesai(orang=request.user, pelajaran=pelajaran)
    except PrasyaratBelumTuntas as galat:
        if antrean:
            return JsonResponse({"galat": f"{galat}."}, status=422)
        if not htmx:
            messages.warning(request, f"{galat}. Sesudah itu kemajuan pelajaran ini dapat dicatat.")
            return redirect(tujuan)
    if antrean:  # dari perangkat yang tadi tanpa jaringan; waktunya waktu server
        return JsonResponse({"pesan": f"Selesai: {pelajaran.title}."})
    if htmx:
        konteks = {"page": pelajaran, "b": bacaan.pelajaran(pelajaran, request.user)}
        return render(request, "modul_pelatihan/_kemajuan.html", konteks)
    messages.success(request, f"Selesai: {pelajaran.title}.")
    return redirect(tujuan)
