"""Halaman publik program, meja kendali manajernya, dan unduhannya."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from akun.batas import batasi
from replikasi import kata, lembar
from replikasi.bacaan.kendali import halaman_program, tabel_program
from replikasi.models import KlaimTonggak, Program
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
    urut = {"merah": 0, "kuning": 1, "jalan": 2, "selesai": 3}
    nilai = {status: urut[nama] for nama, status in kata.JALAN.items()}
    return render(
        request, "replikasi/kendali.html",
        {"h": halaman, "baris": sorted(halaman.baris, key=lambda b: (nilai[b.jalan], -b.lewat, b.desa.kunci)),
         "putuskan": request.user.berperan(*PERAN_PENDAMPING),
         "menunggu_saya": KlaimTonggak.objects.bisa_diputus(oleh=request.user).count()},
    )  # fmt: skip


@require_safe
@batasi("unduh_replikasi")
def program_unduh(request: HttpRequest, slug: str, bentuk: str) -> HttpResponse:
    """Yang bertugas mendapat kolom tugas lewat tenggat; umum tidak."""
    satu = _program(slug)
    dalam = satu.boleh_dibaca_dalamnya(oleh=request.user)
    tabel = tabel_program(halaman_program(satu, dalam=dalam), dalam=dalam)
    jawaban = sajikan(lembar.tulis(tabel, bentuk), bentuk, tabel.nama_berkas)
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban
