"""Laporan kemajuan yang dicetak: per desa dan tabel tugasnya."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from akun.batas import batasi
from replikasi import lembar
from replikasi.bacaan.laporan_desa import isi_laporan_desa, tabel_tugas

from .rencana import rencana_terlihat
from .unduh import sajikan


@login_required
@require_safe
@batasi("unduh_replikasi")
def laporan_desa(request: HttpRequest, kode: str) -> HttpResponse:
    satu = rencana_terlihat(request, kode)
    isi = lembar.rangkai("nagari", isi_laporan_desa(satu))
    return sajikan(isi, "pdf", f"kemajuan-{satu.penerapan.wilayah.kode}", buka=True)


@login_required
@require_safe
@batasi("unduh_replikasi")
def unduh_tugas(request: HttpRequest, kode: str, bentuk: str) -> HttpResponse:
    tabel = tabel_tugas(rencana_terlihat(request, kode))
    return sajikan(lembar.tulis(tabel, bentuk), bentuk, tabel.nama_berkas)
