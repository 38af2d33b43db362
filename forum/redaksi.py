"""Formulir ruang redaksi untuk simpul dan ruang."""

from __future__ import annotations

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from akun.models import Pengguna

from .layanan import tunjuk_koordinator
from .models import Ruang, Simpul, Topik


class FormSimpul(WagtailAdminModelForm):
    """Simpul baru memerlukan koordinator: dari dialah keanggotaan berikutnya."""

    koordinator = forms.CharField(
        label="Tunjuk koordinator", required=False, help_text="Nama penggunanya. Boleh kosong bila sudah ada."
    )

    class Meta:
        model = Simpul
        fields = ["nama", "slug", "uraian", "jenis", "wilayah", "keterlihatan", "cara_gabung"]

    def clean_koordinator(self) -> Pengguna | None:
        nama = self.cleaned_data["koordinator"].strip().lstrip("@")
        if not nama:
            return None
        orang = Pengguna.objects.filter(username=nama, is_active=True).first()
        if orang is None:
            raise forms.ValidationError("Nama pengguna itu tidak ada. Periksa ejaannya di halaman orangnya.")
        return orang

    def save(self, commit: bool = True) -> Simpul:
        simpul = super().save(commit)
        if commit and self.cleaned_data.get("koordinator"):
            tunjuk_koordinator(simpul=simpul, pengguna=self.cleaned_data["koordinator"])
        return simpul


class FormRuang(WagtailAdminModelForm):
    jenis_topik = forms.MultipleChoiceField(
        label="Jenis topik", choices=Topik.Jenis.choices, widget=forms.CheckboxSelectMultiple,
        initial=["tanya", "diskusi"], help_text="Jenis yang boleh dibuka di ruang ini.",
    )  # fmt: skip

    class Meta:
        model = Ruang
        fields = ["simpul", "nama", "slug", "uraian", "urutan", "jenis_topik", "siapa_mulai", "siapa_balas"]
