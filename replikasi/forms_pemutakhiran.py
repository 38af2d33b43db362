"""Formulir edisi kode baru dan impor fakta desa."""

from __future__ import annotations

import uuid

from django import forms
from django.utils import timezone

from akun.isian import IsianNama, IsianTanggal
from akun.models import Pengguna
from wilayah.forms import WilayahField

from .models.terbit import PERAN_PENULIS

MB = 1024 * 1024
BATAS_EDISI, BATAS_LEMBAR = 20 * MB, 5 * MB


class FormEdisi(forms.Form):
    nama = IsianNama(label="Nama edisi", max_length=120, help_text="Misalnya: Kepmendagri 300.2.2-2138/2025.")
    dasar = forms.CharField(label="Dasar hukum", max_length=200)
    tanggal = IsianTanggal(label="Mulai berlaku")
    berkas = forms.FileField(
        label="Berkas daftar",
        help_text="CSV berkolom code dan name, atau paket idn-area-data (.tgz, .zip). Paling besar 20 MB.",
    )
    lengkap = WilayahField(
        label="Daftar ini lengkap untuk", tingkat=("provinsi", "kabupaten", "kecamatan"), required=False,
        help_text="Isi bila berkasnya memuat seluruh isi satu wilayah: yang tidak ada di sana dinilai hilang.",
    )  # fmt: skip
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_tanggal(self):
        if self.cleaned_data["tanggal"] > timezone.localdate():
            raise forms.ValidationError("Edisi dicatat mulai tanggal berlakunya, tidak sebelumnya.")
        return self.cleaned_data["tanggal"]

    def clean_berkas(self):
        return terbatas(self.cleaned_data["berkas"], BATAS_EDISI)


class FormImpor(forms.Form):
    wilayah = WilayahField(
        label="Wilayah",
        tingkat=("provinsi", "kabupaten", "kecamatan"),
        help_text="Hanya desa di dalamnya yang diterima.",
    )
    berkas = forms.FileField(label="Lembar XLSX", help_text="Paling besar 5 MB dan 5.000 baris.")
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, oleh: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.oleh = oleh

    def clean_wilayah(self):
        wilayah = self.cleaned_data["wilayah"]
        if not self.oleh.berkuasa(*PERAN_PENULIS, atas=wilayah):
            raise forms.ValidationError(f"{wilayah.nama_lengkap} di luar wilayah tugas Anda. Pilih wilayah Anda.")
        return wilayah

    def clean_berkas(self):
        return terbatas(self.cleaned_data["berkas"], BATAS_LEMBAR)


def terbatas(berkas, batas: int):
    if berkas.size > batas:
        raise forms.ValidationError(f"Berkasnya lebih dari {batas // MB} MB. Pecah per wilayah, lalu unggah lagi.")
    return berkas
