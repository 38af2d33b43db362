"""Perkakas penangan di halaman tiket: kehadiran, jawaban siap, daftar periksa, ringkasan, cetak."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import bacaan, layanan
from ..bacaan.perkakas import perkakas, sekitar
from ..forms.meja import FormRingkasan
from ..models import ButirPeriksa, DaftarPeriksa, JawabanSiap
from ..ringkasan import pesan_wa, ringkasan_laporan, tautan_wa
from .meja import tiket_ditangani
from .tiket import panel, tiket_terlihat


@login_required
@require_POST
def tiket_hadir(request: HttpRequest, kode: str) -> JsonResponse:
    """Detak tiap dua puluh detik: siapa lagi di sini, dan adakah pesan baru sesudah `terbaca`."""
    profil = tiket_ditangani(request, kode)
    if request.POST.get("pergi"):
        layanan.pergi(profil=profil, oleh=request.user)
        return JsonResponse({})
    lain = layanan.hadir(profil=profil, oleh=request.user, menulis=request.POST.get("menulis") == "ya")
    terbaca = request.POST.get("terbaca", "")
    baru = []
    if terbaca.isdecimal() and len(terbaca) < 18:
        baru = layanan.pesan_sesudah(profil, nomor=int(terbaca), kecuali=request.user)
    jawab = JsonResponse(
        {
            "lain": [{"nama": satu.orang.nama, "menulis": satu.menulis} for satu in lain],
            "baru": [satu.pelaku.nama if satu.pelaku else "Pemohon" for satu in baru],
        }
    )
    jawab["Cache-Control"] = "no-store"
    return jawab


@login_required
@require_safe
def tiket_perkakas(request: HttpRequest, kode: str) -> HttpResponse:
    """Potongan untuk halaman tiket; dibuka langsung, halaman utuh."""
    profil = tiket_ditangani(request, kode)
    return _potongan(request, perkakas(profil, oleh=request.user), "perkakas", "Perkakas")


@login_required
@require_safe
def tiket_sekitar(request: HttpRequest, kode: str) -> HttpResponse:
    """Potongan kedua: kemajuan desanya, artikel, pelajaran."""
    profil = tiket_ditangani(request, kode)
    return _potongan(
        request, sekitar(profil) | {"panel": panel(profil, request)}, "sekitar", "Desa dan jawaban yang ada"
    )


def _potongan(request: HttpRequest, konteks: dict, nama: str, judul: str) -> HttpResponse:
    konteks |= {"judul_potongan": judul, "potongan": f"pusat_bantuan/{nama}_isi.html"}
    sendiri = request.headers.get("X-Potongan") == "ya"
    jawab = render(request, konteks["potongan"] if sendiri else "pusat_bantuan/potongan.html", konteks)
    jawab["Vary"] = "X-Potongan"
    return jawab


@login_required
@require_safe
def tiket_siap(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    """Teks satu jawaban siap dengan sisipan yang sudah terisi."""
    profil = tiket_ditangani(request, kode)
    siap = get_object_or_404(JawabanSiap.objects.untuk(profil), pk=pk)
    isi = layanan.isi_jawaban(siap.isi, profil=profil, oleh=request.user)
    return HttpResponse(isi, content_type="text/plain; charset=utf-8")


@login_required
@require_POST
def tiket_periksa(request: HttpRequest, kode: str) -> HttpResponse:
    """Memasang satu daftar periksa, atau menyimpan centangan."""
    profil = tiket_ditangani(request, kode)
    if "daftar" in request.POST:
        nomor = request.POST["daftar"]
        daftar = get_object_or_404(
            DaftarPeriksa.objects.untuk(profil), pk=int(nomor) if nomor.isdecimal() and len(nomor) < 10 else 0
        )
        layanan.pakai_daftar(profil=profil, daftar=daftar, oleh=request.user)
        messages.success(request, f"Daftar periksa “{daftar.judul}” dipasang.")
    else:
        tercentang = set(request.POST.getlist("butir"))
        for butir in ButirPeriksa.objects.filter(profil=profil).order_by("urutan", "pk"):
            if (str(butir.pk) in tercentang) != (butir.selesai_pada is not None):
                layanan.centang(butir=butir, oleh=request.user, selesai=str(butir.pk) in tercentang)
        messages.success(request, "Daftar periksa disimpan.")
    return redirect(f"{profil.get_absolute_url()}#periksa")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tiket_ringkasan(request: HttpRequest, kode: str) -> HttpResponse:
    """Ringkasan untuk laporan galat: disunting, dinyatakan sudah diperiksa, baru dapat disalin atau diunduh."""
    profil = tiket_ditangani(request, kode)
    form = FormRingkasan(request.POST or None, initial={"teks": ringkasan_laporan(profil)})
    siap = form.is_bound and form.is_valid()
    if siap:
        form.cleaned_data["teks"] = layanan.catat_ringkasan(
            profil=profil, oleh=request.user, teks=form.cleaned_data["teks"]
        )
    if siap and "unduh" in request.POST:
        jawab = HttpResponse(form.cleaned_data["teks"], content_type="text/markdown; charset=utf-8")
        jawab["Content-Disposition"] = f'attachment; filename="ringkasan-{profil.kode}.md"'
        jawab["Cache-Control"] = "private, no-store"
        return jawab
    konteks = {"profil": profil, "form": form, "teks": form.cleaned_data["teks"] if siap else ""}
    status = 422 if form.is_bound and not siap else 200
    return render(request, "pusat_bantuan/tiket_ringkasan.html", konteks, status=status)


@login_required
@require_safe
def tiket_wa(request: HttpRequest, kode: str) -> HttpResponse:
    """Ringkasan pendek untuk WhatsApp dan tautan klik-untuk-mengobrol."""
    profil = tiket_terlihat(kode, request.user)
    pesan = pesan_wa(profil)
    pemohon, telepon = profil.pemohon, ""
    if profil.boleh_ditangani(oleh=request.user):
        if pemohon and pemohon.boleh_dilihat_kontaknya(oleh=request.user):
            telepon = pemohon.telepon or ""
        elif profil.kontak:
            telepon = profil.kontak.hp
    konteks = {
        "profil": profil, "pesan": pesan, "tautan": tautan_wa(pesan),
        "tautan_pemohon": tautan_wa(pesan, telepon) if telepon else "",
    }  # fmt: skip
    return render(request, "pusat_bantuan/tiket_wa.html", konteks)


@login_required
@require_safe
def tiket_cetak(request: HttpRequest, kode: str) -> HttpResponse:
    """Seluruh percakapan untuk dicetak; catatan dalam ikut hanya bila penangan memintanya."""
    profil = tiket_terlihat(kode, request.user)
    konteks = bacaan.halaman_tiket(profil, oleh=request.user, lengkap=True)
    konteks["dengan_dalam"] = konteks["menangani"] and "dalam" in request.GET
    if not konteks["dengan_dalam"]:
        konteks["butir"] = [satu for satu in konteks["butir"] if not satu.dalam]
    return render(request, "pusat_bantuan/tiket_cetak.html", konteks)
