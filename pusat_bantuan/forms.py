from __future__ import annotations

import uuid

from django import forms
from django.db.models import Q

from akun.models import Peran
from modul_pelatihan.models import Bidang
from wilayah import kode as aturan_kode
from wilayah.forms import WilayahField
from wilayah.models import FaktaDesa, Wilayah

from .berkas import DIKENAL, BerkasDitolak, periksa_semua, pilah
from .layanan import IsiTiket
from .models import ProfilTiket


class BanyakBerkas(forms.ClearableFileInput):
    allow_multiple_selected = True


class IsianBerkas(forms.FileField):
    """Nol berkas atau lebih; hasilnya daftar `BerkasBersih` yang sudah diperiksa dan dibersihkan."""

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


KETERANGAN_BERKAS = "Paling banyak 10 berkas, masing-masing 10 MB. Tutup dulu NIK dan nama warga pada gambar."


class FormTiket(forms.Form):
    """Yang wajib hanya desa, bidang, dan cerita (domain helpdesk.md 6); selebihnya sudah diisi atau boleh dilewati."""

    wilayah = forms.ModelChoiceField(Wilayah.objects.none(), label="Untuk", empty_label=None)
    bidang = forms.ModelChoiceField(
        Bidang.objects.none(), label="Tentang apa?", empty_label="Pilih yang paling mendekati",
        error_messages={"required": "Pilih bidangnya. Bila ragu, pilih “Panduan dan pertanyaan”."},
    )  # fmt: skip
    judul = forms.CharField(
        label="Masalahnya, singkat saja", required=False, max_length=150,
        help_text="Misalnya: kop surat tidak muncul saat dicetak.",
    )  # fmt: skip
    uraian = forms.CharField(
        label="Apa yang terjadi?", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Apa yang Anda kerjakan, apa yang muncul di layar, sejak kapan. Jangan tulis NIK atau kata sandi.",
        error_messages={"required": "Ceritakan yang terjadi, satu atau dua kalimat pun cukup."},
    )  # fmt: skip
    dampak = forms.ChoiceField(
        label="Seberapa mengganggu?", choices=ProfilTiket.Dampak.choices, initial=ProfilTiket.Dampak.SEDANG,
        widget=forms.RadioSelect,
    )  # fmt: skip
    lampiran = IsianBerkas(label="Tangkapan layar atau berkas", help_text=KETERANGAN_BERKAS)
    sudah_dicoba = forms.CharField(
        label="Yang sudah Anda coba", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    versi = forms.CharField(label="Versi OpenSID", required=False, max_length=40)
    rilis = forms.ChoiceField(label="Rilis", required=False, choices=[("", "Tidak tahu"), *ProfilTiket.Rilis.choices])
    hosting = forms.ChoiceField(
        label="Tempat pemasangan", required=False, choices=[("", "Tidak tahu"), *FaktaDesa.Hosting.choices]
    )
    tema = forms.CharField(label="Tema situs", required=False, max_length=60)
    kanal = forms.ChoiceField(
        label="Diminta lewat", required=False,
        choices=[(satu.value, satu.label) for satu in (
            ProfilTiket.Kanal.WEB, ProfilTiket.Kanal.TELEPON, ProfilTiket.Kanal.DATANG, ProfilTiket.Kanal.WA)],
    )  # fmt: skip
    atas_nama = forms.CharField(
        label="Nama orang desa yang meminta", required=False, max_length=120,
        help_text="Isi bila Anda mencatatkan untuk orang lain, dengan persetujuannya.",
    )  # fmt: skip
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)

    UTAMA = ("bidang", "judul", "uraian")
    TEKNIS = ("sudah_dicoba", "versi", "rilis", "hosting", "tema")
    WAKIL = ("kanal", "atas_nama")

    def __init__(self, *args, oleh, desa: Wilayah | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.oleh = oleh
        self.mewakili = oleh.berperan(Peran.PEGIAT, Peran.PETUGAS)
        self.desa = pilihan = ProfilTiket.desa_pilihan(oleh=oleh)
        terpilih = desa if desa and (desa in pilihan or self.mewakili) else (pilihan[0] if pilihan else None)
        if self.mewakili:
            tugas = [satu.wilayah for satu in oleh.penugasan_berlaku if satu.peran in {Peran.PEGIAT, Peran.PETUGAS}]
            self.fields["wilayah"] = WilayahField(label="Untuk desa mana?", dalam=tugas[0] if len(tugas) == 1 else None)
        else:
            self.fields["wilayah"].queryset = Wilayah.objects.filter(pk__in=[satu.pk for satu in pilihan])
        self.fields["wilayah"].initial = terpilih
        self.fields["bidang"].queryset = Bidang.objects.pokok().order_by("urutan", "nama")
        self.fields["kunci_kirim"].initial = uuid.uuid4
        if not self.mewakili:
            for nama in self.WAKIL:
                del self.fields[nama]
        self.fakta = FaktaDesa.objects.filter(wilayah=terpilih).first() if terpilih else None
        if self.fakta:
            for nama in ("versi", "hosting", "tema"):
                self.fields[nama].initial = getattr(self.fakta, nama)

    def clean_wilayah(self) -> Wilayah:
        wilayah = self.cleaned_data["wilayah"]
        if wilayah and not ProfilTiket.boleh_dibuat(oleh=self.oleh, wilayah=wilayah):
            raise forms.ValidationError(f"{wilayah.nama_lengkap} tidak termasuk wilayah tugas Anda.")
        return wilayah

    def isi(self) -> IsiTiket:
        bersih = self.cleaned_data
        return IsiTiket(
            wilayah=bersih["wilayah"], bidang=bersih["bidang"], judul=bersih["judul"], uraian=bersih["uraian"],
            dampak=bersih["dampak"], kanal=bersih.get("kanal") or ProfilTiket.Kanal.WEB,
            atas_nama=bersih.get("atas_nama", ""), sudah_dicoba=bersih["sudah_dicoba"], versi=bersih["versi"],
            rilis=bersih["rilis"], hosting=bersih["hosting"], tema=bersih["tema"],
        )  # fmt: skip

    @property
    def isian_utama(self):
        return [self[nama] for nama in self.UTAMA]

    @property
    def isian_teknis(self):
        return [self[nama] for nama in self.TEKNIS]

    @property
    def isian_wakil(self):
        return [self[nama] for nama in self.WAKIL if nama in self.fields]

    @property
    def teknis_bergalat(self) -> bool:
        return any(self[nama].errors for nama in self.TEKNIS)


class FormPesan(forms.Form):
    """Balasan, catatan dalam, atau jawaban."""

    isi = forms.CharField(
        label="Pesan", max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Pesannya masih kosong."},
    )  # fmt: skip
    lampiran = IsianBerkas(label="Lampiran", help_text=KETERANGAN_BERKAS)
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kunci_kirim"].initial = uuid.uuid4


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

    cari = forms.CharField(label="Kode atau kata di judul", required=False, max_length=100)
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=[("", "Semua"), *ProfilTiket.Keadaan.choices])
    bidang = forms.ModelChoiceField(
        Bidang.objects.pokok(), label="Bidang", required=False, to_field_name="slug", empty_label="Semua"
    )
    wilayah = forms.CharField(label="Wilayah", required=False, max_length=13)

    def __init__(self, *args, oleh, **kwargs):
        super().__init__(*args, **kwargs)
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
            daftar = daftar.berjudul(nilai["cari"])
        return daftar

    @property
    def dipakai(self) -> bool:
        return any(self.cleaned_data.get(nama) for nama in self.fields) if self.is_valid() else False
