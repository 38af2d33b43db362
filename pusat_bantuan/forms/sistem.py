from __future__ import annotations

import uuid
from datetime import timedelta

from django import forms
from django.utils import timezone

from akun.isian import IsianNama
from wilayah.forms import WilayahField

from ..models import SistemLuar


class FormSistem(forms.Form):
    nama = IsianNama(label="Nama sistem", max_length=80, help_text="Misalnya: Aduan Lima Puluh Kota.")
    pemilik = forms.CharField(label="Pemilik", max_length=120, help_text="Instansi dan orang yang bertanggung jawab.")
    wilayah = WilayahField(
        label="Jangkauan wilayah", required=False, tingkat=("provinsi", "kabupaten", "kecamatan", "desa"),
        help_text="Kosong berarti seluruh Indonesia.",
    )  # fmt: skip
    lingkup = forms.MultipleChoiceField(
        label="Boleh apa saja?", choices=SistemLuar.Lingkup.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu."},
    )  # fmt: skip
    masa = forms.ChoiceField(
        label="Berlaku selama", choices=[("90", "90 hari"), ("365", "1 tahun"), ("730", "2 tahun")], initial="365"
    )
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunci_kirim"].initial = uuid.uuid4

    def clean_nama(self) -> str:
        return " ".join(self.cleaned_data["nama"].split())

    @property
    def kedaluwarsa(self):
        return timezone.now() + timedelta(days=int(self.cleaned_data["masa"]))


class FormKabar(forms.Form):
    alamat = forms.CharField(
        label="Alamat penerima kabar", max_length=300, required=False, widget=forms.URLInput,
        help_text="https, misalnya https://aduan.contoh.go.id/kabar. Kosongkan untuk berhenti mengabari.",
    )  # fmt: skip

    def clean_alamat(self) -> str:
        return self.cleaned_data["alamat"].strip()
