"""Ruang redaksi: jam kerja, hari libur, jam khusus, dan sasaran waktu, bagi pengelola dan petugas nasional.

Jam ditulis seperti orang menulisnya ("07.30-12.00, 13.00-16.00"), satu isian tiap hari.
"""

from __future__ import annotations

import re

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from akun.models import Peran
from akun.redaksi import HanyaPengelola
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from ..galat_sla import JendelaKeliru
from ..jam_kerja import HARI, susun_jendela, tulis_jam
from ..models import HariLibur, KalenderKerja, SasaranSla, TimpaanHari
from .libur import DaftarLibur, MuatLibur

_PISAH = re.compile(r"\s*(?:-|–|—|s\.?d\.?|sampai)\s*")


class PengaturWaktu(HanyaPengelola):
    """Pengelola dan petugas nasional; izin Django di kelompok lain tidak membuka apa pun."""

    boleh = {"view", "add", "change", "delete"}

    def orangnya(self, user) -> bool:
        return super().orangnya(user) or user.berkuasa(Peran.PETUGAS, atas=None)


class PengaturSasaran(PengaturWaktu):
    boleh = {"view", "change"}


def baca_hari(tulisan: str) -> list[list[str]]:
    """ "07.30-12.00, 13.00-16.00" → [["07:30", "12:00"], …]; kosong berarti tutup. Galat: `ValidationError`."""
    pasangan = [_PISAH.split(satu.strip()) for satu in re.split(r"[,;]", tulisan) if satu.strip()]
    if any(len(dua) != 2 for dua in pasangan):
        raise forms.ValidationError("Tulis seperti 07.30-12.00, 13.00-16.00.")
    try:
        return [[tulis_jam(a), tulis_jam(b)] for a, b in susun_jendela(pasangan)]
    except JendelaKeliru as galat:
        raise forms.ValidationError(str(galat)) from None


def tulis_hari(jendela: list[list[str]]) -> str:
    return ", ".join(f"{a}-{b}".replace(":", ".") for a, b in jendela)


class IsianHari(forms.CharField):
    def __init__(self, hari: str):
        super().__init__(
            label=hari.capitalize(), required=False, max_length=80,
            widget=forms.TextInput(attrs={"placeholder": "07.30-12.00, 13.00-16.00"}),
        )  # fmt: skip

    def prepare_value(self, value):
        return tulis_hari(value) if isinstance(value, list) else value

    def to_python(self, value):
        return baca_hari(super().to_python(value))


class IsianWilayah(forms.CharField):
    """Kode provinsi, kabupaten/kota, atau desa; kosong berarti nasional."""

    def __init__(self):
        super().__init__(
            label="Kode wilayah", required=False, max_length=13,
            help_text="Provinsi (13), kabupaten/kota (13.07), atau desa (13.07.01.2004). Kosong berarti nasional.",
        )  # fmt: skip

    def clean(self, value):
        tulisan = super().clean(value)
        if not tulisan:
            return None
        kode = aturan_kode.normalkan(tulisan)
        wilayah = Wilayah.objects.filter(kode=kode).first() if kode else None
        if wilayah is None:
            raise forms.ValidationError("Kode wilayah itu tidak ada. Periksa lagi angkanya.")
        return wilayah


class FormBerwilayah(forms.ModelForm):
    """Wilayah diketik kodenya: daftar pilihan berisi delapan puluh ribu desa bukan pilihan."""

    kode = IsianWilayah()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.wilayah_id:
            self.fields["kode"].initial = self.instance.wilayah.kode

    def clean(self):
        isi = super().clean()
        if "kode" in isi:
            self.instance.wilayah = isi["kode"]
        return isi

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"wilayah"}

    def add_error(self, field, error):
        if isinstance(error, forms.ValidationError) and hasattr(error, "error_dict"):
            error.error_dict = {("kode" if n == "wilayah" else n): e for n, e in error.error_dict.items()}
        super().add_error(field, error)


class FormBerjam:
    """Tujuh isian hari di atas satu kolom JSON `jam`."""

    def siapkan_hari(self) -> None:
        for hari in HARI:
            self.fields[hari] = IsianHari(hari)
            self.fields[hari].initial = (self.instance.jam or {}).get(hari, [])

    def kumpulkan_hari(self, isi: dict) -> None:
        self.instance.jam = {hari: isi[hari] for hari in HARI if isi.get(hari)}


class FormKalender(FormBerjam, FormBerwilayah):
    class Meta:
        model = KalenderKerja
        fields = ["nama", "dasar", "dipakai"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.siapkan_hari()
        if self.instance.pk:
            self.fields["kode"].disabled = True  # kalender tidak berpindah wilayah: tiket merujuknya

    def clean(self):
        isi = super().clean()
        self.kumpulkan_hari(isi)
        return isi

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"jam"}

    def add_error(self, field, error):
        if isinstance(error, forms.ValidationError) and hasattr(error, "error_dict") and "jam" in error.error_dict:
            error.error_dict["senin"] = error.error_dict.pop("jam")
        super().add_error(field, error)


class FormTimpaan(FormBerjam, forms.ModelForm):
    class Meta:
        model = TimpaanHari
        fields = ["kalender", "nama", "dari", "sampai", "sumber"]
        widgets = {"dari": forms.DateInput(attrs={"type": "date"}), "sampai": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.siapkan_hari()

    def clean(self):
        isi = super().clean()
        self.kumpulkan_hari(isi)
        return isi


class FormLibur(FormBerwilayah):
    class Meta:
        model = HariLibur
        fields = ["tanggal", "nama", "jenis", "berlaku", "sumber", "tanggal_sumber"]
        widgets = {
            "tanggal": forms.DateInput(attrs={"type": "date"}),
            "tanggal_sumber": forms.DateInput(attrs={"type": "date"}),
        }


class FormSasaran(forms.ModelForm):
    class Meta:
        model = SasaranSla
        fields = ["tanggapan_menit", "selesai_menit", "ingatkan_menit", "naik_menit"]


class DaftarBerwilayah(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("wilayah")


class DaftarTimpaan(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("kalender")


class DaftarSasaran(IndexView):
    page_title = "Sasaran waktu (menit kerja)"


class HapusKalender(DeleteView):
    """Yang masih dirujuk tidak dihapus; alasannya disebut, dan orangnya kembali ke lembar suntingnya."""

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        if alasan := self.object.alasan_tetap():
            messages.error(request, alasan)
            return redirect(self.edit_url_name, self.object.pk)
        return super().dispatch(request, *args, **kwargs)


def _wilayah(satu: KalenderKerja | HariLibur) -> str:
    return satu.wilayah.nama_lengkap if satu.wilayah else "nasional"


class ViewSetWaktu(ModelViewSet):
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50

    @property
    def permission_policy(self) -> PengaturWaktu:
        return PengaturWaktu(self.model)

    def get_edit_handler(self) -> None:
        return None


class KalenderViewSet(ViewSetWaktu):
    model = KalenderKerja
    icon = "time"
    menu_label = "Jam kerja"
    index_view_class = DaftarBerwilayah
    delete_view_class = HapusKalender
    list_display = [
        "nama", Column("wilayah", accessor=_wilayah, label="Wilayah"), "dasar", BooleanColumn("dipakai", label="Dipakai"),
    ]  # fmt: skip
    search_fields = ["nama", "wilayah__nama"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return FormKalender


class LiburViewSet(ViewSetWaktu):
    model = HariLibur
    icon = "date"
    menu_label = "Hari libur"
    index_view_class = DaftarLibur
    list_display = [
        "nama", Column("tanggal", accessor=lambda satu: date_format(satu.tanggal, "l, j F Y"), label="Tanggal", sort_key="tanggal"),
        Column("jenis", accessor="get_jenis_display", label="Jenis"),
        Column("wilayah", accessor=_wilayah, label="Wilayah"), BooleanColumn("berlaku", label="Berlaku"), "sumber",
    ]  # fmt: skip
    list_filter = ["jenis", "berlaku", "tanggal"]
    list_export = ["tanggal", "nama", "jenis", "wilayah", "berlaku", "sumber", "tanggal_sumber"]
    search_fields = ["nama", "sumber", "wilayah__nama"]
    ordering = ["-tanggal"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return FormLibur

    def get_urlpatterns(self) -> list:
        return [path("muat/", self.construct_view(MuatLibur), name="muat"), *super().get_urlpatterns()]


class TimpaanViewSet(ViewSetWaktu):
    model = TimpaanHari
    icon = "calendar-alt"
    menu_label = "Jam khusus"
    index_view_class = DaftarTimpaan
    list_display = ["nama", "kalender", "dari", "sampai", "sumber"]
    search_fields = ["nama", "kalender__nama"]
    ordering = ["-dari"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return FormTimpaan


class SasaranViewSet(ViewSetWaktu):
    model = SasaranSla
    icon = "clipboard-list"
    menu_label = "Sasaran waktu"
    index_view_class = DaftarSasaran
    list_display = [
        "__str__", Column("tanggapan_menit", label="Jawaban pertama"), Column("selesai_menit", label="Selesai"),
        Column("ingatkan_menit", label="Diingatkan sebelumnya"), Column("naik_menit", label="Naik sesudah"),
    ]  # fmt: skip

    @property
    def permission_policy(self) -> PengaturSasaran:
        return PengaturSasaran(self.model)

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return FormSasaran


class RuangWaktu(ModelViewSetGroup):
    menu_label = "Waktu layanan"
    menu_icon = "time"
    menu_order = 270
    items = (
        KalenderViewSet("jam-kerja"), LiburViewSet("hari-libur"), TimpaanViewSet("jam-khusus"),
        SasaranViewSet("sasaran-waktu"),
    )  # fmt: skip
