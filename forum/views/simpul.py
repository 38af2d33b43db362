from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from akun.isian import kata_cari
from akun.models import Pengguna, Peran
from forum import layanan
from forum.bacaan import daftar as bacaan_daftar
from forum.bacaan.beranda import simpul_terurut
from forum.bacaan.direktori import lengkapi, pegiat, wilayah_pilihan
from forum.bacaan.laporan import laporan_simpul
from forum.bacaan.simpul import daftar_anggota, halaman_simpul
from forum.forms import FormKeanggotaan, FormUndang
from forum.models import AnggotaSimpul, RuangPengguna, SimpulPengguna, TopikPengguna
from forum.models.ketersediaan import PERAN_LIHAT_JADWAL
from forum.slot import panel
from modul_pelatihan.models import Bidang

from .ambil import ambil_ruang, ambil_simpul, bilangan, masuk_dulu
from .ketersediaan import penangan

PER_HALAMAN = 50
BULAN = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]


def simpul_semua(request: HttpRequest) -> HttpResponse:
    kata = kata_cari(request, paling=60)
    daftar = simpul_terurut(request.user)
    if kata:
        daftar = daftar.filter(nama__icontains=kata)
    pengelola = request.user.is_authenticated and request.user.berperan(Peran.PENGELOLA)
    hal = Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("halaman"))
    return render(request, "forum/simpul_semua.html", {"hal": hal, "kata": kata, "pengelola": pengelola})


def _tingkat(model, oleh, **tempat) -> str:
    """Tingkat kabar yang dipilih pembaca untuk tempat itu, atau kosong."""
    if not oleh.is_authenticated:
        return ""
    return model.objects.filter(pengguna=oleh, **tempat).values_list("tingkat", flat=True).first() or ""


def simpul(request: HttpRequest, slug: str) -> HttpResponse:
    baris, hak = ambil_simpul(slug, request.user)
    hal = halaman_simpul(baris, request.user, hak)
    konteks = {
        "hal": hal,
        "simpul": baris,
        "boleh_gabung": baris.boleh_digabungi(oleh=request.user),
        "form": FormKeanggotaan(instance=hal.saya) if hak.anggota else None,
        "lihat_jadwal": hak.anggota and request.user.berperan(*PERAN_LIHAT_JADWAL),
        "panel": panel("panel_simpul", baris, request),
        "tingkat": TopikPengguna.Tingkat.choices,
        "tingkat_saya": _tingkat(SimpulPengguna, request.user, simpul=baris),
    }
    return render(request, "forum/simpul.html", konteks)


@require_safe
def laporan(request: HttpRequest, slug: str, tahun: int | None = None) -> HttpResponse:
    """Laporan tahunan, bagi siapa pun yang boleh membaca isi simpulnya."""
    baris, hak = ambil_simpul(slug, request.user)
    kini = timezone.localtime().year
    if not hak.isi or not (tahun is None or kini - 20 <= tahun <= kini):
        raise Http404
    hal = laporan_simpul(baris, request.user, tahun or kini)
    return render(request, "forum/laporan.html", {"hal": hal, "simpul": baris, "bulan": BULAN})


@require_POST
@masuk_dulu
def simpul_gabung(request: HttpRequest, slug: str) -> HttpResponse:
    baris, _ = ambil_simpul(slug, request.user)
    try:
        anggota = layanan.gabung(simpul=baris, pengguna=request.user)
    except layanan.TerlaluSering as galat:
        messages.error(request, str(galat))
        return redirect(baris)
    if anggota.keadaan == AnggotaSimpul.Keadaan.AKTIF:
        messages.success(request, f"Anda sekarang anggota {baris.nama}.")
    else:
        messages.success(request, "Permintaan Anda sampai kepada koordinator. Anda dikabari setelah diterima.")
    return redirect(baris)


@require_POST
@masuk_dulu
def simpul_keluar(request: HttpRequest, slug: str) -> HttpResponse:
    baris, hak = ambil_simpul(slug, request.user)
    try:
        layanan.keluar(simpul=baris, pengguna=request.user)
    except layanan.TanpaKoordinator as galat:
        messages.error(request, str(galat))
        return redirect("forum:anggota", slug)
    if hak.diundang:
        messages.success(request, f"Undangan ke {baris.nama} Anda tolak.")
    elif hak.keadaan == AnggotaSimpul.Keadaan.DIMINTA:
        messages.success(request, "Permintaan Anda dibatalkan.")
    else:
        messages.success(request, f"Anda sudah keluar dari {baris.nama}.")
    return redirect("forum:beranda")


@require_POST
@masuk_dulu
def simpul_keanggotaan(request: HttpRequest, slug: str) -> HttpResponse:
    baris, hak = ambil_simpul(slug, request.user)
    if not hak.anggota:
        raise Http404
    layanan.atur_keanggotaan(
        simpul=baris,
        pengguna=request.user,
        tersedia="tersedia" in request.POST,
        tampil_publik="tampil_publik" in request.POST,
        mewakili=request.POST.get("mewakili", "").replace("\x00", "")[:80],
    )
    messages.success(request, "Pilihan keanggotaan Anda disimpan.")
    return redirect(baris)


def anggota(request: HttpRequest, slug: str) -> HttpResponse:
    baris, hak = ambil_simpul(slug, request.user)
    if not hak.isi:
        raise Http404
    semua = daftar_anggota(baris, request.user)
    menunggu = list(semua.filter(keadaan=AnggotaSimpul.Keadaan.DIMINTA)[:100]) if hak.kelola else []
    diundang = list(semua.filter(keadaan=AnggotaSimpul.Keadaan.DIUNDANG)[:100]) if hak.kelola else []
    hal = Paginator(semua.filter(keadaan=AnggotaSimpul.Keadaan.AKTIF), PER_HALAMAN).get_page(request.GET.get("halaman"))
    konteks = {
        "simpul": baris, "hak": hak, "hal": hal, "menunggu": menunggu, "diundang": diundang,
        "peran": AnggotaSimpul.Peran.choices, "form": FormUndang() if hak.kelola else None,
    }  # fmt: skip
    return render(request, "forum/anggota.html", konteks)


@require_POST
@masuk_dulu
def anggota_undang(request: HttpRequest, slug: str) -> HttpResponse:
    """Jawabannya sama, ada atau tidaknya akun itu: koordinator tidak dapat menebak-nebak nama pengguna."""
    simpul_, hak = ambil_simpul(slug, request.user)
    if not hak.kelola:
        raise Http404
    form = FormUndang(request.POST)
    if not form.is_valid():
        messages.error(request, "Tulis nama pengguna orang yang diundang.")
        return redirect("forum:anggota", slug)
    orang = Pengguna.objects.filter(username__iexact=form.cleaned_data["orang"], is_active=True).first()
    try:
        if orang:
            layanan.undang(simpul=simpul_, pelaku=request.user, pengguna=orang, mewakili=form.cleaned_data["mewakili"])
        messages.success(request, "Bila nama pengguna itu ada, undangannya sudah sampai.")
    except layanan.TerlaluSering as galat:
        messages.error(request, str(galat))
    return redirect("forum:anggota", slug)


def direktori(request: HttpRequest) -> HttpResponse:
    """Menemukan pegiat menurut wilayah dan keahlian, sejauh yang mereka pilih untuk ditampilkan."""
    daftar_wilayah, daftar_bidang = list(wilayah_pilihan(request.user)), list(Bidang.objects.pokok())
    wilayah = next((satu for satu in daftar_wilayah if satu.kode == request.GET.get("wilayah")), None)
    bidang = next((satu for satu in daftar_bidang if satu.slug == request.GET.get("bidang")), None)
    cari = kata_cari(request, paling=60)
    orang = pegiat(request.user, wilayah=wilayah, bidang=bidang, cari=cari)
    hal = Paginator(orang, PER_HALAMAN).get_page(request.GET.get("halaman"))
    konteks = {
        "hal": hal, "baris": lengkapi(list(hal.object_list), request.user), "cari": cari, "wilayah": wilayah,
        "bidang": bidang, "daftar_wilayah": daftar_wilayah, "daftar_bidang": daftar_bidang,
        "atur_jadwal": request.user.is_authenticated and penangan(request),
    }  # fmt: skip
    return render(request, "forum/direktori.html", konteks)


@require_POST
@masuk_dulu
def anggota_putusan(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    simpul_, hak = ambil_simpul(slug, request.user)
    baris = get_object_or_404(AnggotaSimpul.objects.select_related("simpul", "pengguna"), pk=pk, simpul=simpul_)
    if not baris.boleh_diputus(oleh=request.user):
        raise Http404
    aksi, nama, semula = request.POST.get("aksi"), baris.pengguna.nama, baris.keadaan
    if aksi == "terima":
        layanan.terima_anggota(anggota=baris, pelaku=request.user)
        messages.success(request, f"{nama} sekarang anggota.")
    elif aksi in ("tolak", "keluarkan"):
        layanan.tolak_anggota(anggota=baris, pelaku=request.user)
        kalimat = {
            "diminta": f"Permintaan {nama} tidak diterima; ia dikabari.",
            "diundang": f"Undangan {nama} ditarik.",
            "aktif": f"{nama} bukan anggota lagi dan dikabari. Keliru? Undang lagi dengan @{baris.pengguna.username}.",
        }
        messages.success(request, kalimat.get(semula, f"{nama} tidak lagi di daftar."))
    elif aksi == "peran" and request.POST.get("peran") in AnggotaSimpul.Peran.values:
        layanan.atur_peran(anggota=baris, pelaku=request.user, peran=request.POST["peran"])
        messages.success(request, f"Peran {nama} disimpan.")
    return redirect("forum:anggota", simpul_.slug)


def ruang(request: HttpRequest, slug: str, ruang: str) -> HttpResponse:
    baris, hak = ambil_ruang(slug, ruang, request.user)
    daftar = bacaan_daftar.daftar_ruang(
        baris, request.user, nomor=bilangan(request, "halaman"), sesudah=request.GET.get("sesudah", "")
    )
    konteks = {
        "ruang": baris,
        "simpul": baris.simpul,
        "hak": hak,
        "daftar": daftar,
        "tersemat": daftar.tersemat,
        "boleh_mulai": hak.tulis(baris.siapa_mulai),
        "tingkat": TopikPengguna.Tingkat.choices,
        "tingkat_saya": _tingkat(RuangPengguna, request.user, ruang=baris),
    }
    return render(request, "forum/ruang.html", konteks)
