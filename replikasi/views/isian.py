"""Satu formulir, satu perbuatan, di bawah satu desa."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wilayah.models import Wilayah


def isian_desa(
    request: HttpRequest, form: forms.BaseForm, simpan: Callable[[forms.BaseForm], object], *, desa: Wilayah | None,
    judul: str, kembali, tombol: str, kabar: str, pengantar: str = "", kicker: str = "",
) -> HttpResponse:  # fmt: skip
    """Galat layanan kembali ke formulirnya; `kembali` objek beralamat, atau alamat."""
    if request.method == "POST" and form.is_valid():
        try:
            simpan(form)
        except ValidationError as galat:
            form.add_error(None, galat)
        else:
            messages.success(request, kabar)
            return redirect(kembali)
    batal = kembali if isinstance(kembali, str) else kembali.get_absolute_url()
    return render(
        request, "replikasi/isian.html",
        {"form": form, "desa": desa, "judul": judul, "pengantar": pengantar, "tombol": tombol, "batal": batal,
         "kicker": kicker or (desa.nama_lengkap if desa else "")},
        status=422 if form.errors else 200,
    )  # fmt: skip
