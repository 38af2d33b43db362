"""Kelas bagi calon peserta dan peserta."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from akun.batas import batasi
from modul_pelatihan import kalender_kelas, kiriman, lembar
from modul_pelatihan.bacaan import kelas as bacaan
from modul_pelatihan.bacaan import sebutan_pembaca
from modul_pelatihan.ekspor import paket_kelas
from modul_pelatihan.forms_kelas import FormUmpanBalik
from modul_pelatihan.layanan import Ditolak, JawabanKeliru, mulai_percobaan
from modul_pelatihan.layanan.catat_hadir import hadir_dengan_kode
from modul_pelatihan.layanan.kelas import beri_umpan_balik
from modul_pelatihan.layanan.kursi import batalkan_kursi, daftarkan
from modul_pelatihan.layanan.lapor_diri import tahap_lapor
from modul_pelatihan.models import Angkatan, Kehadiran, Percobaan, Peserta, Sertifikat, Sesi
from modul_pelatihan.models.angkatan import PERAN_HITUNG, PERAN_KELAS
from modul_pelatihan.models.kuis import PERAN_PENULIS_SOAL
from modul_pelatihan.models.permintaan import PERAN_MINTA

TAB = {"mendatang": "Akan datang", "saya": "Kelas saya", "selesai": "Sudah selesai"}


def ambil_kelas(request: HttpRequest, nomor: int) -> Angkatan:
    if nomor > 2**62:
        raise Http404
    semua = Angkatan.objects.terlihat(oleh=request.user).select_related("wilayah", "jalur", "lembar_praktik")
    return get_object_or_404(semua, pk=nomor)


def ambil_sesi(request: HttpRequest, tanda: UUID) -> Sesi:
    sesi = get_object_or_404(Sesi.objects.select_related("angkatan__wilayah"), tanda=tanda)
    if not sesi.angkatan.boleh_dilihat(oleh=request.user):
        raise Http404
    return sesi


def peserta_saya(request: HttpRequest, angkatan: Angkatan) -> Peserta | None:
    if not request.user.is_authenticated:
        return None
    return angkatan.peserta.filter(orang=request.user).exclude(keadaan=Peserta.Keadaan.BATAL).first()


def kelas_daftar(request: HttpRequest) -> HttpResponse:
    """Kelas yang akan datang, yang sudah selesai, dan kelas sendiri."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TAB and (tab != "saya" or request.user.is_authenticated) else "mendatang"
    if tab == "saya":
        cari = {"peserta__orang": request.user, "peserta__keadaan__in": ["terdaftar", "menunggu"]}
    elif tab == "selesai":
        cari = {"keadaan": Angkatan.Keadaan.SELESAI}
    else:
        cari = {"keadaan__in": ["rancangan", "dibuka", "berjalan"]}
    semua = bacaan.daftar_kelas(request.user).filter(pk__in=Angkatan.objects.filter(**cari).values("pk"))
    hal = Paginator(semua.order_by("-keadaan", "-pk") if tab != "mendatang" else semua.order_by("keadaan", "pk"), 20)
    konteks = {
        "hal": hal.get_page(request.GET.get("halaman")), "tab": tab,
        "daftar_tab": [
            {"judul": judul, "url": f"?tab={nama}", "kini": nama == tab}
            for nama, judul in TAB.items() if nama != "saya" or request.user.is_authenticated
        ],
        "boleh_buat": request.user.is_authenticated and request.user.berperan(*PERAN_KELAS),
        "boleh_hitung": request.user.is_authenticated and request.user.berperan(*PERAN_HITUNG),
        "boleh_minta": request.user.is_authenticated and request.user.berperan(*PERAN_MINTA),
        "boleh_soal": request.user.is_authenticated and request.user.berperan(*PERAN_PENULIS_SOAL),
    }  # fmt: skip
    return render(request, "modul_pelatihan/kelas_daftar.html", konteks)


@never_cache
def kelas(request: HttpRequest, nomor: int) -> HttpResponse:
    angkatan = ambil_kelas(request, nomor)
    peserta = peserta_saya(request, angkatan)
    konteks = {
        "kelas": angkatan, "peserta": peserta, "kelola": angkatan.boleh_dikelola(oleh=request.user),
        "sesi": angkatan.sesi.select_related("modul"), "modul": angkatan.modul.order_by("path"),
        "pengajar": angkatan.pengajar.select_related("orang").order_by("-tugas", "pk"),
        "terisi": angkatan.peserta.terdaftar().count(), "menunggu": angkatan.peserta.menunggu().count(),
    }  # fmt: skip
    for satu in konteks["sesi"]:
        satu.angkatan = angkatan
    if peserta and peserta.keadaan == Peserta.Keadaan.TERDAFTAR:
        baris = bacaan.baris_peserta(angkatan, [peserta])[0]
        konteks |= {
            "baris": baris, "tugas": bacaan.tugas_saya(angkatan, peserta), "tes": _tes(angkatan, request),
            "bahan": angkatan.bahan.select_related("dokumen"), "kunci": request.user.kunci_baru(),
            "sudah_umpan": hasattr(peserta, "umpan_balik"), "tahap_lapor": tahap_lapor(peserta),
            "hadir": {satu.sesi_id: satu for satu in peserta.kehadiran.all()},
        }  # fmt: skip
    elif peserta:
        konteks["ke"] = angkatan.peserta.menunggu().filter(antre__lte=peserta.antre).count()
    return render(request, "modul_pelatihan/kelas.html", konteks)


def _tes(angkatan: Angkatan, request: HttpRequest) -> list[dict]:
    punya: dict[int, list[Percobaan]] = {}
    for satu in Percobaan.objects.filter(tes__angkatan=angkatan, orang=request.user).order_by("nomor"):
        punya.setdefault(satu.tes_id, []).append(satu)
    return [{"tes": satu, "percobaan": punya.get(satu.pk, [])} for satu in angkatan.tes.select_related("kuis")]


@login_required
def kelas_daftarkan(request: HttpRequest, nomor: int) -> HttpResponse:
    """Mendaftar; GET (misalnya sesudah masuk) kembali ke halaman kelas."""
    angkatan = ambil_kelas(request, nomor)
    if request.method == "POST":
        try:
            peserta = daftarkan(angkatan=angkatan, orang=request.user, oleh=request.user)
        except Ditolak as galat:
            messages.warning(request, str(galat))
        else:
            if peserta.keadaan == Peserta.Keadaan.TERDAFTAR:
                messages.success(request, "Anda mendapat kursi. Surat undangan dan jadwalnya ada di halaman ini.")
            else:
                messages.info(
                    request, "Kursinya penuh, jadi Anda masuk daftar tunggu. Kami kabari bila ada kursi kosong."
                )
    return redirect(angkatan)


@login_required
@require_POST
def kelas_lepas(request: HttpRequest, nomor: int) -> HttpResponse:
    angkatan = ambil_kelas(request, nomor)
    peserta = peserta_saya(request, angkatan)
    if peserta is None:
        return redirect(angkatan)
    try:
        batalkan_kursi(peserta=peserta, oleh=request.user)
        messages.success(request, "Kursi Anda sudah dilepas.")
    except Ditolak as galat:
        messages.warning(request, str(galat))
    return redirect(angkatan)


def kelas_kalender(request: HttpRequest, nomor: int) -> HttpResponse:
    angkatan = ambil_kelas(request, nomor)
    jawaban = HttpResponse(kalender_kelas.ics(angkatan), content_type="text/calendar; charset=utf-8")
    jawaban["Content-Disposition"] = f'attachment; filename="kelas-{angkatan.pk}.ics"'
    return jawaban


def berkas(isi: bytes, jenis: str, nama: str) -> HttpResponse:
    jawaban = HttpResponse(isi, content_type=jenis)
    jawaban["Content-Disposition"] = f'inline; filename="{nama}"'
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


@login_required
@batasi("unduh_modul")
def kelas_bahan(request: HttpRequest, nomor: int) -> HttpResponse:
    """Semua bahan kelas dalam satu ZIP, bagi yang mendapat kursi dan pengurusnya."""
    angkatan = ambil_kelas(request, nomor)
    if not angkatan.boleh_ambil_bahan(oleh=request.user):
        raise Http404
    jawaban = FileResponse(
        paket_kelas(angkatan, sebutan_pembaca(request.user)), as_attachment=True, content_type="application/zip",
        filename=f"bahan-{slugify(angkatan.judul)[:60] or angkatan.pk}.zip",
    )  # fmt: skip
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


@login_required
def kelas_undangan(request: HttpRequest, nomor: int) -> HttpResponse:
    """Surat undangan milik sendiri bagi yang mendapat kursi; pengurus mencetak surat semua peserta sekaligus."""
    angkatan = ambil_kelas(request, nomor)
    peserta = angkatan.peserta.terdaftar().select_related("orang", "asal").order_by("orang__first_name", "pk")
    if not angkatan.boleh_dikelola(oleh=request.user):
        peserta = peserta.filter(orang=request.user)
    if not peserta:
        raise Http404
    return berkas(lembar.undangan_pdf(angkatan, peserta), "application/pdf", f"undangan-{angkatan.pk}.pdf")


@login_required
@require_POST
def tes_mulai(request: HttpRequest, nomor: int, jenis: str) -> HttpResponse:
    angkatan = ambil_kelas(request, nomor)
    tes = get_object_or_404(angkatan.tes.select_related("kuis", "angkatan"), jenis=jenis)
    try:
        kunci = kiriman.kunci_dari(request.POST.get("kunci", ""))
        percobaan = mulai_percobaan(orang=request.user, kuis=tes.kuis, kunci=kunci, tes=tes)
    except (Ditolak, JawabanKeliru) as galat:
        messages.warning(request, str(galat))
        return redirect(angkatan)
    return redirect(percobaan)


@login_required
def umpan_balik(request: HttpRequest, nomor: int) -> HttpResponse:
    angkatan = ambil_kelas(request, nomor)
    peserta = peserta_saya(request, angkatan)
    if peserta is None or peserta.keadaan != Peserta.Keadaan.TERDAFTAR or angkatan.keadaan == "batal":
        raise Http404
    if hasattr(peserta, "umpan_balik"):
        messages.info(request, "Terima kasih, pendapat Anda sudah kami terima.")
        return redirect(angkatan)
    form = FormUmpanBalik(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = {nama: int(nilai) if nama != "saran" else nilai for nama, nilai in form.cleaned_data.items()}
        beri_umpan_balik(peserta=peserta, oleh=request.user, **data)
        messages.success(request, "Terima kasih. Pendapat Anda membantu kelas berikutnya.")
        return redirect(angkatan)
    return render(request, "modul_pelatihan/umpan_balik.html", {"kelas": angkatan, "form": form})


@login_required
@never_cache
@batasi("hadir")
def hadir(request: HttpRequest, tanda: UUID) -> HttpResponse:
    """Peserta memindai QR atau mengetik kode di layar; satu tombol mencatatnya hadir."""
    sesi = ambil_sesi(request, tanda)
    peserta = peserta_saya(request, sesi.angkatan)
    if peserta is None or peserta.keadaan != Peserta.Keadaan.TERDAFTAR:
        raise Http404
    catatan = sesi.kehadiran.filter(peserta=peserta).first()
    sudah = catatan is not None and catatan.keadaan == Kehadiran.Keadaan.HADIR
    if request.method == "POST" and not sudah:
        try:
            hadir_dengan_kode(sesi=sesi, orang=request.user, kode=request.POST.get("kode", "")[:12])
            messages.success(request, f"Anda tercatat hadir di {sesi.judul}.")
            return redirect(sesi.angkatan)
        except Ditolak as galat:
            messages.warning(request, str(galat))
            return redirect("modul_pelatihan:hadir", sesi.tanda)
    konteks = {
        "sesi": sesi,
        "kelas": sesi.angkatan,
        "catatan": catatan,
        "sudah": sudah,
        "kode": request.GET.get("kode", "")[:12],
    }
    return render(request, "modul_pelatihan/hadir.html", konteks)


@login_required
def sertifikat_saya(request: HttpRequest) -> HttpResponse:
    milik = Sertifikat.objects.filter(penerima=request.user).select_related("pencabutan").order_by("-terbit", "-pk")
    return render(request, "modul_pelatihan/sertifikat_saya.html", {"daftar": milik})
