"""Antrean penangan: daftar, tampilan tersimpan."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from akun.models import Pengguna, Peran

from .. import bacaan, layanan
from ..bacaan.baris import baris_antrean
from ..bacaan.daftar import TAMPILAN
from ..bacaan.meja import alamat_tampilan, himpunan, pilihan_saringan, tab_meja
from ..bacaan.urutan import BAWAAN, URUTAN
from ..forms.meja import FormTampilan, FormWilayah, perbuatan_massal, pilihan_tim
from ..layanan import TidakDapat
from ..models import ProfilTiket, SematanTampilan, TampilanTersimpan
from ..saringan import PEMEGANG, SLA, UMUR, Saringan


def penangan(request: HttpRequest) -> Pengguna:
    """Orang di balik permintaan ini; yang bukan penangan tidak punya antrean."""
    if not request.user.berperan(Peran.PEGIAT, Peran.PETUGAS):
        raise Http404
    return request.user


@login_required
@require_safe
def antrean(request: HttpRequest) -> HttpResponse:
    """Alamatnya saringannya. Tulisan wilayah dari kotak ketik dibakukan menjadi kode lewat pengalihan."""
    orang = penangan(request)
    if not request.GET and (bawaan := _bawaan(orang)):
        return redirect(reverse("pusat_bantuan:antrean") + bawaan)
    saringan = Saringan.dari(request.GET)
    saring = "saring" in request.GET  # formulirnya separuh halaman: dibuka bila diminta
    pilihan = pilihan_saringan(orang, saringan, lengkap=saring)
    wilayah = FormWilayah(request.GET, oleh=orang, terpilih=pilihan.wilayah)
    if baku := wilayah.perlu_dibakukan():
        return redirect(f"{reverse('pusat_bantuan:antrean')}?{baku}")
    if wilayah.errors and not saring:
        saring, pilihan = True, pilihan_saringan(orang, saringan, lengkap=True)
    tampilan = request.GET.get("tampilan", "")
    tampilan = tampilan if tampilan in TAMPILAN else "menunggu"
    urut = request.GET.get("urut", "")
    urut = urut if urut in URUTAN else BAWAAN
    simpan = request.GET.get("simpan", "")
    tab, sematan = tab_meja(orang, kini=tampilan, simpan=simpan)
    dasar = {"tampilan": tampilan if tampilan != "menunggu" else "", "urut": urut if urut != BAWAAN else ""}
    lembar = bacaan.lembar(himpunan(orang, request.GET), kursor=request.GET.get("sesudah", ""), urutan=urut)
    konteks = {
        "lembar": lembar, "baris": baris_antrean(lembar.tiket),
        "saringan": saringan, "tampilan": tampilan, "urut": urut, "tab": tab, "wilayah": wilayah,
        "keping": [(teks, sisa.alamat(**dasar)) for teks, sisa in saringan.keping(pilihan.sebutan)],
        "tanpa_saringan": Saringan().alamat(**dasar), "pilihan": pilihan, "pilih": _pilihan_tetap() if saring else {},
        "urutan": [(nama, satu.judul) for nama, satu in URUTAN.items()], "massal": [*perbuatan_massal(orang), ("ekspor", "Unduh CSV")],
        "kueri": saringan.alamat(**dasar)[1:], "saring": saring,
        "tersembunyi": [satu for satu in [*dasar.items(), *saringan.pasangan] if satu[1] and satu[0] != "cari"], "tersimpan": next((s for s in sematan if str(s.tampilan_id) == simpan), None),
        "tim": pilihan_tim(orang),
    }  # fmt: skip
    return render(request, "pusat_bantuan/antrean.html", konteks)


def _bawaan(orang: Pengguna) -> str:
    satu = SematanTampilan.objects.terlihat(oleh=orang).filter(bawaan=True).select_related("tampilan").first()
    return alamat_tampilan(satu.tampilan) if satu else ""


def _pilihan_tetap() -> dict[str, list[tuple[str, str]]]:
    hosting = ProfilTiket._meta.get_field("hosting").choices
    return {
        "keadaan": ProfilTiket.Keadaan.choices,
        "dampak": [(nilai, label.partition(":")[0]) for nilai, label in ProfilTiket.Dampak.choices],
        "tingkat": [(str(nilai), label) for nilai, label in ProfilTiket.Tingkat.choices],
        "kanal": ProfilTiket.Kanal.choices, "umur": list(UMUR.items()), "sla": list(SLA.items()), "hosting": hosting,
        "pemegang": list(PEMEGANG.items()),
    }  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tampilan(request: HttpRequest) -> HttpResponse:
    """Tampilan tersimpan: milik sendiri dan tim; disematkan, diurutkan, dijadikan bawaan. POST menyimpan yang baru."""
    orang = penangan(request)
    form = FormTampilan(request.POST or None, oleh=orang)
    if request.method == "POST" and form.is_valid():
        try:
            baru = layanan.simpan_tampilan(oleh=orang, **form.isi())
        except TidakDapat as galat:
            form.add_error("nama", str(galat))
        else:
            messages.success(request, f"Tampilan “{baru.nama}” tersimpan dan disematkan di atas antrean.")
            return redirect(reverse("pusat_bantuan:antrean") + alamat_tampilan(baru))
    daftar = TampilanTersimpan.objects.terlihat(oleh=orang).select_related("pemilik", "wilayah")
    sematan = {satu.tampilan_id: satu for satu in SematanTampilan.objects.terlihat(oleh=orang)}
    urut = sorted(
        daftar, key=lambda satu: (satu.pk not in sematan, getattr(sematan.get(satu.pk), "urutan", 0), satu.nama)
    )
    baris = [
        {"tampilan": satu, "sematan": sematan.get(satu.pk), "alamat": alamat_tampilan(satu),
         "milik": satu.boleh_diubah(oleh=orang)}
        for satu in urut
    ]  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "pusat_bantuan/tampilan.html", {"baris": baris, "form": form}, status=status)


@login_required
@require_POST
def tampilan_ubah(request: HttpRequest, pk: int, perbuatan: str) -> HttpResponse:
    """Sematkan, lepas, naik, turun, bawaan, atau hapus."""
    orang = penangan(request)
    satu = get_object_or_404(TampilanTersimpan.objects.terlihat(oleh=orang), pk=pk)
    if perbuatan not in layanan.PERBUATAN_TAMPILAN:
        raise Http404
    try:
        kalimat = layanan.ubah_tampilan(tampilan=satu, oleh=orang, perbuatan=perbuatan)
    except TidakDapat as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, kalimat)
    return redirect("pusat_bantuan:tampilan")
