"""Rencana kerja satu desa: papan, daftar, kalender, garis waktu, jeda, edisi baru, dan kalender ICS."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from replikasi import ics
from replikasi.bacaan.perjalanan import penerapan_utama
from replikasi.bacaan.rencana import acara_kalender, bulan_bertugas, garis_waktu, halaman_rencana, kalender_bulan
from replikasi.bacaan.setempat import tonggak_berpenyesuaian
from replikasi.forms_rencana import FormJeda, FormTugas
from replikasi.kalender import hari_ini
from replikasi.layanan import rencana as layanan
from replikasi.layanan.edisi_buku import edisi_terbaru
from replikasi.layanan.kalender import buat_tautan, cabut_tautan
from replikasi.models import Jeda, RencanaKerja, TautanKalender, Tugas

from .isian import isian_desa
from .saringan import baca_bulan, desa_dari

RUPA = {"papan": "Papan", "daftar": "Daftar", "kalender": "Kalender", "waktu": "Garis waktu"}
_RINCI = ("edisi", "penerapan__program", "penerapan__edisi", "penerapan__wilayah__induk__induk__induk")


def rencana_terlihat(request: HttpRequest, kode: str) -> RencanaKerja:
    """Rencana desa itu bagi yang boleh membacanya; selain itu tidak ada."""
    penerapan = penerapan_utama(desa_dari(kode))
    if penerapan is None:
        raise Http404
    semua = RencanaKerja.objects.terlihat(oleh=request.user).select_related(*_RINCI)
    return get_object_or_404(semua, penerapan=penerapan)


def _rencana_milik(request: HttpRequest, kode: str) -> RencanaKerja:
    satu = rencana_terlihat(request, kode)
    if not satu.boleh_diatur(oleh=request.user):
        raise Http404
    return satu


@login_required
@require_GET
def rencana(request: HttpRequest, kode: str) -> HttpResponse:
    satu = rencana_terlihat(request, kode)
    halaman = halaman_rencana(satu)
    rupa = request.GET.get("rupa", "")
    rupa = rupa if rupa in RUPA else "papan"
    tautan = TautanKalender.objects.filter(pengguna=request.user, wilayah=halaman.desa, dicabut_pada=None).first()
    bulan = baca_bulan(request) or bulan_bertugas(halaman)
    return render(
        request,
        "replikasi/rencana.html",
        {
            "halaman": halaman, "desa": halaman.desa, "rencana": satu, "rupa": rupa,
            "tab": [{"judul": judul, "url": f"?rupa={nama}", "kini": nama == rupa} for nama, judul in RUPA.items()],
            "bulan": kalender_bulan(halaman, bulan) if rupa == "kalender" else None,
            "waktu": garis_waktu(halaman, oleh=request.user) if rupa == "waktu" else None,
            "boleh_klaim": satu.penerapan.boleh_diklaim(oleh=request.user),
            "boleh_atur": satu.boleh_diatur(oleh=request.user),
            "boleh_jeda": satu.boleh_dijeda(oleh=request.user),
            "alamat_kalender": settings.SITE_URL + tautan.get_absolute_url() if tautan else "",
        },
    )  # fmt: skip


@login_required
@require_POST
def rencana_terapkan(request: HttpRequest, kode: str) -> HttpResponse:
    """Penerapan yang berjalan tanpa rencana diberi rencana dari edisi terbaru, mulai hari ini."""
    penerapan = penerapan_utama(desa_dari(kode))
    if penerapan is None or not penerapan.boleh_diklaim(oleh=request.user):
        raise Http404
    try:
        hasil = layanan.terapkan(penerapan=penerapan, oleh=request.user, mulai=hari_ini())
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
        return redirect(penerapan.wilayah)
    messages.success(request, f"Rencana kerja tersusun dari {hasil.edisi}.")
    return redirect(hasil)


@login_required
def tugas_atur(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(Tugas.objects.select_related("langkah", "pemilik", "rencana__penerapan__wilayah"), pk=pk)
    desa = satu.rencana.penerapan.wilayah
    _rencana_milik(request, desa.kode)
    form = FormTugas(request.POST or None, desa=desa, initial={"tenggat": satu.tenggat, "pemilik": satu.pemilik})
    return isian_desa(
        request, form, lambda f: layanan.atur_tugas(tugas=satu, oleh=request.user, **f.cleaned_data), desa=desa,
        judul=f"Atur tugas {satu.langkah.kode}", pengantar=f"{satu.langkah.judul}. Penanggung jawab menurut panduan: "
        f"{satu.langkah.penanggung_jawab}.", kembali=satu.rencana, tombol="Simpan tugas", kabar="Tugas diatur.",
    )  # fmt: skip


@login_required
def jeda_baru(request: HttpRequest, kode: str) -> HttpResponse:
    satu = rencana_terlihat(request, kode)
    if not satu.boleh_dijeda(oleh=request.user):
        raise Http404
    return isian_desa(
        request, FormJeda(request.POST or None),
        lambda f: layanan.catat_jeda(rencana=satu, oleh=request.user, **f.cleaned_data),
        desa=satu.penerapan.wilayah, judul="Catat jeda", kembali=satu, tombol="Simpan jeda", kabar="Jeda tercatat.",
        pengantar="Selama jeda desa tidak dihitung macet, dan tenggat yang belum diklaim bergeser sebanyak hari kerjanya.",
    )  # fmt: skip


@login_required
@require_POST
def jeda_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(Jeda.objects.select_related("penerapan__wilayah"), pk=pk)
    rencana = rencana_terlihat(request, satu.penerapan.wilayah.kode)
    if rencana.pk != satu.penerapan_id or not rencana.boleh_dijeda(oleh=request.user):
        raise Http404
    layanan.akhiri_jeda(jeda=satu, oleh=request.user, pada=hari_ini())
    messages.success(request, "Jeda berakhir hari ini; tenggat dihitung lagi.")
    return redirect(rencana)


@login_required
def edisi_jawab(request: HttpRequest, kode: str) -> HttpResponse:
    """Desa ditanya per butir; yang tidak dijawab tetap ditanyakan."""
    satu = _rencana_milik(request, kode)
    baru = edisi_terbaru()
    if baru is None or baru.nomor <= satu.edisi.nomor:
        return redirect(satu)
    butir = layanan.butir_edisi(satu, baru)
    if request.method == "POST":
        pilihan = {"ikut": True, "tetap": False}
        jawaban = {
            langkah.tonggak_id: pilihan[nilai]
            for _, langkah, _ in butir
            if (nilai := request.POST.get(f"butir-{langkah.tonggak_id}")) in pilihan
        }
        hasil = layanan.jawab_edisi(rencana=satu, edisi=baru, jawaban=jawaban, oleh=request.user)
        sisa = len(butir) - len(hasil)
        messages.success(request, f"{len(hasil)} jawaban tersimpan." + (f" {sisa} belum dijawab." if sisa else ""))
        return redirect(satu)
    return render(
        request, "replikasi/edisi_jawab.html",
        {"rencana": satu, "desa": satu.penerapan.wilayah, "edisi": baru, "butir": butir,
         "berpenyesuaian": tonggak_berpenyesuaian(satu.penerapan.wilayah)},
    )  # fmt: skip


@login_required
@require_POST
def kalender_atur(request: HttpRequest, kode: str) -> HttpResponse:
    """Membuat atau mencabut alamat kalender rahasia milik orang ini."""
    satu = rencana_terlihat(request, kode)
    desa = satu.penerapan.wilayah
    if request.POST.get("aksi") == "cabut":
        cabut_tautan(pengguna=request.user, wilayah=desa)
        messages.success(request, "Alamat kalender dicabut; aplikasi yang memakainya berhenti diperbarui.")
    else:
        buat_tautan(pengguna=request.user, wilayah=desa)
        messages.success(request, "Alamat kalender siap disalin di bawah.")
    return redirect(f"{satu.get_absolute_url()}?rupa=kalender")


@require_GET
@cache_control(private=True, max_age=3600)
def kalender(request: HttpRequest, rahasia: str) -> HttpResponse:
    """Umpan ICS: alamatnya sendiri kuncinya. Hak pemiliknya dibaca lagi setiap kali."""
    tautan = get_object_or_404(
        TautanKalender.objects.select_related("pengguna", "wilayah"),
        sidik=TautanKalender.sidik_dari(rahasia), dicabut_pada=None, pengguna__is_active=True,
    )  # fmt: skip
    rencana = RencanaKerja.objects.terlihat(oleh=tautan.pengguna).filter(
        penerapan__wilayah__kunci__range=tautan.wilayah.rentang, penerapan__keadaan="berjalan"
    )
    tuan = urlsplit(settings.SITE_URL).netloc
    acara = [
        ics.Acara(
            uid=f"tugas-{tugas.pk}@{tuan}", judul=f"{tugas.langkah} – {desa.nama_lengkap}", mulai=tugas.tenggat,
            uraian=f"{tugas.langkah.tindakan}\nBukti: {tugas.langkah.bukti}\n"
            f"Penanggung jawab: {tugas.langkah.penanggung_jawab}",
            url=f"{settings.SITE_URL}/replikasi/{desa.kode}/tonggak/{tugas.tonggak.slug}/",
        )
        for tugas, desa in acara_kalender(rencana)
    ]  # fmt: skip
    isi = ics.kalender(acara, nama=f"Rencana {tautan.wilayah.nama_lengkap}", dicap=timezone.now())
    jawaban = HttpResponse(isi, content_type="text/calendar; charset=utf-8")
    jawaban["Content-Disposition"] = f'inline; filename="rencana-{tautan.wilayah.kode}.ics"'
    jawaban["X-Robots-Tag"] = "noindex"
    return jawaban
