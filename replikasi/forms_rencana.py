from __future__ import annotations

import uuid

from django import forms
from django.utils import timezone

from akun.isian import IsianNama, IsianTanggal
from akun.models import Pengguna, Penugasan
from wilayah.models import Wilayah

from .models import AnggotaTim


class FormTugas(forms.Form):
    tenggat = IsianTanggal(label="Tenggat")
    pemilik = forms.ModelChoiceField(
        AnggotaTim.objects.none(), label="Pemilik", required=False, empty_label="Menurut peran",
        help_text="Kosong berarti siapa pun yang memegang perannya di Tim Teknis.",
    )  # fmt: skip

    def __init__(self, *args, desa: Wilayah, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pemilik"].queryset = AnggotaTim.objects.berlaku().filter(wilayah=desa)


class FormJeda(forms.Form):
    mulai = IsianTanggal(label="Hari pertama", initial=timezone.localdate)
    selesai = IsianTanggal(label="Hari terakhir", help_text="Kedua harinya ikut dihitung sebagai jeda.")
    alasan = forms.CharField(
        label="Alasan", max_length=200, help_text="Misalnya pemilihan wali nagari, bencana, atau pergantian tim."
    )

    def clean(self):
        data = super().clean()
        mulai, selesai = data.get("mulai"), data.get("selesai")
        if mulai and selesai and selesai < mulai:
            self.add_error("selesai", "Hari terakhir mendahului hari pertama.")
        elif mulai and selesai and (selesai - mulai).days > 366:
            self.add_error("selesai", "Paling lama setahun; jeda yang lebih panjang dicatat lagi nanti.")
        return data


class FormAnggota(forms.Form):
    pengguna = forms.ModelChoiceField(
        Pengguna.objects.none(), label="Akun di sini", required=False, empty_label="Belum punya akun",
        help_text="Nama, jabatan, dan hasil belajarnya diambil dari akunnya.",
    )  # fmt: skip
    nama = IsianNama(label="Nama", required=False, max_length=120, help_text="Untuk yang belum punya akun.")
    jabatan = forms.CharField(label="Jabatan di kantor", required=False, max_length=120)
    peran = forms.ChoiceField(label="Peran di tim", choices=AnggotaTim.PeranTim.choices)
    mulai = IsianTanggal(label="Sejak", initial=timezone.localdate)
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, desa: Wilayah, **kwargs):
        super().__init__(*args, **kwargs)
        tugas = Penugasan.objects.berlaku().filter(wilayah=desa)
        self.fields["pengguna"].queryset = (
            Pengguna.objects.filter(penugasan__in=tugas, is_active=True).distinct().order_by("first_name", "pk")
        )

    def clean(self):
        data = super().clean()
        if not data.get("pengguna") and not data.get("nama", "").strip():
            self.add_error("nama", "Tulis namanya, atau pilih akunnya di atas.")
        return data


class FormEdisi(forms.Form):
    nama = IsianNama(label="Nama edisi", max_length=80, help_text="Misalnya: Edisi kedua, Februari 2027.")
    catatan = forms.CharField(
        label="Yang berubah", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dua tiga kalimat untuk desa: apa yang baru dan mengapa.",
    )  # fmt: skip
