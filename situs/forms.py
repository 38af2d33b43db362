from django import forms


class FormTampilan(forms.Form):
    tema = forms.ChoiceField(
        label="Warna",
        choices=[("", "Ikuti pengaturan perangkat"), ("terang", "Selalu terang"), ("gelap", "Selalu gelap")],
        widget=forms.RadioSelect,
        required=False,
    )
    hemat = forms.BooleanField(
        label="Hemat data",
        required=False,
        help_text="Huruf hias (27 KB) tidak diunduh; judul memakai huruf perangkat Anda.",
    )
