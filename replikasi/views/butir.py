"""Isi kesepakatan: pihak, butir ruang lingkup, kewajiban, dan buktinya."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from replikasi.forms_janji import FormButir, FormKerja, FormKewajiban, FormPihak
from replikasi.layanan import kesepakatan as layanan
from replikasi.models import ButirLingkup, Kewajiban, PihakKesepakatan

from .kesepakatan import isian, kesepakatan_milik, kesepakatan_terlihat


@login_required
def pihak_baru(request: HttpRequest, pk: int) -> HttpResponse:
    return _pihak(request, kesepakatan_milik(request, pk), None)


@login_required
def pihak_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(PihakKesepakatan.objects.select_related("organisasi"), pk=pk)
    return _pihak(request, kesepakatan_milik(request, satu.kesepakatan_id), satu)


def _pihak(request: HttpRequest, kesepakatan, satu: PihakKesepakatan | None) -> HttpResponse:
    awal = {}
    if satu:
        nama = ("peran", "penanda_tangan", "jabatan", "mewakili", "pernyataan", "pernyataan_pada")
        awal = {"lembaga": satu.organisasi.nama, "jenis_lembaga": satu.organisasi.jenis} | {
            n: getattr(satu, n) for n in nama
        }
    form = FormPihak(request.POST or None, initial=awal)

    def simpan(form: FormPihak) -> PihakKesepakatan:
        return layanan.simpan_pihak(
            kesepakatan=kesepakatan, lembaga=form.cleaned_data["lembaga"], pihak=satu, isi=form.isi(),
            jenis_lembaga=form.cleaned_data["jenis_lembaga"], oleh=request.user,
        )  # fmt: skip

    return isian(
        request, form, simpan, judul="Ubah pihak" if satu else "Tambah pihak", kembali=kesepakatan, kicker=kesepakatan.judul,
        tombol="Simpan pihak", kabar="Pihak tersimpan.", hapus=reverse("replikasi:pihak-hapus", args=[satu.pk]) if satu else "",
    )  # fmt: skip


@login_required
@require_POST
def pihak_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(PihakKesepakatan.objects.select_related("organisasi"), pk=pk)
    kesepakatan = kesepakatan_milik(request, satu.kesepakatan_id)
    layanan.hapus_pihak(pihak=satu, oleh=request.user)
    messages.success(request, f"{satu.organisasi} dikeluarkan dari daftar pihak; riwayatnya tetap ada.")
    return redirect(kesepakatan)


@login_required
def butir_baru(request: HttpRequest, pk: int) -> HttpResponse:
    kesepakatan = kesepakatan_milik(request, pk)
    terakhir = kesepakatan.butir.order_by("-nomor").values_list("nomor", flat=True).first() or 0
    form = FormButir(request.POST or None, initial={"nomor": terakhir + 1})
    return isian(
        request, form, lambda f: layanan.simpan_butir(kesepakatan=kesepakatan, oleh=request.user, **f.cleaned_data),
        judul="Tambah butir", kembali=kesepakatan, kicker=kesepakatan.judul, tombol="Simpan butir", kabar="Butir tersimpan.",
    )  # fmt: skip


@login_required
def butir_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(ButirLingkup, pk=pk)
    kesepakatan = kesepakatan_milik(request, satu.kesepakatan_id)
    form = FormButir(request.POST or None, initial={"nomor": satu.nomor, "teks": satu.teks})

    def simpan(form: FormButir) -> ButirLingkup:
        return layanan.simpan_butir(kesepakatan=kesepakatan, oleh=request.user, butir=satu, **form.cleaned_data)

    return isian(
        request, form, simpan, judul=f"Ubah butir {satu.nomor}", kembali=kesepakatan, kicker=kesepakatan.judul,
        tombol="Simpan butir", kabar="Butir tersimpan.",
    )  # fmt: skip


@login_required
def kewajiban_baru(request: HttpRequest, pk: int) -> HttpResponse:
    butir = get_object_or_404(ButirLingkup.objects.select_related("kesepakatan__wilayah"), pk=pk)
    kesepakatan = kesepakatan_milik(request, butir.kesepakatan_id)
    form = FormKewajiban(request.POST or None, butir=butir)

    def simpan(form: FormKewajiban) -> Kewajiban:
        return layanan.simpan_kewajiban(
            butir=butir, isi=form.isi(), oleh=request.user, kunci=form.cleaned_data["kunci"]
        )

    return isian(
        request, form, simpan, judul=f"Tambah kewajiban butir {butir.nomor}", kembali=kesepakatan, kicker=kesepakatan.judul,
        pengantar=butir.teks, tombol="Simpan kewajiban", kabar="Kewajiban tersimpan.",
    )  # fmt: skip


@login_required
def kewajiban_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _kewajiban(pk)
    kesepakatan = kesepakatan_milik(request, satu.butir.kesepakatan_id)
    form = FormKewajiban(request.POST or None, butir=satu.butir, instance=_kewajiban(pk))

    def simpan(form: FormKewajiban) -> Kewajiban:
        return layanan.simpan_kewajiban(butir=satu.butir, isi=form.isi(), oleh=request.user, kewajiban=satu)

    return isian(
        request, form, simpan, judul="Atur kewajiban", kembali=kesepakatan, kicker=kesepakatan.judul,
        pengantar=f"Butir {satu.butir.nomor}: {satu.butir.teks}", tombol="Simpan kewajiban", kabar="Kewajiban tersimpan.",
    )  # fmt: skip


@login_required
def kewajiban_kerja(request: HttpRequest, pk: int) -> HttpResponse:
    """Mengubah keadaan dan mencatat bukti: pemegangnya atau manajer wilayahnya."""
    satu = _kewajiban(pk)
    kesepakatan = kesepakatan_terlihat(request, satu.butir.kesepakatan_id)
    if not satu.boleh_dikerjakan(oleh=request.user):
        raise Http404
    form = FormKerja(request.POST or None, initial={"keadaan": satu.keadaan})
    return isian(
        request, form, lambda f: layanan.kerjakan_kewajiban(kewajiban=satu, oleh=request.user, **f.cleaned_data),
        judul=satu.judul, kembali=kesepakatan, kicker=kesepakatan.judul, tombol="Simpan kemajuan", kabar="Kemajuannya tercatat.",
    )  # fmt: skip


def _kewajiban(pk: int) -> Kewajiban:
    return get_object_or_404(Kewajiban.objects.select_related("butir__kesepakatan__wilayah", "pemegang"), pk=pk)
