"""Tindakan penangan atas satu tiket yang punya halaman sendiri: menyerahkan, meneruskan, membetulkan, menggabung, …"""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from akun.models import Peran
from forum.models import Simpul

from .. import kode as kode_tiket
from .. import layanan
from ..forms import FormTeruskan
from ..forms.meja import FormKode, FormPecah, FormTaut, FormTugaskan, FormUbah
from ..layanan import LainDesa, TidakDapat
from ..models import ProfilTiket, TautanTiket
from .tiket import tiket_terlihat


def tiket_ditangani(request: HttpRequest, kode: str) -> ProfilTiket:
    """Tiket itu bagi yang menanganinya; bagi yang lain tidak ada."""
    profil = tiket_terlihat(kode, request.user)
    if not profil.boleh_ditangani(oleh=request.user):
        raise Http404
    return profil


def _langkah(
    request: HttpRequest,
    profil: ProfilTiket,
    form: forms.Form,
    tindakan: Callable[[dict], ProfilTiket | None],
    *,
    judul: str,
    pengantar: str,
    tombol: str,
    berhasil: str,
) -> HttpResponse:
    """Satu halaman, satu formulir, satu tindakan. `tindakan` boleh mengembalikan tiket tujuan pengalihan."""
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                tujuan = tindakan(form.cleaned_data) or profil
            except TidakDapat as galat:
                form.add_error(None, str(galat))
                lain_desa = isinstance(galat, LainDesa) and request.user.berperan(Peran.PETUGAS)
                return _tampilkan(request, profil, form, judul, pengantar, tombol, 422, lain_desa)
            messages.success(request, berhasil)
            return redirect(tujuan)
    return _tampilkan(request, profil, form, judul, pengantar, tombol, status, False)


def _tampilkan(request, profil, form, judul, pengantar, tombol, status, lain_desa) -> HttpResponse:
    konteks = {
        "profil": profil, "form": form, "judul": judul, "pengantar": pengantar, "tombol": tombol,
        "lain_desa": lain_desa,
    }  # fmt: skip
    return render(request, "pusat_bantuan/tiket_tindakan.html", konteks, status=status)


def _tiket_lain(request: HttpRequest, tulisan: str) -> ProfilTiket:
    baku = kode_tiket.normalkan(tulisan)
    lain = baku and ProfilTiket.objects.terlihat(oleh=request.user).untuk_daftar().filter(kode=baku).first()
    if not lain:
        raise TidakDapat(f"Tiket “{tulisan[:20]}” tidak ada, atau tidak dapat Anda baca. Periksa kodenya.")
    return lain


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tiket_tugaskan(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_ditangani(request, kode)
    calon = layanan.calon_penangan(profil).exclude(pk=profil.pemegang_id)
    return _langkah(
        request, profil, FormTugaskan(request.POST or None, calon=calon),
        lambda nilai: layanan.tugaskan(profil=profil, oleh=request.user, **nilai),
        judul="Serahkan ke rekan", tombol="Serahkan tiket", berhasil="Tiket diserahkan. Rekan Anda sudah diberi tahu.",
        pengantar="Rekan yang dipilih memegang tiket ini sampai selesai; desa melihat siapa yang menanganinya.",
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tiket_teruskan(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_ditangani(request, kode)
    form = FormTeruskan(request.POST or None, prefix="teruskan", pilihan=layanan.pilihan_terusan(profil))

    def tindakan(nilai: dict) -> None:
        jenis, nomor = nilai["tujuan"][0], int(nilai["tujuan"][1:])
        simpul = get_object_or_404(Simpul, pk=nomor) if jenis == "s" else None
        layanan.teruskan(
            profil=profil, oleh=request.user, alasan=nilai["alasan"], simpul=simpul,
            tingkat=None if simpul else nomor,
        )  # fmt: skip

    return _langkah(
        request, profil, form, tindakan, judul="Teruskan ke tempat lain", tombol="Teruskan tiket",
        pengantar="Ke simpul lain yang menjangkau desanya, atau ke tingkat di atas. Jamnya tidak diulang.",
        berhasil="Tiket diteruskan. Penerima dan desa sudah diberi tahu.",
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tiket_ubah(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_ditangani(request, kode)
    awal = {"judul": profil.judul, "bidang": profil.bidang_id, "dampak": profil.dampak, "versi": profil.versi}
    return _langkah(
        request, profil, FormUbah(request.POST or None, initial=awal),
        lambda nilai: layanan.ubah_tiket(profil=profil, oleh=request.user, **nilai),
        judul="Betulkan keterangan", tombol="Simpan", berhasil="Keterangan dibetulkan dan tercatat.",
        pengantar="Setiap perubahan tercatat dengan nilai lama dan barunya. Tulisan desa tidak berubah.",
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tiket_gabung(request: HttpRequest, kode: str) -> HttpResponse:
    """Tiket ini digabung ke tiket lain; `?ke=kode` mengisi kotaknya."""
    profil = tiket_ditangani(request, kode)

    def tindakan(nilai: dict) -> ProfilTiket:
        lain = _tiket_lain(request, nilai["kode"])
        return layanan.gabung(asal=profil, ke=lain, oleh=request.user, alasan=nilai["alasan"])

    return _langkah(
        request, profil, FormKode(request.POST or None, initial={"kode": request.GET.get("ke", "")[:20]}), tindakan,
        judul="Gabung ke tiket lain", tombol="Gabung tiket", berhasil="Tiket digabung. Percakapannya berlanjut di sini.",
        pengantar="Tiket ini ditutup dan percakapannya tampil di tiket yang Anda sebut. Keduanya harus dari desa yang sama.",
    )  # fmt: skip


@login_required
@require_POST
def tiket_pisah(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_ditangani(request, kode)
    try:
        layanan.batal_gabung(profil=profil, oleh=request.user)
    except TidakDapat as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Tiket ini kembali berdiri sendiri.")
    return redirect(profil)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tiket_taut(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_ditangani(request, kode)

    def tindakan(nilai: dict) -> None:
        lain = _tiket_lain(request, nilai["kode"])
        layanan.tautkan(dari=profil, ke=lain, jenis=nilai["jenis"], oleh=request.user)

    return _langkah(
        request, profil, FormTaut(request.POST or None, initial={"kode": request.GET.get("ke", "")[:20]}), tindakan,
        judul="Tautkan tiket", tombol="Tautkan", berhasil="Kedua tiket bertautan.",
        pengantar="Tautan tampil di kedua tiket, hanya bagi yang boleh membaca keduanya.",
    )  # fmt: skip


@login_required
@require_POST
def tiket_lepas_taut(request: HttpRequest, kode: str, pk: int) -> HttpResponse:
    profil = tiket_ditangani(request, kode)
    tautan = get_object_or_404(TautanTiket.objects.terlihat(oleh=request.user), pk=pk)
    try:
        layanan.lepas_tautan(tautan=tautan, oleh=request.user)
    except TidakDapat as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Tautan dilepas.")
    return redirect(profil)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tiket_pecah(request: HttpRequest, kode: str) -> HttpResponse:
    profil = tiket_ditangani(request, kode)
    pesan = profil.peristiwa.filter(
        jenis__in=layanan.DAPAT_DIPECAH, followup__public=True
    ).select_related("pelaku", "kontak", "followup")  # fmt: skip
    form = FormPecah(request.POST or None, pesan=pesan, initial={"bidang": profil.bidang_id})

    def tindakan(nilai: dict) -> ProfilTiket:
        return layanan.pecah(
            profil=profil, oleh=request.user, peristiwa=list(nilai["pesan"]), judul=nilai["judul"],
            bidang=nilai["bidang"], kunci_kirim=nilai["kunci_kirim"],
        )  # fmt: skip

    return _langkah(
        request, profil, form, tindakan, judul="Pecah menjadi dua tiket", tombol="Buat tiket baru",
        pengantar="Pesan yang dipilih disalin ke tiket baru milik desa yang sama; aslinya tetap di tiket ini.",
        berhasil="Tiket baru dibuat dan bertautan dengan tiket asalnya.",
    )  # fmt: skip


@login_required
@require_POST
def tiket_kembalikan(request: HttpRequest, kode: str) -> HttpResponse:
    """Mengembalikan tiket pegangan rekan ke antrean."""
    profil = tiket_ditangani(request, kode)
    try:
        layanan.kembalikan(profil=profil, oleh=request.user, alasan="")
    except TidakDapat as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Tiket dikembalikan ke antrean.")
    return redirect(profil)
