"""Tiket lewat tautan tamu: membaca, membalas, menyatakan beres, membuka lagi. Token keliru = 404, tanpa keterangan apa pun."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from akun.batas import habis
from akun.models import Peran

from .. import bacaan, layanan, tautan_tamu
from .. import kode as kode_tiket
from ..berkas import Hasil
from ..forms import FormAlasan, FormPesan
from ..forms.klaim import FormKlaim
from ..keadaan import Keadaan
from ..layanan import TidakDapat
from ..models import LampiranTiket, ProfilTiket
from .lampiran import kalimat_belum_siap, sajikan_lampiran
from .tiket import tiket_terlihat


def bertoken(tampilan: Callable) -> Callable:
    """Mencocokkan token dalam waktu tetap; semua jawabannya tidak boleh disimpan, diindeks, atau dirujuk."""

    @wraps(tampilan)
    @sensitive_variables("token")
    def bungkus(request: HttpRequest, kode: str, token: str, **lain) -> HttpResponse:
        profil = ProfilTiket.objects.untuk_daftar().filter(kode=kode_tiket.normalkan(kode) or "").first()
        if profil is None or not tautan_tamu.cocok(profil, token) or not tautan_tamu.bertautan(profil):
            if habis(request, "tautan_tamu"):
                return ratelimit.respond_429(request)
            raise Http404
        if tautan_tamu.berakhir(profil):
            jawab = render(request, "pusat_bantuan/tiket_tamu_berakhir.html", status=410)
        else:
            jawab = tampilan(request, profil, **lain)
        jawab["Referrer-Policy"] = "same-origin"  # bukan "no-referrer": Origin menjadi null dan CSRF menolak balasan
        jawab["Cache-Control"] = "private, no-store"
        jawab["X-Robots-Tag"] = "noindex, nofollow"
        return jawab

    return bungkus


@require_safe
@bertoken
def tiket_tamu(request: HttpRequest, profil: ProfilTiket) -> HttpResponse:
    return _halaman(request, profil)


def _halaman(request: HttpRequest, profil: ProfilTiket, *, status: int = 200, **form) -> HttpResponse:
    alamat = tautan_tamu.jalur(profil)
    penuh = f"{settings.SITE_URL}{alamat}"
    wa = f"Tiket {profil.kode}: {profil.judul}\n{penuh}"
    konteks = {
        "profil": profil, "butir": bacaan.percakapan_terbuka(profil), "alamat_tamu": alamat, "tautan": penuh,
        "alamat_wa": f"https://wa.me/?text={quote(wa)}", "janji": bacaan.janji_tamu(profil), "terbuka": profil.terbuka,
        "selesai": profil.keadaan == Keadaan.SELESAI, "bergalat": next(iter(form), ""),
        "balas": form.get("balas") or FormPesan(prefix="balas"),
        "buka": form.get("buka") or FormAlasan(prefix="buka", label="Apa yang masih terjadi?"),
    }  # fmt: skip
    return render(request, "pusat_bantuan/tiket_tamu.html", konteks, status=status)


@require_POST
@bertoken
def tiket_tamu_balas(request: HttpRequest, profil: ProfilTiket) -> HttpResponse:
    form = FormPesan(request.POST, request.FILES, prefix="balas")
    if not form.is_valid():
        return _halaman(request, profil, status=422, balas=form)
    if habis(request, "balas_tamu"):
        form.add_error(None, "Terlalu sering. Tunggu beberapa menit, lalu kirim lagi; tulisan Anda masih ada.")
        return _halaman(request, profil, status=429, balas=form)
    nilai = form.cleaned_data
    lampiran = layanan.saring_jatah(Hasil(nilai["lampiran"], list(form.ditolak)), wilayah=profil.wilayah)
    return _laksanakan(
        request, profil, "balas", form,
        lambda: layanan.terima_balasan(
            profil=profil, isi=nilai["isi"], kontak=profil.kontak, kunci_kirim=nilai["kunci_kirim"],
            lampiran=lampiran.bersih,
        ),
        "Balasan terkirim.", lampiran.ditolak,
    )  # fmt: skip


@require_POST
@bertoken
def tiket_tamu_beres(request: HttpRequest, profil: ProfilTiket) -> HttpResponse:
    try:
        layanan.konfirmasi_tamu(profil=profil)
    except TidakDapat as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Terima kasih. Tiket ditutup.")
    return redirect(tautan_tamu.jalur(profil))


@require_POST
@bertoken
def tiket_tamu_buka_lagi(request: HttpRequest, profil: ProfilTiket) -> HttpResponse:
    form = FormAlasan(request.POST, prefix="buka", label="Apa yang masih terjadi?")
    if not form.is_valid():
        return _halaman(request, profil, status=422, buka=form)
    return _laksanakan(
        request, profil, "buka", form,
        lambda: layanan.terima_balasan(
            profil=profil, isi=form.cleaned_data["alasan"], kontak=profil.kontak,
            kunci_kirim=form.cleaned_data["kunci_kirim"],
        ),
        "Tiket dibuka lagi. Yang menangani sudah diberi tahu.",
    )  # fmt: skip


def _laksanakan(
    request: HttpRequest, profil: ProfilTiket, nama: str, form, tindakan: Callable, kalimat: str, ditolak=()
) -> HttpResponse:
    try:
        tindakan()
    except TidakDapat as galat:
        form.add_error(None, str(galat))
        return _halaman(request, profil, status=422, **{nama: form})
    messages.success(request, kalimat)
    for satu in ditolak:
        messages.warning(request, satu)
    return redirect(f"{tautan_tamu.jalur(profil)}#akhir")


@require_safe
@bertoken
def tiket_tamu_lampiran(request: HttpRequest, profil: ProfilTiket, kunci: uuid.UUID) -> HttpResponse:
    satu = get_object_or_404(LampiranTiket.objects.select_related("followup"), profil=profil, kunci=kunci)
    if satu.followup is not None and not satu.followup.public:
        raise Http404
    if not satu.siap:
        messages.info(request, kalimat_belum_siap(satu))
        return redirect(tautan_tamu.jalur(profil))
    return sajikan_lampiran(satu, kecil="kecil" in request.GET, unduh="unduh" in request.GET)


@login_required
def klaim(request: HttpRequest) -> HttpResponse:
    """Tiket yang ditulis tanpa akun, atau dicatatkan orang, dilanjutkan operator desanya memakai kode."""
    boleh = request.user.berperan(Peran.OPERATOR)
    form = FormKlaim(request.POST or None, initial={"kode": request.GET.get("kode", "")[:12]})
    if request.method != "POST":
        return render(request, "pusat_bantuan/klaim.html", {"form": form, "boleh": boleh})
    status = 422
    if habis(request, "klaim"):
        form.add_error(None, "Terlalu sering mencoba. Tunggu satu jam, lalu coba lagi.")
        status = 429
    elif form.is_valid():
        try:
            profil = layanan.klaim_tiket(kode=form.cleaned_data["kode"], oleh=request.user)
        except TidakDapat as galat:
            form.add_error("kode", str(galat))
        else:
            messages.success(
                request, f"Tiket {profil.kode} sekarang milik desa Anda. Tautan lamanya tidak berlaku lagi."
            )
            return redirect(profil)
    return render(request, "pusat_bantuan/klaim.html", {"form": form, "boleh": boleh}, status=status)


@login_required
@require_POST
def tiket_ganti_tautan(request: HttpRequest, kode: str) -> HttpResponse:
    """Penangan mematikan tautan tamu yang bocor; surat berikutnya memuat tautan baru."""
    profil = tiket_terlihat(kode, request.user)
    if not profil.boleh_ditangani(oleh=request.user):
        raise Http404
    layanan.ganti_tautan(profil=profil, oleh=request.user)
    messages.success(request, "Tautan tamu lama tidak berlaku lagi. Surat berikutnya memuat tautan baru.")
    return redirect(profil)
