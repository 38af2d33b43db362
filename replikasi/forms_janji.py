"""Formulir kesepakatan, pertemuan, dan target. Wilayah yang dipilih harus di dalam wewenang orangnya."""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from django import forms

from akun.isian import IsianTanggal
from akun.models import Pengguna, Penugasan
from pusat_bantuan.forms import IsianBerkas
from wilayah import kode as aturan_kode
from wilayah.forms import WilayahField

from .models import (
    ButirLingkup,
    Gelombang,
    Kesepakatan,
    Kewajiban,
    Organisasi,
    Pertemuan,
    PihakKesepakatan,
    Target,
    TindakLanjut,
)
from .models.program import PERAN_PEMBACA
from .models.terbit import PERAN_PENULIS

SEMUA_TINGKAT = ("provinsi", "kabupaten", "kecamatan", "desa")
_HADIR_TERBANYAK = 60


def baris(n: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": n})


def baca_hadir(teks: str) -> list[dict[str, str]]:
    """Satu orang per baris: nama; jabatan; lembaga."""
    hasil = []
    for satu in teks.splitlines():
        nama, jabatan, lembaga = ([bagian.strip()[:160] for bagian in satu.split(";", 2)] + ["", ""])[:3]
        if nama:
            hasil.append({"nama": nama, "jabatan": jabatan, "lembaga": lembaga})
    if len(hasil) > _HADIR_TERBANYAK:
        raise forms.ValidationError(f"Paling banyak {_HADIR_TERBANYAK} orang; sebut yang lain sebagai rombongan.")
    return hasil


class FormWilayahku(forms.ModelForm):
    """ModelForm yang wilayahnya dijaga: kosong berarti nasional, hanya bagi yang berkuasa nasional."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, oleh: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.oleh = oleh
        for nama, isian in self.fields.items():
            if isinstance(isian.widget, forms.Textarea):
                isian.widget.attrs["rows"] = 3
            elif nama == "cara" and not isian.required:
                isian.choices = [("", "Belum disebut"), *Kesepakatan.Cara.choices]
            if nama == "kesepakatan" or nama == "induk":
                isian.queryset = self._kesepakatan(nama)
                isian.empty_label = "Tidak ada"

    def _kesepakatan(self, nama: str):
        semua = Kesepakatan.objects.terlihat(oleh=self.oleh).order_by("judul")
        if nama == "kesepakatan":
            return semua
        return semua.filter(jenis=Kesepakatan.Jenis.MOU).exclude(pk=self.instance.pk)

    def clean_wilayah(self):
        wilayah = self.cleaned_data["wilayah"]
        if not self.oleh.berkuasa(*PERAN_PENULIS, atas=wilayah):
            if wilayah is None:
                raise forms.ValidationError("Pilih wilayahnya.")
            raise forms.ValidationError(f"{wilayah.nama_lengkap} di luar wilayah tugas Anda. Pilih wilayah Anda.")
        return wilayah

    def isi(self) -> dict:
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nama != "kunci"}


class FormKesepakatan(FormWilayahku):
    wilayah = WilayahField(
        label="Wilayah", tingkat=SEMUA_TINGKAT, required=False, help_text="Kosongkan bila berlaku nasional."
    )

    class Meta:
        model = Kesepakatan
        fields = [
            "jenis", "judul", "induk", "wilayah", "tahap", "tanggal", "bulan", "tempat", "cara", "nomor", "uraian", "sumber",
            "catatan_redaksi", "terbit",
        ]  # fmt: skip
        field_classes = {"tanggal": IsianTanggal}

    def clean(self):
        data = super().clean()
        if data.get("jenis") == Kesepakatan.Jenis.PKS and not data.get("induk"):
            self.add_error("induk", "PKS dibuat atas dasar sebuah Kesepakatan Bersama. Pilih kesepakatannya.")
        if data.get("tahap") == Kesepakatan.Tahap.DITANDATANGANI and not data.get("tanggal"):
            self.add_error("tanggal", "Isi tanggal tanda tangannya.")
        if data.get("bulan") == 0:
            self.add_error(
                "bulan", "Kosongkan bila naskahnya tidak menyebut masa; selain itu paling sedikit satu bulan."
            )
        return data


class FormPihak(forms.Form):
    lembaga = forms.CharField(label="Nama lembaga", max_length=160)
    jenis_lembaga = forms.ChoiceField(label="Jenis lembaga", choices=Organisasi.Jenis.choices)
    peran = forms.ChoiceField(label="Perannya", choices=PihakKesepakatan.Peran.choices)
    penanda_tangan = forms.CharField(label="Nama penanda tangan", max_length=120, required=False)
    jabatan = forms.CharField(label="Jabatannya", max_length=120, required=False)
    mewakili = forms.CharField(
        label="Mewakili", max_length=120, required=False, help_text="Bila ia menandatangani atas nama orang lain."
    )
    pernyataan = forms.CharField(
        label="Pernyataan kesanggupan", required=False, max_length=2000, widget=baris(3),
        help_text="Kata-katanya sendiri, bila ada.",
    )  # fmt: skip
    pernyataan_pada = IsianTanggal(label="Tanggal pernyataan", required=False)

    def isi(self) -> dict:
        return {n: v for n, v in self.cleaned_data.items() if n not in ("lembaga", "jenis_lembaga")}


class FormButir(forms.Form):
    nomor = forms.IntegerField(label="Nomor butir", min_value=1, max_value=99)
    teks = forms.CharField(
        label="Bunyi butir", max_length=2000, widget=baris(4),
        help_text="Menurut naskahnya. Butir baru langsung menjadi satu kewajiban; pecah lagi bila penanggungnya beda.",
    )  # fmt: skip


class FormKewajiban(forms.ModelForm):
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Kewajiban
        fields = ["judul", "pihak", "pemegang", "tempo"]
        field_classes = {"tempo": IsianTanggal}

    def __init__(self, *args, butir: ButirLingkup, **kwargs):
        super().__init__(*args, **kwargs)
        satu = butir.kesepakatan
        self.fields["pihak"].queryset = satu.pihak.select_related("organisasi")
        kode = aturan_kode.leluhur(satu.wilayah.kode) if satu.wilayah else []
        tugas = Penugasan.objects.berlaku().filter(peran__in=PERAN_PEMBACA)
        tugas = tugas.filter(wilayah__kode__in=kode) | tugas.filter(wilayah__isnull=True)
        self.fields["pemegang"].queryset = (
            Pengguna.objects.filter(pk__in=tugas.order_by().values("pengguna"), is_active=True).order_by("first_name", "pk")
        )  # fmt: skip
        self.fields["pihak"].empty_label = self.fields["pemegang"].empty_label = "Belum ditetapkan"
        self.fields["pemegang"].help_text = "Orang yang bertugas di wilayah kesepakatan ini; ia akan dikabari."

    def isi(self) -> dict:
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nama != "kunci"}


class FormKerja(forms.Form):
    keadaan = forms.ChoiceField(
        label="Keadaannya sekarang", choices=Kewajiban.Keadaan.choices, widget=forms.RadioSelect
    )
    catatan = forms.CharField(
        label="Bukti", required=False, max_length=300,
        help_text="Kelas, tiket, bab buku, tonggak, atau dokumen yang memenuhinya. Wajib sebelum dinyatakan selesai.",
    )  # fmt: skip
    tautan = forms.CharField(
        label="Tautan bukti", required=False, max_length=300,
        help_text="Alamat halaman di situs ini (/pelatihan/…) atau alamat lengkap.",
    )  # fmt: skip
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_tautan(self) -> str:
        tautan = self.cleaned_data["tautan"].strip()
        if not tautan:
            return ""
        bagian = urlsplit(tautan.replace("\\", "/"))
        setempat = tautan.startswith("/") and not bagian.netloc
        if not setempat and not (bagian.scheme in ("http", "https") and bagian.netloc):
            raise forms.ValidationError("Tulis alamat di situs ini yang diawali /, atau alamat lengkap https://….")
        return tautan

    def clean(self):
        data = super().clean()
        if data.get("tautan") and not data.get("catatan"):
            self.add_error("catatan", "Sebutkan apa yang ada di tautan itu.")
        return data


class FormBerkas(forms.Form):
    berkas = IsianBerkas(
        label="Naskah atau lampirannya",
        help_text="Hanya terbuka bagi yang bertugas di wilayah ini. Paling besar 10 MB.",
    )

    def clean_berkas(self):
        if not self.cleaned_data["berkas"]:
            raise forms.ValidationError("Pilih paling sedikit satu berkas.")
        return self.cleaned_data["berkas"]


class FormPertemuan(FormWilayahku):
    wilayah = WilayahField(
        label="Wilayah", tingkat=SEMUA_TINGKAT, help_text="Untuk kunjungan: wilayah yang berkunjung."
    )
    tuan_rumah = WilayahField(label="Desa tuan rumah", required=False, help_text="Hanya untuk kunjungan.")
    hadir = forms.CharField(
        label="Yang hadir", required=False, widget=baris(6),
        help_text="Satu orang per baris: nama; jabatan; lembaga.",
    )  # fmt: skip

    class Meta:
        model = Pertemuan
        fields = [
            "jenis", "judul", "tanggal", "jam_mulai", "jam_selesai", "tempat", "cara", "wilayah", "tuan_rumah", "kesepakatan",
            "gelombang", "agenda", "hadir", "bahasan",
            "keputusan", "hasil", "sumber", "catatan_redaksi", "terbit",
        ]  # fmt: skip
        field_classes = {"tanggal": IsianTanggal}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nama in ("jam_mulai", "jam_selesai"):
            self.fields[nama].widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        self.fields["gelombang"].queryset = Gelombang.objects.dikelola(oleh=self.oleh).order_by("program", "nomor")
        self.fields["gelombang"].empty_label = "Tidak ada"
        self.initial["hadir"] = "\n".join(
            "; ".join(filter(None, (s.get("nama"), s.get("jabatan"), s.get("lembaga")))) for s in self.instance.hadir
        )

    def clean_hadir(self) -> list[dict[str, str]]:
        return baca_hadir(self.cleaned_data["hadir"])

    def clean(self):
        data = super().clean()
        if data.get("jenis") == Pertemuan.Jenis.KUNJUNGAN and not data.get("tuan_rumah"):
            self.add_error("tuan_rumah", "Sebutkan desa yang dikunjungi.")
        mulai, selesai = data.get("jam_mulai"), data.get("jam_selesai")
        if selesai and (not mulai or selesai <= mulai):
            self.add_error("jam_selesai", "Jam selesainya sesudah jam mulai.")
        return data


class FormTindakLanjut(forms.ModelForm):
    wilayah = WilayahField(
        label="Desa yang berjanji", required=False, help_text="Bila janjinya milik satu desa; dari sini ia dapat mulai."
    )
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = TindakLanjut
        fields = ["teks", "wilayah", "penanggung", "tempo", "keadaan", "hasil"]
        field_classes = {"tempo": IsianTanggal}

    def isi(self) -> dict:
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nama != "kunci"}


class FormTarget(FormWilayahku):
    wilayah = WilayahField(label="Wilayah", tingkat=("provinsi", "kabupaten", "kecamatan"))

    class Meta:
        model = Target
        fields = [
            "judul", "jenis", "wilayah", "kesepakatan", "satuan", "ukuran", "persen", "ambang", "tanggal_awal",
            "penyebut_awal", "n_awal", "n_awal_perkiraan", "tenggat", "tenggat_kata", "tenggat_anggapan", "sumber",
            "catatan_redaksi", "terbit",
        ]  # fmt: skip
        field_classes = {"tanggal_awal": IsianTanggal, "tenggat": IsianTanggal}

    def clean(self):
        data = super().clean()
        awal, tenggat = data.get("tanggal_awal"), data.get("tenggat")
        if awal and tenggat and tenggat <= awal:
            self.add_error("tenggat", "Tenggatnya harus sesudah tanggal penetapan.")
        if data.get("n_awal") and data.get("penyebut_awal") and data["n_awal"] > data["penyebut_awal"]:
            self.add_error("n_awal", "Yang sudah tercapai tidak dapat melebihi penyebutnya.")
        if data.get("tenggat_kata") and tenggat and not data.get("tenggat_anggapan"):
            self.add_error("tenggat_anggapan", "Naskahnya tidak menyebut tanggal: tandai bahwa tanggalnya anggapan.")
        if data.get("satuan") == Target.Satuan.KABKOTA and data.get("ukuran") == Target.Ukuran.TIGA_GUNA:
            self.add_error("ukuran", "Tiga kegunaan dihitung per desa. Pilih aktif atau dipakai untuk kabupaten/kota.")
        return data
