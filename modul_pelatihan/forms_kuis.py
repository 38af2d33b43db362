from __future__ import annotations

from django import forms

from .models import ButirSoal, Kuis


class FormKoreksi(forms.Form):
    """0 adalah nilai, bukan kosong."""

    nilai = forms.IntegerField(
        label="Nilai", min_value=0, max_value=100, help_text="0 sampai 100, menurut rubrik.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    ulasan = forms.CharField(
        label="Ulasan untuk peserta", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 4})
    )


class PilihSoal(forms.ModelChoiceField):
    def label_from_instance(self, obj: ButirSoal) -> str:
        return str(obj)


class FormAnulir(forms.Form):
    butir = PilihSoal(label="Soal", queryset=ButirSoal.objects.none(), empty_label="Pilih soalnya")
    alasan = forms.CharField(
        label="Alasan", max_length=300, help_text="Dibaca penulis soal lain; misalnya kuncinya keliru."
    )

    def __init__(self, *args, kuis: Kuis, **kwargs):
        super().__init__(*args, **kwargs)
        sudah = kuis.pembatalan.values("butir")
        self.fields["butir"].queryset = (
            ButirSoal.objects.filter(di_kuis__kuis=kuis).exclude(pk__in=sudah).order_by("pk")
        )
