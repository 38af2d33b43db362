"""Formulir permintaan pelatih, penugasan pengajar, dan laporan diri sesudah kelas."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from akun.isian import IsianKunci, IsianTanggal
from akun.models import Pengguna
from wilayah.forms import WilayahField

from .bacaan.pelatih import Calon
from .models import LaporDiri, Pengajar
from .models.permintaan import PERAN_MINTA

HARI_TERJAUH = timedelta(days=365)


class FormPermintaan(forms.Form):
    kunci = IsianKunci()
    wilayah = WilayahField(
        label="Untuk wilayah", tingkat=("kabupaten", "kecamatan", "desa"), help_text="Kabupaten, kecamatan, atau satu desa di wilayah Anda."
    )  # fmt: skip
    kebutuhan = forms.CharField(
        label="Apa yang perlu dilatih", max_length=800, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Misalnya: 14 operator baru belum pernah dilatih mencetak surat.",
    )  # fmt: skip
    peserta = forms.IntegerField(label="Perkiraan peserta", min_value=1, max_value=500, initial=20)
    diharapkan = IsianTanggal(label="Paling lambat tanggal")

    def __init__(self, *args, oleh: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.oleh = oleh
        if (tugas := oleh.wilayah_utama) and oleh.berkuasa(*PERAN_MINTA, atas=tugas):
            self.initial.setdefault("wilayah", tugas)

    def clean_wilayah(self):
        wilayah = self.cleaned_data["wilayah"]
        if not self.oleh.berkuasa(*PERAN_MINTA, atas=wilayah):
            raise ValidationError(f"{wilayah.nama_lengkap} di luar wilayah tugas Anda. Pilih wilayah Anda.")
        return wilayah

    def clean_diharapkan(self):
        hari = self.cleaned_data["diharapkan"]
        if not timezone.localdate() <= hari <= timezone.localdate() + HARI_TERJAUH:
            raise ValidationError("Pilih tanggal dalam setahun ke depan.")
        return hari


class _PilihOrang(forms.ModelChoiceField):
    """Pilihan dari daftar calon, menurut urutan calonnya."""

    def __init__(self, *, calon: list[Calon], **kwargs):
        super().__init__(queryset=Pengguna.objects.filter(pk__in=[satu.orang.pk for satu in calon]), **kwargs)
        self.choices = [("", "Pilih orangnya"), *((satu.orang.pk, satu.kalimat) for satu in calon)]


class FormJawab(forms.Form):
    pesan = forms.CharField(label="Pesan", max_length=300, required=False, help_text="Dibaca pelatih dan pemintanya.")

    def __init__(self, *args, calon: list[Calon], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"pelatih": _PilihOrang(label="Pelatih", calon=calon), **self.fields}


class FormPengajar(forms.Form):
    tugas = forms.ChoiceField(label="Tugas", choices=Pengajar.Tugas.choices, initial=Pengajar.Tugas.PENDAMPING)

    def __init__(self, *args, calon: list[Calon], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"orang": _PilihOrang(label="Pelatih", calon=calon), **self.fields}


class FormLaporDiri(forms.Form):
    pakai = forms.ChoiceField(
        label="Seberapa sering Anda memakai yang dipelajari?", choices=LaporDiri.Pakai.choices, widget=forms.RadioSelect
    )
    sendiri = forms.BooleanField(label="Sebagian besar kini saya kerjakan tanpa dibantu", required=False)
    hambatan = forms.CharField(
        label="Apa yang masih menghambat?", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca pelatih tanpa nama Anda.",
    )  # fmt: skip
