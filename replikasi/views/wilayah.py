"""Halaman kemajuan: nasional sampai desa, daftar desa, perbandingan. Terbuka untuk umum."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from akun.models import Peran
from modul_pelatihan.models.angkatan import PERAN_HITUNG
from pusat_bantuan.bacaan.anjuran import anjuran_desa
from pusat_bantuan.models import ProfilTiket
from replikasi import kata
from replikasi.bacaan.angka import LEGENDA
from replikasi.bacaan.banding import URUT, banding
from replikasi.bacaan.daftar import SARINGAN, daftar_desa
from replikasi.bacaan.desa import halaman_desa
from replikasi.bacaan.percakapan import percakapan_desa
from replikasi.bacaan.peta import LEGENDA_DESA, garis_anak, petak_anak, petak_desa
from replikasi.bacaan.tertahan import desa_tertahan
from replikasi.bacaan.wilayah import ANAK, cari_wilayah, halaman_wilayah
from replikasi.models import Hubungan, KlaimTonggak
from replikasi.models.program import PERAN_PEMBACA, PERAN_PENDAMPING
from wilayah import kode as aturan_kode
from wilayah.layanan import temukan
from wilayah.models import Wilayah

from .saringan import baca_bilangan, baca_bulan, desa_dari, wilayah_dari

__all__ = ["banding_wilayah", "beranda", "daftar", "desa_dari", "tertahan", "wilayah", "wilayah_dari"]


@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    return _wilayah(request, None)


@require_safe
def wilayah(request: HttpRequest, kode: str) -> HttpResponse:
    bersih = aturan_kode.normalkan(kode)
    if bersih is None:
        raise Http404("Bukan kode wilayah.")
    ada = cari_wilayah(bersih, klaim=_klaim_menunggu(request) if len(bersih) < 13 else None)
    if ada is None or not ada.berlaku:
        kini = temukan(bersih)
        if kini is None or kini.kode == bersih:
            raise Http404("Wilayah tidak ada di daftar.")
        return redirect(kini)
    if bersih != kode:
        return redirect(ada)
    return _desa(request, ada) if ada.tingkat == Wilayah.Tingkat.DESA else _wilayah(request, ada)


def _wilayah(request: HttpRequest, satu: Wilayah | None) -> HttpResponse:
    halaman = halaman_wilayah(satu, bulan=baca_bulan(request))
    orang = request.user
    return render(
        request,
        "replikasi/wilayah.html",
        {
            "halaman": halaman,
            "garis": garis_anak(halaman),
            "petak": petak_anak(halaman) if halaman.anak else petak_desa(halaman),
            "legenda": LEGENDA if halaman.anak else LEGENDA_DESA,
            "definisi": kata.DEFINISI,
            "menunggu": _menunggu(request, satu),
            "pendamping": orang.is_authenticated and orang.berperan(*PERAN_PENDAMPING),
            "boleh_hasil": orang.is_authenticated and orang.berkuasa(*PERAN_HITUNG, atas=satu),
        },
    )


def _klaim_menunggu(request: HttpRequest) -> QuerySet[KlaimTonggak] | None:
    """Klaim yang menunggu putusan orang ini; hanya bagi yang berperan."""
    if not request.user.is_authenticated or not request.user.berperan(*PERAN_PENDAMPING):
        return None
    return KlaimTonggak.objects.bisa_diputus(oleh=request.user)


def _menunggu(request: HttpRequest, satu: Wilayah | None) -> int:
    if satu is not None:
        return getattr(satu, "menunggu", None) or 0
    klaim = _klaim_menunggu(request)
    return klaim.count() if klaim is not None else 0


def _desa(request: HttpRequest, desa: Wilayah) -> HttpResponse:
    halaman = halaman_desa(desa, oleh=request.user)
    orang = request.user
    penerapan = halaman.perjalanan.penerapan if halaman.perjalanan else None
    pendamping = orang.is_authenticated and orang.berkuasa(*PERAN_PENDAMPING, atas=desa)
    return render(
        request,
        "replikasi/desa.html",
        {
            "halaman": halaman,
            "desa": halaman.wilayah,
            "definisi": kata.DEFINISI,
            "boleh_klaim": penerapan is not None and penerapan.boleh_diklaim(oleh=orang),
            "boleh_mulai": penerapan is None and halaman.boleh_menyatakan,
            "boleh_atur": pendamping,
            "boleh_catat": Hubungan.boleh_dicatat(oleh=orang, wilayah=desa),
            "boleh_minta_bantuan": ProfilTiket.boleh_dibuat(oleh=orang, wilayah=desa),
            "anjuran": anjuran_desa(desa, oleh=orang),
            "percakapan": percakapan_desa(desa, orang),
            "boleh_baca_klaim": orang.is_authenticated and orang.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=desa),
        },
    )


@require_safe
def daftar(request: HttpRequest, kode: str = "") -> HttpResponse:
    """Daftar desa satu wilayah (atau seluruh Indonesia) dengan saringan status; halaman kunci."""
    satu = wilayah_dari(kode) if kode else None
    saringan = baca_saringan(request)
    sesudah = baca_bilangan(request, "sesudah")
    lembar = daftar_desa(satu, saringan=saringan, sesudah=sesudah)
    return render(
        request,
        "replikasi/daftar_desa.html",
        {
            "wilayah": satu,
            "leluhur": list(satu.leluhur())[:-1] if satu else [],
            "lembar": lembar,
            "saringan": saringan,
            "pilihan": {nilai: nama for nilai, nama in SARINGAN.items() if satu or nilai != "tak_bisa_lapor"},
            "bukan_awal": bool(sesudah),
            "definisi": kata.DEFINISI,
        },
    )


def baca_saringan(request: HttpRequest) -> str:
    saringan = request.GET.get("status", "")
    return saringan if saringan in SARINGAN else ""


@require_safe
def tertahan(request: HttpRequest, kode: str = "") -> HttpResponse:
    satu = wilayah_dari(kode) if kode else None
    return render(
        request,
        "replikasi/tertahan.html",
        {
            "wilayah": satu, "leluhur": list(satu.leluhur())[:-1] if satu else [],
            "lembar": desa_tertahan(
                satu, oleh=request.user, sesudah=request.GET.get("sesudah", ""), bulan=baca_bulan(request)
            ),
            "bukan_awal": "sesudah" in request.GET, "arti": kata.JALAN,
        },
    )  # fmt: skip


@require_safe
def banding_wilayah(request: HttpRequest, kode: str = "") -> HttpResponse:
    induk = wilayah_dari(kode) if kode else None
    if induk and induk.tingkat not in ANAK:
        raise Http404("Wilayah ini tidak punya wilayah di bawahnya untuk dibandingkan.")
    return render(
        request,
        "replikasi/banding.html",
        {
            "b": baca_banding(request, induk), "leluhur": list(induk.leluhur())[:-1] if induk else [],
            "urut": baca_urut(request), "pilihan_urut": URUT, "definisi": kata.DEFINISI,
        },
    )  # fmt: skip


def baca_urut(request: HttpRequest) -> str:
    return request.GET["urut"] if request.GET.get("urut") in URUT else "persen"


def baca_banding(request: HttpRequest, induk: Wilayah | None):
    kode = {satu for satu in request.GET.getlist("w")[:80] if aturan_kode.normalkan(satu) == satu}
    return banding(induk, kode=kode, bulan=baca_bulan(request), urut=baca_urut(request))
