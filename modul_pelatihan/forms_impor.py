from __future__ import annotations

from django import forms

from akun.isian import IsianKunci
from modul_pelatihan.models import ModulPage, RilisOpenSID


class FormImpor(forms.Form):
    modul = forms.ModelChoiceField(label="Masuk ke modul", queryset=ModulPage.objects.none())
    berkas = forms.FileField(
        label="Berkas .docx atau .md", help_text="Paling besar 5 MB, tanpa makro. Hasilnya konsep, tidak langsung terbit.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.md,.markdown,.txt"}),
    )  # fmt: skip
    kunci = IsianKunci()

    def __init__(self, *args, modul, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["modul"].queryset = modul


class FormCatatanRilis(forms.Form):
    rilis = forms.ModelChoiceField(label="Rilis", queryset=RilisOpenSID.objects.all())
    teks = forms.CharField(
        label="Isi catatan_rilis.md", max_length=200_000, widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Tempel bagian rilis itu saja. Tiap butir dicocokkan dengan modul yang disebutnya, lalu Anda pastikan.",
    )  # fmt: skip
