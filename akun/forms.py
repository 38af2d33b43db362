from allauth.account.forms import LoginForm, SignupForm
from django import forms

from . import telepon


class FormMasuk(LoginForm):
    """Menerima nama pengguna, surel, atau nomor HP dalam tulisan apa pun."""

    def clean_login(self):
        masukan = self.cleaned_data["login"].strip()
        self.cleaned_data["login"] = telepon.normalkan(masukan) or masukan
        return super().clean_login() if hasattr(super(), "clean_login") else self.cleaned_data["login"]


class FormDaftar(SignupForm):
    nama = forms.CharField(label="Nama lengkap", max_length=150)
    field_order = ["nama", "username", "phone", "email", "password1"]
