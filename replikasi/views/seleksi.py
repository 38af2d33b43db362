"""Panggilan calon, penilaian diri, pemeriksaan, tabel nilai, keputusan, dan berita acaranya."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from akun.batas import batasi
from replikasi import lembar
from replikasi.bacaan.berita_acara import isi_surat, tabel_unduh
from replikasi.bacaan.diketahui import yang_diketahui
from replikasi.bacaan.panggilan import awal_putusan, halaman_panggilan
from replikasi.bacaan.seleksi import tabel_nilai
from replikasi.forms_seleksi import FormKembali, FormMandiri, FormPanggilan, FormPeriksa, FormSeleksi
from replikasi.layanan import seleksi as layanan
from replikasi.layanan.putusan import putuskan_seleksi
from replikasi.models import Calon, Panggilan, Penilaian, Seleksi
from replikasi.models.program import PERAN_PEMBACA

from .berkas_pribadi import berkas_pribadi
from .kesepakatan import isian
from .program import Ruang, program_milik
from .saringan import wilayah_dari
from .unduh import sajikan


def panggilan_terlihat(request: HttpRequest, pk: int) -> Panggilan:
    semua = Panggilan.objects.terlihat(oleh=request.user).select_related(
        "wilayah", "program__acuan", "program__wilayah", "edisi"
    )
    return get_object_or_404(semua, pk=pk)


def panggilan_milik(request: HttpRequest, pk: int) -> Panggilan:
    satu = panggilan_terlihat(request, pk)
    if not satu.boleh_diubah(oleh=request.user):
        raise Http404
    return satu


@require_safe
def panggilan(request: HttpRequest, pk: int) -> HttpResponse:
    """Terbuka bagi umum bila terbit: syarat, kriteria, tanggal, dan hasilnya."""
    return render(
        request,
        "replikasi/panggilan.html",
        {"h": halaman_panggilan(panggilan_terlihat(request, pk), oleh=request.user)},
    )


@login_required
def panggilan_baru(request: HttpRequest, slug: str) -> HttpResponse:
    program = program_milik(request, slug)
    form = FormPanggilan(
        request.POST or None, oleh=request.user, initial={"wilayah": program.wilayah or request.user.wilayah_utama}
    )

    def simpan(f: FormPanggilan) -> Panggilan:
        satu = layanan.simpan_panggilan(program=program, isi=f.isi(), oleh=request.user, kunci=f.cleaned_data["kunci"])
        layanan.kabari_panggilan(satu)
        return satu

    return isian(
        request, form, simpan,
        judul="Buka panggilan calon", kembali=Ruang(program).get_absolute_url(), di=Ruang(program).remah,
        tombol="Simpan panggilan", kabar="Panggilan tersimpan. Selama belum terbit, hanya yang bertugas yang melihatnya.",
    )  # fmt: skip


@login_required
def panggilan_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    satu = panggilan_milik(request, pk)
    form = FormPanggilan(request.POST or None, oleh=request.user, instance=panggilan_milik(request, pk))

    def simpan(f: FormPanggilan) -> Panggilan:
        hasil = layanan.simpan_panggilan(program=satu.program, isi=f.isi(), oleh=request.user, panggilan=satu)
        layanan.kabari_panggilan(hasil)
        return hasil

    return isian(
        request, form, simpan,
        judul="Ubah panggilan", kembali=satu, di=(satu.judul, satu.get_absolute_url()), kabar="Panggilan diubah.",
    )  # fmt: skip


@login_required
@require_POST
def panggilan_tutup(request: HttpRequest, pk: int) -> HttpResponse:
    satu = panggilan_milik(request, pk)
    if not satu.diputus:
        layanan.tutup_panggilan(panggilan=satu, oleh=request.user)
    messages.success(request, "Panggilan ditutup. Yang sudah mengirim dinilai; yang baru tidak diterima lagi.")
    return redirect("replikasi:nilai", pk=satu.pk)


@login_required
@require_POST
def calon_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """Mendaftarkan satu desa: oleh operatornya, atau oleh yang mendampinginya."""
    satu = panggilan_terlihat(request, pk)
    wilayah = wilayah_dari(request.POST.get("kode", ""))
    try:
        calon = layanan.daftarkan_calon(panggilan=satu, wilayah=wilayah, oleh=request.user)
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
        return redirect(satu)
    return redirect(calon)


def calon_terlihat(request: HttpRequest, pk: int) -> Calon:
    semua = Calon.objects.terlihat(oleh=request.user).select_related(
        "wilayah__induk", "panggilan__wilayah", "panggilan__program", "panggilan__edisi", "dikirim_oleh"
    )
    return get_object_or_404(semua, pk=pk)


@login_required
def calon(request: HttpRequest, pk: int) -> HttpResponse:
    """Satu halaman bagi tiga orang: desa mengisi, pemeriksa menilai, yang lain membaca."""
    satu = calon_terlihat(request, pk)
    isi, periksa = satu.boleh_diisi(oleh=request.user), satu.boleh_diperiksa(oleh=request.user)
    ada = request.method == "POST"
    kelas = FormMandiri if isi else FormPeriksa
    if ada and not (isi or periksa):
        if satu.dikirim_oleh_id == request.user.pk:  # kiriman yang sama datang dua kali
            return redirect(satu)
        raise Http404
    form = kelas(request.POST, request.FILES, calon=satu) if ada else kelas(calon=satu)
    if ada and form.is_valid():
        try:
            _simpan_calon(request, satu, form)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            return redirect(satu)
    return render(
        request,
        "replikasi/calon.html",
        {"calon": satu, "form": form, "isi": isi, "periksa": periksa, "kembali": FormKembali() if periksa else None,
         "boleh_mundur": satu.boleh_mundur(oleh=request.user), "baris": tabel_calon(satu),
         "desa": satu.wilayah, "diketahui": _diketahui(satu, request) if isi or periksa else []},
        status=422 if form.errors else 200,
    )  # fmt: skip


def _diketahui(satu: Calon, request: HttpRequest) -> list[tuple[str, str]]:
    desa = satu.wilayah
    return yang_diketahui(desa, oleh=request.user) if desa.tingkat == desa.Tingkat.DESA else []


def tabel_calon(satu: Calon):
    """Nilai sementara calon ini; kosong bagi yang mundur."""
    return next((b for b in tabel_nilai(satu.panggilan).semua if b.calon.pk == satu.pk), None)


def _simpan_calon(request: HttpRequest, satu: Calon, form: FormMandiri | FormPeriksa) -> None:
    if isinstance(form, FormPeriksa):
        layanan.periksa_calon(calon=satu, nilai=form.nilai(), oleh=request.user)
        messages.success(request, "Nilai tersimpan. Desa dikabari.")
        return
    kirim = "kirim" in request.POST
    layanan.isi_mandiri(
        calon=satu, isian=form.isian(), oleh=request.user, kirim=kirim, pengantar=form.cleaned_data["pengantar"]
    )
    messages.success(
        request, "Terkirim. Pegiat wilayah Anda akan memeriksanya." if kirim else "Tersimpan. Kirim bila sudah lengkap."
    )


@login_required
@require_POST
def calon_kembalikan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = calon_terlihat(request, pk)
    form = FormKembali(request.POST)
    if not satu.boleh_diperiksa(oleh=request.user):
        raise Http404
    if not form.is_valid():
        messages.error(request, "Tulis apa yang perlu dilengkapi desa.")
        return redirect(satu)
    layanan.kembalikan_calon(calon=satu, alasan=form.cleaned_data["alasan"], oleh=request.user)
    messages.success(request, "Dikembalikan. Desa dikabari apa yang perlu dilengkapi.")
    return redirect(satu)


@login_required
@require_POST
def calon_mundur(request: HttpRequest, pk: int) -> HttpResponse:
    satu = calon_terlihat(request, pk)
    if satu.keadaan != Calon.Keadaan.MUNDUR and not satu.boleh_mundur(oleh=request.user):
        raise Http404
    layanan.mundurkan_calon(calon=satu, alasan=request.POST.get("alasan", "").replace("\x00", ""), oleh=request.user)
    messages.success(request, "Pencalonan ditarik. Selama panggilan terbuka, Anda dapat mendaftar lagi.")
    return redirect(satu.panggilan)


@login_required
@require_GET
def bukti_nilai(request: HttpRequest, pk: int) -> FileResponse:
    satu = get_object_or_404(Penilaian.objects.select_related("calon__wilayah"), pk=pk)
    if not satu.berkas or not satu.calon.boleh_dilihat(oleh=request.user):
        raise Http404
    return berkas_pribadi(satu.berkas, satu.nama_asli)


def _untuk_nilai(request: HttpRequest, pk: int) -> Panggilan:
    """Tabel nilai: hanya yang bertugas di wilayah panggilan."""
    satu = panggilan_terlihat(request, pk)
    if not request.user.berkuasa(*PERAN_PEMBACA, atas=satu.wilayah):
        raise Http404
    return satu


@login_required
@require_safe
def nilai(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _untuk_nilai(request, pk)
    return render(
        request, "replikasi/nilai.html",
        {"t": tabel_nilai(satu), "p": satu, "boleh_putus": satu.boleh_diubah(oleh=request.user) and not satu.diputus},
    )  # fmt: skip


@login_required
@require_safe
@batasi("unduh_replikasi")
def nilai_unduh(request: HttpRequest, pk: int, bentuk: str) -> HttpResponse:
    tabel = tabel_unduh(tabel_nilai(_untuk_nilai(request, pk)))
    return sajikan(lembar.tulis(tabel, bentuk), bentuk, tabel.nama_berkas)


@login_required
def putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    """Keputusan pertama, atau koreksi atas yang terakhir."""
    satu = panggilan_milik(request, pk)
    tabel = tabel_nilai(satu)
    terakhir = satu.seleksi.order_by("-nomor").first()
    if terakhir is None and not satu.sudah_tutup:
        messages.error(request, "Panggilan ini masih menerima calon. Tutup dahulu, lalu putuskan.")
        return redirect("replikasi:nilai", pk=satu.pk)
    ada = request.method == "POST"
    awal = {"kunci": uuid.uuid4()} | awal_putusan(satu, terakhir)
    form = FormSeleksi(request.POST if ada else None, tabel=tabel, initial=awal)
    if ada and form.is_valid():
        try:
            hasil = putuskan_seleksi(
                panggilan=satu, isi=form.isi(), oleh=request.user, kunci=form.cleaned_data["kunci"], mengoreksi=terakhir
            )
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, "Keputusan dibekukan. Isinya tidak dapat diubah lagi.")
            return redirect(hasil)
    return render(
        request, "replikasi/putuskan.html", {"p": satu, "t": tabel, "form": form, "terakhir": terakhir},
        status=422 if form.errors else 200,
    )  # fmt: skip


def seleksi_terlihat(request: HttpRequest, pk: int) -> Seleksi:
    semua = Seleksi.objects.terlihat(oleh=request.user).select_related(
        "panggilan__wilayah", "panggilan__program", "mengoreksi", "koreksi", "oleh"
    )
    return get_object_or_404(semua, pk=pk)


@login_required
@require_safe
def seleksi(request: HttpRequest, pk: int) -> HttpResponse:
    satu = seleksi_terlihat(request, pk)
    return render(
        request,
        "replikasi/seleksi.html",
        {"satu": satu, "penuh": request.user.berkuasa(*PERAN_PEMBACA, atas=satu.panggilan.wilayah),
         "boleh_koreksi": satu.panggilan.boleh_diubah(oleh=request.user) and not hasattr(satu, "koreksi")},
    )  # fmt: skip


@login_required
@require_safe
@batasi("unduh_replikasi")
def seleksi_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    satu = seleksi_terlihat(request, pk)
    isi = lembar.rangkai("seleksi", isi_surat(satu))
    return sajikan(isi, "pdf", f"keputusan-seleksi-{satu.pk}", buka=True)
