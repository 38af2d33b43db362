"""Formulir "kapan saya bisa": tujuh kotak teks yang ramah ketik di ponsel, tanpa skrip."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from akun.isian import IsianBanyak, IsianTanggal
from forum.jadwal import JamTidakTerbaca, baca_jam, saat_setempat, tulis_jam
from forum.models import Ketersediaan
from modul_pelatihan.models import Bidang
from wilayah.kalender import HARI

TERJAUH = timedelta(days=366)


class FormKetersediaan(forms.Form):
    maks_tiket = forms.IntegerField(
        label="Paling banyak tiket yang dipegang sekaligus", min_value=1, max_value=50,
        help_text="Bila sudah penuh, tiket baru ditawarkan kepada yang lain.",
    )  # fmt: skip
    bidang = IsianBanyak(
        Bidang.objects.none(), label="Bidang yang Anda kuasai", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Kosongkan bila Anda bersedia menangani semuanya.",
    )  # fmt: skip
    tampil_bidang = forms.BooleanField(
        label="Tampilkan bidang ini di direktori pegiat", required=False,
        help_text="Hanya bersama keanggotaan yang nama Anda terlihat di sana.",
    )  # fmt: skip

    def __init__(self, *args, ketersediaan: Ketersediaan, **kwargs):
        super().__init__(*args, **kwargs)
        pekan = ketersediaan.jam
        for i, nama in enumerate(HARI):
            self.fields[f"hari_{i}"] = forms.CharField(
                label=nama, required=False, max_length=80, initial=tulis_jam(pekan[i]) if pekan else "",
                widget=forms.TextInput(attrs={"placeholder": "tidak bisa", "autocomplete": "off"}),
            )  # fmt: skip
        self.fields["bidang"].queryset = Bidang.objects.pokok().order_by("urutan", "nama")
        self.fields["tampil_bidang"].initial = ketersediaan.tampil_bidang
        self.fields["maks_tiket"].initial = ketersediaan.maks_tiket
        if ketersediaan.pk and not ketersediaan._state.adding:
            self.fields["bidang"].initial = list(ketersediaan.bidang.values_list("pk", flat=True))

    def clean(self) -> dict:
        bersih = super().clean()
        pekan = []
        for i in range(7):
            try:
                pekan.append(baca_jam(bersih.get(f"hari_{i}", "")))
            except JamTidakTerbaca as galat:
                self.add_error(f"hari_{i}", str(galat))
        bersih["jam"] = pekan if any(pekan) else None
        return bersih

    @property
    def isian_hari(self):
        return [self[f"hari_{i}"] for i in range(7)]


class FormTidakBisa(forms.Form):
    """Sakelar "sedang tidak bisa", selalu dengan akhir, supaya tidak ada yang terlupa menyala."""

    sampai = IsianTanggal(
        label="Sampai tanggal",
        help_text="Sampai akhir hari itu.", error_messages={"required": "Pilih sampai kapan."},
    )  # fmt: skip

    def __init__(self, *args, zona: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.zona = ZoneInfo(zona)
        self.hari_ini = timezone.now().astimezone(self.zona).date()
        self.fields["sampai"].initial = self.hari_ini
        self.fields["sampai"].widget.attrs |= {"min": f"{self.hari_ini}", "max": f"{self.hari_ini + TERJAUH}"}

    def clean_sampai(self) -> date:
        sampai = self.cleaned_data["sampai"]
        if not self.hari_ini <= sampai <= self.hari_ini + TERJAUH:
            raise forms.ValidationError("Pilih tanggal mulai hari ini, paling lama setahun lagi.")
        return sampai

    @property
    def saat(self) -> datetime:
        return saat_setempat(self.cleaned_data["sampai"], 1440, self.zona)


class FormCuti(forms.Form):
    mulai = IsianTanggal(label="Dari tanggal")
    selesai = IsianTanggal(label="Sampai tanggal")
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunci_kirim"].initial = uuid.uuid4

    def clean(self) -> dict:
        bersih = super().clean()
        mulai, selesai = bersih.get("mulai"), bersih.get("selesai")
        if mulai and selesai:
            if selesai < mulai:
                self.add_error("selesai", "Tanggal akhirnya sebelum tanggal mulai. Tukar keduanya.")
            elif selesai < timezone.localdate():
                self.add_error("selesai", "Tanggal itu sudah lewat.")
            elif selesai - mulai > TERJAUH:
                self.add_error(
                    "selesai", "Paling lama setahun. Bila lebih, minta koordinator mengatur keanggotaan Anda."
                )
        return bersih
