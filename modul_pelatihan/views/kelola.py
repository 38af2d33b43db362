"""Hari kelas seorang pelatih: jadwal, peserta, tes, praktik, penutupan, laporan. Kehadiran ada di `kehadiran.py`."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from modul_pelatihan.bacaan import kelas as bacaan
from modul_pelatihan.forms_kelas import FormAngkatan, FormPraktik, FormSesi, FormTambahPeserta
from modul_pelatihan.layanan import Ditolak
from modul_pelatihan.layanan.kelas import (
    atur_tes,
    batalkan_sesi,
    buat_angkatan,
    nilai_praktik,
    simpan_sesi,
    sunting_angkatan,
    ubah_keadaan,
)
from modul_pelatihan.layanan.kursi import batalkan_kursi, daftarkan
from modul_pelatihan.layanan.putuskan_kelulusan import putuskan_kelulusan
from modul_pelatihan.models import Angkatan, Kehadiran, Peserta, Sesi
from modul_pelatihan.models.angkatan import PERAN_KELAS

from .kelas import ambil_kelas, ambil_sesi


def kelola(request: HttpRequest, nomor: int) -> Angkatan:
    angkatan = ambil_kelas(request, nomor)
    if not angkatan.boleh_dikelola(oleh=request.user):
        raise Http404
    return angkatan


def sesi_kelola(request: HttpRequest, tanda: UUID) -> Sesi:
    sesi = ambil_sesi(request, tanda)
    if not sesi.angkatan.boleh_dikelola(oleh=request.user):
        raise Http404
    return sesi


@login_required
def kelas_baru(request: HttpRequest) -> HttpResponse:
    if not request.user.berperan(*PERAN_KELAS):
        raise Http404
    form = FormAngkatan(request.POST or None, oleh=request.user, initial={"wilayah": request.user.wilayah_utama})
    if request.method == "POST" and form.is_valid():
        angkatan = buat_angkatan(oleh=request.user, kunci=form.cleaned_data["kunci"], **form.isi())
        messages.success(request, "Kelas tersimpan sebagai rancangan. Tulis sesinya, lalu buka pendaftaran.")
        return redirect("modul_pelatihan:kelas-kelola", angkatan.pk)
    return render(request, "modul_pelatihan/kelas_ubah.html", {"form": form})


@login_required
def kelas_ubah(request: HttpRequest, nomor: int) -> HttpResponse:
    angkatan = kelola(request, nomor)
    if angkatan.terkunci:
        raise Http404
    form = FormAngkatan(request.POST or None, oleh=request.user, instance=angkatan)
    if request.method == "POST" and form.is_valid():
        try:
            sunting_angkatan(angkatan=angkatan, oleh=request.user, **form.isi())
            messages.success(request, "Kelas tersimpan.")
            return redirect("modul_pelatihan:kelas-kelola", angkatan.pk)
        except Ditolak as galat:
            form.add_error(None, str(galat))
    return render(request, "modul_pelatihan/kelas_ubah.html", {"form": form, "kelas": angkatan})


@login_required
@never_cache
def kelas_kelola(request: HttpRequest, nomor: int) -> HttpResponse:
    """Satu layar untuk hari kelas: apa berikutnya, siapa pesertanya, syarat tiap orang."""
    angkatan = kelola(request, nomor)
    sesi = list(angkatan.sesi.select_related("modul"))
    hitung = {}
    for pk, keadaan in Kehadiran.objects.filter(sesi__in=sesi).values_list("sesi_id", "keadaan"):
        hitung.setdefault(pk, []).append(keadaan)
    for satu in sesi:
        satu.angkatan = angkatan
        satu.hadir = hitung.get(satu.pk, []).count("hadir")
        satu.tercatat = len(hitung.get(satu.pk, []))
    kini = timezone.now()
    baris = bacaan.baris_peserta(angkatan)
    konteks = {
        "kelas": angkatan, "sesi": sesi, "baris": baris, "form": FormTambahPeserta(),
        "berikutnya": next((s for s in sesi if not s.batal and s.selesai > kini), None),
        "tunggu": angkatan.peserta.menunggu().select_related("orang", "asal").order_by("antre"),
        "tes": angkatan.tes.select_related("kuis"), "tugas": angkatan.tugas.all(), "bahan": angkatan.bahan.select_related("dokumen"),
        "lulus": sum(satu.lulus for satu in baris),
    }  # fmt: skip
    return render(request, "modul_pelatihan/kelas_kelola.html", konteks)


def _coba(request: HttpRequest, angkatan: Angkatan, perbuatan, pesan: str = "") -> HttpResponse:
    """Satu perbuatan pelatih; penolakan tampil sebagai kalimat di halaman kelola."""
    try:
        perbuatan()
        if pesan:
            messages.success(request, pesan)
    except Ditolak as galat:
        messages.warning(request, str(galat))
    return redirect("modul_pelatihan:kelas-kelola", angkatan.pk)


@login_required
@require_POST
def kelas_keadaan(request: HttpRequest, nomor: int) -> HttpResponse:
    angkatan = kelola(request, nomor)
    keadaan = request.POST.get("keadaan", "")
    pesan = {
        "dibuka": "Pendaftaran dibuka.", "berjalan": "Kelas dimulai; pendaftaran ditutup.",
        "batal": "Kelas dibatalkan; peserta dikabari.",
    }  # fmt: skip
    return _coba(
        request,
        angkatan,
        lambda: ubah_keadaan(angkatan=angkatan, oleh=request.user, keadaan=keadaan),
        pesan.get(keadaan, ""),
    )


@login_required
def sesi_baru(request: HttpRequest, nomor: int) -> HttpResponse:
    angkatan = kelola(request, nomor)
    form = FormSesi(request.POST or None, angkatan=angkatan)
    if request.method == "POST" and form.is_valid():
        return _coba(
            request, angkatan,
            lambda: simpan_sesi(angkatan=angkatan, oleh=request.user, kunci=form.cleaned_data["kunci"], **form.isi()),
            "Sesi tersimpan.",
        )  # fmt: skip
    return render(request, "modul_pelatihan/sesi_ubah.html", {"form": form, "kelas": angkatan})


@login_required
def sesi_ubah(request: HttpRequest, tanda: UUID) -> HttpResponse:
    sesi = sesi_kelola(request, tanda)
    angkatan = sesi.angkatan
    if request.POST.get("aksi") == "batal":
        return _coba(
            request, angkatan, lambda: batalkan_sesi(sesi=sesi, oleh=request.user),
            "Sesi dibatalkan dan keluar dari hitungan kehadiran.",
        )  # fmt: skip
    form = FormSesi(request.POST or None, angkatan=angkatan, sesi=sesi)
    if request.method == "POST" and form.is_valid():
        return _coba(
            request, angkatan, lambda: simpan_sesi(angkatan=angkatan, oleh=request.user, sesi=sesi, **form.isi()),
            "Jadwal diperbarui; kalender peserta ikut berubah.",
        )  # fmt: skip
    return render(request, "modul_pelatihan/sesi_ubah.html", {"form": form, "kelas": angkatan, "sesi": sesi})


@login_required
@require_POST
def peserta_tambah(request: HttpRequest, nomor: int) -> HttpResponse:
    angkatan = kelola(request, nomor)
    form = FormTambahPeserta(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(form.errors.get("orang", ["Tulis nama penggunanya."])))
        return redirect("modul_pelatihan:kelas-kelola", angkatan.pk)
    orang = form.cleaned_data["orang"]
    return _coba(
        request,
        angkatan,
        lambda: daftarkan(angkatan=angkatan, orang=orang, oleh=request.user),
        f"{orang.nama} terdaftar.",
    )


@login_required
def peserta_lepas(request: HttpRequest, nomor: int, peserta: int) -> HttpResponse:
    """Ditanya dahulu: tes yang sedang dikerjakan orang itu ikut berakhir."""
    angkatan = kelola(request, nomor)
    satu = get_object_or_404(angkatan.peserta.select_related("orang"), pk=min(peserta, 2**62))
    if request.method != "POST":
        if angkatan.terkunci or satu.keadaan == Peserta.Keadaan.BATAL:
            raise Http404
        konteks = {"kelas": angkatan, "peserta": satu, "tunggu": angkatan.peserta.menunggu().exists()}
        return render(request, "modul_pelatihan/peserta_lepas.html", konteks)
    return _coba(
        request, angkatan, lambda: batalkan_kursi(peserta=satu, oleh=request.user), f"Kursi {satu.orang.nama} dilepas."
    )


@login_required
@require_POST
def tes_atur(request: HttpRequest, nomor: int, jenis: str) -> HttpResponse:
    angkatan = kelola(request, nomor)
    tes = get_object_or_404(angkatan.tes.select_related("angkatan"), jenis=jenis)
    buka = request.POST.get("aksi") == "buka"
    return _coba(
        request, angkatan, lambda: atur_tes(tes=tes, oleh=request.user, buka=buka),
        f"{tes.get_jenis_display()} {'dibuka' if buka else 'ditutup'}.",
    )  # fmt: skip


@login_required
def praktik(request: HttpRequest, nomor: int, peserta: int) -> HttpResponse:
    angkatan = kelola(request, nomor)
    satu = get_object_or_404(angkatan.peserta.terdaftar().select_related("orang"), pk=min(peserta, 2**62))
    if angkatan.lembar_praktik is None or satu.orang_id == request.user.pk or angkatan.terkunci:
        raise Http404
    form = FormPraktik(request.POST or None, lembar=angkatan.lembar_praktik)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def catat() -> None:
            hasil = nilai_praktik(
                angkatan=angkatan, peserta=satu, lembar=angkatan.lembar_praktik, oleh=request.user, kunci=data["kunci"],
                terpenuhi={int(pk) for pk in data["butir"]}, catatan=data["catatan"],
            )  # fmt: skip
            messages.success(request, f"Praktik {satu.orang.nama}: {'lulus' if hasil.lulus else 'belum lulus'}.")

        return _coba(request, angkatan, catat)
    lalu = angkatan.penilaian_praktik.filter(orang=satu.orang).select_related("penilai")
    konteks = {"kelas": angkatan, "peserta": satu, "form": form, "lalu": lalu, "lembar": angkatan.lembar_praktik}
    return render(request, "modul_pelatihan/praktik.html", konteks)


@login_required
def kelas_tutup(request: HttpRequest, nomor: int) -> HttpResponse:
    """Memperlihatkan keputusan tiap peserta sebelum kelas ditutup dan sertifikat terbit."""
    angkatan = kelola(request, nomor)
    if angkatan.terkunci:
        return redirect("modul_pelatihan:kelas-laporan", angkatan.pk)
    if request.method == "POST":
        try:
            hasil = putuskan_kelulusan(angkatan=angkatan, oleh=request.user)
        except Ditolak as galat:
            messages.warning(request, str(galat))
            return redirect("modul_pelatihan:kelas-kelola", angkatan.pk)
        lulus = sum(satu.lulus for satu in hasil)
        messages.success(request, f"Kelas ditutup. {lulus} dari {len(hasil)} peserta lulus dan mendapat sertifikat.")
        return redirect("modul_pelatihan:kelas-laporan", angkatan.pk)
    konteks = {
        "kelas": angkatan,
        "baris": bacaan.baris_peserta(angkatan),
        "mengerjakan": bacaan.sedang_mengerjakan(angkatan),
    }
    return render(request, "modul_pelatihan/kelas_tutup.html", konteks)


@login_required
def kelas_laporan(request: HttpRequest, nomor: int) -> HttpResponse:
    """Laporan kelas yang dapat dicetak: peserta, kehadiran, tes, umpan balik, dan ukuran sesudah kelas."""
    angkatan = kelola(request, nomor)
    return render(request, "modul_pelatihan/kelas_laporan.html", bacaan.laporan(angkatan, request))
