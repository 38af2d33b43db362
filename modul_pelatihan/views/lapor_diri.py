from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from modul_pelatihan.forms_pelatih import FormLaporDiri
from modul_pelatihan.layanan.lapor_diri import lapor_diri as lapor
from modul_pelatihan.layanan.lapor_diri import tahap_lapor

from .kelas import ambil_kelas, peserta_saya


@login_required
def lapor_diri(request: HttpRequest, nomor: int) -> HttpResponse:
    """Tiga pertanyaan 30 dan 90 hari sesudah kelas. Sebelum waktunya atau sesudah diisi kembali ke halaman kelas."""
    angkatan = ambil_kelas(request, nomor)
    peserta = peserta_saya(request, angkatan)
    if peserta is None:
        raise Http404
    if tahap_lapor(peserta) is None:
        messages.info(request, "Laporan Anda sudah tercatat, atau belum waktunya.")
        return redirect(angkatan)
    form = FormLaporDiri(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lapor(peserta=peserta, oleh=request.user, **form.cleaned_data)
        messages.success(request, "Terima kasih. Jawaban Anda tercatat.")
        return redirect(angkatan)
    return render(request, "modul_pelatihan/lapor_diri.html", {"kelas": angkatan, "form": form})
