"""Kurikulum kecil untuk uji: beberapa modul, pelajaran, dan soal yang sudah terbit."""

from __future__ import annotations

from django.utils.text import slugify
from wagtail.search import index

from modul_pelatihan.models import IndeksModulPage, ModulPage, PelajaranPage, Prasyarat
from modul_pelatihan.redaksi import pastikan_indeks


def indeks_belajar() -> IndeksModulPage:
    return pastikan_indeks()


def buat_modul(kode: str, *, judul: str = "", prasyarat: tuple[ModulPage, ...] = (), **lain) -> ModulPage:
    judul = judul or f"Modul {kode}"
    return indeks_belajar().add_child(
        instance=ModulPage(
            title=judul, slug=slugify(f"{kode} {judul}"), kode=kode,
            prasyarat=[Prasyarat(syarat=satu) for satu in prasyarat], **lain,
        )
    )  # fmt: skip


def buat_pelajaran(modul: ModulPage, judul: str, *, bidang=(), isi=(), cari: bool = False, **lain) -> PelajaranPage:
    halaman = PelajaranPage(title=judul, slug=slugify(judul), isi=list(isi), **lain)
    halaman.bidang = list(bidang)
    modul.add_child(instance=halaman)
    if cari:
        index.insert_or_update_object(halaman)
    return halaman
