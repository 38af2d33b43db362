"""Praktik baik dan inovasi lokal: menulis, menelaah, memakai, memverifikasi pemakaian."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from akun.models import Peran
from replikasi.bacaan.buku import desa_saya
from replikasi.bacaan.diketahui import hasil_terukur
from replikasi.forms_buku import FormAdopsi, FormPraktik, FormTelaah
from replikasi.layanan.praktik import (
    kirim_telaah,
    pakai_praktik,
    putuskan_adopsi,
    putuskan_telaah,
    sunting_praktik,
    tulis_praktik,
)
from replikasi.models import AdopsiPraktik, InovasiPage, TelaahPraktik
from replikasi.models.program import PERAN_PENDAMPING

from .berkas_pribadi import berkas_pribadi
from .isian import isian_desa
from .saringan import desa_dari

TERIMA = {"pendamping": "Teruskan ke OpenDesa", "opendesa": "Terbitkan"}


def _telaah(request: HttpRequest, pk: int) -> TelaahPraktik:
    semua = TelaahPraktik.objects.terlihat(oleh=request.user).select_related(
        "halaman", "wilayah__induk__induk", "penulis"
    )
    return get_object_or_404(semua, pk=pk)


@login_required
def telaah_daftar(request: HttpRequest) -> HttpResponse:
    """Yang menunggu telaah saya, lalu naskah lain di wilayah saya."""
    semua = TelaahPraktik.objects.terlihat(oleh=request.user).select_related("halaman", "wilayah__induk")
    tunggu = semua.menunggu(oleh=request.user).order_by("pk")
    adopsi = (
        AdopsiPraktik.objects.terlihat(oleh=request.user)
        .filter(keadaan="diajukan")
        .select_related("halaman", "wilayah")
    )
    lain = semua.exclude(pk__in=tunggu.values("pk")).order_by("-pk")
    return render(
        request, "replikasi/telaah_daftar.html",
        {"tunggu": tunggu[:50], "adopsi": adopsi[:50], "desa": desa_saya(request.user),
         "hal": Paginator(lain, 25).get_page(request.GET.get("halaman"))},
    )  # fmt: skip


@login_required
def praktik_baru(request: HttpRequest, kode: str) -> HttpResponse:
    desa = desa_dari(kode)
    if not request.user.berkuasa(Peran.OPERATOR, *PERAN_PENDAMPING, atas=desa):
        raise Http404
    return isian_desa(
        request, FormPraktik(request.POST or None, terukur=hasil_terukur(desa)),
        lambda f: tulis_praktik(jenis=f.cleaned_data["jenis"], wilayah=desa, isi=f.isi(), oleh=request.user,
                                kunci=f.cleaned_data["kunci"]),
        desa=desa, judul="Tulis praktik baik", kembali="/replikasi/telaah/", tombol="Simpan naskah",
        kabar="Naskah tersimpan. Buka naskahnya untuk mengirim ke pendamping.",
        pengantar="Ceritakan satu hal yang berhasil. Pendamping membacanya dahulu, lalu OpenDesa, baru terbit.",
    )  # fmt: skip


@login_required
def praktik_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _telaah(request, pk)
    if not satu.boleh_disunting(oleh=request.user):
        raise Http404
    h = satu.halaman.specific
    awal = {"jenis": "inovasi" if isinstance(h, InovasiPage) else "praktik", "judul": h.title, "masalah": h.masalah,
            "cara": h.cara, "hasil": h.hasil, "perlu": h.perlu, "bidang": h.bidang, "tonggak": h.tonggak}  # fmt: skip
    form = FormPraktik(request.POST or None, initial=awal)
    form.fields["jenis"].disabled = True
    form.fields["kunci"].required = False
    return isian_desa(
        request, form, lambda f: sunting_praktik(telaah=satu, isi=f.isi()), desa=satu.wilayah, judul="Ubah naskah",
        kembali=satu, tombol="Simpan naskah", kabar="Naskah tersimpan.",
    )  # fmt: skip


@login_required
def praktik(request: HttpRequest, pk: int) -> HttpResponse:
    """Naskah yang sedang ditelaah: isinya, perjalanannya, dan putusannya."""
    satu = _telaah(request, pk)
    boleh = satu.boleh_ditelaah(oleh=request.user)
    form = FormTelaah(request.POST or None, terima=TERIMA[satu.keadaan]) if boleh else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            try:
                putuskan_telaah(telaah=satu, oleh=request.user, diterima=form.cleaned_data["putusan"] == "diterima",
                                alasan=form.cleaned_data["alasan"])  # fmt: skip
            except ValidationError as galat:
                form.add_error(None, galat)
            else:
                messages.success(request, "Putusan tersimpan; penulisnya dikabari.")
                return redirect("replikasi:telaah")
    riwayat = [
        {
            "judul": j.get_ke_display().capitalize(),
            "teks": j.alasan,
            "oleh": j.oleh,
            "saat": j.pada,
            "ikon": "panah-kanan",
        }
        for j in satu.jejak.select_related("oleh")
    ]
    return render(
        request, "replikasi/praktik.html",
        {"telaah": satu, "naskah": satu.halaman.specific, "desa": satu.wilayah, "form": form, "riwayat": riwayat,
         "boleh_sunting": satu.boleh_disunting(oleh=request.user)},
        status=422 if form and form.errors else 200,
    )  # fmt: skip


@login_required
@require_POST
def praktik_kirim(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _telaah(request, pk)
    if satu.keadaan == TelaahPraktik.Keadaan.NAGARI and not satu.boleh_disunting(oleh=request.user):
        raise Http404
    kirim_telaah(telaah=satu, oleh=request.user)
    messages.success(request, "Naskah terkirim ke pendamping.")
    return redirect(satu)


@login_required
def adopsi_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """Desa pembaca mencatat pemakaiannya."""
    telaah = get_object_or_404(
        TelaahPraktik.objects.select_related("halaman", "wilayah"), pk=pk, keadaan=TelaahPraktik.Keadaan.TERBIT
    )
    desa = desa_saya(request.user)
    if desa is None or desa.pk == telaah.wilayah_id:
        raise Http404
    return isian_desa(
        request, FormAdopsi(request.POST or None, request.FILES or None),
        lambda f: pakai_praktik(telaah=telaah, wilayah=desa, oleh=request.user, **f.cleaned_data), desa=desa,
        judul="Kami memakainya", kembali=telaah.halaman.url, tombol="Kirim bukti", kabar="Terkirim; menunggu verifikasi.",
        pengantar=f"Praktik: {telaah.halaman.title}. Dihitung sesudah orang kedua memverifikasi buktinya.",
    )  # fmt: skip


@login_required
def adopsi(request: HttpRequest, pk: int) -> HttpResponse:
    semua = AdopsiPraktik.objects.terlihat(oleh=request.user).select_related(
        "halaman", "wilayah", "diajukan_oleh", "diputus_oleh"
    )
    satu = get_object_or_404(semua, pk=pk)
    boleh = satu.boleh_diverifikasi(oleh=request.user)
    form = FormTelaah(request.POST or None, terima="Terverifikasi: buktinya cukup") if boleh else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            putuskan_adopsi(adopsi=satu, oleh=request.user, diterima=form.cleaned_data["putusan"] == "diterima",
                            alasan=form.cleaned_data["alasan"])  # fmt: skip
            messages.success(request, "Putusan tersimpan.")
            return redirect(satu)
    return render(
        request, "replikasi/adopsi.html", {"adopsi": satu, "desa": satu.wilayah, "form": form},
        status=422 if form and form.errors else 200,
    )  # fmt: skip


@login_required
@require_GET
def adopsi_bukti(request: HttpRequest, pk: int) -> FileResponse:
    satu = get_object_or_404(AdopsiPraktik.objects.terlihat(oleh=request.user), pk=pk)
    if not satu.berkas:
        raise Http404
    return berkas_pribadi(satu.berkas, satu.nama_asli)
