"""Hak penerima ditanya lagi saat kabarnya benar-benar keluar atau dibaca (surat di antrean, perangkat, halaman kabar)."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail import hooks

from .models import Kabar, Pengguna

KEPALA_ALAMAT = "X-Alamat"  # halaman yang dikabarkan surat itu; beberapa dipisah spasi
TERTUTUP = "Kabar tentang halaman yang tidak lagi terbuka bagi Anda"


def alamat_tertutup(penerima: Pengguna, alamat: Iterable[str]) -> set[str]:
    """Di antara `alamat`, yang tidak lagi boleh dibuka `penerima`.

    Kamar yang punya halamannya menjawab lewat slot `kabar_layak`, kueri tetap berapa pun alamatnya; diam berarti boleh.
    """
    daftar = sorted(set(alamat))
    return {satu for jawab in hooks.get_hooks("kabar_layak") for satu in jawab(penerima, daftar)} if daftar else set()


def masih_layak(penerima: Pengguna, alamat: str) -> bool:
    """`alamat` halaman yang dikabarkan satu surat; beberapa dipisah spasi."""
    return not alamat_tertutup(penerima, alamat.split()[:20])


def tutupi_kabar(kabar: Iterable[Kabar], *, oleh: Pengguna) -> list[Kabar]:
    """Judul dan isi kabar yang halamannya sudah tertutup diganti kalimat tetap; barisnya sendiri tidak berubah."""
    daftar = list(kabar)
    tertutup = alamat_tertutup(oleh, [satu.url for satu in daftar])
    for satu in daftar:
        if satu.url in tertutup:
            satu.judul, satu.isi = TERTUTUP, ""
    return daftar
