"""Balok yang menunjuk isi bersama: istilah, kuis, tonggak."""

from __future__ import annotations

from wagtail import blocks, hooks
from wagtail.snippets.blocks import SnippetChooserBlock

from .dasar import PRATINJAU


class IstilahBlock(SnippetChooserBlock):
    """Arti satu kata, sama di semua naskah; menyunting istilahnya mengubah semua tempat sekaligus."""

    def __init__(self, **kwargs):
        super().__init__("modul_pelatihan.Istilah", **{"label": "Istilah"} | kwargs)

    class Meta:
        icon = "openquote"
        template = "modul_pelatihan/blok/istilah.html"
        preview_template = PRATINJAU
        description = "Arti satu kata, diambil dari daftar istilah bersama."
        preview_value = {"istilah": "APBDes", "arti": "Rencana keuangan tahunan pemerintah {sebutan}."}

    def get_preview_value(self):
        return self.meta.preview_value

    def get_searchable_content(self, value):
        return [f"{value.istilah} {value.padanan} {value.arti}"] if value and value.live else []


def pilihan_tonggak() -> list[tuple[str, str]]:
    """Slot: kamar replikasi menyebut tonggaknya lewat hook `pilihan_tonggak()`."""
    return [satu for fungsi in hooks.get_hooks("pilihan_tonggak") for satu in fungsi()]


class KuisBlock(SnippetChooserBlock):
    """Latihan (formatif) dikerjakan di dalam pelajaran, juga luring; kuis dinilai hanya ditautkan."""

    def __init__(self, **kwargs):
        super().__init__("modul_pelatihan.Kuis", **{"label": "Kuis"} | kwargs)

    class Meta:
        icon = "form"
        template = "modul_pelatihan/blok/kuis.html"
        preview_template = PRATINJAU
        description = "Latihan atau kuis dari bank soal."
        preview_value = {"judul": "Latihan: identitas", "formatif": True}

    def get_preview_value(self):
        return self.meta.preview_value

    def get_searchable_content(self, value):
        return [value.judul] if value else []


class TonggakBlock(blocks.StructBlock):
    """Tonggak buku panduan; keadaannya di desa pembaca diisi kamar replikasi lewat slot `panel_tonggak`."""

    slug = blocks.ChoiceBlock(label="Tonggak", choices=pilihan_tonggak)

    class Meta:
        icon = "success"
        label = "Tonggak"
        template = "modul_pelatihan/blok/tonggak.html"
        preview_template = PRATINJAU
        description = "Satu tonggak desa, dengan keadaannya di tempat pembaca."
        label_format = "Tonggak: {slug}"
        preview_value = {"slug": ""}
