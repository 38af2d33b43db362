"""Daftar hari libur di ruang redaksi: peringatan tahun yang belum dimuat, dan memuat berkas CSV sesudah diperiksa."""

from __future__ import annotations

import csv
import io

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from ..bawaan_sla import KOLOM_LIBUR, BarisLibur, BerkasLiburKeliru, baca_libur
from ..layanan.libur import libur_kurang, muat_libur

BERKAS_TERBESAR = 200_000


class FormMuatLibur(forms.Form):
    """Langkah pertama `berkas`, langkah kedua `isi` yang sudah diperiksa; keduanya melewati pemeriksaan yang sama."""

    berkas = forms.FileField(
        label="Berkas CSV", required=False, widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )
    isi = forms.CharField(required=False, max_length=BERKAS_TERBESAR, widget=forms.HiddenInput, strip=False)
    jadi = forms.CharField(required=False, max_length=2, widget=forms.HiddenInput)

    def clean(self) -> dict:
        bersih = super().clean()
        if not self.errors:
            bersih["isi"] = bersih.get("isi") or self._teks(bersih.get("berkas"))
            bersih["baris"] = self._baris(bersih["isi"])
        return bersih

    def _teks(self, berkas) -> str:
        if berkas is None:
            raise forms.ValidationError("Pilih berkas CSV-nya dulu.")
        if berkas.size > BERKAS_TERBESAR:
            raise forms.ValidationError("Berkasnya lebih dari 200 KB. Muat per tahun atau per provinsi.")
        try:
            return berkas.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(
                "Berkasnya bukan CSV UTF-8. Simpan ulang sebagai CSV UTF-8, lalu coba lagi."
            ) from None

    def _baris(self, teks: str) -> list[BarisLibur]:
        try:
            baris = baca_libur(io.StringIO(teks.replace("\x00", "")))
        except BerkasLiburKeliru as galat:
            raise forms.ValidationError(str(galat)) from None
        except csv.Error:
            raise forms.ValidationError(
                "Berkasnya bukan CSV yang terbaca. Simpan ulang sebagai CSV, lalu coba lagi."
            ) from None
        if not baris:
            raise forms.ValidationError("Tidak ada satu baris pun di berkas itu.")
        return baris


class DaftarLibur(IndexView):
    muat_url_name = "hari-libur:muat"

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("wilayah")

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        if kurang := libur_kurang():
            messages.warning(request, kurang.kalimat)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        muat = HeaderButton("Muat dari CSV", url=reverse(self.muat_url_name), icon_name="upload", priority=50)
        return [*super().header_buttons, muat]


class MuatLibur(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Kiriman pertama hanya menghitung dan memperlihatkan; kiriman kedua memuat. Boleh diulang."""

    permission_required = "add"
    model = None
    header_icon = "date"
    page_title = "Muat hari libur"
    form_class = FormMuatLibur
    template_name = "pusat_bantuan/redaksi/muat_libur.html"
    index_url_name = "hari-libur:index"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": "Hari libur"},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form: FormMuatLibur) -> HttpResponse:
        jadi = bool(form.cleaned_data["jadi"])
        try:
            hasil = muat_libur(baris=form.cleaned_data["baris"], coba=not jadi)
        except BerkasLiburKeliru as galat:
            form.add_error(None, str(galat))
            return self.form_invalid(form)
        if jadi:
            messages.success(self.request, f"{hasil.kalimat} Tenggat tiket yang terbuka dihitung ulang.")
            return redirect(self.index_url_name)
        return self.render_to_response(
            self.get_context_data(
                form=FormMuatLibur(initial={"isi": form.cleaned_data["isi"], "jadi": "ya"}), hasil=hasil,
                baris=sorted(form.cleaned_data["baris"], key=lambda satu: (satu.tanggal, satu.kode, satu.nama)),
            )
        )  # fmt: skip

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"kolom": KOLOM_LIBUR}
