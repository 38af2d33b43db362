"""Pertemuan dan kunjungan: daftar, halaman, dan tindak lanjutnya."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from replikasi import ics
from replikasi.bacaan.kesepakatan import TINDAK, daftar_pertemuan, riwayat
from replikasi.forms_janji import FormPertemuan, FormTindakLanjut
from replikasi.layanan.pertemuan import simpan_pertemuan, simpan_tindak_lanjut
from replikasi.models import Gelombang, Kesepakatan, Pertemuan, TindakLanjut
from replikasi.models.terbit import PERAN_PENULIS

from .kesepakatan import isian
from .saringan import hanya_pengubah


def pertemuan_daftar(request: HttpRequest) -> HttpResponse:
    jenis = request.GET.get("jenis", "")
    jenis = jenis if jenis in Pertemuan.Jenis.values else ""
    return render(
        request,
        "replikasi/pertemuan_daftar.html",
        {
            "hal": daftar_pertemuan(oleh=request.user, jenis=jenis, halaman=request.GET.get("halaman")), "jenis": jenis,
            "pilihan": Pertemuan.Jenis.choices,
            "boleh_tulis": request.user.is_authenticated and request.user.berperan(*PERAN_PENULIS),
        },
    )  # fmt: skip


def _terlihat(request: HttpRequest, pk: int) -> Pertemuan:
    semua = Pertemuan.objects.terlihat(oleh=request.user).select_related(
        "wilayah", "tuan_rumah__induk", "kesepakatan", "gelombang"
    )
    return get_object_or_404(semua, pk=pk)


def _milik(request: HttpRequest, pk: int) -> Pertemuan:
    return hanya_pengubah(_terlihat(request, pk), request)


def pertemuan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _terlihat(request, pk)
    dalam = satu.boleh_dilihat_dalamnya(oleh=request.user)
    kesepakatan = satu.kesepakatan if satu.kesepakatan and satu.kesepakatan.boleh_dilihat(oleh=request.user) else None
    return render(
        request,
        "replikasi/pertemuan.html",
        {
            "satu": satu, "kesepakatan": kesepakatan, "angka": list(satu.angka.all()),
            "tindak": [(t, TINDAK[t.keadaan]) for t in satu.tindak_lanjut.select_related("wilayah")],
            "gelombang": satu.gelombang if satu.gelombang and satu.gelombang.boleh_dilihat(oleh=request.user) else None,
            "boleh_ubah": satu.boleh_diubah(oleh=request.user), "jejak": riwayat(satu.jejak.all()) if dalam else [],
        },
    )  # fmt: skip


@require_safe
def pertemuan_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """Pertemuan dan tempo tiap janjinya, untuk kalender ponsel; jam menurut zona wilayahnya."""
    satu = _terlihat(request, pk)
    zona, host = ZoneInfo(satu.wilayah.zona), request.get_host()
    mulai = datetime.combine(satu.tanggal, satu.jam_mulai, zona) if satu.jam_mulai else satu.tanggal
    selesai = datetime.combine(satu.tanggal, satu.jam_selesai, zona) if satu.jam_mulai and satu.jam_selesai else None
    url = request.build_absolute_uri(satu.get_absolute_url())
    acara = [ics.Acara(f"pertemuan-{satu.pk}@{host}", satu.judul, mulai, selesai, satu.tempat, satu.agenda, url)] + [
        ics.Acara(f"janji-{t.pk}@{host}", t.teks, t.tempo, uraian=f"Janji dari: {satu.judul}", url=url)
        for t in satu.tindak_lanjut.exclude(tempo=None)
    ]
    jawaban = HttpResponse(
        ics.kalender(acara, nama=satu.judul, dicap=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    jawaban["Content-Disposition"] = f'attachment; filename="pertemuan-{satu.pk}.ics"'
    return jawaban


@login_required
def pertemuan_baru(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(*PERAN_PENULIS):
        raise Http404
    nomor = request.GET.get("kesepakatan", "")
    asal = None
    if nomor.isascii() and nomor.isdigit() and len(nomor) < 10:
        asal = Kesepakatan.objects.terlihat(oleh=request.user).filter(pk=int(nomor)).first()
    awal = {"wilayah": asal.wilayah if asal else request.user.wilayah_utama, "kesepakatan": asal}
    nomor = request.GET.get("gelombang", "")
    if nomor.isascii() and nomor.isdigit() and len(nomor) < 10:
        gelombang = (
            Gelombang.objects.dikelola(oleh=request.user).filter(pk=int(nomor)).select_related("wilayah").first()
        )
        if gelombang:
            awal |= {"gelombang": gelombang, "wilayah": gelombang.wilayah, "jenis": Pertemuan.Jenis.KUNJUNGAN}
    form = FormPertemuan(request.POST or None, oleh=request.user, initial=awal)

    def simpan(form: FormPertemuan) -> Pertemuan:
        return simpan_pertemuan(isi=form.isi(), oleh=request.user, kunci=form.cleaned_data["kunci"])

    return isian(
        request, form, simpan, judul="Catat pertemuan", kembali="/replikasi/pertemuan/", tombol="Simpan pertemuan",
        kabar="Pertemuan tercatat. Tambahkan tindak lanjutnya bila ada.",
    )  # fmt: skip


@login_required
def pertemuan_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _milik(request, pk)
    form = FormPertemuan(request.POST or None, oleh=request.user, instance=_milik(request, pk))
    return isian(
        request, form, lambda f: simpan_pertemuan(isi=f.isi(), oleh=request.user, pertemuan=satu),
        judul="Ubah pertemuan", kembali=satu, kicker=satu.judul, kabar="Perubahan tersimpan.",
    )  # fmt: skip


@login_required
def tindak_baru(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _milik(request, pk)
    form = FormTindakLanjut(request.POST or None)

    def simpan(form: FormTindakLanjut) -> TindakLanjut:
        return simpan_tindak_lanjut(pertemuan=satu, isi=form.isi(), oleh=request.user, kunci=form.cleaned_data["kunci"])

    return isian(
        request, form, simpan, judul="Tambah tindak lanjut", kembali=satu, kicker=satu.judul, tombol="Simpan tindak lanjut",
        kabar="Tindak lanjut tersimpan.",
    )  # fmt: skip


@login_required
def tindak_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    tindak = get_object_or_404(TindakLanjut, pk=pk)
    satu = _milik(request, tindak.pertemuan_id)
    form = FormTindakLanjut(request.POST or None, instance=TindakLanjut.objects.get(pk=pk))
    return isian(
        request, form, lambda f: simpan_tindak_lanjut(pertemuan=satu, isi=f.isi(), oleh=request.user, tindak=tindak),
        judul="Ubah tindak lanjut", kembali=satu, kicker=satu.judul, tombol="Simpan tindak lanjut", kabar="Tindak lanjut tersimpan.",
    )  # fmt: skip
