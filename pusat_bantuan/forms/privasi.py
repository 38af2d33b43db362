"""Formulir data pribadi: permintaan, langkah, jawaban, alasan membuka dan menghapus."""

from __future__ import annotations

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from akun import telepon
from akun.isian import IsianNama

from ..models import PermintaanPdp


class FormPdp(forms.Form):
    """Siapa pun boleh mengajukan, berakun atau tidak. `situs_web` adalah isian perangkap: manusia tidak melihatnya."""

    jenis = forms.ChoiceField(label="Yang Anda minta", choices=PermintaanPdp.Jenis.choices, widget=forms.RadioSelect)
    nama = IsianNama(label="Nama Anda", max_length=120)
    hubungi = forms.CharField(
        label="Email atau nomor WhatsApp", max_length=200, help_text="Jawaban kami kirim ke sini."
    )
    uraian = forms.CharField(
        label="Ceritakan", max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Data apa, di halaman atau tiket mana. Jangan tulis NIK lengkap.",
    )  # fmt: skip
    situs_web = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_hubungi(self) -> str:
        tulisan = self.cleaned_data["hubungi"].strip()
        if nomor := telepon.normalkan(tulisan):
            return nomor
        try:
            validate_email(tulisan)
        except ValidationError:
            raise ValidationError("Tulis alamat email atau nomor WhatsApp yang lengkap.") from None
        return tulisan.lower()


class FormAlasanAsli(forms.Form):
    alasan = forms.CharField(
        label="Mengapa perlu dibuka?", max_length=300, min_length=10,
        help_text="Alasan ini tercatat di tiket dan dapat dibaca desa.",
    )  # fmt: skip


class FormHapusIsi(forms.Form):
    alasan = forms.CharField(label="Alasan menghapus", max_length=300, min_length=10)
    kode = forms.CharField(label="Ketik kode tiket untuk memastikan", max_length=12)

    def __init__(self, *args, kode: str, **kwargs):
        super().__init__(*args, **kwargs)
        self._kode = kode

    def clean_kode(self) -> str:
        if self.cleaned_data["kode"].strip().upper() != self._kode:
            raise ValidationError("Kodenya tidak sama. Lihat kode di atas judul tiket.")
        return self._kode


class FormLangkahPdp(forms.Form):
    isi = forms.CharField(label="Langkah yang sudah dilakukan", max_length=500)


class FormJawabPdp(forms.Form):
    jawaban = forms.CharField(label="Jawaban kepada pemohon", max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))
    tolak = forms.BooleanField(label="Permintaan ini tidak dapat dipenuhi", required=False)
