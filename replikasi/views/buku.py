"""Buku panduan utuh (PDF, EPUB), templat berversi, dan catatan setempat."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from akun.batas import batasi
from akun.models import Peran
from modul_pelatihan.bacaan import sebutan_pembaca
from modul_pelatihan.sebutan import ganti_sebutan
from replikasi import lembar
from replikasi.bacaan.buku import desa_saya
from replikasi.bacaan.buku_utuh import buku_utuh
from replikasi.bacaan.setempat import catatan_desa
from replikasi.epub import tulis_epub
from replikasi.forms_buku import FormCatatan, FormVersi
from replikasi.layanan.setempat import balok_halaman, catat_setempat, cocokkan_setempat, hapus_setempat
from replikasi.layanan.templat import terbitkan_versi
from replikasi.models import BukuReplikasiPage, CatatanSetempat, LangkahPage, Templat, VersiTemplat
from replikasi.models.program import PERAN_PEMBACA
from replikasi.models.setempat import boleh_mencatat
from replikasi.susun_templat import tulis_docx, urai
from wilayah.models import Wilayah

from .isian import isian_desa
from .saringan import desa_dari

MIME = {"pdf": "application/pdf", "epub": "application/epub+zip",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}  # fmt: skip


def _berkas(isi: bytes, bentuk: str, nama: str) -> HttpResponse:
    jawaban = HttpResponse(isi, content_type=MIME[bentuk])
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}.{bentuk}"'
    jawaban["X-Content-Type-Options"] = "nosniff"
    return jawaban


@require_safe
@batasi("unduh_replikasi")
def buku_unduh(request: HttpRequest, bentuk: str) -> HttpResponse:
    """Seluruh buku dengan kata setempat pembacanya dan cap edisi yang sama."""
    buku = get_object_or_404(BukuReplikasiPage.objects.live())
    data = buku_utuh(buku, sebutan_pembaca(request.user))
    isi = lembar.rangkai("buku", data) if bentuk == "pdf" else tulis_epub(data, buku.full_url)
    return _berkas(isi, bentuk, "panduan-replikasi")


# --- Templat ------------------------------------------------------------------------------------------------------------


@require_GET
def templat_daftar(request: HttpRequest) -> HttpResponse:
    pakai: dict[str, list[LangkahPage]] = {}
    for langkah in LangkahPage.objects.live().order_by("path"):
        for nama in langkah.daftar_templat:
            pakai.setdefault(nama, []).append(langkah)
    daftar = Templat.objects.prefetch_related("versi")
    return render(
        request, "replikasi/templat_daftar.html",
        {"daftar": [(satu, list(satu.versi.all())[:1], pakai.get(satu.nama, [])) for satu in daftar]},
    )  # fmt: skip


@require_GET
def templat(request: HttpRequest, slug: str) -> HttpResponse:
    satu = get_object_or_404(Templat, slug=slug)
    versi = list(satu.versi.all())
    return render(
        request, "replikasi/templat.html",
        {"templat": satu, "versi": versi, "unsur": urai(versi[0].isi) if versi else [], "desa": desa_saya(request.user),
         "boleh": Templat.boleh_diterbitkan(oleh=request.user)},
    )  # fmt: skip


@login_required
def templat_versi(request: HttpRequest, slug: str) -> HttpResponse:
    satu = get_object_or_404(Templat, slug=slug)
    if not Templat.boleh_diterbitkan(oleh=request.user):
        raise Http404
    terakhir = satu.versi.first()
    form = FormVersi(request.POST or None, initial={"isi": terakhir.isi if terakhir else ""})
    return isian_desa(
        request, form, lambda f: terbitkan_versi(templat=satu, oleh=request.user, **f.cleaned_data), desa=None,
        judul=f"Versi baru: {satu.nama}", kembali=satu, tombol="Terbitkan versi", kabar="Versi baru terbit; yang lama tetap ada.",
    )  # fmt: skip


@require_safe
@batasi("unduh_replikasi")
def templat_unduh(request: HttpRequest, slug: str, nomor: str, bentuk: str) -> HttpResponse:
    """Kop-nya terisi untuk desa pembaca; yang sudah diketahui situs tidak ditanyakan lagi."""
    versi = get_object_or_404(VersiTemplat.objects.select_related("templat"), templat__slug=slug, nomor=nomor)
    desa, unsur = desa_saya(request.user), urai(versi.isi)
    judul, kaki = versi.templat.nama, f"{versi}, terbit {versi.terbit:%d-%m-%Y}, dari buku panduan OpenDesa."
    if bentuk == "docx":
        isi = tulis_docx(judul=judul, kepala=_kop(desa), unsur=unsur, kaki=kaki)
    else:
        data = {"judul": judul, "kicker": "Templat", "pengantar": "", "kepala_surat": _kop(desa)}
        isi = lembar.rangkai(
            "templat", data | {"unsur": [satu._asdict() for satu in unsur] + [{"jenis": "teks", "teks": kaki}]}
        )
    return _berkas(isi, bentuk, f"{slug}-v{versi.nomor}")


def _kop(desa: Wilayah | None) -> list[str]:
    if desa is None:
        return [
            "PEMERINTAH NAGARI/DESA ........................",
            "Kecamatan ................  Kabupaten ................",
        ]
    return [f"PEMERINTAH {desa.nama_lengkap.upper()}", f"{desa.induk.nama_lengkap}, {desa.induk.induk.nama_lengkap}"]


# --- Catatan setempat -----------------------------------------------------------------------------------------------------


@login_required
@require_GET
def catatan(request: HttpRequest, kode: str) -> HttpResponse:
    """Semua penyesuaian satu desa, juga yang dasarnya berubah atau sudah tidak ada."""
    desa = desa_dari(kode)
    if not request.user.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=desa):
        raise Http404
    boleh = boleh_mencatat(desa, oleh=request.user)
    return render(request, "replikasi/catatan_desa.html", {"desa": desa, "daftar": catatan_desa(desa), "boleh": boleh})


@login_required
def catatan_atur(request: HttpRequest, kode: str, slug: str, balok: uuid.UUID) -> HttpResponse:
    desa = desa_dari(kode)
    if not boleh_mencatat(desa, oleh=request.user):
        raise Http404
    langkah = get_object_or_404(LangkahPage.objects.live(), tonggak__slug=slug)
    dasar = balok_halaman(langkah).get(str(balok))
    if dasar is None:
        raise Http404
    ada = CatatanSetempat.objects.filter(wilayah=desa, halaman=langkah.translation_key, balok=balok).first()
    form = FormCatatan(request.POST or None, initial={"jenis": ada.jenis, "teks": ada.teks} if ada else None)
    return isian_desa(
        request, form,
        lambda f: catat_setempat(wilayah=desa, langkah=langkah, balok=balok, oleh=request.user, **f.cleaned_data),
        desa=desa, judul="Catatan setempat", kembali=f"{langkah.url}?desa={desa.kode}#{balok}", tombol="Simpan catatan",
        kabar="Catatan tersimpan di atas langkah ini.", pengantar=ganti_sebutan(_pengantar(dasar, ada), desa.sebutan),
    )  # fmt: skip


def _pengantar(dasar: tuple[str, str], ada: CatatanSetempat | None) -> str:
    if ada and ada.sidik_dasar != dasar[0]:
        return f"Naskahnya kini: “{dasar[1]}”. Saat catatan ini ditulis: “{ada.cuplikan}”."
    return f"Untuk bagian: “{dasar[1]}”. Naskah dasarnya tidak berubah."


@login_required
@require_POST
def catatan_cocok(request: HttpRequest, pk: int) -> HttpResponse:
    """Sesudah membaca naskah yang baru: catatannya masih cocok."""
    satu = get_object_or_404(CatatanSetempat.objects.terlihat(oleh=request.user).select_related("wilayah"), pk=pk)
    langkah = get_object_or_404(LangkahPage.objects.live(), translation_key=satu.halaman)
    if not satu.boleh_dihapus(oleh=request.user):
        raise Http404
    cocokkan_setempat(catatan=satu, langkah=langkah)
    messages.success(request, "Penyesuaian dinyatakan masih cocok dengan naskah yang sekarang.")
    return redirect(satu)


@login_required
@require_POST
def catatan_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(CatatanSetempat.objects.terlihat(oleh=request.user).select_related("wilayah"), pk=pk)
    if not satu.boleh_dihapus(oleh=request.user):
        raise Http404
    alamat = satu.get_absolute_url()
    hapus_setempat(catatan=satu)
    messages.success(request, "Catatan dihapus; naskah dasarnya tampil apa adanya.")
    return redirect(alamat)
