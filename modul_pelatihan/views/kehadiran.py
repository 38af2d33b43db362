"""Kehadiran satu sesi: daftar nama, layar QR, catatan daring, lembar kertas (domain training.md 2.3)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache

from modul_pelatihan import lembar
from modul_pelatihan.bacaan import kelas as bacaan
from modul_pelatihan.forms_kelas import FormSelang
from modul_pelatihan.layanan import Ditolak
from modul_pelatihan.layanan.catat_hadir import PUTARAN_DETIK, catat_hadir, catat_selang, kode_hadir
from modul_pelatihan.models import Kehadiran

from .kelas import berkas
from .kelola import sesi_kelola


@login_required
@never_cache
def sesi_hadir(request: HttpRequest, tanda: UUID) -> HttpResponse:
    """Daftar nama: semua sudah bertanda hadir, pelatih hanya mengubah yang tidak. Kiriman luring menyebut jam catatnya."""
    sesi = sesi_kelola(request, tanda)
    json = request.headers.get("X-Luring") == "1"
    if request.method == "POST":
        isi = {
            int(nama[2:]): nilai
            for nama, nilai in request.POST.items()
            if nama.startswith("p-") and nama[2:].isascii() and nama[2:].isdigit() and len(nama) < 20 and nilai
        }
        cara = request.POST.get("cara") if request.POST.get("cara") in Kehadiran.Cara.values else Kehadiran.Cara.DAFTAR
        try:
            berubah = catat_hadir(sesi=sesi, oleh=request.user, isi=isi, cara=cara, pada=_saat(request))
        except Ditolak as galat:
            if json:
                return JsonResponse({"galat": str(galat)}, status=422)
            messages.warning(request, str(galat))
            return redirect("modul_pelatihan:sesi-hadir", sesi.tanda)
        messages.success(request, f"Kehadiran {len(isi)} peserta tersimpan.")
        if json:
            return JsonResponse({"berubah": berubah})
        return redirect("modul_pelatihan:kelas-kelola", sesi.angkatan_id)
    konteks = {
        "sesi": sesi,
        "kelas": sesi.angkatan,
        "daftar": bacaan.daftar_nama(sesi),
        "pilihan": Kehadiran.Keadaan.choices,
    }
    return render(request, "modul_pelatihan/sesi_hadir.html", konteks)


def _saat(request: HttpRequest) -> datetime | None:
    """Jam pencatat dari kiriman luring; yang tidak terbaca atau tanpa zona dianggap sekarang."""
    try:
        saat = parse_datetime(request.POST.get("pada", "")[:40])
    except ValueError:
        return None
    return saat if saat is not None and timezone.is_aware(saat) and 2000 < saat.year < 2200 else None


@login_required
@never_cache
def sesi_layar(request: HttpRequest, tanda: UUID) -> HttpResponse:
    """Layar proyektor: QR dan kode yang berganti; halaman memuat ulang sendiri tanpa skrip."""
    sesi = sesi_kelola(request, tanda)
    kode = kode_hadir(sesi)
    alamat = settings.SITE_URL + reverse("modul_pelatihan:hadir", args=[sesi.tanda])
    konteks = {
        "sesi": sesi, "kelas": sesi.angkatan, "kode": kode, "alamat": alamat, "putaran": PUTARAN_DETIK - 5,
        "qr": mark_safe(lembar.qr_svg(f"{alamat}?kode={kode}")),
        "hadir": sesi.kehadiran.filter(keadaan="hadir").count(), "jumlah": sesi.angkatan.peserta.terdaftar().count(),
    }  # fmt: skip
    return render(request, "modul_pelatihan/sesi_layar.html", konteks)


@login_required
def sesi_daring(request: HttpRequest, tanda: UUID) -> HttpResponse:
    sesi = sesi_kelola(request, tanda)
    form = FormSelang(request.POST or None, sesi=sesi)
    if request.method == "POST" and form.is_valid():
        try:
            hadir = catat_selang(sesi=sesi, oleh=request.user, selang=form.cleaned_data["catatan"])
            messages.success(request, f"{hadir} peserta tercatat hadir menurut gabungan waktunya.")
            return redirect("modul_pelatihan:sesi-hadir", sesi.tanda)
        except Ditolak as galat:
            form.add_error(None, str(galat))
    return render(request, "modul_pelatihan/sesi_daring.html", {"form": form, "sesi": sesi, "kelas": sesi.angkatan})


@login_required
def sesi_kertas(request: HttpRequest, tanda: UUID) -> HttpResponse:
    """Daftar hadir kertas untuk ditandatangani bila tidak ada jaringan."""
    sesi = sesi_kelola(request, tanda)
    return berkas(lembar.daftar_hadir_pdf(sesi), "application/pdf", f"daftar-hadir-{sesi.pk}.pdf")
