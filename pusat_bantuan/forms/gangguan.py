from __future__ import annotations

import uuid

from django import forms
from django.db.models import Q

from akun.isian import IsianNama
from akun.models import Peran
from modul_pelatihan.models import Bidang
from wilayah.forms import WilayahField
from wilayah.models import FaktaDesa, Wilayah

from ..models import Gangguan, Nilai, ProfilTiket

KABAR = (
    "Dibaca desa dan umum: apa yang terjadi, apa yang sebaiknya dilakukan, kapan dikabari lagi. Jangan sebut nama desa."
)


class BerkunciKirim(forms.Form):
    """Kirim dua kali tetap satu baris."""

    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunci_kirim"].initial = uuid.uuid4


class FormIkut(forms.Form):
    """Orang tanpa akun yang ingin ikut dikabari."""

    nama = IsianNama(label="Nama Anda", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="Email", max_length=200, help_text="Kami kirim tautan ke sini untuk memastikan alamatnya.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Periksa alamatnya, misalnya nama@contoh.desa.id."},
    )  # fmt: skip
    wilayah = WilayahField(label="Anda dari desa mana?")


class FormGangguan(BerkunciKirim):
    judul = forms.CharField(
        label="Yang dirasakan desa", max_length=120, help_text="Misalnya: situs putih setelah pembaruan."
    )
    bidang = forms.ModelChoiceField(Bidang.objects.pokok(), label="Bidang", empty_label="Pilih bidang")
    isi = forms.CharField(
        label="Kabar pertama", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text=KABAR
    )
    keadaan = forms.ChoiceField(
        label="Keadaan", choices=[satu for satu in Gangguan.Keadaan.choices if satu[0] != Gangguan.Keadaan.PULIH]
    )
    hosting = forms.ChoiceField(
        label="Hanya di tempat pemasangan", required=False, choices=[("", "Semua"), *FaktaDesa.Hosting.choices]
    )
    versi = forms.CharField(label="Hanya pada versi", required=False, max_length=40)
    wilayah = forms.ModelChoiceField(
        Wilayah.objects.none(), label="Hanya di wilayah", required=False, empty_label="Seluruh Indonesia"
    )
    publik = forms.BooleanField(
        label="Tampilkan di halaman status", required=False, initial=True,
        help_text="Padamkan untuk soal keamanan yang belum boleh diumumkan.",
    )  # fmt: skip

    def __init__(self, *args, oleh, tiket: ProfilTiket | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        tugas = [satu for satu in oleh.penugasan_berlaku if satu.peran == Peran.PETUGAS]
        nasional = any(satu.wilayah is None for satu in tugas)
        pilihan = Q(pk__in=[satu.wilayah_id for satu in tugas if satu.wilayah_id])
        if nasional:
            pilihan |= Q(tingkat=Wilayah.Tingkat.PROVINSI, berlaku=True)
            if tiket and tiket.wilayah:
                pilihan |= Q(kode=tiket.wilayah.kode[:5])
        self.fields["wilayah"].queryset = Wilayah.objects.filter(pilihan).order_by("kunci")
        if not nasional:
            self.fields["wilayah"].required, self.fields["wilayah"].empty_label = True, None
        if tiket:
            awal = {"judul": tiket.judul[:120], "bidang": tiket.bidang.induk_id or tiket.bidang_id}
            for nama, nilai in (awal | {"hosting": tiket.hosting, "versi": tiket.versi}).items():
                self.fields[nama].initial = nilai


class FormKabar(BerkunciKirim):
    isi = forms.CharField(
        label="Kabar untuk semua", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text=KABAR,
        error_messages={"required": "Tulis kabarnya."},
    )  # fmt: skip
    keadaan = forms.ChoiceField(label="Keadaan sekarang", choices=Gangguan.Keadaan.choices)

    def __init__(self, *args, gangguan: Gangguan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["keadaan"].initial = gangguan.keadaan


class FormUsul(BerkunciKirim):
    judul = forms.CharField(label="Yang dirasakan desa", max_length=120)
    isi = forms.CharField(
        label="Kabar pertama", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), help_text=KABAR
    )


class FormNilai(forms.Form):
    """Satu ketukan (`skor`), atau komentar yang menyusul."""

    skor = forms.TypedChoiceField(choices=Nilai.Skor.choices, coerce=int, required=False, empty_value=None)
    komentar = forms.CharField(max_length=1000, required=False)
