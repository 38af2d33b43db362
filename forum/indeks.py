"""Indeks cari forum: tiap kiriman, dengan judul topiknya pada kiriman pertama. Hak baca diperiksa saat dicari.

Akar kata, padanan, dan tebakan ejaannya sama dengan tiket, artikel, dan pelajaran (`modul_pelatihan.bahasa`).
"""

from __future__ import annotations

from collections.abc import Iterable

from forum.models import Kiriman
from modul_pelatihan.bahasa import IndeksTeks, catat_kosakata, kata_bermakna

KIRIMAN = IndeksTeks("forum_cari_kiriman")
PESAN = IndeksTeks("forum_cari_pesan")


def indekskan_kiriman(kiriman: Iterable[Kiriman]) -> None:
    """Menulis atau mengganti baris indeksnya, di dalam transaksi perbuatannya. Kosakatanya hanya dari simpul publik."""
    catat_kosakata(tulis_kiriman(kiriman), publik=True)


def tulis_kiriman(kiriman: Iterable[Kiriman]) -> set[str]:
    """Baris indeksnya saja; kata umumnya dikembalikan untuk dicatat sekali di akhir perbuatan."""
    baris, kata = [], set()
    for satu in kiriman:
        judul = satu.topik.judul if satu.nomor == 1 else ""
        baris.append((satu.pk, judul, satu.sumber))
        if satu.topik.ruang.simpul.publik:
            kata.update(kata_bermakna(f"{judul} {satu.sumber}"))
    KIRIMAN.tulis(baris)
    return kata
