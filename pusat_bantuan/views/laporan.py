"""Laporan meja bantuan: layar, CSV, XLSX, dan lembar bulanan untuk dicetak. Hanya hitungan, tidak satu judul pun."""

from __future__ import annotations

import re
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wilayah import lembar_sebar
from wilayah.models import Wilayah

from ..bacaan import laporan as baca
from ..bacaan.pekan import ringkasan_pekan
from ..models import RekapBulan


def _saringan(request: HttpRequest) -> baca.Saringan:
    try:
        return baca.baca_saringan(request.GET, oleh=request.user)
    except baca.TidakBoleh:
        raise Http404 from None


@login_required
@require_safe
def laporan(request: HttpRequest) -> HttpResponse:
    saringan = _saringan(request)
    isi = baca.laporan(saringan, oleh=request.user)
    tab = [
        {"judul": f"Menurut {nama}", "url": f"?{saringan.kueri(sudut=sudut)}", "kini": sudut == saringan.sudut}
        for sudut, nama in RekapBulan.Sudut.choices
    ]
    return render(request, "pusat_bantuan/laporan.html", isi | {"tab": tab})


@login_required
@require_safe
def laporan_csv(request: HttpRequest) -> HttpResponse:
    return _unduh(request, "csv")


@login_required
@require_safe
def laporan_xlsx(request: HttpRequest) -> HttpResponse:
    return _unduh(request, "xlsx")


@login_required
@require_safe
def laporan_bulanan(request: HttpRequest, kode: str, bulan: str) -> HttpResponse:
    """Lembar A4 satu kabupaten satu bulan."""
    wilayah = Wilayah.objects.filter(kode=kode, tingkat__in=["kabupaten", "kota"]).first()
    cocok = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", bulan)
    if wilayah is None or cocok is None:
        raise Http404
    kini, diminta = timezone.localdate().replace(day=1), date(int(cocok[1]), int(cocok[2]), 1)
    kuasa = request.user.rentang_kuasa(*baca.PEMBACA)
    if diminta > kini or not any(awal <= wilayah.kunci <= akhir for awal, akhir in kuasa):
        raise Http404
    isi = baca.laporan_bulanan(wilayah, diminta, oleh=request.user)
    return render(request, "pusat_bantuan/laporan_bulanan.html", isi | {"masih_berjalan": diminta == kini})


@login_required
@require_safe
def laporan_pekan(request: HttpRequest, kode: str, senin: str) -> HttpResponse:
    """Ringkasan satu pekan satu kabupaten; tautannya ada di kabar Senin pagi."""
    wilayah = Wilayah.objects.filter(kode=kode, tingkat__in=["kabupaten", "kota"]).first()
    try:
        awal = date.fromisoformat(senin)
    except ValueError:
        raise Http404 from None
    kuasa = request.user.rentang_kuasa(*baca.PEMBACA)
    if wilayah is None or awal.weekday() or not awal.year >= 2020 or awal > timezone.localdate():
        raise Http404
    if not any(awal_kunci <= wilayah.kunci <= akhir for awal_kunci, akhir in kuasa):
        raise Http404
    isi = {"pekan": ringkasan_pekan(wilayah, awal, oleh=request.user)}
    return render(request, "pusat_bantuan/laporan_pekan.html", isi)


def _unduh(request: HttpRequest, bentuk: str) -> HttpResponse:
    saringan = _saringan(request)
    tabel = baca.tabel_ekspor(saringan, baca.laporan(saringan, oleh=request.user))
    isi = lembar_sebar.tulis(tabel, bentuk, judul="Laporan bantuan")
    tempat = saringan.wilayah.kode if saringan.wilayah else "indonesia"
    jawab = HttpResponse(isi, content_type=lembar_sebar.MIME[bentuk])
    jawab["Content-Disposition"] = (
        f'attachment; filename="laporan-bantuan-{tempat}-{saringan.dari:%Y-%m}-{saringan.sampai:%Y-%m}.{bentuk}"'
    )
    jawab["Cache-Control"] = "private, no-store"
    return jawab
