"""Balok isi yang berdiri sendiri: teks, langkah, peringatan, gambar, video, unduhan, praktik."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from modul_pelatihan.versi import Edisi, VersiKeliru, urai

FITUR_TEKS = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
FITUR_RINGAN = ["bold", "italic", "ol", "ul", "link"]
PRATINJAU = "modul_pelatihan/blok/pratinjau.html"


def periksa_versi(nilai: str) -> None:
    if nilai:
        try:
            urai(nilai)
        except VersiKeliru as galat:
            raise ValidationError(str(galat)) from galat


class TeksBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(**{"features": FITUR_TEKS, "label": "Teks"} | kwargs)

    class Meta:
        icon = "pilcrow"
        template = "modul_pelatihan/blok/teks.html"
        preview_template = PRATINJAU
        description = "Paragraf, subjudul, dan daftar. Tulis {sebutan} untuk kata setempat: desa, nagari, gampong."
        preview_value = "<h2>Mengapa ini penting</h2><p>Data {sebutan} dipakai ulang di kop surat dan laporan.</p>"


class LangkahBlock(blocks.StructBlock):
    """Satu langkah; nomornya dihitung dari urutan langkah yang berdampingan."""

    tindakan = blocks.RichTextBlock(
        features=FITUR_RINGAN, label="Tindakan", help_text="Satu perbuatan, mulai dengan kata kerja."
    )
    hasil = blocks.CharBlock(label="Hasil yang diharapkan", required=False, max_length=200)
    gambar = ImageChooserBlock(label="Gambar layar", required=False)
    alt = blocks.CharBlock(
        label="Keterangan gambar", required=False, max_length=200, help_text="Yang terlihat di gambar."
    )
    versi_min = blocks.CharBlock(label="Mulai rilis", required=False, max_length=8, validators=[periksa_versi])
    versi_maks = blocks.CharBlock(label="Sampai rilis", required=False, max_length=8, validators=[periksa_versi])
    edisi = blocks.ChoiceBlock(
        label="Edisi", required=False, choices=[(Edisi.UMUM.value, "Umum"), (Edisi.PREMIUM.value, "Premium")]
    )
    modul = blocks.CharBlock(
        label="Modul OpenSID", required=False, max_length=60, help_text="Slug, misalnya cetak-surat."
    )

    class Meta:
        icon = "list-ol"
        label = "Langkah"
        template = "modul_pelatihan/blok/langkah.html"
        preview_template = PRATINJAU
        description = "Satu langkah kerja dengan hasil yang diharapkan dan gambar layar bila perlu."
        label_format = "Langkah: {tindakan}"
        preview_value = {
            "tindakan": "<p>Buka <b>Info Desa</b>, lalu tekan <b>Identitas</b>.</p>",
            "hasil": "Lembar identitas terbuka.",
        }
        form_layout = blocks.BlockGroup(
            ["tindakan", "hasil", "gambar", "alt"], settings=["versi_min", "versi_maks", "edisi", "modul"]
        )

    def clean(self, value):
        bersih = super().clean(value)
        if bersih["gambar"] and not bersih["alt"]:
            raise StructBlockValidationError(
                {"alt": ValidationError("Tulis keterangan gambar untuk yang tidak dapat melihatnya.")}
            )
        return bersih


class PeringatanBlock(blocks.StructBlock):
    tingkat = blocks.ChoiceBlock(
        label="Tingkat", default="perhatian",
        choices=[("info", "Info"), ("perhatian", "Perhatian"), ("bahaya", "Bahaya")],
    )  # fmt: skip
    teks = blocks.RichTextBlock(features=FITUR_RINGAN, label="Teks")

    class Meta:
        icon = "warning"
        label = "Peringatan"
        template = "modul_pelatihan/blok/peringatan.html"
        preview_template = PRATINJAU
        description = "Hal yang perlu diperhatikan sebelum melanjutkan."
        preview_value = {"tingkat": "perhatian", "teks": "<p>Simpan cadangan sebelum mengimpor.</p>"}


class GambarLayarBlock(blocks.StructBlock):
    gambar = ImageChooserBlock(label="Gambar")
    alt = blocks.CharBlock(
        label="Keterangan gambar",
        required=False,
        max_length=200,
        help_text="Yang terlihat di gambar, untuk yang tidak dapat melihatnya.",
    )
    hiasan = blocks.BooleanBlock(
        label="Hanya hiasan", required=False, help_text="Centang bila gambar tidak membawa keterangan."
    )
    teks = blocks.CharBlock(label="Tulisan di bawah gambar", required=False, max_length=200)

    class Meta:
        icon = "image"
        label = "Gambar layar"
        template = "modul_pelatihan/blok/gambar.html"
        preview_template = PRATINJAU
        description = "Tangkapan layar dengan data latihan; wajib berketerangan, atau ditandai hiasan."
        preview_value = {"gambar": None, "teks": "Menu Info Desa"}

    def clean(self, value):
        bersih = super().clean(value)
        if not bersih["alt"] and not bersih["hiasan"]:
            raise StructBlockValidationError(
                {"alt": ValidationError("Tulis keterangan gambar, atau centang “Hanya hiasan”.")}
            )
        return bersih


class VideoBlock(blocks.StructBlock):
    """Video tidak dimuat sendiri: gambar muka ditekan, baru situs video dibuka."""

    judul = blocks.CharBlock(label="Judul", max_length=120)
    alamat = blocks.URLBlock(label="Alamat video")
    poster = ImageChooserBlock(label="Gambar muka", required=False)
    ukuran = blocks.CharBlock(
        label="Lama dan ukuran", required=False, max_length=40, help_text="Misalnya 4 menit, sekitar 12 MB."
    )
    transkrip = blocks.RichTextBlock(label="Transkrip", features=FITUR_RINGAN, required=False)

    class Meta:
        icon = "media"
        label = "Video"
        template = "modul_pelatihan/blok/video.html"
        preview_template = PRATINJAU
        description = "Tautan video dengan gambar muka, ukuran, dan transkrip; dibuka hanya bila ditekan."
        preview_value = {
            "judul": "Mengisi identitas",
            "alamat": "https://example.org/video",
            "ukuran": "4 menit, sekitar 12 MB",
        }


class UnduhanBlock(blocks.StructBlock):
    dokumen = DocumentChooserBlock(label="Dokumen")
    judul = blocks.CharBlock(label="Judul", required=False, max_length=120)
    versi = blocks.CharBlock(label="Versi dokumen", required=False, max_length=20)

    class Meta:
        icon = "download"
        label = "Unduhan"
        template = "modul_pelatihan/blok/unduhan.html"
        preview_template = PRATINJAU
        description = "Berkas untuk diunduh, dengan jenis dan ukurannya."
        preview_value = {"judul": "Lembar periksa identitas", "versi": "1"}


class ButirPraktikBlock(blocks.StructBlock):
    teks = blocks.CharBlock(label="Yang dilakukan", max_length=200)
    kritis = blocks.BooleanBlock(label="Butir kritis", required=False, help_text="Wajib terpenuhi untuk lulus praktik.")

    class Meta:
        icon = "check"
        label = "Butir"
        label_format = "{teks}"
        template = "modul_pelatihan/blok/butir.html"
        preview_template = PRATINJAU
        description = "Satu butir daftar periksa."
        preview_value = {"teks": "Akun pribadi dengan sandi baru", "kritis": True}


class PraktikBlock(blocks.StructBlock):
    judul = blocks.CharBlock(label="Judul", default="Praktik", max_length=120)
    butir = blocks.ListBlock(ButirPraktikBlock(), label="Daftar periksa", min_num=1)

    class Meta:
        icon = "tasks"
        label = "Praktik"
        template = "modul_pelatihan/blok/praktik.html"
        preview_template = PRATINJAU
        description = "Daftar periksa praktik; butir kritis wajib terpenuhi."
        preview_value = {"judul": "Praktik", "butir": [{"teks": "Sandi bawaan sudah diganti", "kritis": True}]}
