"""Program: ruang kelola manajernya, dan isinya."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from replikasi import ics
from replikasi.bacaan.program import daftar_panggilan, halaman_kelola, kriteria_berlaku
from replikasi.forms_program import (
    FormBobot,
    FormButirProgram,
    FormKegiatan,
    FormKriteria,
    FormOrang,
    FormProgram,
    FormProgramBaru,
)
from replikasi.layanan.isi_program import hapus_isian, simpan_butir, simpan_kegiatan, simpan_orang, simpan_program
from replikasi.layanan.kriteria import tetapkan_kriteria
from replikasi.layanan.program import ubah_bobot
from replikasi.models import ButirProgram, KegiatanProgram, OrangProgram, Program
from replikasi.models.terbit import PERAN_PENULIS

from .kesepakatan import isian

DAFTAR = "/replikasi/program/"
ISI = {"butir": ButirProgram, "orang": OrangProgram, "kegiatan": KegiatanProgram}


class Ruang(NamedTuple):
    """Ruang kelola satu program, sebagai tempat kembali."""

    program: Program

    def get_absolute_url(self) -> str:
        return reverse("replikasi:program-kelola", args=[self.program.slug])

    @property
    def remah(self) -> tuple[str, str]:
        return (self.program.nama, self.get_absolute_url())


def program_milik(request: HttpRequest, slug: str) -> Program:
    """Yang boleh diatur orang ini; selain itu tidak ada."""
    satu = get_object_or_404(Program.objects.select_related("wilayah", "acuan"), slug=slug)
    if not satu.boleh_diatur(oleh=request.user):
        raise Http404
    return satu


@require_safe
def program_daftar(request: HttpRequest) -> HttpResponse:
    """Semua program dan panggilannya; terbuka bagi umum."""
    orang = request.user
    semua = Program.objects.select_related("wilayah").order_by("acuan_id", "nama")[:60]
    return render(
        request,
        "replikasi/program_daftar.html",
        {
            "program": [(satu, satu.boleh_dibaca_dalamnya(oleh=orang)) for satu in semua],
            "panggilan": daftar_panggilan(oleh=orang),
            "boleh_tulis": orang.is_authenticated and orang.berperan(*PERAN_PENULIS),
        },
    )


@login_required
@require_safe
def program_kelola(request: HttpRequest, slug: str) -> HttpResponse:
    """Ruang kerja program: yang bertugas di wilayahnya membaca, manajernya mengubah."""
    satu = get_object_or_404(Program.objects.select_related("wilayah", "acuan"), slug=slug)
    if not satu.boleh_dibaca_dalamnya(oleh=request.user):
        raise Http404
    return render(
        request,
        "replikasi/program_kelola.html",
        {"h": halaman_kelola(satu, oleh=request.user), "boleh_atur": satu.boleh_diatur(oleh=request.user)},
    )


@login_required
def program_baru(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(*PERAN_PENULIS):
        raise Http404
    awal = {
        "wilayah": request.user.wilayah_utama,
        "acuan": Program.objects.filter(acuan=None, tahap__isnull=False).first(),
    }
    form = FormProgramBaru(request.POST or None, oleh=request.user, initial=awal)
    if request.method == "POST" and form.is_valid():
        try:
            satu = simpan_program(isi=form.isi(), kunci=form.cleaned_data["kunci"], naskah=form.cleaned_data["naskah"])
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, "Program tersimpan. Lengkapi sasarannya, lalu buka panggilan calon.")
            return redirect(Ruang(satu))
    return render(
        request, "replikasi/isian_janji.html",
        {"form": form, "judul": "Program baru", "batal": DAFTAR, "tombol": "Simpan program",
         "di": ("Program", DAFTAR), "pengantar": "Program daerah menempuh tahap dan buku yang sama dengan acuannya; "
         "orang, kalender, kriteria, dan gelombangnya milik Anda."},
        status=422 if form.errors else 200,
    )  # fmt: skip


@login_required
def program_ubah(request: HttpRequest, slug: str) -> HttpResponse:
    satu = program_milik(request, slug)
    form = FormProgram(request.POST or None, oleh=request.user, instance=program_milik(request, slug))
    return isian(
        request, form, lambda f: simpan_program(isi=f.isi(), program=satu), judul="Ubah program", kembali=Ruang(satu),
        di=Ruang(satu).remah, kabar="Program diubah.",
    )  # fmt: skip


@login_required
def butir_program(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    satu = program_milik(request, slug)
    butir = get_object_or_404(ButirProgram, program=satu, pk=pk) if pk else None
    form = FormButirProgram(request.POST or None, instance=ButirProgram.objects.get(pk=pk) if pk else None)
    return isian(
        request, form, lambda f: simpan_butir(program=satu, isi=f.cleaned_data, butir=butir), kembali=Ruang(satu),
        judul="Ubah butir" if butir else "Tambah butir naskah", di=Ruang(satu).remah, tombol="Simpan butir",
        hapus=_hapus(satu, "butir", pk), templat="replikasi/isian_program.html",
    )  # fmt: skip


@login_required
def orang_program(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    satu = program_milik(request, slug)
    orang = get_object_or_404(OrangProgram, program=satu, pk=pk) if pk else None
    form = FormOrang(request.POST or None, instance=OrangProgram.objects.get(pk=pk) if pk else None)

    def simpan(f: FormOrang) -> OrangProgram:
        isi = {n: f.cleaned_data[n] for n in ("nama", "tugas", "lembaga")}
        return simpan_orang(program=satu, isi=isi, orang=orang, kunci=f.cleaned_data["kunci"])

    return isian(
        request, form, simpan, judul="Ubah orang" if orang else "Tambah orang", kembali=Ruang(satu), tombol="Simpan orang",
        di=Ruang(satu).remah, hapus=_hapus(satu, "orang", pk), templat="replikasi/isian_program.html",
        pengantar="Hanya terbaca yang bertugas di wilayah program.",
    )  # fmt: skip


@login_required
def kegiatan_program(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    satu = program_milik(request, slug)
    kegiatan = get_object_or_404(KegiatanProgram, program=satu, pk=pk) if pk else None
    form = FormKegiatan(request.POST or None, instance=KegiatanProgram.objects.get(pk=pk) if pk else None)

    def simpan(f: FormKegiatan) -> KegiatanProgram:
        isi = {n: f.cleaned_data[n] for n in ("judul", "mulai", "selesai", "tempat", "catatan")}
        return simpan_kegiatan(program=satu, isi=isi, kegiatan=kegiatan, kunci=f.cleaned_data["kunci"])

    return isian(
        request, form, simpan, judul="Ubah kegiatan" if kegiatan else "Tambah kegiatan", kembali=Ruang(satu),
        di=Ruang(satu).remah, tombol="Simpan kegiatan", hapus=_hapus(satu, "kegiatan", pk),
        templat="replikasi/isian_program.html",
    )  # fmt: skip


def _hapus(program: Program, jenis: str, pk: int | None) -> str:
    return reverse("replikasi:isi-program-hapus", args=[program.slug, jenis, pk]) if pk else ""


@login_required
@require_POST
def isi_program_hapus(request: HttpRequest, slug: str, jenis: str, pk: int) -> HttpResponse:
    satu = program_milik(request, slug)
    if jenis not in ISI:
        raise Http404
    if baris := ISI[jenis].objects.filter(program=satu, pk=pk).first():
        hapus_isian(baris=baris)
    messages.success(request, "Dihapus.")
    return redirect(Ruang(satu))


@login_required
def program_bobot(request: HttpRequest, slug: str) -> HttpResponse:
    satu = program_milik(request, slug)
    form = FormBobot(request.POST or None, program=satu)
    return isian(
        request, form, lambda f: ubah_bobot(program=satu, bobot=f.bobot(), catatan=f.cleaned_data["catatan"]),
        judul="Bobot tahap", kembali=Ruang(satu), di=Ruang(satu).remah, tombol="Tetapkan edisi baru",
        pengantar="Bobot baru berlaku bagi desa yang mulai sesudah ini; yang sudah berjalan memegang edisinya.",
        kabar="Edisi bobot baru berlaku.",
    )  # fmt: skip


@login_required
def program_kriteria(request: HttpRequest, slug: str) -> HttpResponse:
    satu = program_milik(request, slug)
    edisi = kriteria_berlaku(satu)
    form = FormKriteria(request.POST or None, edisi=edisi)

    def simpan(f: FormKriteria):
        d = f.cleaned_data
        return tetapkan_kriteria(
            program=satu, kriteria=f.kriteria(), oleh=request.user, catatan=d["catatan"], cakupan_min=d["cakupan_min"],
            delta=d["delta"],
        )  # fmt: skip

    return isian(
        request, form, simpan, judul="Kriteria kesiapan", kembali=Ruang(satu), di=Ruang(satu).remah,
        tombol="Tetapkan edisi baru", templat="replikasi/isian_kriteria.html",
        pengantar="Panggilan yang sudah dibuat tetap memakai edisinya. Gerbang tidak dapat ditutup nilai yang lain.",
        kabar="Edisi kriteria baru berlaku untuk panggilan berikutnya.",
    )  # fmt: skip


@require_safe
def program_kalender(request: HttpRequest, slug: str) -> HttpResponse:
    """Kalender program untuk ponsel: kegiatan dan masa panggilan yang terbit."""
    satu = get_object_or_404(Program, slug=slug)
    host = request.get_host()
    acara = [
        ics.Acara(f"kegiatan-{k.pk}@{host}", k.judul, k.mulai, k.selesai, k.tempat, k.catatan)
        for k in satu.kegiatan.all()
    ] + [
        ics.Acara(f"panggilan-{p.pk}@{host}", p.judul, p.buka, p.tutup, url=request.build_absolute_uri(p.get_absolute_url()))
        for p in satu.panggilan.filter(terbit=True)
    ]  # fmt: skip
    jawaban = HttpResponse(
        ics.kalender(acara, nama=satu.nama, dicap=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    jawaban["Content-Disposition"] = f'attachment; filename="{satu.slug}.ics"'
    return jawaban
