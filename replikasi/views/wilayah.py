from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from akun.models import Peran
from pusat_bantuan.models import ProfilTiket
from replikasi import kata
from replikasi.bacaan import ekspor
from replikasi.bacaan.angka import LEGENDA
from replikasi.bacaan.desa import halaman_desa
from replikasi.bacaan.wilayah import (
    LEGENDA_DESA,
    SARINGAN,
    baris_desa,
    daftar_desa,
    desa_di,
    halaman_wilayah,
    petak_anak,
    petak_desa,
)
from replikasi.models import KlaimTonggak
from replikasi.models.program import PERAN_PEMBACA, PERAN_PENDAMPING
from wilayah import kode as aturan_kode
from wilayah.layanan import temukan
from wilayah.models import Wilayah

BATAS_UNDUH = 100_000


def wilayah_dari(kode: str) -> Wilayah:
    """Wilayah menurut kode bertitik atau polos; 404 bila tidak ada."""
    bersih = aturan_kode.normalkan(kode)
    wilayah = Wilayah.objects.filter(kode=bersih).first() if bersih else None
    if wilayah is None:
        raise Http404("Wilayah tidak ada di daftar.")
    return wilayah


def desa_dari(kode: str) -> Wilayah:
    wilayah = wilayah_dari(kode)
    if wilayah.tingkat != Wilayah.Tingkat.DESA:
        raise Http404("Bukan desa.")
    return wilayah


def beranda(request: HttpRequest) -> HttpResponse:
    return _wilayah(request, None)


def wilayah(request: HttpRequest, kode: str) -> HttpResponse:
    bersih = aturan_kode.normalkan(kode)
    if bersih is None:
        raise Http404("Bukan kode wilayah.")
    ada = Wilayah.objects.filter(kode=bersih).first()
    if ada is None or not ada.berlaku:
        kini = temukan(bersih)
        if kini is None or kini.kode == bersih:
            raise Http404("Wilayah tidak ada di daftar.")
        return redirect(kini)
    if bersih != kode:
        return redirect(ada)
    return _desa(request, ada) if ada.tingkat == Wilayah.Tingkat.DESA else _wilayah(request, ada)


def _wilayah(request: HttpRequest, satu: Wilayah | None) -> HttpResponse:
    halaman = halaman_wilayah(satu)
    return render(
        request,
        "replikasi/wilayah.html",
        {
            "halaman": halaman,
            "petak": petak_anak(halaman) if halaman.anak else petak_desa(halaman),
            "legenda": LEGENDA if halaman.anak else LEGENDA_DESA,
            "definisi": kata.DEFINISI,
            "menunggu": _menunggu(request),
        },
    )


def _menunggu(request: HttpRequest) -> int:
    """Klaim yang menunggu putusan orang ini; hanya dihitung bagi yang berperan."""
    if not request.user.is_authenticated or not request.user.berperan(*PERAN_PENDAMPING):
        return 0
    return KlaimTonggak.objects.bisa_diputus(oleh=request.user).count()


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
            "boleh_minta_bantuan": ProfilTiket.boleh_dibuat(oleh=orang, wilayah=desa),
            "boleh_baca_klaim": orang.is_authenticated and orang.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=desa),
        },
    )


def daftar(request: HttpRequest, kode: str = "") -> HttpResponse:
    """Daftar desa satu wilayah (atau seluruh Indonesia) dengan saringan status; halaman kunci."""
    satu = wilayah_dari(kode) if kode else None
    saringan, sesudah = _baca_saringan(request)
    lembar = daftar_desa(satu, saringan=saringan, sesudah=sesudah)
    return render(
        request,
        "replikasi/daftar_desa.html",
        {
            "wilayah": satu,
            "leluhur": list(satu.leluhur())[:-1] if satu else [],
            "lembar": lembar,
            "saringan": saringan,
            "pilihan": SARINGAN,
            "bukan_awal": bool(sesudah),
        },
    )


def _baca_saringan(request: HttpRequest) -> tuple[str, int]:
    """Nilai yang tidak dikenal diabaikan."""
    saringan = request.GET.get("status", "")
    sesudah = request.GET.get("sesudah", "")
    angka = int(sesudah) if sesudah.isascii() and sesudah.isdigit() and len(sesudah) <= 10 else 0
    return saringan if saringan in SARINGAN else "", angka


def unduh(request: HttpRequest, kode: str = "") -> HttpResponse:
    """CSV dari yang tampil: anak wilayah, atau desa-desanya pada kecamatan dan pada daftar bersaring."""
    satu = wilayah_dari(kode) if kode else None
    if "status" in request.GET or (satu and satu.tingkat == Wilayah.Tingkat.KECAMATAN):
        saringan, _ = _baca_saringan(request)
        isi = ekspor.csv_desa(daftar_desa(satu, saringan=saringan, banyak=BATAS_UNDUH).baris)
    elif satu and satu.tingkat == Wilayah.Tingkat.DESA:
        isi = ekspor.csv_desa(baris_desa(desa_di(satu)))
    else:
        isi = ekspor.csv_wilayah(halaman_wilayah(satu))
    jawaban = HttpResponse("\ufeff" + isi, content_type="text/csv; charset=utf-8")
    jawaban["Content-Disposition"] = f'attachment; filename="replikasi-{satu.kode if satu else "indonesia"}.csv"'
    return jawaban
