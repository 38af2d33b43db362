"""Formulir topik menurut jenisnya: acara dengan waktu dan tempat, jajak dengan pilihan; lainnya cukup judul dan isi."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from akun.data_pribadi import samarkan
from akun.isian import IsianKunci, IsianTanggal
from forum.forms import FormTopik, IsianTulisan
from forum.layanan.rincian import RincianAcara, RincianJajak
from forum.models import Acara, Topik, Usulan
from forum.models.acara import KAPASITAS_MAKS, TAMU_MAKS
from forum.models.jajak import PILIHAN_MAKS
from wilayah.zona import NAMA_ZONA

TERJAUH = timedelta(days=730)
_JAM = ["%H:%M", "%H.%M"]


class IsianJam(forms.TimeField):
    def __init__(self, **kwargs):
        kwargs["error_messages"] = {"invalid": "Tulis jamnya seperti 08:30."}
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), input_formats=_JAM, **kwargs)


class IsianAcara(forms.Form):
    """Waktu ditulis menurut zona acaranya, bukan zona pembacanya."""

    tanggal = IsianTanggal(label="Tanggal")
    jam_mulai = IsianJam(label="Mulai pukul")
    jam_selesai = IsianJam(label="Selesai pukul")
    tanggal_selesai = IsianTanggal(label="Sampai tanggal", required=False, help_text="Hanya bila lebih dari sehari.")
    zona = forms.ChoiceField(label="Zona waktu", choices=list(NAMA_ZONA.items()))
    tempat = forms.CharField(label="Tempat", max_length=160, required=False, help_text="Kosongkan bila hanya daring.")
    tautan = forms.URLField(
        label="Tautan daring", max_length=300, required=False, assume_scheme="https",
        help_text="Hanya terlihat oleh yang menyatakan hadir.",
    )  # fmt: skip
    kapasitas = forms.IntegerField(
        label="Jumlah kursi", min_value=1, max_value=KAPASITAS_MAKS, required=False,
        help_text="Kosong berarti tidak dibatasi. Yang datang sesudah penuh masuk daftar tunggu.",
    )  # fmt: skip
    boleh_lewat = False

    def clean(self) -> dict:
        bersih = super().clean()
        if not (bersih.get("tempat") or bersih.get("tautan")):
            self.add_error("tempat", "Tulis tempatnya, atau tautan daringnya.")
        hari, mulai, selesai = (bersih.get(nama) for nama in ("tanggal", "jam_mulai", "jam_selesai"))
        if hari and mulai is not None and selesai is not None and bersih.get("zona"):
            self._susun_waktu(bersih, hari, mulai, selesai)
        return bersih

    def _susun_waktu(self, bersih: dict, hari: date, mulai: time, selesai: time) -> None:
        hari_ini = timezone.localdate()
        akhir = bersih.get("tanggal_selesai") or hari
        if not self.boleh_lewat and hari < hari_ini - timedelta(days=1):
            self.add_error("tanggal", "Tanggal itu sudah lewat.")
        elif abs(hari - hari_ini) > TERJAUH or abs(akhir - hari_ini) > TERJAUH:
            self.add_error("tanggal", "Paling jauh dua tahun lagi.")
        else:
            zona = ZoneInfo(bersih["zona"])
            bersih["mulai"] = datetime.combine(hari, mulai, zona)
            bersih["selesai"] = datetime.combine(akhir, selesai, zona)
            if bersih["selesai"] <= bersih["mulai"]:
                self.add_error("jam_selesai", "Acara selesai sesudah mulai. Periksa jam atau tanggal akhirnya.")

    def rincian(self) -> RincianAcara:
        bersih = self.cleaned_data
        return RincianAcara(
            mulai=bersih["mulai"], selesai=bersih["selesai"], zona=bersih["zona"],
            tempat=samarkan(bersih["tempat"]).teks, tautan=bersih["tautan"], kapasitas=bersih["kapasitas"],
        )  # fmt: skip


class FormUbahAcara(IsianAcara):
    boleh_lewat = True

    def __init__(self, *args, acara: Acara, **kwargs):
        mulai, selesai = acara.mulai_setempat, acara.selesai_setempat
        awal = {
            "tanggal": mulai.date(), "jam_mulai": mulai.time(), "jam_selesai": selesai.time(), "zona": acara.zona,
            "tanggal_selesai": None if acara.satu_hari else selesai.date(), "tempat": acara.tempat,
            "tautan": acara.tautan, "kapasitas": acara.kapasitas,
        }  # fmt: skip
        super().__init__(*args, initial=awal, **kwargs)


class FormTopikAcara(IsianAcara, FormTopik):
    def __init__(self, *args, ruang, **kwargs):
        super().__init__(*args, ruang=ruang, **kwargs)
        wilayah = ruang.simpul.wilayah
        if wilayah and not self.is_bound:
            self.fields["zona"].initial = wilayah.zona


class FormTopikJajak(FormTopik):
    pilihan = forms.CharField(
        label="Pilihan", max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"Satu baris satu pilihan; 2 sampai {PILIHAN_MAKS}.",
    )  # fmt: skip
    maks_pilihan = forms.IntegerField(
        label="Boleh memilih berapa", min_value=1, max_value=PILIHAN_MAKS, initial=1, help_text="1 berarti pilih satu."
    )
    tutup = IsianTanggal(label="Ditutup sesudah tanggal", required=False)
    tampilkan_nama = forms.BooleanField(label="Tampilkan nama pemilih", required=False)

    def clean_pilihan(self) -> tuple[str, ...]:
        baris = [samarkan(" ".join(satu.split())).teks[:120] for satu in self.cleaned_data["pilihan"].splitlines()]
        pilihan = tuple(dict.fromkeys(satu for satu in baris if satu))
        if not 2 <= len(pilihan) <= PILIHAN_MAKS:
            raise forms.ValidationError(f"Tulis 2 sampai {PILIHAN_MAKS} pilihan yang berbeda, satu per baris.")
        return pilihan

    def clean_tutup(self) -> date | None:
        tutup = self.cleaned_data["tutup"]
        if tutup and not timezone.localdate() <= tutup <= timezone.localdate() + TERJAUH:
            raise forms.ValidationError("Pilih tanggal mulai hari ini, paling jauh dua tahun lagi.")
        return tutup

    def rincian(self) -> RincianJajak:
        bersih, zona = self.cleaned_data, timezone.get_current_timezone()
        tutup = datetime.combine(bersih["tutup"] + timedelta(days=1), time(), zona) if bersih["tutup"] else None
        return RincianJajak(bersih["pilihan"], bersih["maks_pilihan"], tutup, not bersih["tampilkan_nama"])


FORM = {Topik.Jenis.ACARA: FormTopikAcara, Topik.Jenis.JAJAK: FormTopikJajak}


def form_topik(jenis: str) -> type[FormTopik]:
    return FORM.get(jenis, FormTopik)


class FormHadir(forms.Form):
    tamu = forms.IntegerField(label="Membawa berapa orang", min_value=0, max_value=TAMU_MAKS, required=False, initial=0)


class FormBatal(forms.Form):
    alasan = forms.CharField(label="Alasan", max_length=200, help_text="Dibaca semua yang sudah menjawab.")


class FormNotulen(forms.Form):
    kunci_kirim = IsianKunci()
    sumber = IsianTulisan(label="Catatan acara", help_text="Apa yang diputuskan, siapa mengerjakan apa, dan kapan.")


class FormUsulan(forms.Form):
    status = forms.ChoiceField(label="Keadaan", choices=Usulan.Status.choices)
    alasan = forms.CharField(
        label="Penjelasan", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dibaca pengusul dan pendukungnya.",
    )  # fmt: skip
    rujukan = forms.URLField(
        label="Tautan pekerjaan",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="Misalnya issue OpenSID.",
    )
    digabung_ke = forms.CharField(
        label="Digabung ke", max_length=300, required=False, help_text="Alamat usul yang menerima gabungan."
    )
