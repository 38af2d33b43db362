"""Formulir gelombang, anggotanya, dan mentornya."""

from __future__ import annotations

import uuid

from django import forms

from akun.isian import IsianBanyak, IsianTanggal
from akun.models import Pengguna
from wilayah import kode as aturan_kode
from wilayah.forms import WilayahField
from wilayah.models import Wilayah

from .bacaan.gelombang import calon_mentor
from .forms_janji import baris
from .models import Gelombang, Program, Seleksi
from .models.terbit import PERAN_PENULIS

_DESA_TERBANYAK = 200


class FormGelombang(forms.ModelForm):
    wilayah = WilayahField(label="Wilayah", tingkat=("provinsi", "kabupaten", "kecamatan"))
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Gelombang
        fields = ["nama", "nomor", "wilayah", "mulai", "selesai", "seleksi", "catatan", "terbit"]
        widgets = {"catatan": baris(3)}
        field_classes = {"mulai": IsianTanggal, "selesai": IsianTanggal}

    def __init__(self, *args, oleh: Pengguna, program: Program, **kwargs):
        super().__init__(*args, **kwargs)
        self.oleh = oleh
        seleksi = Seleksi.objects.terlihat(oleh=oleh).filter(panggilan__program=program).select_related("panggilan")
        self.fields["seleksi"].queryset = seleksi
        self.fields["seleksi"].empty_label = "Tanpa seleksi"

    def clean_wilayah(self):
        wilayah = self.cleaned_data["wilayah"]
        if not self.oleh.berkuasa(*PERAN_PENULIS, atas=wilayah):
            raise forms.ValidationError(f"{wilayah.nama_lengkap} di luar wilayah tugas Anda. Pilih wilayah Anda.")
        return wilayah

    def clean(self):
        data = super().clean()
        if data.get("mulai") and data.get("selesai") and data["selesai"] < data["mulai"]:
            self.add_error("selesai", "Hari selesainya sebelum hari mulainya.")
        return data

    def isi(self) -> dict:
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nama != "kunci"}


class FormAnggota(forms.Form):
    """Banyak desa sekaligus: dari daftar, atau kodenya ditempel."""

    desa = forms.MultipleChoiceField(label="Desa", required=False, widget=forms.CheckboxSelectMultiple)
    kode = forms.CharField(
        label="Atau tempel kodenya", required=False, max_length=4000, widget=baris(3),
        help_text="Dipisah spasi, koma, atau baris baru.",
    )  # fmt: skip

    def __init__(self, *args, gelombang: Gelombang, **kwargs):
        super().__init__(*args, **kwargs)
        desa = (
            Wilayah.objects.desa().berlaku().di_dalam(gelombang.wilayah).exclude(jenis=Wilayah.Jenis.KELURAHAN)
            .exclude(anggota_gelombang__gelombang__program=gelombang.program).select_related("induk").order_by("kunci")
        )  # fmt: skip
        self.fields["desa"].choices = [
            (satu.kode, f"{satu.nama_lengkap}, {satu.induk.nama_ringkas}") for satu in desa[:_DESA_TERBANYAK]
        ]

    def clean_kode(self) -> list[str]:
        hasil = []
        for satu in self.cleaned_data["kode"].replace(",", " ").replace(";", " ").split():
            if (kode := aturan_kode.normalkan(satu)) is None:
                raise forms.ValidationError(f"“{satu[:20]}” bukan kode wilayah seperti 13.07.01.2004.")
            hasil.append(kode)
        return hasil

    def clean(self):
        data = super().clean()
        if not self.errors and not self.pilihan():
            raise forms.ValidationError("Pilih paling sedikit satu desa.")
        return data

    def pilihan(self) -> list[str]:
        return [*self.cleaned_data.get("desa", []), *self.cleaned_data.get("kode", [])]


class FormMentor(forms.Form):
    mentor = forms.ModelChoiceField(Wilayah.objects.none(), label="Yang membimbing", empty_label="Pilih desanya")
    dampingan = IsianBanyak(
        Wilayah.objects.none(), label="Yang dibimbing", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu desa."},
    )  # fmt: skip
    utama = forms.BooleanField(
        label="Sebagai mentor utama", required=False, initial=True, help_text="Tiap desa punya paling banyak satu."
    )

    def __init__(self, *args, gelombang: Gelombang, **kwargs):
        super().__init__(*args, **kwargs)
        mentor = [satu.pk for satu in calon_mentor(gelombang.program)]
        self.fields["mentor"].queryset = Wilayah.objects.filter(pk__in=mentor).order_by("kunci")
        self.fields["dampingan"].queryset = Wilayah.objects.filter(anggota_gelombang__gelombang=gelombang).order_by(
            "kunci"
        )
