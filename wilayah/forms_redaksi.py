"""Formulir ruang redaksi: setiap simpan lewat `layanan`, supaya riwayat dan sebutan selalu ikut."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from . import kode as aturan_kode
from .forms import WilayahField
from .layanan import atur_sebutan, ganti_kode, ganti_nama, sambungkan, tambah_wilayah
from .layanan.atur import periksa_wilayah_baru
from .layanan.kode import periksa_kode_baru
from .models import RiwayatKode, Wilayah

_SEMUA_TINGKAT = ("provinsi", "kabupaten", "kecamatan", "desa")


class FormTambahWilayah(forms.ModelForm):
    class Meta:
        model = Wilayah
        fields = ["kode", "nama"]
        help_texts = {"kode": "Seperti 13.07.04.2001 atau 1307042001. Tingkat dan induknya mengikuti kode."}

    def clean(self) -> dict:
        isi = super().clean()
        if "kode" in isi and "nama" in isi:
            isi["kode"], isi["nama"], _ = periksa_wilayah_baru(kode=isi["kode"], nama=isi["nama"])
        return isi

    def save(self, commit: bool = True) -> Wilayah:
        self.instance = tambah_wilayah(kode=self.cleaned_data["kode"], nama=self.cleaned_data["nama"])
        return self.instance


class FormUbahWilayah(forms.ModelForm):
    """Kode tidak diubah di sini melainkan di Riwayat kode, supaya kode lamanya tetap ditemukan."""

    class Meta:
        model = Wilayah
        fields = ["nama", "sebutan", "kode_bps", "berlaku"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nama"].help_text = f"{self.instance.kode}. Nama lama masuk riwayat."

    def save(self, commit: bool = True) -> Wilayah:
        isi, lama = self.cleaned_data, Wilayah.objects.get(pk=self.instance.pk)
        ganti_nama(wilayah=lama, nama=isi["nama"])
        if isi["sebutan"] != lama.sebutan:
            atur_sebutan(wilayah=lama, sebutan=isi["sebutan"])
        Wilayah.objects.filter(pk=lama.pk).update(
            kode_bps=isi["kode_bps"], berlaku=isi["berlaku"], diubah=timezone.now()
        )
        self.instance.refresh_from_db()
        return self.instance


class FormGantiKode(forms.ModelForm):
    """Satu wilayah berganti kode; yang di dalamnya ikut."""

    wilayah = WilayahField(
        label="Wilayah", tingkat=_SEMUA_TINGKAT, boleh_lama=True, help_text="Dengan kodenya yang sekarang."
    )

    class Meta:
        model = RiwayatKode
        fields = ["wilayah", "kode_baru", "jenis", "tanggal", "dasar"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        jenis = RiwayatKode.Jenis
        self.fields["jenis"].choices = [(satu.value, satu.label) for satu in jenis if satu != jenis.GANTI_NAMA]
        self.fields["tanggal"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self.fields["tanggal"].initial = timezone.localdate()
        self.fields["jenis"].initial = jenis.PINDAH_KODE
        self.fields["dasar"].required = True

    def clean(self) -> dict:
        isi = super().clean()
        if {"wilayah", "kode_baru", "jenis", "tanggal"} <= isi.keys():
            baru = aturan_kode.normalkan(isi["kode_baru"])
            self.sudah_ada = Wilayah.objects.filter(kode=baru).exclude(pk=isi["wilayah"].pk).first() if baru else None
            try:
                if self.sudah_ada is None:
                    periksa_kode_baru(isi["wilayah"], baru, isi["tanggal"], isi["jenis"])
                elif isi["wilayah"].berlaku or self.sudah_ada.anak.exists():
                    raise ValidationError(f"Kode {baru} sudah dipakai {self.sudah_ada.nama_lengkap}.")
            except ValidationError as galat:
                self.add_error("kode_baru", galat)
        return isi

    def save(self, commit: bool = True) -> RiwayatKode:
        isi = self.cleaned_data
        if self.sudah_ada is not None:
            self.instance = sambungkan(
                lama=isi["wilayah"], baru=self.sudah_ada, tanggal=isi["tanggal"], dasar=isi["dasar"]
            )
        else:
            self.instance = ganti_kode(**isi)
        return self.instance


class FormUbahRiwayat(forms.ModelForm):
    """Riwayat tidak dihapus dan kodenya tidak diganti; orang mengonfirmasi dan melengkapi dasarnya."""

    class Meta:
        model = RiwayatKode
        fields = ["dasar", "dikonfirmasi"]
