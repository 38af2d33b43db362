from __future__ import annotations

from django import forms

from ..berkas import DIKENAL, BerkasDitolak, periksa_semua, pilah

KETERANGAN_BERKAS = "Paling banyak 10 berkas, masing-masing 10 MB. Tutup dulu NIK, nama, dan wajah warga pada gambar."


class BanyakBerkas(forms.ClearableFileInput):
    allow_multiple_selected = True


class IsianBerkas(forms.FileField):
    """Nol berkas atau lebih; hasilnya daftar `BerkasBersih` yang sudah diperiksa dan gambarnya sudah ditulis ulang."""

    widget = BanyakBerkas

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
        self.widget.attrs["accept"] = ",".join(f".{satu}" for satu in DIKENAL)

    def clean(self, data, initial=None):
        daftar = data if isinstance(data, (list, tuple)) else [data] if data else []
        try:
            return periksa_semua(satu for satu in daftar if satu)
        except BerkasDitolak as galat:
            raise forms.ValidationError(str(galat)) from None


class IsianLampiran(IsianBerkas):
    """Lampiran tiket; hasilnya `Hasil`: yang keliru disebut kalimatnya, yang lain tetap ikut."""

    def clean(self, data, initial=None):
        daftar = data if isinstance(data, (list, tuple)) else [data] if data else []
        return pilah(satu for satu in daftar if satu)


class BerlampiranMixin:
    """Formulir berisian `lampiran`: `cleaned_data` hanya yang baik, `ditolak` kalimat bagi yang tidak."""

    ditolak: tuple[str, ...] = ()

    def clean_lampiran(self):
        hasil = self.cleaned_data["lampiran"]
        self.ditolak = tuple(hasil.ditolak)
        return hasil.bersih
