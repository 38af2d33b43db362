"""Acara, jajak, dan usulan: jawaban hadir, suara, dukungan, dan kalender."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from forum import ics, layanan
from forum.bacaan.jenis import acara_mendatang, kalender, panel_acara, peristiwa, usulan_terbuka
from forum.forms_jenis import FormBatal, FormHadir, FormNotulen, FormUbahAcara, FormUsulan
from forum.models import KalenderPengguna, Topik, Usulan
from forum.perender import TulisanDitolak

from .ambil import ambil_topik, masuk_dulu
from .tab import tab_forum

PER_HALAMAN = 25
_ALAMAT_TOPIK = re.compile(r"/forum/t/(\d{1,9})-")


def _ambil(pk: int, oleh, bagian: str):
    """Topik beserta rincian jenisnya; yang jenisnya lain sama dengan tidak ada."""
    topik, hak = ambil_topik(pk, oleh)
    rincian = getattr(topik, bagian, None)
    if rincian is None:
        raise Http404
    rincian.topik = topik
    return rincian, topik, hak


# --- Acara ---------------------------------------------------------------------------------------------------------------
@require_safe
def acara_semua(request: HttpRequest) -> HttpResponse:
    lewat = "lewat" in request.GET
    hal = Paginator(acara_mendatang(request.user, lewat=lewat), PER_HALAMAN).get_page(request.GET.get("halaman"))
    kalender_saya = None
    if request.user.is_authenticated:
        baris = KalenderPengguna.objects.filter(pengguna=request.user, aktif=True).first()
        kalender_saya = _alamat_kalender(baris) if baris else ""
    return render(
        request,
        "forum/acara_semua.html",
        {"hal": hal, "lewat": lewat, "kalender": kalender_saya, "tab": tab_forum("acara")},
    )


def _alamat_kalender(baris: KalenderPengguna) -> str:
    return settings.SITE_URL + reverse("forum:kalender-pribadi", args=[ics.kunci_kalender(baris.pk, baris.versi)])


@require_POST
@masuk_dulu
def acara_jawab(request: HttpRequest, pk: int) -> HttpResponse:
    acara, topik, hak = _ambil(pk, request.user, "acara")
    if not acara.boleh_dijawab(oleh=request.user, hak=hak):
        raise Http404
    form = FormHadir(request.POST)
    jawaban = request.POST.get("jawaban", "")
    if not form.is_valid() or jawaban not in ("hadir", "mungkin", "tidak"):
        messages.error(request, "Pilih hadir, mungkin, atau tidak; paling banyak membawa lima orang.")
        return redirect(topik)
    try:
        tamu = form.cleaned_data["tamu"] or 0
        hasil = layanan.jawab_acara(acara=acara, pengguna=request.user, jawaban=jawaban, tamu=tamu)
    except (layanan.KursiHabis, layanan.TerlaluSering) as galat:
        messages.error(request, str(galat))
        return redirect(topik)
    if hasil.antre:
        messages.info(request, "Kursinya sedang penuh. Anda di daftar tunggu dan dikabari bila ada yang batal.")
    else:
        kalimat = {
            "hadir": "Anda tercatat hadir.",
            "mungkin": "Anda tercatat mungkin hadir.",
            "tidak": "Anda tercatat tidak hadir.",
        }
        messages.success(request, kalimat[jawaban])
    return redirect(topik)


@masuk_dulu
def acara_atur(request: HttpRequest, pk: int) -> HttpResponse:
    """Mengubah waktu, tempat, atau kursi."""
    acara, topik, hak = _ambil(pk, request.user, "acara")
    if not acara.boleh_diatur(oleh=request.user, hak=hak) or acara.batal:
        raise Http404
    form = FormUbahAcara(request.POST or None, acara=acara)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.ubah_acara(acara=acara, pelaku=request.user, rincian=form.rincian())
            messages.success(request, "Acara disimpan. Yang sudah menjawab dikabari bila waktu atau tempatnya berubah.")
            return redirect(topik)
        except layanan.KursiHabis as galat:
            form.add_error("kapasitas", str(galat))
    return render(request, "forum/acara_atur.html", {"topik": topik, "simpul": topik.ruang.simpul, "form": form})


@masuk_dulu
def acara_batal(request: HttpRequest, pk: int) -> HttpResponse:
    acara, topik, hak = _ambil(pk, request.user, "acara")
    if not acara.boleh_diatur(oleh=request.user, hak=hak) or acara.batal:
        raise Http404
    form = FormBatal(request.POST or None)
    if request.method == "POST" and form.is_valid():
        layanan.batalkan_acara(acara=acara, pelaku=request.user, alasan=form.cleaned_data["alasan"])
        messages.success(request, "Acara dibatalkan. Semua yang sudah menjawab dikabari.")
        return redirect(topik)
    return render(request, "forum/acara_batal.html", {"topik": topik, "simpul": topik.ruang.simpul, "form": form})


@masuk_dulu
def acara_hadir(request: HttpRequest, pk: int) -> HttpResponse:
    """Daftar hadir pada hari acaranya, dan catatannya sesudahnya."""
    acara, topik, hak = _ambil(pk, request.user, "acara")
    if not acara.boleh_diatur(oleh=request.user, hak=hak) or not acara.sudah_mulai or acara.batal:
        raise Http404
    form = FormNotulen()
    if request.method == "POST" and request.POST.get("aksi") == "catatan":
        form = FormNotulen(request.POST)
        if form.is_valid():
            try:
                data = form.cleaned_data
                kunci = layanan.kunci_untuk_isi(penulis=request.user, kunci=data["kunci_kirim"], sumber=data["sumber"])
                kiriman = layanan.tulis_notulen(
                    acara=acara, pelaku=request.user, sumber=data["sumber"], kunci_kirim=kunci
                )
                messages.success(request, "Catatan acara terbit dan tampil di atas.")
                return redirect(topik.alamat_kiriman(kiriman.nomor))
            except (TulisanDitolak, layanan.TerlaluSering) as galat:
                form.add_error("sumber", str(galat))
    elif request.method == "POST":
        nomor = {
            int(satu) for satu in request.POST.getlist("datang") if satu.isascii() and satu.isdigit() and len(satu) < 10
        }
        n = layanan.catat_kehadiran(acara=acara, pelaku=request.user, datang=nomor)
        messages.success(request, f"{n} orang tercatat datang.")
        return redirect("forum:acara-hadir", pk)
    konteks = {
        "topik": topik,
        "simpul": topik.ruang.simpul,
        "panel": panel_acara(topik, request.user, hak),
        "form": form,
    }
    return render(request, "forum/acara_hadir.html", konteks)


def _berkas(isi: str, nama: str) -> HttpResponse:
    jawab = HttpResponse(isi, content_type="text/calendar; charset=utf-8")
    jawab["Content-Disposition"] = f'attachment; filename="{nama}.ics"'
    jawab["Cache-Control"] = "private, no-store"
    jawab["X-Robots-Tag"] = "noindex"
    return jawab


@require_safe
def acara_ics(request: HttpRequest, pk: int) -> HttpResponse:
    acara, topik, _ = _ambil(pk, request.user, "acara")
    return _berkas(ics.susun([peristiwa(acara)]), slugify(topik.judul)[:40] or "acara")


@require_safe
def kalender_pribadi(request: HttpRequest, kunci: str) -> HttpResponse:
    """Dibuka program kalender, tanpa masuk: kuncinya yang mengenali orangnya, dan dapat dicabut."""
    pemilik = ics.baca_kunci(kunci)
    daftar = kalender(pemilik) if pemilik else None
    if daftar is None:
        raise Http404
    return _berkas(ics.susun(daftar, nama="Acara ForSID saya"), "forsid")


@require_POST
@masuk_dulu
def kalender_atur(request: HttpRequest) -> HttpResponse:
    if request.POST.get("aksi") == "matikan":
        layanan.matikan_kalender(pengguna=request.user)
        messages.success(request, "Alamat kalender dicabut. Program kalender Anda tidak lagi memperbarui acaranya.")
    else:
        layanan.ganti_kalender(pengguna=request.user)
        messages.success(request, "Alamat kalender siap disalin. Alamat yang lama, bila ada, sudah tidak berlaku.")
    return redirect("forum:acara-semua")


# --- Jajak dan dukungan --------------------------------------------------------------------------------------------------
@require_POST
@masuk_dulu
def suara(request: HttpRequest, pk: int) -> HttpResponse:
    jajak, topik, hak = _ambil(pk, request.user, "jajak")
    if not jajak.boleh_disuarakan(oleh=request.user, hak=hak):
        messages.error(request, "Jajak ini sudah ditutup, atau hanya untuk anggota.")
        return redirect(topik)
    teks = request.POST.getlist("pilihan")
    pilihan = {int(satu) for satu in teks if satu.isascii() and satu.isdigit() and len(satu) < 10}
    if len(pilihan) > jajak.maks_pilihan or len(pilihan) != len(set(teks)):
        messages.error(request, f"Pilih paling banyak {jajak.maks_pilihan}.")
        return redirect(topik)
    try:
        layanan.suarakan(jajak=jajak, pengguna=request.user, pilihan=pilihan)
        messages.success(request, "Suara Anda tercatat." if pilihan else "Suara Anda ditarik.")
    except (layanan.TidakBoleh, layanan.TerlaluSering) as galat:
        messages.error(request, str(galat))
    return redirect(topik)


@require_POST
@masuk_dulu
def dukung(request: HttpRequest, pk: int) -> HttpResponse:
    topik, hak = ambil_topik(pk, request.user)
    if request.POST.get("aksi") == "batal":
        layanan.batal_dukung(topik=topik, pengguna=request.user)
        return redirect(topik)
    if not topik.boleh_didukung(oleh=request.user, hak=hak):
        raise Http404
    try:
        layanan.dukung(topik=topik, pengguna=request.user)
    except layanan.TerlaluSering as galat:
        messages.error(request, str(galat))
    return redirect(topik)


# --- Usulan --------------------------------------------------------------------------------------------------------------
@require_safe
def usulan_semua(request: HttpRequest) -> HttpResponse:
    status = request.GET.get("status", "")
    status = status if status in Usulan.Status.values else ""
    hal = Paginator(usulan_terbuka(request.user, status=status), PER_HALAMAN).get_page(request.GET.get("halaman"))
    return render(
        request,
        "forum/usulan_semua.html",
        {"hal": hal, "status": status, "pilihan": Usulan.Status.choices, "tab": tab_forum("usulan")},
    )


@masuk_dulu
def usulan_atur(request: HttpRequest, pk: int) -> HttpResponse:
    usulan, topik, hak = _ambil(pk, request.user, "usulan")
    if not usulan.boleh_diputus(oleh=request.user, hak=hak):
        raise Http404
    awal = {"status": usulan.status, "alasan": usulan.alasan, "rujukan": usulan.rujukan}
    form = FormUsulan(request.POST or None, initial=awal)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        tujuan = _usul_tujuan(data.pop("digabung_ke"), request.user) if data["status"] == "digabung" else None
        data.pop("digabung_ke", None)
        try:
            layanan.putuskan_usulan(usulan=usulan, pelaku=request.user, digabung_ke=tujuan, **data)
            messages.success(request, "Keadaan usul disimpan. Pendukungnya dikabari.")
            return redirect(topik)
        except layanan.TidakBoleh as galat:
            form.add_error("digabung_ke", str(galat) or "Usul ini tidak dapat diubah.")
    return render(request, "forum/usulan_atur.html", {"topik": topik, "simpul": topik.ruang.simpul, "form": form})


def _usul_tujuan(teks: str, oleh) -> Usulan | None:
    cocok = _ALAMAT_TOPIK.search(teks)
    pk = int(cocok[1]) if cocok else int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 10 else None
    terlihat = Topik.objects.terlihat(oleh=oleh)
    return Usulan.objects.filter(pk=pk, topik__in=terlihat.values("pk")).first() if pk else None
