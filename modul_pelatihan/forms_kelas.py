"""Formulir kelas. Jam ditulis menurut tempat kelas; disimpan UTC."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from akun.isian import IsianBanyak, IsianKunci, IsianTanggal
from akun.models import Pengguna
from wilayah.forms import WilayahField
from wilayah.zona import info_zona

from .models import Angkatan, AturanPelatihan, Jalur, Kuis, LembarPraktik, ModulPage, Sesi
from .models.angkatan import PERAN_KELAS

JAM = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
HARI_TERJAUH = timedelta(days=730)


def tampak(teks: str) -> str:
    """Tulisan yang dicetak di sertifikat: sebaris, memuat huruf, tanpa tanda tak tampak atau pembalik arah."""
    rapi = " ".join(teks.split())
    if any(unicodedata.category(satu)[0] == "C" for satu in rapi) or not any(satu.isalnum() for satu in rapi):
        raise ValidationError("Tulis dengan huruf biasa; di dalamnya ada tanda yang tidak tampak.")
    return rapi


class PilihModul(IsianBanyak):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: ModulPage) -> str:
        return f"{obj.kode} {obj.title}"


class FormAngkatan(forms.ModelForm):
    """Kelas baru atau suntingannya. Wilayahnya harus di dalam wewenang pembuatnya."""

    kunci = IsianKunci()
    wilayah = WilayahField(
        label="Wilayah", tingkat=("provinsi", "kabupaten", "kecamatan", "desa"), help_text="Tempat kelas; menentukan zona jamnya."
    )  # fmt: skip
    daftar_sampai = IsianTanggal(
        label="Pendaftaran sampai tanggal", required=False, help_text="Hari itu masih boleh mendaftar."
    )
    modul = PilihModul(label="Modul yang dipelajari", queryset=ModulPage.objects.none(), required=False)
    pra = forms.ModelChoiceField(
        label="Pra-tes", queryset=Kuis.objects.none(), required=False, empty_label="Tanpa pra-tes"
    )
    pasca = forms.ModelChoiceField(
        label="Pasca-tes", queryset=Kuis.objects.none(), required=False, empty_label="Tanpa pasca-tes",
        help_text="Kuis berpaket A dan B membuat pra-tes dan pasca-tes setara.",
    )  # fmt: skip

    class Meta:
        model = Angkatan
        fields = [
            "judul", "uraian", "wilayah", "bentuk", "tempat", "tautan", "penyelenggara", "kuota", "daftar_sampai", "jalur",
            "modul", "pra", "pasca", "lembar_praktik", "wajib_prasyarat", "masa_sertifikat_bulan",
            "untuk_pelatih",
        ]  # fmt: skip
        widgets = {"uraian": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, oleh: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.oleh = oleh
        tes = Kuis.objects.filter(
            Q(jenis=Kuis.Jenis.SUMATIF, aktif=True) | Q(tes__angkatan=self.instance.pk)
        ).distinct()
        self.fields["pra"].queryset = self.fields["pasca"].queryset = tes.order_by("judul")
        self.fields["modul"].queryset = ModulPage.objects.live().order_by("path")
        self.fields["jalur"].queryset = Jalur.objects.order_by("urutan")
        self.fields["jalur"].empty_label = "Tanpa jalur"
        self.fields["lembar_praktik"].queryset = LembarPraktik.objects.order_by("judul")
        self.fields["lembar_praktik"].empty_label = "Tanpa praktik"
        if not self.instance.pk:
            self.initial.setdefault("masa_sertifikat_bulan", AturanPelatihan.objects.berlaku().masa_sertifikat_bulan)
        else:
            for satu in self.instance.tes.all():
                self.initial[satu.jenis] = satu.kuis_id
            if batas := self.instance.daftar_sampai:
                self.initial["daftar_sampai"] = (self.instance.setempat(batas) - timedelta(days=1)).date()

    def clean_judul(self) -> str:
        return tampak(self.cleaned_data["judul"])

    def clean_wilayah(self):
        wilayah = self.cleaned_data["wilayah"]
        if not self.oleh.berkuasa(*PERAN_KELAS, atas=wilayah) and wilayah != getattr(self.instance, "wilayah", None):
            raise ValidationError(f"{wilayah.nama_lengkap} di luar wilayah tugas Anda. Pilih wilayah Anda.")
        return wilayah

    def clean(self):
        bersih = super().clean()
        hari, wilayah = bersih.get("daftar_sampai"), bersih.get("wilayah")
        if hari and wilayah:
            if abs(hari - timezone.localdate()) > HARI_TERJAUH:
                self.add_error("daftar_sampai", "Pilih tanggal dalam dua tahun ini.")
            else:
                besok = datetime.combine(hari + timedelta(days=1), datetime.min.time(), info_zona(wilayah.zona))
                bersih["daftar_sampai"] = besok
        if bersih.get("bentuk") == Angkatan.Bentuk.LURING and not bersih.get("tempat"):
            self.add_error("tempat", "Kelas tatap muka perlu tempatnya.")
        return bersih

    def _post_clean(self) -> None:
        """Barisnya ditulis layanan, bukan formulir; model tidak diisi di sini."""

    def isi(self) -> dict:
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nama != "kunci"}


class FormSesi(forms.Form):
    kunci = IsianKunci()
    judul = forms.CharField(label="Judul sesi", max_length=120)
    tanggal = IsianTanggal(label="Tanggal")
    mulai = forms.TimeField(label="Mulai", **JAM)
    selesai = forms.TimeField(label="Selesai", **JAM)
    tempat = forms.CharField(label="Tempat bila berbeda", max_length=200, required=False)
    modul = forms.ModelChoiceField(
        label="Modul", queryset=ModulPage.objects.none(), required=False, empty_label="Tidak terikat modul"
    )

    def __init__(self, *args, angkatan: Angkatan, sesi: Sesi | None = None, **kwargs):
        if sesi:
            awal, akhir = angkatan.setempat(sesi.mulai), angkatan.setempat(sesi.selesai)
            kwargs["initial"] = {
                "judul": sesi.judul, "tanggal": awal.date(), "mulai": awal.time(), "selesai": akhir.time(),
                "tempat": sesi.tempat, "modul": sesi.modul_id,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.zona = info_zona(angkatan.zona)
        self.fields["modul"].queryset = angkatan.modul.order_by("path")
        for nama in ("mulai", "selesai"):
            self.fields[nama].help_text = f"Jam {angkatan.nama_zona}."

    def clean(self):
        bersih = super().clean()
        if {"tanggal", "mulai", "selesai"} <= bersih.keys():
            if abs(bersih["tanggal"] - timezone.localdate()) > HARI_TERJAUH:
                self.add_error("tanggal", "Pilih tanggal dalam dua tahun ini.")
                return bersih
            bersih["mulai"], bersih["selesai"] = (
                datetime.combine(bersih["tanggal"], bersih[nama], self.zona) for nama in ("mulai", "selesai")
            )
            if bersih["selesai"] <= bersih["mulai"]:
                self.add_error("selesai", "Jam selesai harus sesudah jam mulai.")
        return bersih

    def isi(self) -> dict:
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nama not in {"kunci", "tanggal"}}


class FormTambahPeserta(forms.Form):
    orang = forms.CharField(
        label="Nama pengguna, email, atau nomor HP", max_length=150, help_text="Orangnya sudah punya akun di sini."
    )

    def clean_orang(self):
        teks = self.cleaned_data["orang"].strip()
        nomor = teks.replace("-", "").replace(" ", "")
        nomor = "+62" + nomor[1:] if nomor.startswith("0") else nomor
        orang = Pengguna.objects.filter(
            Q(username__iexact=teks) | Q(emailaddress__email__iexact=teks, emailaddress__verified=True)
            | Q(telepon=nomor, telepon_terbukti=True), is_active=True,
        ).first()  # fmt: skip
        if orang is None:
            raise ValidationError("Belum ada akun dengan nama itu. Undang dahulu orangnya, atau periksa ejaannya.")
        return orang


NILAI = [(str(satu), str(satu)) for satu in range(1, 6)]
SKALA = {"choices": NILAI, "help_text": "1 kurang sekali, 5 sangat baik."}


class Skala(forms.RadioSelect):
    """Sebaris pilihan 1 sampai 5, muat selebar ponsel."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"class": "skala"} | (attrs or {}), choices)


class FormUmpanBalik(forms.Form):
    """1 sampai 5; saran tidak menyebut nama."""

    isi = forms.ChoiceField(label="Isi pelatihan", widget=Skala, **SKALA)
    pelatih = forms.ChoiceField(label="Cara pelatih mengajar", widget=Skala, **SKALA)
    tempat = forms.ChoiceField(label="Tempat dan sarana", widget=Skala, **SKALA)
    saran = forms.CharField(
        label="Saran", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Pelatih membacanya tanpa nama Anda.",
    )  # fmt: skip


class FormPraktik(forms.Form):
    kunci = IsianKunci()
    butir = forms.MultipleChoiceField(label="Yang terpenuhi", required=False, widget=forms.CheckboxSelectMultiple)
    catatan = forms.CharField(label="Catatan", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, lembar: LembarPraktik, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["butir"].choices = [
            (str(satu.pk), f"{satu.teks} (kritis)" if satu.kritis else satu.teks) for satu in lembar.butir.all()
        ]


class FormCabut(forms.Form):
    alasan = forms.CharField(label="Alasan", max_length=300, help_text="Dibaca penerimanya.")


class FormGanti(FormCabut):
    nama = forms.CharField(label="Nama yang benar", max_length=150, help_text="Ditulis pada sertifikat yang baru.")

    def clean_nama(self) -> str:
        return tampak(self.cleaned_data["nama"])


class FormPeriksa(forms.Form):
    nomor = forms.CharField(
        label="Nomor sertifikat", max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    nama = forms.CharField(label="Nama penerima", max_length=150, help_text="Seperti tertulis pada sertifikat.")


class FormSelang(forms.Form):
    """Catatan keluar-masuk pertemuan daring, satu baris satu selang."""

    catatan = forms.CharField(
        label="Catatan keluar-masuk", max_length=40_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Satu baris: nama pengguna, jam masuk, jam keluar. Misalnya: ani, 08.55, 10.10",
    )  # fmt: skip

    def __init__(self, *args, sesi: Sesi, **kwargs):
        super().__init__(*args, **kwargs)
        self.sesi = sesi

    def clean_catatan(self) -> list[tuple[int, datetime, datetime]]:
        angkatan = self.sesi.angkatan
        peserta = {
            satu.orang.username.lower(): satu.pk for satu in angkatan.peserta.terdaftar().select_related("orang")
        }
        hari, zona = angkatan.setempat(self.sesi.mulai).date(), info_zona(angkatan.zona)
        hasil = []
        for nomor, baris in enumerate(self.cleaned_data["catatan"].splitlines(), start=1):
            bagian = [satu.strip() for satu in baris.split(",")]
            if not any(bagian):
                continue
            try:
                masuk, keluar = (datetime.strptime(satu.replace(":", "."), "%H.%M").time() for satu in bagian[1:3])
                pk = peserta[bagian[0].lower()]
            except (ValueError, KeyError):
                raise ValidationError(
                    f"Baris {nomor} tidak terbaca: “{baris[:60]}”. Tulis nama pengguna peserta, jam masuk, jam keluar."
                )
            hasil.append((pk, datetime.combine(hari, masuk, zona), datetime.combine(hari, keluar, zona)))
        return hasil
