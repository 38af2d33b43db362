"""Isian formulir milik kamar akun."""

from __future__ import annotations

import unicodedata
import uuid
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from . import telepon


def kata_cari(request: HttpRequest, *, paling: int, nama: str = "q") -> str:
    """Kata yang dicari dari alamat: spasinya rapi, terpotong, tanpa NUL (PostgreSQL menolaknya)."""
    return " ".join(request.GET.get(nama, "").replace("\x00", " ").split())[:paling]


class IsianNama(forms.CharField):
    """Nama orang atau lembaga: sebaris, tanpa tanda tak tampak dan pembalik arah, sedikitnya satu huruf atau angka."""

    def clean(self, value):
        asli = super().clean(value)
        rapi = " ".join(
            "".join(satu for satu in asli if satu.isspace() or unicodedata.category(satu)[0] != "C").split()
        )
        if asli and not any(satu.isalnum() for satu in rapi):
            raise ValidationError("Tulis namanya dengan huruf.", code="nama")
        return rapi


class IsianTelepon(forms.CharField):
    """Nomor HP dalam tulisan apa pun; nilainya `+62…`."""

    def __init__(self, **kwargs):
        kwargs["label"] = "Nomor HP (WhatsApp)"
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}))
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)

    def clean(self, value):
        mentah = super().clean(value)
        if not mentah:
            return ""
        nomor = telepon.normalkan(mentah)
        if nomor is None:
            raise ValidationError("Tulis nomor HP Indonesia, misalnya 0812-3456-7890.", code="nomor")
        return nomor

    def prepare_value(self, value):
        return telepon.tampil(value) if isinstance(value, str) and value.startswith("+62") else value


def tahun_wajar(nilai: date) -> None:
    """Tahun 1 dan 9999 sah bagi komputer, tidak bagi kalender: pindah zona dan hitungan hari di sana tumpah."""
    if not 1900 <= nilai.year <= 2100:
        raise ValidationError("Periksa tahunnya.")


class IsianTanggal(forms.DateField):
    """Satu hari, dipilih dari kalender peramban."""

    default_validators = (tahun_wajar,)

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class IsianKunci(forms.UUIDField):
    """Kunci tersembunyi sebuah formulir: dibuat saat formulir ditampilkan, jadi kirim dua kali tetap satu baris."""

    def __init__(self, **kwargs):
        kwargs |= {"widget": forms.HiddenInput, "initial": uuid.uuid4, "label": ""}
        kwargs.setdefault("error_messages", {"required": "Muat ulang halaman ini, lalu kirim lagi."})
        super().__init__(**kwargs)


class IsianBanyak(forms.ModelMultipleChoiceField):
    """Beberapa baris; nomor sebesar apa pun dijawab sebagai pilihan yang tidak ada (SQLite menolak lebih dari 64 bit)."""

    def _check_values(self, value):
        try:
            return super()._check_values(value)
        except OverflowError:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": max(value, key=len)[:40]}
            ) from None
