"""Pecahan eksak dalam satu kolom: "2/3". Dibandingkan dan ditampilkan sesudah dibaca, tidak pernah lewat bilangan titik mengambang."""

from __future__ import annotations

from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import models


class PecahanField(models.CharField):
    """Fraction ↔ teks "a/b"; null berarti tidak terdefinisi."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **({"max_length": 60, "null": True, "blank": True} | kwargs))

    def from_db_value(self, nilai, expression, connection):
        return None if nilai is None else Fraction(nilai)

    def to_python(self, nilai):
        if nilai is None or isinstance(nilai, Fraction):
            return nilai
        try:
            return Fraction(nilai) if nilai != "" else None
        except (ValueError, ZeroDivisionError):
            raise ValidationError("Bukan pecahan.")

    def get_prep_value(self, nilai):
        return None if nilai is None else str(Fraction(nilai))

    def value_to_string(self, obj):
        nilai = self.value_from_object(obj)
        return None if nilai is None else str(nilai)
