from __future__ import annotations

import time

from django import forms
from django.core import signing
from django.urls import reverse_lazy

from forum.models import AnggotaSimpul, Kiriman, LaporanKiriman, PilihanSurat, Ruang, Topik
from modul_pelatihan.models import Bidang, PelajaranPage
from wilayah.models import Wilayah

PETUNJUK = {
    "tanya": "Apa yang ingin Anda kerjakan, apa yang terjadi (salin pesan galatnya), apa yang sudah dicoba, dan versi OpenSID-nya.",
    "diskusi": "Ceritakan keadaannya, lalu tutup dengan satu pertanyaan supaya orang tahu harus menanggapi apa.",
    "pengumuman": "Apa, kapan, di mana, untuk siapa, dan siapa yang dihubungi.",
    "acara": "Untuk siapa, apa yang dibawa, apa yang dikerjakan bersama, dan siapa yang dihubungi.",
    "usulan": "Masalah sehari-hari yang terpecahkan, siapa yang terbantu, dan cara yang dipakai sekarang.",
    "jajak": "Apa yang hendak diputuskan dengan hasilnya, dan kapan.",
}
# Kerangka isi: tinggal diisi, boleh dihapus.
POLA = {
    "tanya": "**Yang saya kerjakan:** \n\n**Yang terjadi:** \n\n**Yang sudah dicoba:** \n\n**Versi OpenSID:** \n",
    "acara": "**Untuk siapa:** \n\n**Susunan acara:**\n\n- \n\n**Yang dibawa:** \n\n**Yang dihubungi:** \n",
    "usulan": "**Masalahnya:** \n\n**Usulnya:** \n\n**Yang terbantu:** \n",
}
JANGAN_TEMPEL = "Jangan menempel NIK, nomor KK, token, atau kata sandi: akan disamarkan. Untuk data asli, pakai tiket."


class IsianTulisan(forms.CharField):
    """Kotak tulis Markdown; panjang dan susunannya diperiksa perender."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 10, "class": "tulisan"}))
        kwargs.setdefault("strip", False)
        kwargs.setdefault("max_length", 40_000)
        super().__init__(**kwargs)


def saat_dibuka() -> str:
    """Saat formulir ditampilkan, bertanda: yang terkirim terlalu cepat bukan diketik orang."""
    return signing.Signer(salt="forum.dibuka").sign(f"{time.time():.0f}")


class IsianGambar(forms.Form):
    """Tanpa skrip gambarnya ikut formulir; dengan skrip ia diunggah saat dipilih atau ditempel."""

    situs_web = forms.CharField(
        label="Biarkan kosong", required=False, max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip
    dibuka = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput, initial=saat_dibuka)

    gambar = forms.FileField(
        label="Sisipkan gambar", required=False, help_text="JPEG, PNG, atau WEBP, paling besar 8 MB.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip


class FormTopik(IsianGambar):
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)
    jenis = forms.ChoiceField(widget=forms.HiddenInput)
    judul = forms.CharField(
        label="Judul",
        max_length=160,
        help_text="Satu kalimat yang dapat dicari orang lain, misalnya “Impor penduduk berhenti di baris 312”.",
        widget=forms.TextInput(
            attrs={
                "hx-get": reverse_lazy("forum:mirip"),
                "hx-target": "#serupa",
                "hx-trigger": "input changed delay:600ms",
                "hx-sync": "this:replace",
            }
        ),
    )
    sumber = IsianTulisan(label="Isi", help_text=JANGAN_TEMPEL)
    bidang = forms.ModelChoiceField(
        label="Tentang apa", queryset=Bidang.objects.none(), required=False, empty_label="Belum tahu"
    )
    desa = forms.ModelChoiceField(
        label="Tentang desa", queryset=Wilayah.objects.none(), required=False, empty_label="Tidak menyebut desa",
        help_text="Topik ini ikut tampil di halaman desa itu.",
    )  # fmt: skip
    pelajaran = forms.ModelChoiceField(queryset=PelajaranPage.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, ruang: Ruang, hak, desa=(), pelajaran: PelajaranPage | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = jenis_pilihan(ruang, hak)
        self.fields["bidang"].queryset = Bidang.objects.filter(induk__isnull=True)
        self.fields["desa"].queryset = Wilayah.objects.filter(pk__in=[satu.pk for satu in desa])
        if not desa:
            del self.fields["desa"]
        if pelajaran is None:
            del self.fields["pelajaran"]
        else:
            self.fields["pelajaran"].queryset = PelajaranPage.objects.filter(pk=pelajaran.pk)

    def clean(self) -> dict:
        data = super().clean()
        pola = POLA.get(data.get("jenis", ""), "")
        if pola and "".join(data.get("sumber", "").split()) == "".join(pola.split()):
            self.add_error(
                "sumber", "Kerangkanya belum diisi. Lengkapi, atau hapus dan tulis dengan kata Anda sendiri."
            )
        return data


def jenis_pilihan(ruang: Ruang, hak) -> list[tuple[str, str]]:
    """Jenis topik yang boleh dibuka orang ini di ruang ini; pengumuman hanya oleh pengurus."""
    jenis = [satu for satu in Topik.Jenis.values if satu in ruang.jenis_topik]
    if not hak.pengurus and len(jenis) > 1:
        jenis = [satu for satu in jenis if satu != Topik.Jenis.PENGUMUMAN]
    return [(satu, Topik.Jenis(satu).label.capitalize()) for satu in jenis]


class FormBalas(IsianGambar):
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)
    balasan_untuk = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    sumber = IsianTulisan(label="Balasan Anda", help_text=JANGAN_TEMPEL)


class FormSunting(IsianGambar):
    dari_sunting = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    judul = forms.CharField(label="Judul", max_length=160)
    sumber = IsianTulisan(label="Isi", help_text=JANGAN_TEMPEL)
    alasan = forms.CharField(label="Apa yang diubah", max_length=200, required=False)

    def __init__(self, *args, kiriman: Kiriman, **kwargs):
        super().__init__(*args, **kwargs)
        if kiriman.nomor != 1:
            del self.fields["judul"]


class FormLapor(forms.Form):
    sebab = forms.ChoiceField(label="Mengapa", choices=LaporanKiriman.Sebab.choices, widget=forms.RadioSelect)
    alasan = forms.CharField(
        label="Keterangan", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class FormAlasan(forms.Form):
    alasan = forms.CharField(
        label="Alasan", max_length=200, help_text="Dibaca penulisnya. Tulis yang dapat ia perbaiki.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class FormSurat(forms.Form):
    cara = forms.ChoiceField(label="Kirim email", choices=PilihanSurat.Cara.choices, widget=forms.RadioSelect)
    jam = forms.IntegerField(label="Jam ringkasan (0–23)", min_value=0, max_value=23)


class FormKeanggotaan(forms.ModelForm):
    class Meta:
        model = AnggotaSimpul
        fields = ["tersedia", "tampil_publik", "mewakili"]


class FormUndang(forms.Form):
    orang = forms.CharField(
        label="Nama pengguna", max_length=151, help_text="Misalnya @gita. Ia menerima atau menolak."
    )
    mewakili = forms.CharField(
        label="Mewakili", max_length=80, required=False, help_text="Untuk anggota dari pemerintah: nama instansinya."
    )

    def clean_orang(self) -> str:
        return self.cleaned_data["orang"].strip().lstrip("@")
