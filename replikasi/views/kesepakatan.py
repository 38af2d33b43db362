"""Kesepakatan: daftar, halaman, lembar cetak, naskah, berkas, dan ruang bersamanya."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from replikasi.bacaan.kesepakatan import KEADAAN, daftar_kesepakatan, rincian
from replikasi.forms_janji import FormBerkas, FormKesepakatan
from replikasi.layanan import kesepakatan as layanan
from replikasi.models import BerkasKesepakatan, Kesepakatan
from replikasi.models.terbit import PERAN_PENULIS
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from .saringan import hanya_pengubah


def isian(
    request: HttpRequest, form: forms.BaseForm, simpan: Callable[[forms.BaseForm], object], *, judul: str, kembali,
    tombol: str = "Simpan", pengantar: str = "", kicker: str = "", kabar: str = "Tersimpan.", hapus: str = "",
    di: tuple[str, str] = ("Kesepakatan", "/replikasi/kesepakatan/"), templat: str = "replikasi/isian_janji.html",
) -> HttpResponse:  # fmt: skip
    """Satu formulir, satu perbuatan. Galat layanan kembali ke formulirnya; `kembali` objek beralamat atau nama rute."""
    if request.method == "POST" and form.is_valid():
        try:
            hasil = simpan(form)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, kabar)
            return redirect(hasil if isinstance(kembali, str) else kembali)
    alamat = kembali if isinstance(kembali, str) else kembali.get_absolute_url()
    return render(
        request,
        templat,
        {"form": form, "judul": judul, "batal": alamat, "di": di, "tombol": tombol, "pengantar": pengantar, "kicker": kicker,
         "hapus": hapus},
        status=422 if form.errors else 200,
    )  # fmt: skip


def kesepakatan_terlihat(request: HttpRequest, pk: int) -> Kesepakatan:
    semua = Kesepakatan.objects.terlihat(oleh=request.user).select_related("wilayah", "induk__wilayah", "simpul")
    return get_object_or_404(semua, pk=pk)


def kesepakatan_milik(request: HttpRequest, pk: int) -> Kesepakatan:
    return hanya_pengubah(kesepakatan_terlihat(request, pk), request)


def daftar(request: HttpRequest) -> HttpResponse:
    """Pohon kesepakatan; nilai saringan yang tidak dikenal diabaikan."""
    keadaan, kode = request.GET.get("keadaan", ""), aturan_kode.normalkan(request.GET.get("wilayah", ""))
    keadaan = keadaan if keadaan in KEADAAN else ""
    wilayah = Wilayah.objects.filter(kode=kode).first() if kode else None
    hal = daftar_kesepakatan(oleh=request.user, keadaan=keadaan, wilayah=wilayah, halaman=request.GET.get("halaman"))
    return render(
        request,
        "replikasi/kesepakatan_daftar.html",
        {
            "hal": hal, "pilihan": KEADAAN, "keadaan": keadaan, "wilayah": wilayah,
            "boleh_tulis": request.user.is_authenticated and request.user.berperan(*PERAN_PENULIS),
        },
    )  # fmt: skip


@require_GET
def kesepakatan(request: HttpRequest, pk: int) -> HttpResponse:
    return render(
        request, "replikasi/kesepakatan.html", {"r": rincian(kesepakatan_terlihat(request, pk), oleh=request.user)}
    )


@require_GET
def cetak(request: HttpRequest, pk: int) -> HttpResponse:
    """Lembar A4: pihak, butir, kewajiban, dan buktinya."""
    satu = rincian(kesepakatan_terlihat(request, pk), oleh=request.user)
    return render(request, "replikasi/kesepakatan_cetak.html", {"r": satu})


@login_required
def baru(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(*PERAN_PENULIS):
        raise Http404
    induk = _induk(request)
    awal = {"wilayah": request.user.wilayah_utama, "induk": induk, "jenis": "pks" if induk else "mou"}
    form = FormKesepakatan(request.POST or None, oleh=request.user, initial=awal)

    def simpan(form: FormKesepakatan) -> Kesepakatan:
        return layanan.buat_kesepakatan(isi=form.isi(), oleh=request.user, kunci=form.cleaned_data["kunci"])

    return isian(
        request, form, simpan, judul="Catat kesepakatan", kembali="/replikasi/kesepakatan/", tombol="Simpan kesepakatan",
        pengantar="Mulai dari pembahasan pun boleh dicatat. Pihak, butir, dan berkasnya ditambahkan sesudah ini.",
        kabar="Kesepakatan tercatat. Tambahkan pihak dan butir ruang lingkupnya.",
    )  # fmt: skip


def _induk(request: HttpRequest) -> Kesepakatan | None:
    nomor = request.GET.get("induk", "")
    if not (nomor.isascii() and nomor.isdigit() and len(nomor) < 10):
        return None
    return Kesepakatan.objects.terlihat(oleh=request.user).filter(pk=int(nomor), jenis=Kesepakatan.Jenis.MOU).first()


@login_required
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    satu = kesepakatan_milik(request, pk)
    form = FormKesepakatan(request.POST or None, oleh=request.user, instance=satu)
    return isian(
        request, form, lambda f: layanan.ubah_kesepakatan(kesepakatan=satu, isi=f.isi(), oleh=request.user),
        judul="Ubah kesepakatan", kembali=Kesepakatan(pk=satu.pk), kicker=satu.judul, kabar="Perubahan tersimpan.",
    )  # fmt: skip


@login_required
def berkas_baru(request: HttpRequest, pk: int) -> HttpResponse:
    satu = kesepakatan_milik(request, pk)
    form = FormBerkas(request.POST, request.FILES) if request.method == "POST" else FormBerkas()

    def simpan(form: FormBerkas) -> object:
        return layanan.tambah_berkas(kesepakatan=satu, berkas=form.cleaned_data["berkas"], oleh=request.user)

    return isian(
        request,
        form,
        simpan,
        judul="Tambah berkas",
        kembali=satu,
        kicker=satu.judul,
        tombol="Unggah",
        kabar="Berkas tersimpan.",
    )


@login_required
@require_GET
def berkas(request: HttpRequest, pk: int) -> FileResponse:
    """Selalu diunduh, tidak pernah ditampilkan; hanya bagi yang bertugas di wilayahnya."""
    satu = get_object_or_404(BerkasKesepakatan.objects.select_related("kesepakatan__wilayah"), pk=pk)
    if not satu.kesepakatan.boleh_dilihat_dalamnya(oleh=request.user):
        raise Http404
    jawaban = FileResponse(satu.berkas.open("rb"), as_attachment=True, filename=satu.nama_asli)
    jawaban["Content-Type"] = "application/octet-stream"
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return jawaban


@login_required
@require_POST
def ruang_baru(request: HttpRequest, pk: int) -> HttpResponse:
    satu = kesepakatan_milik(request, pk)
    simpul = layanan.buat_ruang_bersama(kesepakatan=satu, oleh=request.user)
    messages.success(request, "Ruang bersama terbuka. Minta para pihak bergabung; Anda yang menyetujuinya.")
    return redirect(simpul)
