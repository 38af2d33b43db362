"""Formulir bantuan: operator, pegiat yang mencatatkan, dan tamu tanpa akun. Satu cetakan, tiga langkah.

Yang wajib hanya desa, bidang, dan cerita (domain helpdesk.md 6); paling banyak empat pertanyaan tampil sekaligus.
"""

from __future__ import annotations

import time
import uuid

from django import forms
from django.core import signing
from django.db.models import Q

from akun.isian import IsianNama
from akun.models import Peran
from akun.telepon import normalkan as normalkan_hp
from forum.models import Topik
from modul_pelatihan.models import Bidang
from wilayah.forms import WilayahField
from wilayah.models import FaktaDesa, Wilayah

from ..isian import CATATAN, UMUM, Pertanyaan, periksa_nilai, untuk_bidang
from ..layanan import IsiTiket
from ..layanan.buat_tiket import BIDANG_TERBATAS, Wakil
from ..models import ProfilTiket
from .lampiran import KETERANGAN_BERKAS, BerlampiranMixin, IsianLampiran

PERSETUJUAN = "Yang meminta setuju ceritanya dan nomornya dicatat di Pusat Bantuan untuk menyelesaikan masalah ini."
_GARAM = "pusat_bantuan.formulir_tamu"
TERCEPAT_DETIK, TERLAMA_DETIK = 3, 7 * 24 * 3600
_KANAL_WAKIL = (
    ProfilTiket.Kanal.TELEPON, ProfilTiket.Kanal.DATANG, ProfilTiket.Kanal.WA, ProfilTiket.Kanal.FORUM,
)  # fmt: skip


class IsianTanya(forms.CharField):
    """Satu pertanyaan bidang; aturannya di `pusat_bantuan/isian.py`, sama dengan yang dipakai API."""

    def __init__(self, tanya: Pertanyaan):
        if tanya.jenis == "pilihan":
            widget = forms.Select(choices=[("", "Pilih bila tahu"), *tanya.pilihan])
        elif tanya.jenis == "panjang":
            widget = forms.Textarea(attrs={"rows": 3})
        elif tanya.jenis == "tautan":
            widget = forms.URLInput(attrs={"placeholder": "https://"})
        else:
            widget = forms.TextInput
        super().__init__(required=False, label=tanya.label, help_text=tanya.bantuan, widget=widget)
        self.tanya = tanya

    def clean(self, value) -> str:
        nilai = super().clean(value)
        if not nilai:
            return ""
        try:
            return periksa_nilai(self.tanya, nilai)
        except ValueError as galat:
            raise forms.ValidationError(str(galat).capitalize()) from None


class FormBidang(forms.Form):
    """Pertanyaan khusus satu bidang; namanya berawalan slug bidang itu."""

    def __init__(self, *args, bidang: Bidang, **kwargs):
        super().__init__(*args, prefix=bidang.slug, **kwargs)
        self.bidang = bidang
        self.catatan = CATATAN.get(bidang.slug, "")
        for tanya in untuk_bidang(bidang.slug):
            self.fields[tanya.nama] = IsianTanya(tanya)

    def jawaban(self) -> dict[str, str]:
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nilai}


class FormTiketDasar(BerlampiranMixin, forms.Form):
    wilayah: forms.Field
    bidang = forms.ModelChoiceField(
        Bidang.objects.none(), label="Tentang apa?", empty_label="Pilih yang paling mendekati",
        error_messages={
            "required": "Pilih bidangnya. Bila ragu, pilih “Panduan dan pertanyaan”.",
            "invalid_choice": "Pilih salah satu bidang dari daftarnya.",
        },
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
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    sudah_dicoba = forms.CharField(
        label="Yang sudah Anda coba", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    versi = forms.CharField(
        label="Versi OpenSID", required=False, max_length=40, help_text="Ada di kaki halaman admin."
    )
    rilis = forms.ChoiceField(
        label="Rilis", required=False, choices=[("", "Tidak tahu"), *ProfilTiket.Rilis.choices],
        help_text="Perbaikan masuk ke Premium dahulu dan sampai di Umum enam bulan kemudian.",
    )  # fmt: skip
    hosting = forms.ChoiceField(
        label="Tempat pemasangan", required=False, choices=[("", "Tidak tahu"), *FaktaDesa.Hosting.choices]
    )
    domain = forms.CharField(label="Alamat situs desa", required=False, max_length=200)
    tema = forms.CharField(label="Tema situs", required=False, max_length=60)
    lampiran = IsianLampiran(label="Tangkapan layar atau berkas", help_text=KETERANGAN_BERKAS)
    topik = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kunci_kirim = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": "Muat ulang halaman ini, lalu kirim lagi."}
    )

    # Tiap kelompok tampil sendiri (lipatan), paling banyak empat pertanyaan.
    KELOMPOK = (
        ("Langkah dan pesan galat", ("langkah", "harapan", "log", "sudah_dicoba")),
        ("Pemasangan OpenSID", ("versi", "rilis", "hosting", "domain")),
        ("Lain-lain", ("tema", "modul", "demo", "tautan_cadangan")),
    )
    KONTAK: tuple[str, ...] = ()
    mewakili = False
    tamu = False

    def __init__(self, *args, desa: Wilayah | None = None, topik: Topik | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bidang"].queryset = Bidang.objects.pokok().order_by("urutan", "nama")
        self.fields["kunci_kirim"].initial = uuid.uuid4
        for tanya in UMUM:
            self.fields[tanya.nama] = IsianTanya(tanya)
        self.asal_topik = topik
        self.fakta = FaktaDesa.objects.filter(wilayah=desa).first() if desa else None
        if self.fakta:
            for nama, asal in (("versi", "versi"), ("hosting", "hosting"), ("tema", "tema"), ("domain", "url")):
                self.fields[nama].initial = getattr(self.fakta, asal)
        self.form_bidang = self._form_bidang()

    def _form_bidang(self) -> dict[int, FormBidang]:
        """Satu formulir kecil per bidang yang punya pertanyaan; hanya yang dipilih membaca kiriman."""
        pilih = str(self.data.get("bidang", "")) if self.is_bound else ""
        hasil = {}
        for bidang in self.fields["bidang"].queryset:
            if untuk_bidang(bidang.slug) or bidang.slug in CATATAN:
                terikat = (self.data,) if pilih == str(bidang.pk) else ()
                hasil[bidang.pk] = FormBidang(*terikat, bidang=bidang)
        return hasil

    @property
    def bidang_terpilih(self) -> int:
        mentah = str(self["bidang"].value() or "")
        return int(mentah) if mentah.isdecimal() and len(mentah) < 12 else 0

    def clean(self) -> dict:
        bersih = super().clean()
        if (bidang := bersih.get("bidang")) and (anak := self.form_bidang.get(bidang.pk)) and not anak.is_valid():
            for nama, galat in anak.errors.items():
                self.add_error(None, f"{anak.fields[nama].label}: {' '.join(galat)}")
        if bidang and bidang.slug == BIDANG_TERBATAS:
            bersih["dampak"] = ProfilTiket.Dampak.KRITIS
        return bersih

    def isian(self) -> dict[str, str]:
        bersih = self.cleaned_data
        anak = self.form_bidang.get(bersih["bidang"].pk)
        umum = {tanya.nama: bersih[tanya.nama] for tanya in UMUM if bersih.get(tanya.nama)}
        return umum | (anak.jawaban() if anak else {})

    def isi(self) -> IsiTiket:
        bersih = self.cleaned_data
        return IsiTiket(
            wilayah=bersih["wilayah"], bidang=bersih["bidang"], judul=bersih["judul"], uraian=bersih["uraian"],
            dampak=bersih["dampak"] or ProfilTiket.Dampak.SEDANG, kanal=self.kanal(),
            sudah_dicoba=bersih["sudah_dicoba"], versi=bersih["versi"], rilis=bersih["rilis"],
            hosting=bersih["hosting"], domain=bersih["domain"], tema=bersih["tema"], isian=self.isian(),
            atas_nama=bersih.get("atas_nama", ""), wakil=self.wakil(),
        )  # fmt: skip

    def kanal(self) -> str:
        return ProfilTiket.Kanal.FORUM if self.asal_topik else ProfilTiket.Kanal.WEB

    def wakil(self) -> Wakil | None:
        return None

    @property
    def kelompok(self) -> list[tuple[str, list, bool]]:
        """Judul lipatan, isiannya, dan apakah ada galat di dalamnya."""
        return [
            (judul, isian := [self[nama] for nama in daftar], any(satu.errors for satu in isian))
            for judul, daftar in self.KELOMPOK
        ]

    @property
    def isian_kontak(self) -> list:
        return [self[nama] for nama in self.KONTAK if nama in self.fields]


class FormTiket(FormTiketDasar):
    """Orang yang masuk: operator untuk desanya; pegiat dan petugas juga mencatatkan untuk orang lain."""

    wilayah = forms.ModelChoiceField(Wilayah.objects.none(), label="Untuk", empty_label=None)
    kanal_wakil = forms.ChoiceField(
        label="Diminta lewat", choices=[(satu.value, satu.label.capitalize()) for satu in _KANAL_WAKIL], required=False
    )
    atas_nama = IsianNama(label="Siapa yang meminta?", max_length=120, required=False, help_text="Nama dan jabatannya.")
    hp = forms.CharField(
        label="Nomor HP-nya", max_length=30, required=False, help_text="Supaya jawabannya dapat disampaikan."
    )
    persetujuan = forms.BooleanField(label=PERSETUJUAN, required=False)
    obrolan = forms.CharField(
        label="Obrolan WhatsApp", required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Di WhatsApp: buka obrolan, Ekspor chat, tanpa media; lalu tempel isinya. Nomor telepon disamarkan.",
    )  # fmt: skip
    WAKIL = ("kanal_wakil", "atas_nama", "hp", "persetujuan", "obrolan")
    SIAPA = ("kanal_wakil", "atas_nama", "hp", "persetujuan")

    field_order = ["wilayah"]

    def __init__(self, *args, oleh, desa: Wilayah | None = None, **kwargs):
        self.oleh = oleh
        self.mewakili = oleh.berperan(Peran.PEGIAT, Peran.PETUGAS)
        self.desa = pilihan = ProfilTiket.desa_pilihan(oleh=oleh)
        boleh = desa and (desa in pilihan or (self.mewakili and ProfilTiket.boleh_dibuat(oleh=oleh, wilayah=desa)))
        terpilih = desa if boleh else (pilihan[0] if pilihan and not self.mewakili else None)
        super().__init__(*args, desa=terpilih, **kwargs)
        if self.mewakili:
            tugas = [satu.wilayah for satu in oleh.penugasan_berlaku if satu.peran in {Peran.PEGIAT, Peran.PETUGAS}]
            self.fields["wilayah"] = WilayahField(label="Untuk desa mana?", dalam=tugas[0] if len(tugas) == 1 else None)
        else:
            self.fields["wilayah"].queryset = Wilayah.objects.filter(pk__in=[satu.pk for satu in pilihan])
            for nama in self.WAKIL:
                del self.fields[nama]
        self.fields["wilayah"].initial = terpilih
        if self.mewakili and self.asal_topik:
            self.fields["kanal_wakil"].initial = ProfilTiket.Kanal.FORUM

    def clean_wilayah(self) -> Wilayah:
        wilayah = self.cleaned_data["wilayah"]
        if wilayah and not ProfilTiket.boleh_dibuat(oleh=self.oleh, wilayah=wilayah):
            raise forms.ValidationError(f"{wilayah.nama_lengkap} tidak termasuk wilayah tugas Anda.")
        return wilayah

    def clean_hp(self) -> str:
        mentah = self.cleaned_data["hp"].strip()
        if mentah and normalkan_hp(mentah) is None:
            raise forms.ValidationError("Tulis nomor HP Indonesia, misalnya 0812 3456 7890.")
        return normalkan_hp(mentah) or ""

    def clean(self) -> dict:
        bersih = super().clean()
        if self.mewakili and bersih.get("atas_nama") and not bersih.get("persetujuan"):
            self.add_error("persetujuan", "Tanyakan dulu persetujuannya, lalu centang di sini.")
        if self.mewakili and bersih.get("hp") and not bersih.get("atas_nama"):
            self.add_error("atas_nama", "Tulis nama orang yang nomornya Anda catat.")
        return bersih

    def kanal(self) -> str:
        if self.mewakili and self.cleaned_data.get("atas_nama"):
            return self.cleaned_data.get("kanal_wakil") or ProfilTiket.Kanal.DATANG
        return super().kanal()

    def wakil(self) -> Wakil | None:
        nama = self.cleaned_data.get("atas_nama", "")
        return Wakil(self.oleh, nama, PERSETUJUAN) if self.mewakili and nama else None

    @property
    def isian_siapa(self) -> list:
        return [self[nama] for nama in self.SIAPA] if self.mewakili else []


class FormTamu(FormTiketDasar):
    """Tanpa akun: nama, email atau nomor HP, dan desanya. Tanpa CAPTCHA: kolom jebakan, jam bertanda tangan, batas laju."""

    wilayah = WilayahField(label="Anda dari desa mana?")
    nama = IsianNama(
        label="Nama Anda", max_length=120, error_messages={"required": "Tulis nama Anda, supaya kami tahu menyapa siapa."}
    )  # fmt: skip
    email = forms.EmailField(
        label="Email", required=False, help_text="Jawabannya kami kirim ke sini.",
        error_messages={"invalid": "Periksa alamatnya, misalnya nama@contoh.desa.id."},
    )  # fmt: skip
    hp = forms.CharField(label="Nomor WhatsApp", max_length=30, required=False, help_text="Bila tidak punya email.")
    situs_kantor = forms.CharField(label="Jangan diisi", required=False)
    waktu = forms.CharField(widget=forms.HiddenInput, required=False)
    KONTAK = ("nama", "email", "hp")
    tamu = True
    field_order = ["wilayah"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.desa: list[Wilayah] = []
        self.fields["nama"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["hp"].widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}
        self.fields["waktu"].initial = cap_waktu

    clean_hp = FormTiket.clean_hp

    def clean_situs_kantor(self) -> str:
        if self.cleaned_data["situs_kantor"]:
            raise forms.ValidationError("Kosongkan kolom ini, lalu kirim lagi.")
        return ""

    def clean_waktu(self) -> str:
        """Terlalu cepat berarti mesin; terlalu lama atau diubah: cap baru diberikan, tulisannya tetap."""
        try:
            umur = umur_cap(self.cleaned_data["waktu"])
        except signing.BadSignature:
            umur = None
        if umur is None or not TERCEPAT_DETIK <= umur <= TERLAMA_DETIK:
            self.data = self.data.copy()
            self.data["waktu"] = cap_waktu()
            cepat = umur is not None and umur < TERCEPAT_DETIK
            raise forms.ValidationError(
                "Kirimannya terlalu cepat. Tunggu tiga detik, lalu kirim lagi." if cepat
                else "Halaman ini terlalu lama terbuka. Tulisan Anda masih ada; kirim sekali lagi."
            )  # fmt: skip
        return ""

    def clean(self) -> dict:
        bersih = super().clean()
        if not bersih.get("email") and not bersih.get("hp") and not (self.errors.keys() & {"email", "hp"}):
            self.add_error("email", "Tulis email atau nomor WhatsApp, supaya jawabannya sampai kepada Anda.")
        return bersih


def cap_waktu() -> str:
    """Saat formulir dibuka, bertanda tangan."""
    return signing.Signer(salt=_GARAM).sign(str(int(time.time())))


def umur_cap(cap: str) -> float:
    """Detik sejak cap dibuat; `BadSignature` bila diubah."""
    return time.time() - int(signing.Signer(salt=_GARAM).unsign(cap))


def dapat_dijadikan_tiket(topik: Topik, *, oleh) -> bool:
    """Penulisnya sendiri, pegiat, atau petugas; topiknya sudah terlihat olehnya."""
    return oleh.is_authenticated and (topik.penulis_id == oleh.pk or oleh.berperan(Peran.PEGIAT, Peran.PETUGAS))


def topik_asal(mentah, oleh) -> Topik | None:
    """Topik yang boleh dijadikan tiket oleh orang itu: tulisannya sendiri, atau bila ia pegiat atau petugas."""
    nomor = str(mentah or "")
    if not nomor.isascii() or not nomor.isdecimal() or len(nomor) > 12 or not oleh.is_authenticated:
        return None
    milik = Q() if oleh.berperan(Peran.PEGIAT, Peran.PETUGAS) else Q(penulis=oleh)
    return Topik.objects.terlihat(oleh=oleh).filter(milik, pk=int(nomor)).first()
