"""Tindakan atas satu tiket: POST saja, diakhiri pengalihan ke halamannya. Bukan milik Anda = 404."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .. import layanan
from ..berkas import Hasil
from ..forms import FormAlasan, FormPesan
from ..layanan import AdaYangBaru, TidakDapat
from ..models import JawabanSiap, ProfilTiket
from .artikel import ke_draf
from .tiket import halaman, tiket_terlihat


def _laksanakan(
    request: HttpRequest, profil: ProfilTiket, tindakan: Callable[[], object], *, berhasil: str, jangkar: str = ""
) -> HttpResponse:
    try:
        tindakan()
    except TidakDapat as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, berhasil)
    return redirect(f"{profil.get_absolute_url()}{jangkar}")


def _penangan(profil: ProfilTiket, request: HttpRequest) -> None:
    if not profil.boleh_ditangani(oleh=request.user):
        raise Http404


def _isi_form(
    request: HttpRequest,
    profil: ProfilTiket,
    nama: str,
    form: forms.Form,
    tindakan: Callable[[dict], object],
    kalimat: str,
) -> HttpResponse:
    """Formulir bergalat kembali bersama tulisannya; yang sah dijalankan."""
    if not form.is_valid():
        return halaman(request, profil, form={nama: form}, status=422)
    nilai = form.cleaned_data
    if "lampiran" in nilai:
        muat = layanan.saring_jatah(
            Hasil(list(nilai["lampiran"]), list(form.ditolak)), pengguna=request.user, wilayah=profil.wilayah
        )
        nilai["lampiran"], form.ditolak = muat.bersih, muat.ditolak
    try:
        tindakan(nilai)
    except AdaYangBaru as galat:
        form.add_error(None, f"{galat}{' Pilih lagi lampirannya.' if request.FILES else ''}")
        return halaman(request, profil, form={nama: form}, status=409, terbaca=_nomor(request, "terbaca"))
    except TidakDapat as galat:
        form.add_error(None, str(galat))
        return halaman(request, profil, form={nama: form}, status=422)
    messages.success(request, kalimat)
    for ditolak in getattr(form, "ditolak", ()):
        messages.warning(request, ditolak)
    return redirect(f"{profil.get_absolute_url()}#akhir")


@login_required
@require_POST
def tiket_ambil(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_terlihat(kode, request.user)
    _penangan(profil, request)
    alih = request.POST.get("alih") == "ya"
    return _laksanakan(
        request, profil, lambda: layanan.ambil(profil=profil, oleh=request.user, alih=alih),
        berhasil="Tiket ini sekarang Anda pegang. Desa sudah diberi tahu.",
    )  # fmt: skip


@login_required
@require_POST
def tiket_lepas(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_terlihat(kode, request.user)
    _penangan(profil, request)
    return _laksanakan(
        request, profil, lambda: layanan.lepas(profil=profil, oleh=request.user),
        berhasil="Tiket dikembalikan ke antrean.",
    )  # fmt: skip


def _nomor(request: HttpRequest, nama: str) -> int | None:
    nilai = request.POST.get(nama, "")
    return int(nilai) if nilai.isdecimal() and len(nilai) < 18 else None


def _formulir_pesan(request: HttpRequest) -> FormPesan:
    """Formulir penulis; catatan dari formulir lama berawalan lain."""
    awalan = "catat" if "catat-isi" in request.POST else "balas"
    return FormPesan(request.POST, request.FILES, prefix=awalan)


def _hitung_pemakaian(request: HttpRequest, profil: ProfilTiket) -> None:
    if (nomor := _nomor(request, "siap")) and (siap := JawabanSiap.objects.untuk(profil).filter(pk=nomor).first()):
        siap.catat_dipakai()


@login_required
@require_POST
def tiket_balas(request: HttpRequest, kode: str) -> HttpResponse:
    """Satu formulir penulis: `perbuatan` memilih balasan, catatan dalam, atau jawaban."""
    perbuatan = request.POST.get("perbuatan", "balas")
    if perbuatan == "catat":
        return tiket_catat(request, kode)
    if perbuatan == "selesai":
        return tiket_selesaikan(request, kode)
    profil = tiket_terlihat(kode, request.user)
    tunggu = "tunggu" in request.POST

    def tindakan(nilai: dict) -> None:
        layanan.balas(
            profil=profil, oleh=request.user, tunggu_pemohon=tunggu, terbaca=_nomor(request, "terbaca"), **nilai
        )
        _hitung_pemakaian(request, profil)

    return _isi_form(request, profil, "balas", _formulir_pesan(request), tindakan, "Balasan terkirim.")


@login_required
@require_POST
def tiket_catat(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_terlihat(kode, request.user)
    _penangan(profil, request)
    return _isi_form(
        request, profil, "balas", _formulir_pesan(request),
        lambda nilai: layanan.balas(profil=profil, oleh=request.user, dalam=True, **nilai),
        "Catatan disimpan. Desa tidak melihatnya.",
    )  # fmt: skip


@login_required
@require_POST
def tiket_selesaikan(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_terlihat(kode, request.user)
    _penangan(profil, request)

    def tindakan(nilai: dict) -> None:
        layanan.selesaikan(profil=profil, oleh=request.user, terbaca=_nomor(request, "terbaca"), **nilai)
        _hitung_pemakaian(request, profil)

    return _isi_form(
        request, profil, "balas", _formulir_pesan(request), tindakan,
        "Jawaban terkirim. Tiket menunggu konfirmasi desa.",
    )  # fmt: skip


@login_required
@require_POST
def tiket_konfirmasi(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_terlihat(kode, request.user)
    return _laksanakan(
        request, profil, lambda: layanan.konfirmasi(profil=profil, oleh=request.user),
        berhasil="Terima kasih. Tiket ditutup.",
    )  # fmt: skip


@login_required
@require_POST
def tiket_buka_lagi(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_terlihat(kode, request.user)
    form = FormAlasan(request.POST, prefix="buka", label="Apa yang masih terjadi?")
    return _isi_form(
        request, profil, "buka_lagi", form,
        lambda nilai: layanan.buka_lagi(profil=profil, oleh=request.user, **nilai),
        "Tiket dibuka lagi. Yang menangani sudah diberi tahu.",
    )  # fmt: skip


@login_required
@require_POST
def tiket_draf_artikel(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_terlihat(kode, request.user)
    _penangan(profil, request)
    try:
        artikel = layanan.buat_draf_artikel(profil=profil, oleh=request.user)
    except TidakDapat as galat:
        messages.error(request, str(galat))
        return redirect(profil)
    return ke_draf(request, artikel, kembali=profil.get_absolute_url())
