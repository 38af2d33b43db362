"""Yang menemani kotak tulis: gambar, sebutan, draf. Semuanya juga berjalan tanpa skrip, lewat formulirnya."""

from __future__ import annotations

import time
import uuid

from django.contrib import messages
from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from akun.gambar import GambarGagal
from akun.isian import kata_cari
from forum import layanan
from forum.bacaan.menulis import draf_saya, yang_dapat_disebut
from forum.forms import IsianGambar, saat_dibuka
from forum.layanan.tingkat import tingkat
from forum.models import Draf, Kiriman, Lampiran, Ruang, Topik
from forum.perender import TulisanDitolak

from .ambil import bilangan, masuk_dulu

PALING_CEPAT = 3  # detik


def sisipkan_gambar(request: HttpRequest, form: IsianGambar) -> bool:
    """Gambar dari formulir menjadi baris terakhir tulisannya; `False` bila gambarnya ditolak (galatnya di formulir)."""
    berkas = form.cleaned_data.pop("gambar", None)
    if berkas is None:
        return True
    try:
        satu = layanan.unggah(berkas=berkas, ukuran=berkas.size, pengunggah=request.user)
    except (GambarGagal, layanan.TerlaluSering) as galat:
        form.add_error("gambar", f"Gambar itu {galat}" if isinstance(galat, GambarGagal) else str(galat))
        return False
    teks = f"{form.cleaned_data['sumber'].rstrip()}\n\n![gambar]({satu.get_absolute_url()})"
    form.cleaned_data["sumber"] = teks
    form.data = form.data.copy()
    form.data["sumber"] = teks
    return True


def lolos_perangkap(request: HttpRequest, form: IsianGambar) -> bool:
    """Isian yang tak tampak dan waktu paling cepat, hanya bagi orang baru; orang lain tidak pernah merasakannya."""
    terisi, dibuka = form.cleaned_data.pop("situs_web", ""), form.cleaned_data.pop("dibuka", "")
    if tingkat(request.user) > 0:
        return True
    try:
        umur = time.time() - float(signing.Signer(salt="forum.dibuka").unsign(dibuka))
    except (signing.BadSignature, ValueError):
        umur = 0
    if terisi or umur < PALING_CEPAT:
        form.add_error(None, "Tulisan Anda belum dikirim. Baca sekali lagi, lalu tekan kirim.")
        form.data = form.data.copy()
        form.data["dibuka"] = saat_dibuka()
        return False
    return True


@require_POST
@masuk_dulu
def unggah(request: HttpRequest) -> HttpResponse:
    """Untuk skrip kotak tulis: gambar yang dipilih, ditempel, atau dijatuhkan."""
    berkas = request.FILES.get("gambar")
    if berkas is None:
        return JsonResponse({"galat": "Pilih gambarnya dulu."}, status=400)
    try:
        satu = layanan.unggah(berkas=berkas, ukuran=berkas.size, pengunggah=request.user)
    except GambarGagal as galat:
        return JsonResponse({"galat": f"Gambar itu {galat}"}, status=422)
    except layanan.TerlaluSering as galat:
        return JsonResponse({"galat": str(galat)}, status=429)
    return JsonResponse({"alamat": satu.get_absolute_url()})


@require_safe
def lampiran(request: HttpRequest, kunci: uuid.UUID) -> HttpResponse:
    """Gambar bagi yang boleh membaca kirimannya. Selalu hasil tulis ulang kita, jadi aman tampil di peramban."""
    satu = get_object_or_404(Lampiran.objects.terlihat(oleh=request.user), kunci=kunci)
    try:
        berkas = satu.berkas.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    jawab = FileResponse(berkas, content_type=satu.mime)
    jawab["X-Content-Type-Options"] = "nosniff"
    jawab["Cache-Control"] = "private, no-store"
    jawab["Content-Security-Policy"] = "default-src 'none'; sandbox"
    jawab["X-Robots-Tag"] = "noindex"
    return jawab


@require_safe
@masuk_dulu
def sebut(request: HttpRequest) -> HttpResponse:
    """Calon sebutan: peserta topiknya dan anggota simpulnya yang boleh dilihat; bukan daftar akun."""
    kata = kata_cari(request, paling=40)
    topik = Topik.objects.terlihat(oleh=request.user).filter(pk=bilangan(request, "topik") or 0).first()
    ruang = Ruang.objects.terlihat(oleh=request.user).filter(pk=bilangan(request, "ruang") or 0).first()
    orang = yang_dapat_disebut(request.user, kata, topik=topik, ruang=ruang)
    return JsonResponse({"orang": [{"nama": satu.nama, "sebutan": satu.username} for satu in orang]})


# --- Draf ----------------------------------------------------------------------------------------------------------------
def _boleh_berdraf(kunci: str, oleh) -> bool:
    jenis, _, nomor = kunci.partition(":")
    if not (nomor.isascii() and nomor.isdigit() and len(nomor) < 10):
        return False
    model = {"topik": Topik, "baru": Ruang, "kiriman": Kiriman}.get(jenis)
    return model is not None and model.objects.terlihat(oleh=oleh).filter(pk=int(nomor)).exists()


@require_POST
@masuk_dulu
def draf_simpan(request: HttpRequest) -> HttpResponse:
    """Untuk skrip kotak tulis: menyimpan yang sedang diketik."""
    kunci = request.POST.get("kunci", "")
    if not _boleh_berdraf(kunci, request.user):
        raise Http404
    try:
        layanan.simpan_ketikan(
            pengguna=request.user, kunci=kunci, sumber=request.POST.get("sumber", "")[:40_000],
            judul=request.POST.get("judul", ""),
        )  # fmt: skip
    except (TulisanDitolak, layanan.TerlaluSering) as galat:
        return JsonResponse({"galat": str(galat)}, status=422)
    return JsonResponse({"disimpan": True})


@require_safe
@masuk_dulu
def draf(request: HttpRequest) -> HttpResponse:
    return render(request, "forum/draf.html", {"daftar": draf_saya(request.user)})


@require_POST
@masuk_dulu
def draf_buang(request: HttpRequest, pk: int) -> HttpResponse:
    baris = get_object_or_404(Draf, pk=pk, pengguna=request.user)
    layanan.buang_draf(pengguna=request.user, kunci=baris.kunci)
    messages.success(request, "Draf dibuang.")
    return redirect("forum:draf")
