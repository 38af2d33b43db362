"""Tindakan borongan: pilih di antrean, periksa di halaman konfirmasi, baca hasilnya."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from akun.models import Pengguna

from .. import layanan
from ..bacaan.meja import himpunan
from ..forms.meja import FormMassal, FormMassalRinci, perbuatan_massal
from ..layanan import TidakDapat
from ..models import ProfilTiket, TindakanMassal
from .antrean import penangan

PALING_BANYAK_EKSPOR = 5000


@login_required
@require_POST
def massal(request: HttpRequest) -> HttpResponse:
    """Konfirmasi: tiket mana yang dikerjakan dan mana yang dilewati, dengan sebabnya, sebelum apa pun berubah."""
    orang = penangan(request)
    pilih = FormMassal(request.POST, oleh=orang)
    tiket = layanan.tiket_terpilih(oleh=orang, kode=request.POST.getlist("kode"))
    if not pilih.is_valid() or not tiket:
        messages.error(request, "Centang dulu tiketnya, lalu pilih perbuatannya.")
        return redirect("pusat_bantuan:antrean")
    perbuatan = pilih.cleaned_data["perbuatan"]
    if perbuatan == "ekspor":
        return _csv(tiket)
    return _konfirmasi(request, tiket, perbuatan, FormMassalRinci(oleh=orang, perbuatan=perbuatan))


def _konfirmasi(request: HttpRequest, tiket: list, perbuatan: str, form, *, status: int = 200) -> HttpResponse:
    baris = [(satu, layanan.halangan(satu, oleh=request.user, perbuatan=perbuatan)) for satu in tiket]
    konteks = {
        "baris": baris, "form": form, "judul": TindakanMassal.Perbuatan(perbuatan).label,
        "banyak": sum(not sebab for _, sebab in baris), "dilewati": sum(bool(sebab) for _, sebab in baris),
    }  # fmt: skip
    return render(request, "pusat_bantuan/massal.html", konteks, status=status)


@login_required
@require_POST
def massal_jalankan(request: HttpRequest) -> HttpResponse:
    orang = penangan(request)
    perbuatan = request.POST.get("perbuatan", "")
    kode = request.POST.getlist("kode")
    if perbuatan not in dict(perbuatan_massal(orang)) or not kode:
        return redirect("pusat_bantuan:antrean")
    form = FormMassalRinci(request.POST, oleh=orang, perbuatan=perbuatan)
    if not form.is_valid():
        return _konfirmasi(request, layanan.tiket_terpilih(oleh=orang, kode=kode), perbuatan, form, status=422)
    catatan = layanan.jalankan_massal(
        oleh=orang, perbuatan=perbuatan, kode=kode, pilihan=form.pilihan(),
        kunci_kirim=form.cleaned_data["kunci_kirim"],
    )  # fmt: skip
    return redirect("pusat_bantuan:massal-hasil", pk=catatan.pk)


@login_required
@require_safe
def massal_hasil(request: HttpRequest, pk: int) -> HttpResponse:
    orang = penangan(request)
    catatan = get_object_or_404(TindakanMassal.objects.terlihat(oleh=orang), pk=pk)
    hasil = _berjudul(catatan.hasil, orang)
    konteks = {
        "catatan": catatan, "jadi": [baris for baris in hasil if "sebab" not in baris],
        "dilewati": [baris for baris in hasil if "sebab" in baris],
        "dapat_dibatalkan": layanan.dapat_dibatalkan(catatan, oleh=orang),
    }  # fmt: skip
    return render(request, "pusat_bantuan/massal_hasil.html", konteks)


def _berjudul(hasil: list[dict], orang: Pengguna) -> list[dict]:
    """Judulnya dari tiket sekarang, tidak disimpan: isi yang dihapus hilang di sini juga."""
    tiket = ProfilTiket.objects.terlihat(oleh=orang).filter(kode__in=[baris["kode"] for baris in hasil])
    judul = dict(tiket.values_list("kode", "tiket__title"))
    return [baris | {"judul": judul.get(baris["kode"], "Tidak lagi dapat Anda baca")} for baris in hasil]


@login_required
@require_POST
def massal_batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    orang = penangan(request)
    catatan = get_object_or_404(TindakanMassal.objects.terlihat(oleh=orang), pk=pk)
    try:
        jadi, biar = layanan.batalkan_massal(catatan=catatan, oleh=orang)
    except TidakDapat as galat:
        messages.error(request, str(galat))
    else:
        sisa = f" {biar} dibiarkan, sebab sudah diubah sesudahnya." if biar else ""
        messages.success(request, f"{jadi} tiket dikembalikan seperti semula.{sisa}")
    return redirect("pusat_bantuan:massal-hasil", pk=pk)


@login_required
@require_safe
def antrean_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Antrean pada saringan itu sebagai CSV, paling banyak lima ribu baris; haknya sama dengan layarnya."""
    orang = penangan(request)
    daftar = himpunan(orang, request.GET).untuk_daftar().order_by("-aktivitas", "-tiket_id")
    return _csv(daftar[:PALING_BANYAK_EKSPOR].iterator(chunk_size=500))


def _csv(daftar) -> StreamingHttpResponse:
    jawab = StreamingHttpResponse(layanan.baris_csv(daftar), content_type="text/csv; charset=utf-8")
    jawab["Content-Disposition"] = f'attachment; filename="tiket-{timezone.localdate():%Y-%m-%d}.csv"'
    jawab["Cache-Control"] = "private, no-store"
    return jawab
