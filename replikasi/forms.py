from __future__ import annotations

import uuid
from collections.abc import Sequence

from django import forms
from django.utils import timezone

from akun.isian import IsianTanggal
from akun.models import Pengguna, Penugasan, Peran
from pusat_bantuan.forms import IsianBerkas
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from .layanan.klaim import IsiKlaim
from .models import KlaimTonggak, Penerapan, PengakuanStatus, Tonggak


class FormKlaim(forms.Form):
    catatan = forms.CharField(
        label="Apa yang sudah tercapai?", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu atau dua kalimat: apa, kapan, siapa yang terlibat. Jangan tulis NIK atau nama warga.",
    )  # fmt: skip
    berkas = IsianBerkas(
        label="Foto atau PDF",
        help_text="Boleh memotret langsung dari ponsel. Paling banyak 10 berkas, masing-masing 10 MB.",
    )
    tautan = forms.URLField(
        label="Tautan", required=False, max_length=300, assume_scheme="https",
        help_text="Misalnya halaman di situs desa yang memuat hasilnya.",
    )  # fmt: skip
    nomor_dokumen = forms.CharField(label="Nomor dokumen", required=False, max_length=80)
    tanggal_dokumen = IsianTanggal(label="Tanggal dokumen", required=False)
    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, tonggak: Tonggak | None, sebelumnya: KlaimTonggak | None = None, **kwargs):
        """`sebelumnya`: klaim yang dikembalikan; isiannya dibawa, jadi yang ditulis hanya perbaikannya."""
        isian = ("catatan", "tautan", "nomor_dokumen", "tanggal_dokumen")
        lama = {nama: getattr(sebelumnya, nama) for nama in isian} if sebelumnya else {}
        kwargs.setdefault("initial", {"kunci": uuid.uuid4(), **lama})
        super().__init__(*args, **kwargs)
        self.tonggak = tonggak
        self.fields["berkas"].widget.attrs["accept"] = "image/jpeg,image/png,image/webp,application/pdf"
        for nama in ("nomor_dokumen", "tanggal_dokumen"):
            self.fields[nama].required = bool(tonggak and tonggak.minta_dokumen)

    def clean(self):
        super().clean()
        if not self.errors and self.tonggak:
            self.isi().periksa(self.tonggak)
        return self.cleaned_data

    def isi(self) -> IsiKlaim:
        data = self.cleaned_data
        return IsiKlaim(
            catatan=data["catatan"], tautan=data["tautan"], nomor_dokumen=data["nomor_dokumen"],
            tanggal_dokumen=data["tanggal_dokumen"], berkas=tuple(data["berkas"]),
        )  # fmt: skip


class FormLapangan(FormKlaim):
    """Satu formulir untuk semua tonggak yang terbuka; tonggaknya dipilih di dalamnya."""

    field_order = ["tonggak"]

    def __init__(self, *args, pilihan: Sequence[Tonggak], penerapan: Penerapan, **kwargs):
        super().__init__(*args, tonggak=None, **kwargs)
        self.penerapan = penerapan
        self.fields["tonggak"] = forms.ChoiceField(
            label="Tonggak", choices=[(satu.slug, f"{satu.tahap.nomor}. {satu.judul}") for satu in pilihan],
            error_messages={"invalid_choice": "Tonggak itu sudah diklaim atau bukan milik program desa ini."},
        )  # fmt: skip
        self.order_fields(self.field_order)
        self._pilihan = {satu.slug: satu for satu in pilihan}
        if self.is_bound and (ulang := self._sudah_terkirim()):
            self._pilihan[ulang.slug] = ulang
            self.fields["tonggak"].choices = [(ulang.slug, ulang.judul)]

    def _sudah_terkirim(self) -> Tonggak | None:
        """Kiriman ulang dengan kunci yang sama: tonggaknya tidak lagi terbuka, tetapi jawabannya tetap yang dahulu."""
        try:
            kunci = uuid.UUID(self.data.get("kunci", ""))
        except ValueError:
            return None
        ada = self.penerapan.klaim.filter(kunci=kunci).select_related("tonggak__tahap").first()
        return ada.tonggak if ada and ada.tonggak.slug == self.data.get("tonggak") else None

    def clean(self):
        self.tonggak = self._pilihan.get(self.cleaned_data.get("tonggak"))
        return super().clean()


class FormPutusan(forms.Form):
    putusan = forms.ChoiceField(
        label="Menurut buktinya", widget=forms.RadioSelect,
        choices=[("diterima", "Tercapai: buktinya cukup"), ("dikembalikan", "Kembalikan: ada yang perlu dilengkapi")],
        error_messages={"required": "Pilih salah satu putusan."},
    )  # fmt: skip
    alasan = forms.CharField(
        label="Alasan atau catatan", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wajib bila dikembalikan: apa yang perlu dilengkapi desa.",
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("putusan") == "dikembalikan" and not data.get("alasan", "").strip():
            self.add_error("alasan", "Tulis apa yang perlu dilengkapi, supaya desa tahu langkah berikutnya.")
        return data


class FormBatal(forms.Form):
    alasan = forms.CharField(label="Alasan pembatalan", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class FormStatus(forms.Form):
    keadaan = forms.ChoiceField(
        label="Keadaan OpenSID", choices=PengakuanStatus.Keadaan.choices, widget=forms.RadioSelect,
        error_messages={"required": "Pilih keadaannya."},
    )  # fmt: skip
    tanggal = IsianTanggal(label="Per tanggal", initial=timezone.localdate)
    versi = forms.CharField(label="Versi OpenSID", required=False, max_length=40, help_text="Misalnya 2410.1.0.")
    catatan = forms.CharField(label="Catatan", required=False, max_length=300)
    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_tanggal(self):
        tanggal = self.cleaned_data["tanggal"]
        if tanggal > timezone.localdate():
            raise forms.ValidationError("Tanggalnya belum tiba. Isi hari ini atau sebelumnya.")
        return tanggal


class FormPendamping(forms.Form):
    pendamping = forms.ModelChoiceField(
        Pengguna.objects.none(), label="Pendamping", empty_label="Pilih orangnya",
        help_text="Pegiat, pelatih, dan manajer yang bertugas di wilayah desa ini.",
    )  # fmt: skip
    catatan = forms.CharField(label="Catatan", required=False, max_length=200)

    def __init__(self, *args, wilayah: Wilayah, **kwargs):
        super().__init__(*args, **kwargs)
        tugas = Penugasan.objects.berlaku().filter(
            peran__in=[Peran.PEGIAT, Peran.PELATIH, Peran.MANAJER], wilayah__kode__in=aturan_kode.leluhur(wilayah.kode)
        )
        self.fields["pendamping"].queryset = (
            Pengguna.objects.filter(penugasan__in=tugas, is_active=True).distinct().order_by("first_name", "pk")
        )


class FormTautkan(forms.Form):
    """Kode resmi untuk kode yang tidak dikenal; kosong berarti diabaikan."""

    kode = forms.CharField(label="Kode wilayah yang benar", required=False, max_length=20)

    def clean_kode(self) -> Wilayah | None:
        mentah = self.cleaned_data["kode"].strip()
        if not mentah:
            return None
        kode = aturan_kode.normalkan(mentah)
        wilayah = Wilayah.objects.filter(kode=kode, berlaku=True).first() if kode else None
        if wilayah is None:
            raise forms.ValidationError("Kode itu tidak ada di daftar resmi. Tulis seperti 13.07.10.2001.")
        return wilayah
