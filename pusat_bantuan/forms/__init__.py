from __future__ import annotations

import uuid

from django import forms
from django.db.models import Q

from akun.models import Peran
from modul_pelatihan.models import Bidang
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from ..cari import cari_tiket
from ..models import ProfilTiket
from .lampiran import KETERANGAN_BERKAS, BerlampiranMixin, IsianLampiran
from .lampiran import IsianBerkas as IsianBerkas
from .tiket_baru import FormTamu as FormTamu
from .tiket_baru import FormTiket as FormTiket


class FormPesan(BerlampiranMixin, forms.Form):
    """Balasan, catatan dalam, atau jawaban."""

    isi = forms.CharField(
        label="Pesan", max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Pesannya masih kosong."},
    )  # fmt: skip
    lampiran = IsianLampiran(label="Lampiran", help_text=KETERANGAN_BERKAS)
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunci_kirim"].initial = uuid.uuid4


class FormNilaiArtikel(forms.Form):
    membantu = forms.TypedChoiceField(
        label="Apakah artikel ini membantu?", choices=[("ya", "Ya, membantu"), ("tidak", "Belum")],
        coerce=lambda nilai: nilai == "ya", widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu: membantu atau belum."},
    )  # fmt: skip
    kurang = forms.CharField(
        label="Apa yang kurang?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dibaca yang merawat artikel ini. Jangan tulis NIK atau kata sandi.",
    )  # fmt: skip


class FormAlasan(forms.Form):
    alasan = forms.CharField(
        label="Alasan", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis satu kalimat alasannya."},
    )  # fmt: skip
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, label: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunci_kirim"].initial = uuid.uuid4
        if label:
            self.fields["alasan"].label = label


class FormTeruskan(FormAlasan):
    tujuan = forms.ChoiceField(label="Teruskan ke", error_messages={"invalid_choice": "Pilih salah satu tujuan."})
    field_order = ["tujuan", "alasan"]

    def __init__(self, *args, pilihan: list[tuple[str, str]], **kwargs):
        super().__init__(*args, label="Apa yang sudah dicoba dan mengapa diteruskan", **kwargs)
        self.fields["tujuan"].choices = pilihan


def pilihan_wilayah(orang) -> list[tuple[str, str]]:
    """Satu tingkat di bawah wilayah tugas penangan: kecamatan bagi pegiat kabupaten, provinsi bagi petugas nasional."""
    induk = {tugas.wilayah_id for tugas in orang.penugasan_berlaku if tugas.peran in {Peran.PEGIAT, Peran.PETUGAS}}
    if not induk:
        return []
    syarat = Q(induk__in=induk - {None})
    if None in induk:
        syarat |= Q(tingkat=Wilayah.Tingkat.PROVINSI)
    return [(satu.kode, satu.nama_lengkap) for satu in Wilayah.objects.filter(syarat, berlaku=True).order_by("kunci")]


class FormSaringan(forms.Form):
    """Penyaring daftar; nilai yang keliru diabaikan, tidak menggagalkan halaman."""

    cari = forms.CharField(label="Kode atau kata", required=False, max_length=100)
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=[("", "Semua"), *ProfilTiket.Keadaan.choices])
    bidang = forms.ModelChoiceField(
        Bidang.objects.pokok(), label="Bidang", required=False, to_field_name="slug", empty_label="Semua"
    )
    wilayah = forms.CharField(label="Wilayah", required=False, max_length=13)

    def __init__(self, *args, oleh, **kwargs):
        super().__init__(*args, **kwargs)
        self.oleh = oleh
        self.fields["wilayah"].widget = forms.Select(choices=[("", "Semua"), *pilihan_wilayah(oleh)])

    def clean_wilayah(self) -> Wilayah | None:
        kode = aturan_kode.normalkan(self.cleaned_data["wilayah"])
        return Wilayah.objects.filter(kode=kode).first() if kode else None

    def terapkan(self, daftar):
        self.is_valid()
        nilai = self.cleaned_data
        if nilai.get("keadaan"):
            daftar = daftar.filter(keadaan=nilai["keadaan"])
        if nilai.get("bidang"):
            daftar = daftar.filter(bidang__in=Bidang.objects.sekeluarga(nilai["bidang"]).values("pk"))
        if nilai.get("wilayah"):
            daftar = daftar.di_dalam(nilai["wilayah"])
        if nilai.get("cari"):
            daftar = cari_tiket(nilai["cari"], oleh=self.oleh, daftar=daftar)
        return daftar

    @property
    def dipakai(self) -> bool:
        return any(self.cleaned_data.get(nama) for nama in self.fields) if self.is_valid() else False
