"""Pemutakhiran wilayah: edisi kode baru (pengelola) dan impor fakta desa (manajer wilayahnya), dengan jejaknya."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from akun.models import Peran
from replikasi import lembar
from replikasi.bacaan.pemutakhiran import halaman_edisi, halaman_impor, tabel_edisi
from replikasi.forms_pemutakhiran import FormEdisi, FormImpor
from replikasi.layanan.edisi import buang_edisi, kode_bersih, pratinjau_edisi, putuskan_edisi, terapkan_edisi
from replikasi.layanan.impor_fakta import buang_impor, pratinjau_impor, terapkan_impor, urungkan_impor
from replikasi.lembar_fakta import templat
from replikasi.models import EdisiWilayah, ImporFakta, JejakWilayah
from replikasi.models.terbit import PERAN_PENULIS

from .unduh import sajikan
from .wilayah import wilayah_dari

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def pemutakhiran(request: HttpRequest) -> HttpResponse:
    """Semua edisi dan impor yang dibawahi orang ini, dan jejak perubahannya."""
    if not request.user.berperan(*PERAN_PENULIS):
        raise Http404
    jejak = JejakWilayah.objects.terlihat(oleh=request.user).select_related("wilayah", "oleh", "edisi", "impor")
    return render(
        request,
        "replikasi/pemutakhiran.html",
        {
            "edisi": EdisiWilayah.objects.terlihat(oleh=request.user).select_related("oleh")[:20],
            "impor": ImporFakta.objects.terlihat(oleh=request.user).select_related("wilayah", "oleh")[:20],
            "hal": Paginator(jejak, 40).get_page(request.GET.get("halaman")),
            "pengelola": request.user.berperan(Peran.PENGELOLA),
        },
    )


# --- Edisi kode -------------------------------------------------------------------------------------------------------


@login_required
def edisi_baru(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(Peran.PENGELOLA):
        raise Http404
    form = FormEdisi(request.POST, request.FILES) if request.method == "POST" else FormEdisi()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with tempfile.TemporaryDirectory() as folder:
                jalur = Path(folder) / f"unggahan{''.join(PurePath(data['berkas'].name).suffixes[-2:])[-8:]}"
                jalur.write_bytes(data["berkas"].read())
                satu = pratinjau_edisi(
                    jalur=jalur, nama_berkas=data["berkas"].name, nama=data["nama"], dasar=data["dasar"],
                    tanggal=data["tanggal"], oleh=request.user, kunci=data["kunci"],
                    lengkap=[data["lengkap"].kode] if data["lengkap"] else [],
                )  # fmt: skip
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, "Bedanya sudah dihitung. Belum ada yang berubah; periksa lalu putuskan.")
            return redirect(satu)
    return render(request, "replikasi/edisi_baru.html", {"form": form}, status=422 if form.errors else 200)


def _laksanakan(request: HttpRequest, tindakan: Callable[[], object], berhasil: str) -> None:
    """Satu perbuatan dan kalimatnya: yang berhasil, atau sebab ia ditolak."""
    try:
        tindakan()
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
    else:
        messages.success(request, berhasil)


def _edisi(request: HttpRequest, pk: int) -> EdisiWilayah:
    return get_object_or_404(
        EdisiWilayah.objects.terlihat(oleh=request.user).select_related("oleh", "diputus_oleh"), pk=pk
    )


@login_required
def edisi(request: HttpRequest, pk: int) -> HttpResponse:
    """Pratinjau dan keputusan; POST menyimpan keputusan tanpa menerapkannya."""
    satu, galat = _edisi(request, pk), []
    if request.method == "POST":
        hilang, mekar = _baca_putusan(request, satu)
        try:
            putuskan_edisi(edisi=satu, hilang=hilang, mekar=mekar)
        except ValidationError as salah:
            galat = salah.messages
            satu.putusan = {"hilang": {k: list(v) for k, v in hilang.items()}, "mekar": mekar}
        else:
            messages.success(request, "Keputusan tersimpan. Daftar wilayah belum berubah.")
            return redirect(satu)
    return render(
        request,
        "replikasi/edisi.html",
        {
            "h": halaman_edisi(
                satu, request.GET.get("halaman"), baru=request.GET.get("baru"), nama=request.GET.get("nama")
            ),
            "satu": satu,
            "galat": galat,
        },
        status=422 if galat else 200,
    )


@login_required
@require_GET
def edisi_beda(request: HttpRequest, pk: int) -> HttpResponse:
    tabel = tabel_edisi(_edisi(request, pk))
    return sajikan(lembar.tulis_csv(tabel), "csv", tabel.nama_berkas)


def _baca_putusan(request: HttpRequest, satu: EdisiWilayah) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Isian `hilang-<kode>` berisi cara, `tujuan-<kode>` kodenya; `mekar-<kode>` asal sebuah kode baru.

    Yang tidak ada di halaman yang dikirim tetap seperti keputusan sebelumnya.
    """
    hilang = {kode: tuple(isi) for kode, isi in satu.putusan["hilang"].items()}
    mekar = dict(satu.putusan["mekar"])
    for kode in satu.rencana["hilang"]:
        if (cara := request.POST.get(f"hilang-{kode}")) is None:
            continue
        hilang.pop(kode, None)
        if cara in ("pindah", "lebur", "tutup"):
            hilang[kode] = (cara, kode_bersih(request.POST.get(f"tujuan-{kode}", "")) if cara != "tutup" else "")
    for kode in satu.rencana["baru"]:
        if (asal := request.POST.get(f"mekar-{kode}")) is not None:
            mekar.pop(kode, None)
            if asal := kode_bersih(asal):
                mekar[kode] = asal
    return hilang, mekar


@login_required
@require_POST
def edisi_terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _edisi(request, pk)
    _laksanakan(
        request, lambda: terapkan_edisi(edisi=satu, oleh=request.user),
        f"{satu.nama} diterapkan. Kode lama tetap ditemukan.",
    )  # fmt: skip
    return redirect(satu)


@login_required
@require_POST
def edisi_buang(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _edisi(request, pk)
    _laksanakan(
        request, lambda: buang_edisi(edisi=satu, oleh=request.user),
        "Pratinjau dibuang; daftar wilayah tidak berubah.",
    )  # fmt: skip
    return redirect("replikasi:pemutakhiran")


# --- Impor fakta desa -------------------------------------------------------------------------------------------------


@login_required
def impor_baru(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(*PERAN_PENULIS):
        raise Http404
    awal = {"wilayah": request.user.wilayah_utama}
    ada = request.method == "POST"
    form = (
        FormImpor(request.POST, request.FILES, oleh=request.user) if ada else FormImpor(oleh=request.user, initial=awal)
    )
    if ada and form.is_valid():
        data = form.cleaned_data
        try:
            satu = pratinjau_impor(
                wilayah=data["wilayah"], isi=data["berkas"].read(), nama_berkas=data["berkas"].name, oleh=request.user,
                kunci=data["kunci"],
            )  # fmt: skip
        except ValidationError as galat:
            form.add_error("berkas", galat)
        else:
            messages.success(request, "Uji kering selesai. Belum ada yang berubah; periksa lalu terapkan.")
            return redirect(satu)
    return render(
        request,
        "replikasi/impor_fakta_baru.html",
        {"form": form, "wilayah": request.user.wilayah_utama},
        status=422 if form.errors else 200,
    )


@login_required
@require_GET
def impor_templat(request: HttpRequest, kode: str) -> HttpResponse:
    wilayah = wilayah_dari(kode)
    if wilayah.tingkat == "desa" or not request.user.berkuasa(*PERAN_PENULIS, atas=wilayah):
        raise Http404
    jawaban = HttpResponse(templat(wilayah), content_type=_XLSX)
    jawaban["Content-Disposition"] = f'attachment; filename="fakta-desa-{wilayah.kode}.xlsx"'
    return jawaban


def _impor(request: HttpRequest, pk: int) -> ImporFakta:
    semua = ImporFakta.objects.terlihat(oleh=request.user).select_related("wilayah", "oleh", "diputus_oleh")
    return get_object_or_404(semua, pk=pk)


@login_required
def impor(request: HttpRequest, pk: int) -> HttpResponse:
    return render(
        request, "replikasi/impor_fakta.html", {"h": halaman_impor(_impor(request, pk), request.GET.get("halaman"))}
    )


@login_required
@require_POST
def impor_terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _impor(request, pk)
    _laksanakan(
        request, lambda: terapkan_impor(impor=satu, oleh=request.user),
        f"{len(satu.baris)} baris diterapkan. Masih dapat diurungkan di halaman ini.",
    )  # fmt: skip
    return redirect(satu)


@login_required
@require_POST
def impor_urungkan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _impor(request, pk)
    try:
        _, lewat = urungkan_impor(impor=satu, oleh=request.user)
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
    else:
        messages.success(request, "Impor diurungkan; nilai lamanya kembali.")
        if lewat:
            messages.info(request, f"Sudah diubah lagi sesudah impor, jadi dibiarkan: {', '.join(lewat[:20])}.")
    return redirect(satu)


@login_required
@require_POST
def impor_buang(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _impor(request, pk)
    _laksanakan(
        request, lambda: buang_impor(impor=satu, oleh=request.user),
        "Impor dibuang; tidak ada fakta yang berubah.",
    )  # fmt: skip
    return redirect("replikasi:pemutakhiran")
