"""Formulir arsip obrolan: unggah dengan persetujuan, cari, dan terbitkan sebagai topik."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from akun.isian import IsianTanggal
from forum.models import ImporObrolan, Ruang, Sumber
from forum.obrolan import UKURAN_MAKS
from wilayah.zona import NAMA_ZONA, WIB

from .forms import jenis_pilihan


class FormImpor(forms.Form):
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)
    sumber = forms.ChoiceField(label="Aplikasi", choices=Sumber.choices, widget=forms.RadioSelect, initial="telegram")
    berkas = forms.FileField(
        label="Berkas ekspor",
        help_text="Telegram: result.json. WhatsApp: berkas .txt, ekspor tanpa media. Paling besar 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".json,.txt"}),
    )
    nama = forms.CharField(
        label="Nama grup", max_length=120, help_text="Nama yang sama di impor berikutnya menambah arsip yang sama."
    )
    zona = forms.ChoiceField(
        label="Jam di ponsel pengekspor", choices=list(NAMA_ZONA.items()), initial=WIB,
        help_text="Ekspor tidak menyebut zonanya.",
    )  # fmt: skip
    urutan = forms.ChoiceField(
        label="Urutan tanggal (WhatsApp)", choices=ImporObrolan.Urutan.choices, initial="dmy",
        help_text="Periksa di pratinjau: pesan pertama dan terakhir harus masuk akal.",
    )  # fmt: skip
    persetujuan = forms.CharField(
        label="Siapa yang menyetujui", max_length=200,
        help_text="Misalnya: diumumkan di grup dan disetujui rapat simpul.",
    )  # fmt: skip
    persetujuan_pada = IsianTanggal(label="Disetujui pada")
    sudah = forms.BooleanField(
        label="Anggota grup sudah diberi tahu bahwa obrolannya diarsipkan dengan nama tersamar, dan yang keberatan akan ditinggalkan."
    )

    def clean_berkas(self):
        berkas = self.cleaned_data["berkas"]
        if berkas.size > UKURAN_MAKS:
            raise forms.ValidationError("Berkasnya lebih dari 20 MB. Ekspor tanpa media, atau per tahun.")
        return berkas

    def clean_persetujuan_pada(self):
        hari = self.cleaned_data["persetujuan_pada"]
        if hari > timezone.localdate() or hari.year < 2000:
            raise forms.ValidationError("Tulis hari persetujuannya, paling lambat hari ini.")
        return hari


class FormTerbit(forms.Form):
    """`ruang` hanya di simpul arsipnya."""

    judul = forms.CharField(label="Judul topik", max_length=160, help_text="Satu kalimat yang dapat dicari orang lain.")
    ruang = forms.ModelChoiceField(label="Di ruang", queryset=Ruang.objects.none(), empty_label=None)
    jenis = forms.ChoiceField(label="Sebagai", choices=[("tanya", "Pertanyaan"), ("diskusi", "Diskusi")])

    def __init__(self, *args, simpul, hak, **kwargs):
        super().__init__(*args, **kwargs)
        self.hak = hak
        self.fields["ruang"].queryset = Ruang.objects.filter(simpul=simpul).select_related("simpul")
        self.fields["ruang"].label_from_instance = lambda ruang: ruang.nama

    def clean(self) -> dict:
        data = super().clean()
        ruang, jenis = data.get("ruang"), data.get("jenis")
        if ruang and jenis and jenis not in dict(jenis_pilihan(ruang, self.hak)):
            self.add_error("jenis", "Ruang itu tidak menerima jenis ini. Pilih jenis atau ruang lain.")
        return data


class FormPeserta(forms.Form):
    orang = forms.CharField(label="Nama pengguna", max_length=151)

    def clean_orang(self) -> str:
        return self.cleaned_data["orang"].strip().lstrip("@")
