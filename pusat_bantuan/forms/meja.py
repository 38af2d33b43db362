"""Formulir meja penangan."""

from __future__ import annotations

import uuid

from django import forms
from django.http import QueryDict

from akun.isian import IsianBanyak
from akun.models import Pengguna, Peran
from modul_pelatihan.models import Bidang
from wilayah.forms import WilayahField
from wilayah.models import Wilayah

from ..bacaan.meja import rekan_tim
from ..models import Gangguan, PeristiwaTiket, ProfilTiket, TautanTiket, TindakanMassal
from ..saringan import Saringan

_PENANGAN = {Peran.PEGIAT, Peran.PETUGAS}


class PilihanOrang(forms.ModelChoiceField):
    def label_from_instance(self, obj: Pengguna) -> str:
        return f"{obj.nama} (@{obj.username})"


class FormWilayah(forms.Form):
    """Kotak wilayah pada saringan; hasilnya kode di alamat."""

    wilayah = WilayahField(
        label="Wilayah", required=False, tingkat=("provinsi", "kabupaten", "kota", "kecamatan", "desa")
    )

    def __init__(self, data: QueryDict, *, oleh: Pengguna, terpilih: Wilayah | None = None):
        baku = Saringan.dari(data).wilayah
        super().__init__(None if not data or data.get("wilayah", "") == baku else data, initial={"wilayah": terpilih})
        self.kueri = data
        tugas = [satu.wilayah for satu in oleh.penugasan_berlaku if satu.peran in _PENANGAN]
        self.fields["wilayah"].dalam = tugas[0] if len(tugas) == 1 else None

    def perlu_dibakukan(self) -> str:
        """Kueri baru dengan kode wilayah bila yang dikirim berupa tulisan atau pilihan bertingkat; kosong bila sudah baku."""
        kiriman = [nama for nama in self.kueri if nama.startswith("wilayah_")]
        if not self.is_bound and not kiriman:
            return ""
        self.data, self.is_bound = self.kueri, True
        if not self.is_valid():
            return ""
        baru = self.kueri.copy()
        for nama in [*kiriman, "wilayah", "sesudah"]:
            baru.pop(nama, None)
        if wilayah := self.cleaned_data["wilayah"]:
            baru["wilayah"] = wilayah.kode
        for nama in [nama for nama in baru if not any(baru.getlist(nama))]:
            baru.pop(nama)
        return baru.urlencode() or "tampilan=menunggu"


def pilihan_tim(orang: Pengguna) -> list[tuple[str, str]]:
    """Untuk siapa satu tampilan disimpan: diri sendiri, atau tim tempatnya bertugas."""
    tim = [
        (f"{tugas.peran}:{tugas.wilayah_id or ''}", f"Tim {tugas.sebutan_tugas}")
        for tugas in orang.penugasan_berlaku if tugas.peran in _PENANGAN
    ]  # fmt: skip
    return [("", "Saya sendiri"), *tim]


class FormTampilan(forms.Form):
    nama = forms.CharField(label="Nama tampilan", max_length=60)
    untuk = forms.ChoiceField(label="Untuk", required=False)
    kueri = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args, oleh: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["untuk"].choices = pilihan_tim(oleh)

    def isi(self) -> dict:
        peran, _, wilayah = self.cleaned_data["untuk"].partition(":")
        return {
            "nama": self.cleaned_data["nama"], "kueri": self.cleaned_data["kueri"], "untuk_peran": peran,
            "wilayah_id": int(wilayah) if wilayah else None,
        }  # fmt: skip


def perbuatan_massal(orang: Pengguna) -> list[tuple[str, str]]:
    """Perbuatan borongan bagi `orang`; gangguan hanya diurus petugas."""
    boleh_gangguan = orang.berperan(Peran.PETUGAS)
    return [pilihan for pilihan in TindakanMassal.Perbuatan.choices if boleh_gangguan or pilihan[0] != "gangguan"]


class FormMassal(forms.Form):
    """Pilihan perbuatan di kaki antrean."""

    perbuatan = forms.ChoiceField(label="Tiket terpilih")

    def __init__(self, *args, oleh: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["perbuatan"].choices = [*perbuatan_massal(oleh), ("ekspor", "Unduh CSV")]


class FormMassalRinci(forms.Form):
    """Halaman konfirmasi: rincian perbuatannya, dan kunci supaya dua kali tekan dijalankan sekali."""

    perbuatan = forms.ChoiceField(choices=TindakanMassal.Perbuatan.choices, widget=forms.HiddenInput)
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, oleh: Pengguna, perbuatan: str, **kwargs):
        super().__init__(*args, initial={"perbuatan": perbuatan, "kunci_kirim": uuid.uuid4()}, **kwargs)
        P = TindakanMassal.Perbuatan
        if perbuatan == P.TUGASKAN:
            rekan = Pengguna.objects.filter(pk__in=[satu.pk for satu in rekan_tim(oleh)]).order_by("first_name")
            self.fields["kepada"] = PilihanOrang(rekan, label="Tugaskan kepada", empty_label="Pilih rekan")
        elif perbuatan == P.BIDANG:
            self.fields["bidang"] = forms.ModelChoiceField(
                Bidang.objects.order_by("urutan", "nama"), label="Bidang baru", empty_label="Pilih bidang"
            )
        elif perbuatan == P.DAMPAK:
            self.fields["dampak"] = forms.ChoiceField(label="Dampak baru", choices=ProfilTiket.Dampak.choices)
        elif perbuatan == P.GANGGUAN:
            self.fields["gangguan"] = forms.ModelChoiceField(
                Gangguan.objects.diurus(oleh=oleh).terbuka().order_by("-pk"), label="Gangguan",
                empty_label="Pilih gangguan",
                help_text="Tiketnya menunggu gangguan pulih; desanya dikabari dalam beberapa menit.",
            )  # fmt: skip
        elif perbuatan == P.JAWAB:
            self.fields["isi"] = forms.CharField(
                label="Jawaban untuk semua", max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
                help_text="Sisipan {nama_pemohon}, {desa}, dan {kode} diisi menurut tiketnya masing-masing.",
            )  # fmt: skip

    def pilihan(self) -> dict:
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nama not in {"perbuatan", "kunci_kirim"}}


class FormTugaskan(forms.Form):
    kepada = PilihanOrang(Pengguna.objects.none(), label="Serahkan kepada", empty_label="Pilih rekan")
    alasan = forms.CharField(label="Pesan untuk rekan itu", required=False, max_length=450)

    def __init__(self, *args, calon, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kepada"].queryset = calon


class FormUbah(forms.Form):
    judul = forms.CharField(label="Judul", max_length=200)
    bidang = forms.ModelChoiceField(Bidang.objects.order_by("urutan", "nama"), label="Bidang", empty_label=None)
    dampak = forms.ChoiceField(label="Dampak", choices=ProfilTiket.Dampak.choices)
    versi = forms.CharField(label="Versi OpenSID", required=False, max_length=40)


class FormKode(forms.Form):
    """Menunjuk tiket lain dengan kodenya."""

    kode = forms.CharField(label="Kode tiket lain", max_length=20)
    alasan = forms.CharField(label="Alasan", required=False, max_length=300)


class FormTaut(forms.Form):
    kode = forms.CharField(label="Kode tiket lain", max_length=20)
    jenis = forms.ChoiceField(
        label="Hubungannya", initial=TautanTiket.Jenis.TERKAIT,
        choices=[pilihan for pilihan in TautanTiket.Jenis.choices if pilihan[0] not in {"pecahan", "lanjutan"}],
    )  # fmt: skip


class FormPecah(forms.Form):
    pesan = IsianBanyak(
        PeristiwaTiket.objects.none(), label="Pesan untuk tiket baru", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sedikitnya satu pesan."},
    )  # fmt: skip
    judul = forms.CharField(label="Judul tiket baru", max_length=150)
    bidang = forms.ModelChoiceField(Bidang.objects.order_by("urutan", "nama"), label="Bidang", empty_label=None)
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, pesan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pesan"].queryset = pesan
        self.fields["pesan"].label_from_instance = _sebut_pesan
        self.fields["kunci_kirim"].initial = uuid.uuid4


def _sebut_pesan(satu: PeristiwaTiket) -> str:
    siapa = satu.pelaku.nama if satu.pelaku else (satu.kontak.nama if satu.kontak else "Pemohon")
    isi = " ".join((satu.followup.comment or "").split())
    return f"{siapa}: {isi[:160]}{'…' if len(isi) > 160 else ''}"


class FormRingkasan(forms.Form):
    """Ringkasan untuk laporan di luar rumah: tidak keluar sebelum orang menyatakan sudah memeriksanya."""

    teks = forms.CharField(label="Ringkasan", max_length=20_000, widget=forms.Textarea(attrs={"rows": 22}))
    diperiksa = forms.BooleanField(
        label="Sudah saya periksa: tidak ada nama, nomor, alamat, atau data warga.",
        error_messages={"required": "Baca sekali lagi, lalu centang kotak ini."},
    )  # fmt: skip
