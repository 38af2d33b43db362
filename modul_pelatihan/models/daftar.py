from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models


def periksa_daftar_slug(nilai: object) -> None:
    """Daftar slug modul OpenSID: huruf kecil, angka, tanda hubung."""
    if not isinstance(nilai, list) or not all(isinstance(satu, str) for satu in nilai):
        raise ValidationError("Isi dengan daftar slug modul OpenSID, misalnya cetak-surat.")
    for satu in nilai:
        try:
            validate_slug(satu)
        except ValidationError:
            raise ValidationError(f"“{satu}” bukan slug modul OpenSID. Pakai huruf, angka, dan tanda hubung.")


class IsianDaftarSlug(forms.CharField):
    """Ditulis orang sebagai baris atau koma; disimpan sebagai daftar tanpa yang ganda."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        kata = re.split(r"[\s,;]+", (super().to_python(value) or "").lower())
        return list(dict.fromkeys(filter(None, kata)))

    def has_changed(self, initial, data) -> bool:
        return (initial or []) != self.to_python(data)


class DaftarSlug(models.JSONField):
    """JSONField berisi daftar slug, dengan isian satu baris di ruang redaksi."""

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **({"form_class": IsianDaftarSlug} | kwargs))

    def deconstruct(self):
        nama, _, args, kwargs = super().deconstruct()
        return nama, "django.db.models.JSONField", args, kwargs


def periksa_daftar_hari(nilai: object) -> None:
    if not isinstance(nilai, list) or not all(isinstance(satu, int) and 0 < satu <= 365 for satu in nilai):
        raise ValidationError("Isi dengan banyak hari 1 sampai 365, misalnya 90, 60, 30, 7.")


class IsianDaftarHari(IsianDaftarSlug):
    """Ditulis "90, 60, 30, 7"; disimpan sebagai daftar bilangan dari yang terjauh."""

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        kata = super().to_python(value)
        if not all(re.fullmatch(r"[0-9]{1,3}", satu) for satu in kata):
            raise ValidationError("Tulis banyak hari dipisah koma, misalnya 90, 60, 30, 7.")
        return sorted({int(satu) for satu in kata}, reverse=True)

    def has_changed(self, initial, data) -> bool:
        try:
            return super().has_changed(initial, data)
        except ValidationError:
            return True


class DaftarHari(DaftarSlug):
    """JSONField berisi daftar banyak hari."""

    default_validators = [periksa_daftar_hari]

    def formfield(self, **kwargs):
        return super().formfield(**({"form_class": IsianDaftarHari} | kwargs))
