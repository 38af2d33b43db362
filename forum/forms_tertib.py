"""Formulir pengurus: pindah, gabung, pisah, sanksi."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet

from akun.isian import IsianBanyak
from forum.layanan.kunjungi import ALASAN_TERPENDEK
from forum.layanan.sanksi import HARI_MAKS
from forum.models import Kiriman, Sanksi
from modul_pelatihan.models import Bidang


class IsianRuang(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return f"{obj.simpul.nama} · {obj.nama}"

    def to_python(self, value):
        try:
            return super().to_python(value)
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class Beralasan(forms.Form):
    alasan = forms.CharField(label="Alasan", max_length=200, required=False, help_text="Masuk catatan topik.")


class FormPindah(Beralasan):
    ruang = IsianRuang(label="Ke ruang", queryset=None, empty_label="Pilih ruang")

    def __init__(self, *args, ruang: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ruang"].queryset = ruang.order_by("simpul__nama", "urutan", "nama")


class FormGabung(Beralasan):
    tujuan = forms.CharField(label="Alamat topik tujuan", max_length=300)


class FormRapikan(Beralasan):
    """Judul dan bidang topik orang lain: yang bidangnya tidak ada di pilihan tetap seperti semula."""

    judul = forms.CharField(label="Judul", max_length=160, help_text="Satu kalimat yang dapat dicari orang lain.")
    bidang = IsianBanyak(
        label="Tentang apa", queryset=Bidang.objects.filter(induk__isnull=True), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    field_order = ["judul", "bidang", "alasan"]


class FormPisah(Beralasan):
    judul = forms.CharField(label="Judul topik baru", max_length=160)
    nomor = forms.TypedMultipleChoiceField(label="Kiriman", coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, kiriman: list[Kiriman], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nomor"].choices = [(satu.nomor, _sebut(satu)) for satu in kiriman]


def _sebut(kiriman: Kiriman) -> str:
    return f"#{kiriman.nomor} {kiriman.nama_penulis}: {kiriman.teks[:80]}"


class FormSanksi(forms.Form):
    jenis = forms.ChoiceField(label="Sanksi", choices=Sanksi.Jenis.choices, widget=forms.RadioSelect)
    hari = forms.IntegerField(label="Berapa hari", min_value=1, max_value=HARI_MAKS, initial=7)
    alasan = forms.CharField(
        label="Alasan", max_length=300, help_text="Dibaca orangnya. Tulis yang dapat ia perbaiki.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    seluruh = forms.BooleanField(label="Di seluruh forum", required=False)

    def __init__(self, *args, seluruh: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not seluruh:
            del self.fields["seluruh"]


class FormKunjungan(forms.Form):
    alasan = forms.CharField(
        label="Alasan", max_length=300, min_length=ALASAN_TERPENDEK, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Anggota simpul dan pengelola lain membacanya. Sebut siapa yang meminta dan apa yang diperiksa.",
    )  # fmt: skip


class FormBanding(forms.Form):
    isi = forms.CharField(label="Keberatan Anda", max_length=600)
