"""Formulir pembaca: jelas atau belum, laporan naskah, catatan pribadi."""

from __future__ import annotations

from django import forms

from akun.isian import IsianKunci


class FormSuara(forms.Form):
    jelas = forms.TypedChoiceField(
        label="Apakah pelajaran ini jelas?", choices=[("ya", "Ya, jelas"), ("belum", "Belum")],
        coerce=lambda nilai: nilai == "ya", widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )  # fmt: skip
    kurang = forms.CharField(
        label="Yang belum jelas", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Sebut langkah atau kata yang membingungkan. Jangan menulis data warga.",
    )  # fmt: skip


class FormLaporan(forms.Form):
    isi = forms.CharField(
        label="Yang berbeda dari aplikasi Anda", max_length=500, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Sebut langkah ke berapa, dan apa yang Anda lihat. Jangan menulis data warga.",
        error_messages={"required": "Ceritakan yang berbeda, satu dua kalimat."},
    )  # fmt: skip
    kunci = IsianKunci()


class FormCatatan(forms.Form):
    isi = forms.CharField(
        label="Catatan saya", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Hanya Anda yang membacanya. Kosongkan untuk menghapus.",
    )  # fmt: skip
