"""Halaman publik program, meja kendali manajernya, dan unduhannya."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from akun.batas import batasi
from replikasi import kata, lembar
from replikasi.bacaan.gelombang import angka_r
from replikasi.bacaan.kendali import halaman_program, tabel_program
from replikasi.bacaan.laporan_program import isi_laporan_program
from replikasi.bacaan.program import daftar_panggilan
from replikasi.kalender import hari_ini
from replikasi.layanan.kalender import buat_tautan, cabut_tautan
from replikasi.models import KlaimTonggak, Program, TautanKalender
from replikasi.models.program import PERAN_PENDAMPING

from .unduh import sajikan


def _program(slug: str) -> Program:
    return get_object_or_404(Program.objects.select_related("wilayah", "acuan"), slug=slug)


@require_safe
def program(request: HttpRequest, slug: str) -> HttpResponse:
    """Untuk siapa saja: latar, sasaran, siapa menjalani, sampai mana menurut bukti yang terverifikasi (K-106)."""
    satu = _program(slug)
    return render(
        request, "replikasi/program.html",
        {"h": halaman_program(satu, dalam=False), "definisi": kata.DEFINISI,
         "panggilan": daftar_panggilan(oleh=request.user, program=satu, banyak=6),
         "angka": angka_r(satu, oleh=request.user), "kegiatan": satu.kegiatan.filter(mulai__gte=hari_ini())[:8],
         "dalam": satu.boleh_dibaca_dalamnya(oleh=request.user)},
    )  # fmt: skip


@login_required
@require_safe
def kendali(request: HttpRequest, slug: str) -> HttpResponse:
    """Untuk yang bertugas: siapa tertahan, siapa lewat tenggat, apa yang menunggu putusan."""
    satu = _program(slug)
    if not satu.boleh_dibaca_dalamnya(oleh=request.user):
        raise Http404
    halaman = halaman_program(satu, dalam=True)
    tautan = TautanKalender.objects.filter(pengguna=request.user, wilayah=satu.wilayah, dicabut_pada=None).first()
    urut = {"merah": 0, "kuning": 1, "jalan": 2, "selesai": 3}
    nilai = {status: urut[nama] for nama, status in kata.JALAN.items()}
    return render(
        request, "replikasi/kendali.html",
        {"h": halaman, "baris": sorted(halaman.baris, key=lambda b: (nilai[b.jalan], -b.lewat, b.desa.kunci)),
         "putuskan": request.user.berperan(*PERAN_PENDAMPING),
         "alamat_kalender": settings.SITE_URL + tautan.get_absolute_url() if tautan else "",
         "menunggu_saya": KlaimTonggak.objects.bisa_diputus(oleh=request.user).count()},
    )  # fmt: skip


@login_required
@require_POST
def kendali_kalender(request: HttpRequest, slug: str) -> HttpResponse:
    """Satu alamat rahasia berisi tenggat semua desa program; haknya dibaca lagi setiap kali diambil."""
    satu = _program(slug)
    if satu.wilayah is None or not satu.boleh_dibaca_dalamnya(oleh=request.user):
        raise Http404
    if request.POST.get("aksi") == "cabut":
        cabut_tautan(pengguna=request.user, wilayah=satu.wilayah)
        messages.success(request, "Alamat kalender dicabut; aplikasi yang memakainya berhenti diperbarui.")
    else:
        buat_tautan(pengguna=request.user, wilayah=satu.wilayah)
        messages.success(request, "Alamat kalender siap disalin di bawah.")
    return redirect("replikasi:kendali", slug=satu.slug)


@require_safe
@batasi("unduh_replikasi")
def program_unduh(request: HttpRequest, slug: str, bentuk: str) -> HttpResponse:
    """Yang bertugas mendapat kolom tugas lewat tenggat; umum tidak."""
    satu = _program(slug)
    dalam = satu.boleh_dibaca_dalamnya(oleh=request.user)
    halaman = halaman_program(satu, dalam=dalam)
    tabel = tabel_program(halaman, dalam=dalam)
    if bentuk == "pdf":
        isi = lembar.rangkai("program", isi_laporan_program(halaman, oleh=request.user, dalam=dalam))
    else:
        isi = lembar.alirkan(tabel, bentuk)
    jawaban = sajikan(isi, bentuk, tabel.nama_berkas)
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban
