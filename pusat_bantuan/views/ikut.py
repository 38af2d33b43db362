""" "Kabari saya" bagi orang tanpa akun: alamat emailnya dibuktikan dulu lewat tautan, baru tercatat."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from akun.batas import batasi, habis
from wilayah.models import Wilayah

from .. import layanan, tautan_ikut, tautan_tamu
from ..forms.gangguan import FormIkut
from ..layanan import TidakDapat
from ..models import Gangguan


@require_http_methods(["GET", "HEAD", "POST"])
def status_ikut(request: HttpRequest, pk: int) -> HttpResponse:
    """Formulirnya tampil di halaman gangguannya; yang keliru dijawab di sini."""
    satu = get_object_or_404(Gangguan.objects.filter(publik=True).select_related("bidang", "wilayah"), pk=pk)
    if request.method != "POST" or not satu.terbuka or request.user.is_authenticated:
        return redirect(satu)
    form = FormIkut(request.POST)
    status = 422
    if form.is_valid():
        bersih = form.cleaned_data
        if not habis(request, "ikut_tamu", kunci=bersih["email"].lower()):
            layanan.minta_ikut(
                gangguan=satu, nama=bersih["nama"], email=bersih["email"], wilayah=bersih["wilayah"],
                kunci_kirim=uuid.uuid4(),
            )  # fmt: skip
            messages.success(
                request, f"Kami mengirim tautan ke {bersih['email']}. Buka suratnya, lalu tekan “Kabari saya”."
            )
            return redirect(satu)
        form.add_error(None, "Sudah beberapa kali diminta. Periksa kotak surat Anda, juga folder spam.")
        status = 429
    isi = {"gangguan": satu, "boleh_urus": False, "form_ikut": form}
    return render(request, "pusat_bantuan/gangguan/status_satu.html", isi, status=status)


@batasi("tautan_tamu")
@require_http_methods(["GET", "HEAD", "POST"])
def status_ikut_pasti(request: HttpRequest, kunci: str) -> HttpResponse:
    """Membuka tautan tidak mencatat apa pun; yang mencatat ialah tombolnya. Menekan dua kali: tiket yang sama."""
    permintaan = tautan_ikut.baca(kunci)
    satu = permintaan and Gangguan.objects.filter(pk=permintaan.gangguan, publik=True).first()
    desa = permintaan and Wilayah.objects.desa().filter(pk=permintaan.wilayah).first()
    isi = {"permintaan": permintaan, "gangguan": satu if desa else None, "wilayah": desa}
    if request.method == "POST" and satu and desa:
        try:
            profil = layanan.ikut_gangguan_tamu(
                gangguan=satu, nama=permintaan.nama, email=permintaan.email, wilayah=desa, kunci_kirim=permintaan.kunci
            )
        except TidakDapat as galat:
            messages.error(request, str(galat))
            return redirect(satu)
        messages.success(request, f"Anda dikabari sampai pulih. Kodenya {profil.kode}; simpan tautan di bawah.")
        jawab = redirect(tautan_tamu.jalur(profil))
    else:
        jawab = render(request, "pusat_bantuan/gangguan/ikut.html", isi, status=200 if isi["gangguan"] else 404)
    jawab["Referrer-Policy"] = "same-origin"
    jawab["X-Robots-Tag"] = "noindex"
    return jawab
