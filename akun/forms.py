from __future__ import annotations

from allauth.account.forms import LoginForm, SignupForm
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.text import capfirst

from wilayah.forms import WilayahField
from wilayah.models import Wilayah

from . import nama_pengguna, telepon
from .isian import IsianKunci, IsianNama, IsianTanggal, IsianTelepon
from .layanan import GalatAkun, daftarkan
from .models import PEMBERI, Pengguna, Penugasan, Peran, PilihanKabar


class FormMasuk(LoginForm):
    """Menerima nama pengguna, surel, atau nomor HP dalam tulisan apa pun."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Nama pengguna, nomor HP, atau email"
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        masukan = self.cleaned_data["login"].strip()
        return telepon.normalkan(masukan) or masukan.lower()


class _SekaliPakai:
    """Kode TOTP berlaku ±30 detik di sekitar waktunya (toleransi 1); satu kode diterima satu kali saja sepanjang
    itu. Pustaka hanya mengingatnya 30 detik."""

    def clean_code(self) -> str:
        kode = super().clean_code()
        if not cache.add(f"akun.totp:{self.user.pk}:{kode.strip()}", 1, 150):
            raise ValidationError("Kode ini sudah dipakai. Tunggu kode berikutnya di aplikasi Anda.", code="kode_lama")
        return kode


class FormKodeKedua(_SekaliPakai, AuthenticateForm):
    pass


class FormKodeKeduaUlang(_SekaliPakai, ReauthenticateForm):
    pass


class FormKunciBaru(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _isian_nama_kunci(self)
        self.fields["passwordless"].label = "Dapat dipakai masuk tanpa kata sandi"
        self.fields["passwordless"].help_text = "Perangkatnya perlu sidik jari, wajah, atau PIN."


class FormNamaKunci(EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _isian_nama_kunci(self)
        self.fields["name"].required = True


def _isian_nama_kunci(formulir: forms.Form) -> None:
    """Nama tersimpan di kolom JSON: dibatasi di sini."""
    formulir.fields["name"] = forms.CharField(
        label="Nama kunci",
        max_length=60,
        required=False,
        help_text="Supaya Anda mengenalinya, misalnya: ponsel kantor.",
    )


class FormDaftar(SignupForm):
    """Pendaftaran operator: orang, desanya, jabatannya. Jawabannya sama entah surel atau nomornya sudah dipakai."""

    nama = IsianNama(label="Nama lengkap", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    wilayah = WilayahField(label="Desa, nagari, atau kelurahan tempat Anda bekerja", tingkat=("desa",))
    jabatan = forms.CharField(
        label="Jabatan", max_length=120, help_text="Misalnya: Kaur Umum, Kasi Pelayanan, operator SID."
    )
    kunci = IsianKunci()
    field_order = ["nama", "phone", "wilayah", "jabatan", "password1", "email", "kunci"]

    def __init__(self, *args, token_undangan: str = "", **kwargs):
        self.token_undangan = token_undangan
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = "Pegiat memastikan nomor ini; sesudah itu dapat dipakai untuk masuk."
        self.fields["email"].label = "Email"
        self.fields["email"].help_text = "Bila ada. Untuk menerima kabar dan mengganti sandi yang lupa."
        self.fields["password1"].help_text = "Paling sedikit 12 huruf. Kalimat pendek lebih mudah diingat."
        for isian in self.fields.values():
            isian.widget.attrs.pop("placeholder", None)
        if token_undangan:
            del self.fields["wilayah"], self.fields["jabatan"]

    def _clean_phone(self) -> None:
        """Sengaja kosong: nomor yang sudah dipakai orang lain tidak mengubah jawaban."""

    def try_save(self, request: HttpRequest):
        try:
            return self.save(request), None
        except GalatAkun as galat:
            messages.error(request, str(galat))
            return None, redirect(request.path)

    def save(self, request: HttpRequest) -> Pengguna:
        data = self.cleaned_data
        pengguna = daftarkan(
            nama=data["nama"], sandi_tersandi=make_password(data["password1"]),
            kunci=data["kunci"], telepon=data.get("phone", ""), surel=data.get("email", ""),
            wilayah=data.get("wilayah"), jabatan=data.get("jabatan", ""), token_undangan=self.token_undangan,
        )  # fmt: skip
        if not pengguna.check_password(data["password1"]):
            raise GalatAkun("Formulir ini sudah dikirim dengan sandi lain. Masuklah dengan sandi yang pertama.")
        if pengguna.email and not EmailAddress.objects.filter(user=pengguna).exists():
            setup_user_email(request, pengguna, [EmailAddress(email=pengguna.email)])
        return pengguna


class FormAjukan(forms.Form):
    """Pengajuan operator oleh orang yang sudah punya akun."""

    wilayah = WilayahField(label="Desa, nagari, atau kelurahan tempat Anda bekerja", tingkat=("desa",))
    jabatan = forms.CharField(
        label="Jabatan", max_length=120, help_text="Misalnya: Kaur Umum, Kasi Pelayanan, operator SID."
    )


class FormPutusan(forms.Form):
    nomor_benar = forms.BooleanField(label="Nomor HP ini benar miliknya", required=False)
    alasan = forms.CharField(label="Alasan bila ditolak", max_length=300, required=False)


class FormTugas(forms.Form):
    """Peran × wilayah yang boleh diberi `oleh`; dasar formulir undangan dan pemberian tugas."""

    peran = forms.ChoiceField(label="Sebagai")
    wilayah = WilayahField(
        label="Di wilayah",
        tingkat=("provinsi", "kabupaten", "kecamatan", "desa"),
        required=False,
        help_text="Operator: desa atau nagarinya. Pegiat: kabupatennya. Kosongkan hanya untuk tugas nasional.",
    )
    jabatan = forms.CharField(label="Jabatan", max_length=120, required=False)

    def __init__(self, *args, oleh: Pengguna, **kwargs):
        self.oleh = oleh
        super().__init__(*args, **kwargs)
        pilihan = oleh.peran_yang_boleh_diberi
        self.fields["peran"].choices = [(satu.value, capfirst(satu.label)) for satu in Peran if satu in pilihan]
        if pilihan == [Peran.OPERATOR]:
            self.fields["wilayah"] = self._desa_di_wilayah_sendiri()

    def _desa_di_wilayah_sendiri(self) -> WilayahField:
        """Yang hanya boleh memberi tugas operator (pegiat) cukup memilih desa di wilayahnya."""
        tempat = {tugas.wilayah for tugas in self.oleh.penugasan_berlaku if tugas.peran in PEMBERI[Peran.OPERATOR]}
        return WilayahField(label="Di desa atau nagari", dalam=tempat.pop() if len(tempat) == 1 else None)

    def clean(self) -> dict:
        data = super().clean()
        if self.errors:
            return data
        try:
            Penugasan(peran=data["peran"], wilayah=data.get("wilayah")).clean()
        except ValidationError as galat:
            self.add_error(None, galat) if not hasattr(galat, "error_dict") else self._tambahkan(galat)
            return data
        if not self.oleh.boleh_memberi(data["peran"], atas=data.get("wilayah")):
            self.add_error("wilayah", "Wilayah ini di luar wilayah tugas Anda. Pilih wilayah di dalamnya.")
        return data

    def _tambahkan(self, galat: ValidationError) -> None:
        for nama, isi in galat.error_dict.items():
            self.add_error(nama, isi)


class FormUndangan(FormTugas):
    untuk = forms.CharField(
        label="Untuk siapa", max_length=120, help_text="Catatan bagi Anda sendiri, misalnya nama orangnya."
    )
    telepon = IsianTelepon(
        required=False, help_text="Bila diisi, tautan WhatsApp langsung tertuju ke nomor ini dan nomornya terbukti."
    )
    kunci = IsianKunci()
    field_order = ["untuk", "telepon", "peran", "wilayah", "jabatan", "kunci"]


class FormBeriTugas(FormTugas):
    selesai = IsianTanggal(
        label="Sampai tanggal", required=False,
        help_text="Kosongkan bila tanpa batas.",
    )  # fmt: skip


class FormAlasan(forms.Form):
    alasan = forms.CharField(label="Alasan", max_length=300, required=False)


class FormNamaPengguna(forms.Form):
    depan = forms.CharField(
        label="Bagian depan", max_length=20, help_text="Sistem menambahkan titik dan angka acak di belakangnya.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_depan(self) -> str:
        depan = self.cleaned_data["depan"].lower()
        if not nama_pengguna.layak(depan):
            raise ValidationError(nama_pengguna.PETUNJUK)
        return depan


class FormProfil(forms.Form):
    nama = IsianNama(label="Nama lengkap", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    telepon = IsianTelepon(required=False)
    zona = forms.ChoiceField(label="Zona waktu", choices=Pengguna.Zona.choices, widget=forms.RadioSelect)


class FormPilihanKabar(forms.Form):
    """Satu pilihan per kelompok kabar."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kelompok in PilihanKabar.Kelompok:
            self.fields[kelompok.value] = forms.ChoiceField(
                label=kelompok.label, choices=PilihanKabar.Saluran.choices, widget=forms.RadioSelect
            )
        jam = [("", "Tidak ada"), *((nomor, f"{nomor:02d}.00") for nomor in range(24))]
        pilihan = {"required": False, "choices": jam, "coerce": int, "empty_value": None}
        self.fields["tenang_dari"] = forms.TypedChoiceField(
            label="Jam tenang mulai", **pilihan,
            help_text="Pada jam tenang, email dan pemberitahuan perangkat menunggu. Kabar di situs tetap langsung ada.",
        )  # fmt: skip
        self.fields["tenang_sampai"] = forms.TypedChoiceField(label="Jam tenang selesai", **pilihan)

    def clean(self) -> dict:
        data = super().clean()
        dari, sampai = data.get("tenang_dari"), data.get("tenang_sampai")
        if (dari is None) != (sampai is None) or (dari is not None and dari == sampai):
            raise ValidationError("Jam tenang: pilih jam mulai dan jam selesai yang berbeda, atau kosongkan keduanya.")
        return data

    @property
    def tenang(self) -> tuple[int, int] | None:
        dari, sampai = self.cleaned_data["tenang_dari"], self.cleaned_data["tenang_sampai"]
        return None if dari is None else (dari, sampai)

    @property
    def pilihan(self) -> dict[str, str]:
        return {satu.value: self.cleaned_data[satu.value] for satu in PilihanKabar.Kelompok}


class FormHapus(forms.Form):
    setuju = forms.CharField(
        label='Ketik "HAPUS" untuk melanjutkan', max_length=10, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_setuju(self) -> str:
        if self.cleaned_data["setuju"].strip().upper() != "HAPUS":
            raise ValidationError('Ketik kata "HAPUS" tanpa tanda kutip.')
        return self.cleaned_data["setuju"]


class FormCariTim(forms.Form):
    """Saringan Tim wilayah; nilai yang salah diabaikan, bukan galat."""

    cari = forms.CharField(label="Nama", required=False, max_length=80)
    peran = forms.ChoiceField(label="Peran", required=False, choices=[("", "Semua peran"), *Peran.choices])
    wilayah = forms.ModelChoiceField(
        label="Wilayah", required=False, queryset=Wilayah.objects.none(), to_field_name="kode", empty_label="Semua"
    )

    def __init__(self, *args, wilayah, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wilayah"].queryset = wilayah
