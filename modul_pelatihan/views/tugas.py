from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from akun.isian import IsianKunci, IsianTanggal
from modul_pelatihan.forms_kelas import HARI_TERJAUH
from modul_pelatihan.layanan import Ditolak
from modul_pelatihan.layanan.tugas import hapus_bahan, kirim_setoran, simpan_tugas, tambah_bahan, telaah_setoran
from modul_pelatihan.models import Angkatan, Peserta, Setoran, Tugas
from wilayah.zona import info_zona

from .kelas import peserta_saya
from .kelola import kelola


class FormTugas(forms.ModelForm):
    """Tenggatnya sebuah tanggal menurut tempat kelas, sampai akhir hari itu."""

    tenggat = IsianTanggal(
        label="Dikumpulkan paling lambat tanggal", required=False, help_text="Sampai akhir hari itu. Kosongkan bila tanpa tenggat.",
    )  # fmt: skip

    class Meta:
        model = Tugas
        fields = ["judul", "petunjuk", "tenggat", "wajib"]
        widgets = {"petunjuk": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, angkatan: Angkatan, **kwargs):
        super().__init__(*args, **kwargs)
        self.angkatan = angkatan
        if self.instance.pk and self.instance.tenggat:
            self.initial["tenggat"] = angkatan.setempat(self.instance.tenggat).date()

    def clean_tenggat(self) -> datetime | None:
        hari = self.cleaned_data["tenggat"]
        if hari is None:
            return None
        if abs(hari - timezone.localdate()) > HARI_TERJAUH:
            raise forms.ValidationError("Pilih tanggal dalam dua tahun ini.")
        return datetime.combine(hari, time(23, 59, 59), info_zona(self.angkatan.zona))

    def _post_clean(self) -> None:
        """Barisnya ditulis layanan, bukan formulir."""


class FormSetoran(forms.Form):
    kunci = IsianKunci()
    teks = forms.CharField(label="Tulisan", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 8}))
    berkas = forms.FileField(
        label="Berkas", required=False, help_text="PDF, Word, Excel, ODT, ODS, atau foto; paling besar 5 MB. Tanpa NIK atau data warga."
    )  # fmt: skip


class FormBahan(forms.Form):
    judul = forms.CharField(label="Judul bahan", max_length=120)
    berkas = forms.FileField(label="Berkas", help_text="PDF, Word, Excel, ODT, atau ODS; paling besar 5 MB.")


class FormTelaah(forms.Form):
    ulasan = forms.CharField(label="Ulasan", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


@login_required
def tugas_baru(request: HttpRequest, nomor: int) -> HttpResponse:
    return _tugas_formulir(request, kelola(request, nomor), None)


@login_required
def tugas_ubah(request: HttpRequest, nomor: int) -> HttpResponse:
    """Petunjuk dan tenggat dapat dibetulkan selama kelas belum ditutup; yang sudah terkirim tetap."""
    tugas = get_object_or_404(Tugas.objects.select_related("angkatan__wilayah"), pk=min(nomor, 2**62))
    if not tugas.angkatan.boleh_dikelola(oleh=request.user) or tugas.angkatan.terkunci:
        raise Http404
    return _tugas_formulir(request, tugas.angkatan, tugas)


def _tugas_formulir(request: HttpRequest, angkatan: Angkatan, tugas: Tugas | None) -> HttpResponse:
    form = FormTugas(request.POST or None, angkatan=angkatan, instance=tugas)
    if request.method == "POST" and form.is_valid():
        try:
            simpan_tugas(angkatan=angkatan, oleh=request.user, tugas=tugas, **form.cleaned_data)
            messages.success(request, "Tugas tersimpan dan tampil di halaman kelas peserta.")
            return redirect("modul_pelatihan:kelas-kelola", angkatan.pk)
        except Ditolak as galat:
            form.add_error(None, str(galat))
    return render(request, "modul_pelatihan/tugas_baru.html", {"form": form, "kelas": angkatan, "tugas": tugas})


@login_required
def tugas(request: HttpRequest, nomor: int) -> HttpResponse:
    """Peserta mengirim; pelatih melihat semua kiriman dan menelaah."""
    satu = get_object_or_404(Tugas.objects.select_related("angkatan__wilayah"), pk=min(nomor, 2**62))
    angkatan = satu.angkatan
    if angkatan.boleh_dikelola(oleh=request.user):
        setoran = satu.setoran.select_related("peserta__orang", "penelaah").order_by("-dikirim", "-pk")
        konteks = {"tugas": satu, "kelas": angkatan, "setoran": setoran[:200], "form": FormTelaah()}
        return render(request, "modul_pelatihan/tugas_telaah.html", konteks)
    peserta = peserta_saya(request, angkatan)
    if peserta is None or peserta.keadaan != Peserta.Keadaan.TERDAFTAR:
        raise Http404
    form = FormSetoran(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kirim_setoran(tugas=satu, oleh=request.user, **form.cleaned_data)
            messages.success(request, "Tugas terkirim. Pelatih menelaahnya dan Anda dikabari.")
            return redirect("modul_pelatihan:tugas", satu.pk)
        except Ditolak as galat:
            form.add_error(None, str(galat))
    punya = satu.setoran.filter(peserta=peserta)
    lewat = satu.tenggat is not None and timezone.now() > satu.tenggat
    konteks = {"tugas": satu, "kelas": angkatan, "setoran": punya, "form": form, "lewat": lewat}
    return render(request, "modul_pelatihan/tugas.html", konteks)


@login_required
def bahan_baru(request: HttpRequest, nomor: int) -> HttpResponse:
    """Lembar kerja atau salindia untuk peserta; jenisnya dibaca dari isinya."""
    angkatan = kelola(request, nomor)
    form = FormBahan(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            tambah_bahan(angkatan=angkatan, oleh=request.user, **form.cleaned_data)
            messages.success(request, "Bahan tersimpan dan tampil di halaman kelas peserta.")
            return redirect("modul_pelatihan:kelas-kelola", angkatan.pk)
        except Ditolak as galat:
            form.add_error(None, str(galat))
    return render(request, "modul_pelatihan/bahan_baru.html", {"form": form, "kelas": angkatan})


@login_required
@require_POST
def bahan_hapus(request: HttpRequest, nomor: int, bahan: int) -> HttpResponse:
    angkatan = kelola(request, nomor)
    hapus_bahan(bahan=get_object_or_404(angkatan.bahan, pk=min(bahan, 2**62)), oleh=request.user)
    messages.success(request, "Bahan dihapus.")
    return redirect("modul_pelatihan:kelas-kelola", angkatan.pk)


def _setoran(request: HttpRequest, kunci: UUID) -> Setoran:
    semua = Setoran.objects.terlihat(oleh=request.user).select_related("tugas__angkatan__wilayah", "peserta")
    return get_object_or_404(semua, kunci=kunci)


@login_required
@require_POST
def telaah(request: HttpRequest, kunci: UUID) -> HttpResponse:
    setoran = _setoran(request, kunci)
    if not setoran.tugas.angkatan.boleh_dikelola(oleh=request.user):
        raise Http404
    form = FormTelaah(request.POST)
    terima = request.POST.get("aksi") == "terima"
    try:
        if form.is_valid():
            telaah_setoran(setoran=setoran, oleh=request.user, terima=terima, ulasan=form.cleaned_data["ulasan"])
            messages.success(request, "Tugas diterima." if terima else "Permintaan perbaikan terkirim.")
        else:
            messages.warning(request, "Ulasannya terlalu panjang. Ringkas dahulu.")
    except Ditolak as galat:
        messages.warning(request, str(galat))
    return redirect("modul_pelatihan:tugas", setoran.tugas_id)


@login_required
def setoran_berkas(request: HttpRequest, kunci: UUID) -> HttpResponse:
    """Berkas tugas: hanya pemilik dan pengurus kelas, selalu sebagai lampiran."""
    setoran = _setoran(request, kunci)
    if not setoran.berkas:
        raise Http404
    jawaban = FileResponse(
        setoran.berkas.open("rb"), as_attachment=True, filename=setoran.nama_berkas, content_type=setoran.jenis_berkas
    )
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban
