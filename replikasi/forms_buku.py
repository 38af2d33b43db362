from __future__ import annotations

import uuid

from django import forms

from modul_pelatihan.models import Bidang
from pusat_bantuan.berkas import BerkasBersih
from pusat_bantuan.forms import IsianBerkas

from .forms import FormPutusan
from .layanan.praktik import IsiPraktik
from .models import CatatanSetempat, Tonggak


def _panjang(label: str, batas: int, baris: int = 4, *, wajib: bool = True, bantuan: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=batas, required=wajib, help_text=bantuan, widget=forms.Textarea(attrs={"rows": baris})
    )


class FormCatatan(forms.Form):
    jenis = forms.ChoiceField(
        label="Letaknya", choices=CatatanSetempat.Jenis.choices, widget=forms.RadioSelect, initial="catatan"
    )
    teks = _panjang("Penyesuaian di tempat kami", 2000, bantuan="Apa yang berbeda dan mengapa. Tanpa data warga.")


class FormVersi(forms.Form):
    isi = _panjang(
        "Isi templat", 20_000, 20,
        bantuan="# judul · ( ) kotak periksa · Nama isian: .... · .... garis kosong · | Kolom | Kolom | x6 tabel · ^ Jabatan | Jabatan tanda tangan",
    )  # fmt: skip
    catatan = forms.CharField(label="Yang berubah", max_length=240)


class FormPraktik(forms.Form):
    jenis = forms.ChoiceField(
        label="Jenis", choices=[("praktik", "Praktik baik"), ("inovasi", "Inovasi lokal")], widget=forms.RadioSelect,
        error_messages={"required": "Pilih jenisnya."},
    )  # fmt: skip
    judul = forms.CharField(label="Judul", max_length=120, help_text="Apa yang dicapai, dalam satu kalimat.")
    masalah = _panjang("Masalahnya", 1000, 3)
    cara = _panjang("Yang dilakukan", 4000, 6, bantuan="Langkah demi langkah, supaya dapat diulang.")
    hasil = _panjang("Hasilnya", 1000, 3, bantuan="Dengan angka sebelum dan sesudah bila ada.")
    perlu = _panjang("Yang diperlukan", 1000, 3, wajib=False, bantuan="Waktu, orang, biaya, alat.")
    bidang = forms.ModelChoiceField(Bidang.objects.none(), label="Bidang", required=False, empty_label="Pilih bidang")
    tonggak = forms.ModelChoiceField(
        Tonggak.objects.none(), label="Langkah panduan yang terkait", required=False, empty_label="Tidak ada"
    )
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, terukur: str = "", **kwargs):
        """`terukur`: hasil yang sudah tercatat, ditunjukkan supaya tidak dicari lagi."""
        super().__init__(*args, **kwargs)
        self.fields["hasil"].help_text = f"{self.fields['hasil'].help_text} {terukur}".strip()
        self.fields["bidang"].queryset = Bidang.objects.pokok()
        self.fields["tonggak"].queryset = Tonggak.objects.select_related("tahap")

    def isi(self) -> IsiPraktik:
        data = self.cleaned_data
        return IsiPraktik(
            title=data["judul"], masalah=data["masalah"], cara=data["cara"], hasil=data["hasil"], perlu=data["perlu"],
            bidang=data["bidang"], tonggak=data["tonggak"],
        )  # fmt: skip


class FormAdopsi(forms.Form):
    catatan = _panjang("Yang Anda kerjakan dan sesuaikan", 2000)
    berkas = IsianBerkas(
        label="Foto atau PDF", help_text="Satu berkas, paling besar 10 MB. Tutup dulu NIK dan nama warga."
    )
    tautan = forms.URLField(label="Tautan bukti", required=False, max_length=300, assume_scheme="https")
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["berkas"].widget.allow_multiple_selected = False
        self.fields["berkas"].widget.attrs = {"accept": "image/jpeg,image/png,image/webp,application/pdf"}

    def clean_berkas(self) -> BerkasBersih | None:
        return (self.cleaned_data["berkas"] or [None])[0]


class FormTelaah(FormPutusan):
    def __init__(self, *args, terima: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["putusan"].choices = [
            ("diterima", terima),
            ("dikembalikan", "Kembalikan: ada yang perlu dilengkapi"),
        ]
