from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ..models import SuratKeluar
from ..surat import kirim_ulang


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def surat_kirim_ulang(request: HttpRequest, pk: int) -> HttpResponse:
    """Surat yang gagal atau ditolak dicoba lagi dari awal; daftarnya di ruang redaksi."""
    surat = get_object_or_404(SuratKeluar.objects.terlihat(oleh=request.user), pk=pk)
    if surat.keadaan not in {SuratKeluar.Keadaan.GAGAL, SuratKeluar.Keadaan.DITOLAK}:
        raise Http404
    if request.method == "POST":
        kirim_ulang(surat=surat)
        messages.success(request, "Surat masuk antrean lagi dan dikirim dalam beberapa menit.")
        return redirect("surat_keluar:index")
    return render(request, "akun/surat_kirim_ulang.html", {"surat": surat})
