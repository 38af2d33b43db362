"""Target resmi: daftar, halaman per target, dan pencatatannya."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from replikasi.bacaan.target import daftar_target, halaman_target, ketepatan_semua
from replikasi.forms_janji import FormTarget
from replikasi.layanan.target import buat_target, ubah_target
from replikasi.models import Target
from replikasi.models.terbit import PERAN_PENULIS
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from .kesepakatan import isian
from .saringan import hanya_pengubah


def target_daftar(request: HttpRequest) -> HttpResponse:
    kode = aturan_kode.normalkan(request.GET.get("wilayah", ""))
    wilayah = Wilayah.objects.filter(kode=kode).first() if kode else None
    return render(
        request,
        "replikasi/target_daftar.html",
        {
            "hal": daftar_target(oleh=request.user, wilayah=wilayah, halaman=request.GET.get("halaman")), "wilayah": wilayah,
            "tepat": ketepatan_semua(oleh=request.user),
            "boleh_tulis": request.user.is_authenticated and request.user.berperan(*PERAN_PENULIS),
        },
    )  # fmt: skip


def _terlihat(request: HttpRequest, pk: int) -> Target:
    semua = Target.objects.terlihat(oleh=request.user).select_related("wilayah", "kesepakatan")
    return get_object_or_404(semua, pk=pk)


def target(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _terlihat(request, pk)
    kesepakatan = satu.kesepakatan if satu.kesepakatan and satu.kesepakatan.boleh_dilihat(oleh=request.user) else None
    return render(
        request, "replikasi/target.html", {"h": halaman_target(satu, oleh=request.user), "kesepakatan": kesepakatan}
    )


@login_required
def target_baru(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(*PERAN_PENULIS):
        raise Http404
    form = FormTarget(request.POST or None, oleh=request.user, initial={"wilayah": request.user.wilayah_utama})

    def simpan(form: FormTarget) -> Target:
        return buat_target(isi=form.isi(), oleh=request.user, kunci=form.cleaned_data["kunci"])

    return isian(
        request, form, simpan, judul="Catat target", kembali="/replikasi/target/", tombol="Simpan target",
        pengantar="Target resmi menurut naskahnya. Penyebut saat penetapan dibekukan; penyebut hari ini dihitung sendiri.",
        kabar="Target tercatat.",
    )  # fmt: skip


@login_required
def target_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    satu = hanya_pengubah(_terlihat(request, pk), request)
    form = FormTarget(request.POST or None, oleh=request.user, instance=_terlihat(request, pk))
    return isian(
        request, form, lambda f: ubah_target(target=satu, isi=f.isi(), oleh=request.user),
        judul="Ubah target", kembali=satu, kicker=satu.judul, kabar="Perubahan tersimpan.",
    )  # fmt: skip
