from __future__ import annotations

import uuid

from django import forms

from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from .models import PemberitahuanDesa, Produk


def _wilayah(mentah: str) -> Wilayah | None:
    mentah = mentah.strip()
    if not mentah:
        return None
    kode = aturan_kode.normalkan(mentah)
    wilayah = Wilayah.objects.filter(kode=kode, berlaku=True).first() if kode else None
    if wilayah is None:
        raise forms.ValidationError("Kode itu tidak ada di daftar resmi. Tulis seperti 13.07 atau 13.07.10.2001.")
    return wilayah


class FormImporPantau(forms.Form):
    produk = forms.ChoiceField(label="Daftar aplikasi", choices=Produk.choices, initial=Produk.OPENSID)
    berkas = forms.FileField(
        label="Berkas dari Pantau", help_text="XLSX, JSON, atau CSV dengan lajur kode_desa, versi, url, dan tanggal akses.",
        error_messages={"required": "Pilih berkasnya dahulu.", "empty": "Berkasnya kosong. Unduh ulang dari Pantau."},
    )  # fmt: skip
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class FormPengumuman(forms.Form):
    judul = forms.CharField(label="Judul", max_length=80)
    isi = forms.CharField(
        label="Isi", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Teks polos, tanpa nama atau nomor orang. Tampil di halaman admin OpenSID desa.",
    )  # fmt: skip
    jenis = forms.ChoiceField(
        label="Jenis",
        choices=[
            (nilai, teks.capitalize())
            for nilai, teks in PemberitahuanDesa.Jenis.choices
            if nilai != PemberitahuanDesa.Jenis.PERSETUJUAN
        ],
    )
    wilayah = forms.CharField(
        label="Kode wilayah", required=False, max_length=13,
        help_text="Provinsi sampai desa. Kosong berarti semua pemasangan yang sudah dipastikan.",
    )  # fmt: skip
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_wilayah(self) -> Wilayah | None:
        return _wilayah(self.cleaned_data["wilayah"])
