"""Formulir program: naskahnya, butirnya, orangnya, kalendernya, bobot tahap, dan kriteria kesiapan."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django import forms
from django.utils.text import slugify

from akun.isian import IsianTanggal
from akun.models import Pengguna
from wilayah.forms import WilayahField

from .forms_janji import baris
from .layanan.kriteria import IsiKriteria, periksa_kriteria
from .models import ButirProgram, EdisiKriteria, KegiatanProgram, OrangProgram, Program
from .models.kriteria import MAKS
from .models.terbit import PERAN_PENULIS

KRITERIA_TERBANYAK = 10


class FormProgram(forms.ModelForm):
    wilayah = WilayahField(
        label="Wilayah", tingkat=("provinsi", "kabupaten"), required=False,
        help_text="Kosongkan bila berlaku nasional.",
    )  # fmt: skip
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Program
        fields = ["nama", "uraian", "wilayah", "acuan", "unit", "mulai", "ambang_macet", "tautan", "anggaran"]
        widgets = {"uraian": baris(4), "anggaran": baris(3)}
        field_classes = {"mulai": IsianTanggal}

    def __init__(self, *args, oleh: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.oleh = oleh
        acuan = self.fields["acuan"]
        acuan.queryset = (
            Program.objects.filter(acuan__isnull=True, tahap__isnull=False).distinct().exclude(pk=self.instance.pk)
        )
        acuan.required = self.instance.acuan_id is not None or self.instance.pk is None
        acuan.empty_label = None if acuan.required else "Tahapnya sendiri"
        self.fields["tautan"].assume_scheme = "https"

    def clean_wilayah(self):
        wilayah = self.cleaned_data["wilayah"]
        if not self.oleh.berkuasa(*PERAN_PENULIS, atas=wilayah):
            if wilayah is None:
                raise forms.ValidationError("Pilih wilayahnya.")
            raise forms.ValidationError(f"{wilayah.nama_lengkap} di luar wilayah tugas Anda. Pilih wilayah Anda.")
        return wilayah

    def isi(self) -> dict:
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nama not in {"kunci", "naskah"}}


class FormProgramBaru(FormProgram):
    naskah = forms.BooleanField(
        label="Mulai dari naskah Nagari Percontohan", required=False, initial=True,
        help_text="Empat masalah, dua posisi, empat pilar, dan lima sasarannya langsung terisi dan dapat Anda ubah.",
    )  # fmt: skip


class FormButirProgram(forms.ModelForm):
    class Meta:
        model = ButirProgram
        fields = ["jenis", "nomor", "judul", "uraian", "sumber"]
        widgets = {"uraian": baris(4)}


class FormOrang(forms.ModelForm):
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = OrangProgram
        fields = ["nama", "tugas", "lembaga"]


class FormKegiatan(forms.ModelForm):
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = KegiatanProgram
        fields = ["judul", "mulai", "selesai", "tempat", "catatan"]
        field_classes = {"mulai": IsianTanggal, "selesai": IsianTanggal}

    def clean(self):
        data = super().clean()
        if data.get("mulai") and data.get("selesai") and data["selesai"] < data["mulai"]:
            self.add_error("selesai", "Hari selesainya sebelum hari mulainya.")
        return data


class FormBobot(forms.Form):
    """Bobot tiap tahap; jumlahnya tepat 100."""

    catatan = forms.CharField(label="Alasan perubahan", max_length=200)

    def __init__(self, *args, program: Program, **kwargs):
        super().__init__(*args, **kwargs)
        edisi = program.bobot_terbaru()
        self.tahap = list(program.dasar.tahap.all())
        for satu in self.tahap:
            self.fields[f"bobot_{satu.nomor}"] = forms.IntegerField(
                label=f"{satu.nomor}. {satu.judul}", min_value=0, max_value=100,
                initial=edisi.bobot.get(str(satu.nomor)) if edisi else None,
            )  # fmt: skip
        self.order_fields([f"bobot_{satu.nomor}" for satu in self.tahap])

    def bobot(self) -> dict[int, int]:
        return {satu.nomor: self.cleaned_data[f"bobot_{satu.nomor}"] for satu in self.tahap}

    def clean(self):
        data = super().clean()
        if not self.errors and (jumlah := sum(self.bobot().values())) != 100:
            raise forms.ValidationError(f"Jumlah bobot harus tepat 100; sekarang {jumlah}.")
        return data


class FormKriteria(forms.Form):
    """Semua kriteria satu edisi di satu lembar; baris yang namanya dikosongkan tidak dipakai."""

    def __init__(self, *args, edisi: EdisiKriteria | None, **kwargs):
        super().__init__(*args, **kwargs)
        lama = list(edisi.kriteria.all()) if edisi else []
        self.banyak = min(KRITERIA_TERBANYAK, len(lama) + 2)
        for n in range(self.banyak):
            ada = lama[n] if n < len(lama) else None
            self.fields[f"kode_{n}"] = forms.CharField(
                required=False, max_length=30, widget=forms.HiddenInput, initial=ada.kode if ada else ""
            )
            self.fields[f"nama_{n}"] = forms.CharField(
                label="Kriteria", required=False, max_length=80, initial=ada.nama if ada else ""
            )
            self.fields[f"bobot_{n}"] = forms.IntegerField(
                label="Bobot", required=False, min_value=1, max_value=100, initial=ada.bobot if ada else None
            )
            self.fields[f"gerbang_{n}"] = forms.TypedChoiceField(
                label="Gerbang", required=False, coerce=int, empty_value=None, initial=ada.gerbang if ada else None,
                choices=[("", "Tidak ada"), *((m, f"paling sedikit {m}") for m in range(1, MAKS + 1))],
            )  # fmt: skip
            self.fields[f"bukti_{n}"] = forms.CharField(
                label="Bukti yang diminta", required=False, max_length=200, initial=ada.bukti_diminta if ada else ""
            )
            self.fields[f"skala_{n}"] = forms.CharField(
                label="Arti angka 0 sampai 4", required=False, max_length=1000, widget=baris(5),
                initial="\n".join(ada.skala) if ada else "", help_text="Lima baris, dari 0 sampai 4.",
            )  # fmt: skip
        self.fields["cakupan_min"] = forms.IntegerField(
            label="Bobot paling sedikit yang dinilai (%)", min_value=1, max_value=100,
            initial=edisi.cakupan_min if edisi else 80, help_text="Di bawahnya tidak ada nilai sama sekali.",
        )  # fmt: skip
        self.fields["delta"] = forms.IntegerField(
            label="Geseran uji kekokohan (%)", min_value=1, max_value=99, initial=edisi.delta if edisi else 20
        )
        self.fields["catatan"] = forms.CharField(label="Alasan perubahan", max_length=200)

    def lembar(self) -> Iterator[list[forms.BoundField]]:
        for n in range(self.banyak):
            yield [self[f"{nama}_{n}"] for nama in ("kode", "nama", "bobot", "gerbang", "bukti", "skala")]

    def kriteria(self) -> list[IsiKriteria]:
        hasil, data = [], self.cleaned_data
        for n in range(self.banyak):
            nama = data.get(f"nama_{n}", "").strip()
            if not nama:
                continue
            kode = slugify(data[f"kode_{n}"])[:30] or slugify(nama)[:30] or f"kriteria-{n + 1}"
            skala = tuple(s.strip() for s in data[f"skala_{n}"].splitlines() if s.strip())[: MAKS + 1]
            hasil.append(
                IsiKriteria(
                    kode, nama, data.get(f"bobot_{n}") or 0, data.get(f"gerbang_{n}"), data[f"bukti_{n}"], skala
                )
            )
        return hasil

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        for n in range(self.banyak):
            skala = [s for s in data[f"skala_{n}"].splitlines() if s.strip()]
            if data.get(f"nama_{n}") and len(skala) != MAKS + 1:
                self.add_error(f"skala_{n}", f"Tulis tepat {MAKS + 1} baris: arti angka 0 sampai {MAKS}.")
        if not self.errors:
            periksa_kriteria(self.kriteria())
        return data
