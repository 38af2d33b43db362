from __future__ import annotations

import uuid

from django import forms
from django.utils import timezone

from akun.isian import IsianTanggal

from .models import Hubungan


class FormHubungan(forms.Form):
    cara = forms.ChoiceField(
        label="Lewat apa?", choices=Hubungan.Cara.choices, widget=forms.RadioSelect, initial="telepon"
    )
    hasil = forms.ChoiceField(
        label="Hasilnya", choices=Hubungan.Hasil.choices, widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasilnya, supaya pekan depan Anda tahu kelanjutannya."},
    )  # fmt: skip
    tanggal = IsianTanggal(label="Tanggal", initial=timezone.localdate)
    catatan = forms.CharField(
        label="Catatan", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Apa yang disepakati. Hanya dibaca yang bertugas di wilayah ini; jangan tulis NIK atau nama warga.",
    )  # fmt: skip
    temuan = forms.CharField(
        label="Temuan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Yang Anda lihat: yang berjalan, yang tersendat.",
    )  # fmt: skip
    langkah = forms.CharField(label="Langkah berikutnya", required=False, max_length=300)
    langkah_tempo = IsianTanggal(label="Paling lambat", required=False)
    menit = forms.IntegerField(label="Lamanya (menit)", required=False, min_value=1, max_value=1440)
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self):
        data = super().clean()
        if data.get("langkah_tempo") and not data.get("langkah"):
            self.add_error("langkah", "Tulis langkahnya, atau kosongkan temponya.")
        return data

    def clean_tanggal(self):
        tanggal = self.cleaned_data["tanggal"]
        if tanggal > timezone.localdate():
            raise forms.ValidationError("Tanggalnya belum tiba. Isi hari ini atau sebelumnya.")
        return tanggal
