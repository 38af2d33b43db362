"""Balok isi bersama untuk pelajaran, artikel bantuan, dan buku panduan: `IsiStreamBlock` (domain training.md 1).

Tiap balok paling banyak enam isian yang terlihat; versi, edisi, dan modul ada di bagian pengaturan.
Catatan pelatih disaring di server: pada tayangan, pada indeks pencarian, dan (lewat `susun_isi`) pada setiap keluaran lain.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.fields import StreamField

from modul_pelatihan.sebutan import semua_kata_setempat

from .dasar import (
    FITUR_RINGAN,
    PRATINJAU,
    GambarLayarBlock,
    LangkahBlock,
    PeringatanBlock,
    PraktikBlock,
    TeksBlock,
    UnduhanBlock,
    VideoBlock,
)
from .rujukan import IstilahBlock, KuisBlock, TonggakBlock


def boleh_lihat_catatan(pengguna: Any) -> bool:
    """Catatan pelatih hanya untuk pelatih dan pengelola."""
    return bool(getattr(pengguna, "is_authenticated", False)) and (
        pengguna.is_superuser or pengguna.berperan("pelatih", "pengelola")
    )


class CatatanPelatihBlock(blocks.StructBlock):
    """Hanya untuk pelatih. Gagal tertutup: tanpa pembaca yang jelas berhak, balok ini tidak menghasilkan apa pun."""

    teks = blocks.RichTextBlock(features=FITUR_RINGAN, label="Catatan untuk pelatih")

    class Meta:
        icon = "lock"
        label = "Catatan pelatih"
        template = "modul_pelatihan/blok/catatan_pelatih.html"
        preview_template = PRATINJAU
        description = "Petunjuk mengajar; tidak pernah tampil untuk peserta, di pencarian, atau di berkas unduhan."
        preview_value = {"teks": "<p>Beri lima menit untuk mencoba sendiri.</p>"}

    def render(self, value, context=None):
        konteks = context or {}
        pembaca = getattr(konteks.get("request"), "user", None)
        return super().render(value, context) if boleh_lihat_catatan(pembaca) else ""

    def get_searchable_content(self, value):
        return []


class IsiStreamBlock(blocks.StreamBlock):
    """Isi naskah. Nama balok adalah kontrak: halaman yang sudah terbit menyimpannya."""

    teks = TeksBlock()
    langkah = LangkahBlock()
    peringatan = PeringatanBlock()
    gambar = GambarLayarBlock()
    praktik = PraktikBlock()
    unduhan = UnduhanBlock()
    video = VideoBlock()
    istilah = IstilahBlock()
    tonggak = TonggakBlock()
    kuis = KuisBlock()
    catatan_pelatih = CatatanPelatihBlock()

    class Meta:
        required = False
        icon = "doc-full"

    def get_searchable_content(self, value):
        """Penanda {sebutan} dapat dicari dengan kata setempat mana pun."""
        return [semua_kata_setempat(strip_tags(teks)) for teks in super().get_searchable_content(value)]


class IsiField(StreamField):
    """StreamField berisi `IsiStreamBlock`. Susunan balok tidak dicatat dalam migrasi: tiga kamar memakainya, dan
    mengubah satu tulisan bantuan tidak boleh meminta migrasi di ketiganya."""

    def __init__(self, block_types=None, **kwargs):
        super().__init__(IsiStreamBlock() if block_types is None else block_types, **kwargs)

    def deconstruct(self):
        nama, _, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return nama, "modul_pelatihan.blocks.IsiField", [], kwargs


SELAAN = {"gambar", "peringatan", "catatan_pelatih", "istilah"}  # boleh di sela langkah tanpa memulai hitungan lagi


def susun_isi(
    isi: blocks.StreamValue, *, oleh: Any, berlaku: Callable[[Any], bool | None] | None = None
) -> list[dict[str, Any]]:
    """Balok yang boleh dilihat pembaca, siap dirangkai: `id` jangkar tetap, `nomor` langkah, `buka`/`tutup` daftarnya.

    Nomor langkah mulai lagi dari 1 sesudah balok lain, kecuali gambar, peringatan, istilah, dan catatan di sela-selanya.
    Langkah yang menurut `berlaku` bukan untuk versi desa pembaca ditandai `lipat` dan tidak bernomor.
    """
    catatan = boleh_lihat_catatan(oleh)
    hasil: list[dict[str, Any]] = []
    nomor = 0
    for anak in isi:
        jenis = anak.block_type
        if jenis == "catatan_pelatih" and not catatan:
            continue
        if jenis == "istilah" and not (anak.value and anak.value.live):
            continue
        if jenis == "kuis" and not (anak.value and anak.value.boleh_dilihat(oleh=oleh)):
            continue
        langkah = jenis == "langkah"
        lipat = langkah and berlaku is not None and berlaku(anak.value) is False
        if langkah:
            nomor += not lipat
        elif jenis not in SELAAN:
            nomor = 0
        sambung = langkah and bool(hasil) and hasil[-1]["jenis"] == "langkah"
        if sambung:
            hasil[-1]["tutup"] = False
        hasil.append(
            {"id": anak.id, "jenis": jenis, "blok": anak, "nomor": nomor if langkah and not lipat else None,
             "langkah": langkah, "lipat": lipat, "mulai": max(nomor, 1), "buka": langkah and not sambung, "tutup": langkah}
        )  # fmt: skip
    return hasil
