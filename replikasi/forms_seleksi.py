"""Formulir panggilan, penilaian diri, pemeriksaan, dan keputusan seleksi."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from akun.isian import IsianTanggal
from akun.models import Pengguna
from pusat_bantuan.forms import IsianBerkas
from wilayah.forms import WilayahField

from .bacaan.penilaian_awal import AwalNilai, awal_penilaian
from .bacaan.seleksi import TabelNilai
from .forms_janji import baca_hadir, baris
from .kalender import hari_ini
from .layanan.putusan import IsiPutusan
from .layanan.seleksi import IsiNilai, NilaiPeriksa
from .models import Calon, Kriteria, Panggilan, Penilaian
from .models.kriteria import MAKS
from .models.terbit import PERAN_PENULIS
from .rumus import menyimpang

BELUM = "belum"


class FormPanggilan(forms.ModelForm):
    wilayah = WilayahField(label="Wilayah", tingkat=("provinsi", "kabupaten", "kecamatan"))
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Panggilan
        fields = ["judul", "ajakan", "wilayah", "buka", "tutup", "kuota", "terbit"]
        widgets = {"ajakan": baris(4)}
        field_classes = {"buka": IsianTanggal, "tutup": IsianTanggal}

    def __init__(self, *args, oleh: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.oleh = oleh
        self.fields["kuota"].min_value = 1

    def clean_wilayah(self):
        wilayah = self.cleaned_data["wilayah"]
        if not self.oleh.berkuasa(*PERAN_PENULIS, atas=wilayah):
            raise forms.ValidationError(f"{wilayah.nama_lengkap} di luar wilayah tugas Anda. Pilih wilayah Anda.")
        return wilayah

    def clean_kuota(self):
        if not 1 <= self.cleaned_data["kuota"] <= 500:
            raise forms.ValidationError("Isi 1 sampai 500.")
        return self.cleaned_data["kuota"]

    def clean(self):
        data = super().clean()
        if data.get("buka") and data.get("tutup") and data["tutup"] < data["buka"]:
            self.add_error("tutup", "Hari tutupnya sebelum hari bukanya.")
        return data

    def isi(self) -> dict:
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nama != "kunci"}


@dataclass(frozen=True)
class LembarKriteria:
    """Satu kriteria pada formulir: isian-isiannya dan yang sudah tersimpan."""

    kriteria: Kriteria
    penilaian: Penilaian | None
    isian: list[forms.BoundField]


class FormPerKriteria(forms.Form):
    def __init__(self, *args, calon: Calon, **kwargs):
        super().__init__(*args, **kwargs)
        self.calon = calon
        self.kriteria = list(calon.panggilan.edisi.kriteria.all())
        self.ada = {satu.kriteria_id: satu for satu in calon.penilaian.select_related("diperiksa_oleh")}
        self.awal = self.isian_awal()
        for satu in self.kriteria:
            self.tambah(satu, self.ada.get(satu.pk))

    def isian_awal(self) -> dict[str, AwalNilai]:
        """Yang sudah diketahui; hanya untuk isian desa yang belum pernah disimpan."""
        return {}

    def tambah(self, kriteria: Kriteria, ada: Penilaian | None) -> None:
        raise NotImplementedError

    def lembar(self) -> Iterator[LembarKriteria]:
        for satu in self.kriteria:
            isian = [self[nama] for nama in self.fields if nama.endswith(f"_{satu.pk}")]
            yield LembarKriteria(satu, self.ada.get(satu.pk), isian)


def pilihan_skala(kriteria: Kriteria, kosong: str) -> list[tuple[str, str]]:
    arti = [*kriteria.skala, *[""] * (MAKS + 1)]
    return [*((str(n), f"{n}: {arti[n]}" if arti[n] else str(n)) for n in range(MAKS + 1)), (BELUM, kosong)]


def baca_skala(teks: str) -> int | None:
    return None if teks in ("", BELUM) else int(teks)


class FormMandiri(FormPerKriteria):
    """Penilaian diri satu calon: dapat disimpan dahulu, lalu dikirim."""

    pengantar = forms.CharField(
        label="Mengapa ingin ikut?", required=False, max_length=2000, widget=baris(3),
        help_text="Dua atau tiga kalimat: masalah yang ingin diselesaikan.",
    )  # fmt: skip

    def __init__(self, *args, calon: Calon, **kwargs):
        super().__init__(*args, calon=calon, **kwargs)
        self.fields["pengantar"].initial = calon.pengantar

    def isian_awal(self) -> dict[str, AwalNilai]:
        return {} if self.ada else awal_penilaian(self.calon)

    def tambah(self, kriteria: Kriteria, ada: Penilaian | None) -> None:
        nomor, awal = kriteria.pk, self.awal.get(kriteria.kode, AwalNilai())
        mandiri = ada.mandiri if ada else awal.mandiri
        kini = str(mandiri) if mandiri is not None else BELUM if ada else None
        self.fields[f"nilai_{nomor}"] = forms.ChoiceField(
            label="Keadaannya sekarang", choices=pilihan_skala(kriteria, "Belum tahu"), widget=forms.RadioSelect,
            required=False, initial=kini,
        )  # fmt: skip
        self.fields[f"bukti_{nomor}"] = forms.CharField(
            label="Buktinya", required=False, max_length=1000, widget=baris(2), initial=ada.bukti if ada else awal.bukti,
            help_text=f"{kriteria.bukti_diminta}. Jangan tulis NIK atau nama warga.",
        )  # fmt: skip
        self.fields[f"berkas_{nomor}"] = IsianBerkas(
            label="Foto atau PDF", help_text=f"Tersimpan: {ada.nama_asli}." if ada and ada.nama_asli else "Satu berkas."
        )
        self.fields[f"berkas_{nomor}"].widget.allow_multiple_selected = False
        self.fields[f"berkas_{nomor}"].widget.attrs = {"accept": "image/jpeg,image/png,image/webp,application/pdf"}
        self.fields[f"tautan_{nomor}"] = forms.URLField(
            label="Tautan",
            required=False,
            max_length=300,
            assume_scheme="https",
            initial=ada.tautan if ada else awal.tautan,
        )

    def isian(self) -> dict[int, IsiNilai]:
        d = self.cleaned_data
        return {
            k.pk: IsiNilai(
                baca_skala(d[f"nilai_{k.pk}"]),
                d[f"bukti_{k.pk}"],
                d[f"tautan_{k.pk}"],
                (d[f"berkas_{k.pk}"] or [None])[0],
            )
            for k in self.kriteria
        }


class FormPeriksa(FormPerKriteria):
    """Nilai menurut orang kedua; isian desa tampil di sampingnya."""

    def tambah(self, kriteria: Kriteria, ada: Penilaian | None) -> None:
        nomor = kriteria.pk
        kini = "" if ada is None or ada.nilai is None else str(ada.nilai)
        if not kini and ada and ada.diperiksa_pada:
            kini = BELUM
        self.fields[f"nilai_{nomor}"] = forms.ChoiceField(
            label="Nilai menurut bukti", choices=pilihan_skala(kriteria, "Belum dapat dipastikan"), initial=kini,
            widget=forms.RadioSelect, error_messages={"required": "Pilih nilainya, atau belum dapat dipastikan."},
        )  # fmt: skip
        self.fields[f"catatan_{nomor}"] = forms.CharField(
            label="Catatan", required=False, max_length=500, initial=ada.catatan if ada else "",
            help_text="Wajib bila berbeda dari isian desa.",
        )  # fmt: skip

    def nilai(self) -> dict[int, NilaiPeriksa]:
        d = self.cleaned_data
        return {k.pk: NilaiPeriksa(baca_skala(d[f"nilai_{k.pk}"]), d[f"catatan_{k.pk}"].strip()) for k in self.kriteria}


class FormKembali(forms.Form):
    alasan = forms.CharField(label="Apa yang perlu dilengkapi?", max_length=500, widget=baris(3))


class FormSeleksi(forms.Form):
    """Pilihan dan alasannya. Yang terpilih diusulkan menurut urutan; menyimpang berarti menulis alasan."""

    dipilih = forms.MultipleChoiceField(
        label="Yang dipilih", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu calon."},
    )  # fmt: skip
    keputusan = forms.CharField(label="Bunyi keputusan", max_length=4000, widget=baris(5))
    tanggal = IsianTanggal(label="Tanggal keputusan", initial=hari_ini)
    hadir = forms.CharField(
        label="Yang hadir", required=False, widget=baris(5), help_text="Satu orang per baris: nama; jabatan; lembaga."
    )
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, tabel: TabelNilai, **kwargs):
        super().__init__(*args, **kwargs)
        self.tabel = tabel
        self.fields["dipilih"].choices = [
            (s.kode, f"{s.urutan}. {s.calon.wilayah.nama_lengkap} ({str(s.nilai).replace('.', ',')})")
            for s in tabel.layak
        ]
        self.fields["dipilih"].initial = tabel.urutan[: tabel.panggilan.kuota]
        for satu in tabel.layak:
            self.fields[self.nama_alasan(satu.kode)] = forms.CharField(
                label=f"Alasan {satu.calon.wilayah.nama_lengkap}", required=False, max_length=500
            )

    @staticmethod
    def nama_alasan(kode: str) -> str:
        return f"alasan_{kode.replace('.', '_')}"

    def clean_hadir(self) -> list[dict[str, str]]:
        return baca_hadir(self.cleaned_data["hadir"])

    def alasan_isian(self) -> list[forms.BoundField]:
        return [self[self.nama_alasan(satu.kode)] for satu in self.tabel.layak]

    def clean(self):
        data = super().clean()
        if data.get("dipilih"):
            for kode in menyimpang(self.tabel.urutan, data["dipilih"], self.tabel.panggilan.kuota):
                if not data.get(self.nama_alasan(kode), "").strip():
                    self.add_error(self.nama_alasan(kode), "Pilihan ini menyimpang dari urutan nilai. Tulis alasannya.")
        return data

    def isi(self) -> IsiPutusan:
        d = self.cleaned_data
        alasan = {satu.kode: d[self.nama_alasan(satu.kode)] for satu in self.tabel.layak}
        return IsiPutusan(d["dipilih"], d["keputusan"], d["tanggal"], d["hadir"], alasan)
