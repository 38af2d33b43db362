"""Formulir satu menit di loket, pemeriksaan data, informasi wajib, dan unggahan lembar pelayanan."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from akun.isian import IsianTanggal
from wilayah.models import Wilayah

from .forms_pemutakhiran import BATAS_LEMBAR, terbatas
from .kalender import hari_ini
from .models import Fase, InformasiWajib, PemeriksaanAparatur, PemeriksaanData

PUAS = [
    ("5", "Sangat puas"),
    ("4", "Puas"),
    ("3", "Biasa saja"),
    ("2", "Kurang puas"),
    ("1", "Kecewa"),
    ("", "Tidak ditanya"),
]
KOREKSI = [("0", "Tidak pernah"), ("1", "Sekali"), ("2", "Dua kali"), ("3", "Tiga kali atau lebih")]


class IsianJam(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)


class FormLayanan(forms.Form):
    """Satu surat. Jam ditulis menurut jam setempat desanya."""

    layanan = forms.CharField(
        label="Surat apa?", max_length=80, widget=forms.TextInput(attrs={"list": "jenis-surat", "autocomplete": "off"}),
        help_text="Misalnya Surat keterangan usaha. Jangan tulis nama warga.",
    )  # fmt: skip
    tanggal = IsianTanggal(label="Tanggal diminta", initial=hari_ini)
    jam_mulai = forms.TimeField(label="Jam diminta", widget=IsianJam())
    tanggal_selesai = IsianTanggal(
        label="Tanggal diserahkan", required=False, help_text="Kosongkan bila hari yang sama."
    )
    jam_selesai = forms.TimeField(label="Jam diserahkan", widget=IsianJam())
    koreksi = forms.TypedChoiceField(
        label="Pernah dibetulkan?", choices=KOREKSI, coerce=int, initial="0", widget=forms.RadioSelect
    )
    puas = forms.TypedChoiceField(
        label="Kata warga",
        choices=PUAS,
        coerce=int,
        empty_value=None,
        required=False,
        initial="",
        widget=forms.RadioSelect,
    )
    biaya = forms.IntegerField(
        label="Biaya yang dikeluarkan warga (rupiah)", required=False, min_value=0, max_value=100_000_000,
        help_text="Fotokopi, materai, ongkos. Nol bila tidak ada; kosong bila tidak ditanya.",
    )  # fmt: skip
    fase = forms.ChoiceField(label="Dilayani dengan cara", choices=[
        (Fase.SEBELUM, "Cara lama (sebelum OpenSID)"), (Fase.SESUDAH, "OpenSID")
    ], widget=forms.RadioSelect)  # fmt: skip
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, wilayah: Wilayah, **kwargs):
        super().__init__(*args, **kwargs)
        self.zona = ZoneInfo(wilayah.zona)
        self.fields["kunci"].initial = uuid.uuid4

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        mulai = datetime.combine(data["tanggal"], data["jam_mulai"], self.zona)
        selesai = datetime.combine(data["tanggal_selesai"] or data["tanggal"], data["jam_selesai"], self.zona)
        if not 2000 <= mulai.year <= 2100:
            self.add_error("tanggal", "Periksa tahunnya.")
        elif selesai < mulai:
            self.add_error("jam_selesai", "Diserahkan sebelum diminta. Isi tanggal diserahkan bila lewat hari.")
        elif selesai > timezone.now():
            self.add_error("jam_selesai", "Saatnya belum tiba. Catat sesudah suratnya diserahkan.")
        data["mulai"], data["selesai"] = mulai, selesai
        return data

    def isi(self) -> dict:
        return {n: self.cleaned_data[n] for n in ("layanan", "mulai", "selesai", "koreksi", "puas", "biaya", "fase")}


class FormPemeriksaan(forms.ModelForm):
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = PemeriksaanData
        fields = ["himpunan", "fase", "tanggal", "diperiksa", "salah", "seharusnya", "terisi", "cara"]
        field_classes = {"tanggal": IsianTanggal}
        help_texts = {
            "diperiksa": "Ambil acak, misalnya 50 baris, lalu cocokkan dengan kenyataan atau dokumennya.",
            "seharusnya": "Untuk kelengkapan: banyaknya isian yang seharusnya ada. Boleh kosong bersama isian berikutnya.",
        }

    def clean_tanggal(self):
        if not date(2000, 1, 1) <= self.cleaned_data["tanggal"] <= hari_ini():
            raise forms.ValidationError("Isi tanggal pemeriksaannya, hari ini atau sebelumnya.")
        return self.cleaned_data["tanggal"]

    def clean_diperiksa(self):
        if self.cleaned_data["diperiksa"] < 1:
            raise forms.ValidationError("Cocokkan paling sedikit satu.")
        return self.cleaned_data["diperiksa"]

    def clean(self):
        data = super().clean()
        if (data.get("salah") or 0) > (data.get("diperiksa") or 0) and "diperiksa" in data:
            self.add_error("salah", "Yang keliru tidak dapat melebihi yang dicocokkan.")
        ada, isi = data.get("seharusnya"), data.get("terisi")
        if (ada is None) != (isi is None):
            self.add_error("terisi", "Isi keduanya, atau kosongkan keduanya.")
        elif ada is not None and isi > ada:
            self.add_error("terisi", "Yang terisi tidak dapat melebihi yang seharusnya ada.")
        return data

    def isi(self) -> dict:
        return {n: v for n, v in self.cleaned_data.items() if n != "kunci"}


class FormAparatur(forms.ModelForm):
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = PemeriksaanAparatur
        fields = ["fase", "tanggal", "aparatur", "dilatih", "mampu", "komputer", "bantuan"]
        field_classes = {"tanggal": IsianTanggal}
        help_texts = {
            "aparatur": "Wali nagari atau kepala desa dan semua perangkat yang bekerja di kantor.",
            "dilatih": "Pernah mengikuti pelatihan OpenSID, di mana pun.",
            "mampu": "Mengisi data dan mengeluarkan surat di OpenSID tanpa dipandu orang luar.",
            "bantuan": "Terisi dari tiket bantuan 30 hari terakhir; tambahkan telepon dan pesan yang tidak tercatat.",
        }

    def clean_tanggal(self):
        if not date(2000, 1, 1) <= self.cleaned_data["tanggal"] <= hari_ini():
            raise forms.ValidationError("Isi tanggal pemeriksaannya, hari ini atau sebelumnya.")
        return self.cleaned_data["tanggal"]

    def clean(self):
        data = super().clean()
        semua = data.get("aparatur")
        if semua is not None and semua < 1:
            self.add_error("aparatur", "Paling sedikit satu orang.")
        for nama in ("dilatih", "mampu"):
            if semua and (data.get(nama) or 0) > semua:
                self.add_error(nama, "Tidak dapat melebihi aparatur di kantor.")
        return data

    def isi(self) -> dict:
        return {n: v for n, v in self.cleaned_data.items() if n != "kunci"}


class FormInformasi(forms.ModelForm):
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = InformasiWajib
        fields = ["judul", "dasar", "tempo", "terbit", "tautan"]
        field_classes = {"tempo": IsianTanggal, "terbit": IsianTanggal}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tautan"].assume_scheme = "https"

    def clean_tempo(self):
        if not 2000 <= self.cleaned_data["tempo"].year <= 2100:
            raise forms.ValidationError("Periksa tahunnya.")
        return self.cleaned_data["tempo"]

    def clean_terbit(self):
        if self.cleaned_data["terbit"] and self.cleaned_data["terbit"] > hari_ini():
            raise forms.ValidationError("Tanggal terbitnya belum tiba.")
        return self.cleaned_data["terbit"]

    def isi(self) -> dict:
        return {n: v for n, v in self.cleaned_data.items() if n != "kunci"}


class FormImporLayanan(forms.Form):
    berkas = forms.FileField(label="Lembar XLSX", help_text="Paling besar 5 MB dan 5.000 baris.")
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_berkas(self):
        return terbatas(self.cleaned_data["berkas"], BATAS_LEMBAR)
