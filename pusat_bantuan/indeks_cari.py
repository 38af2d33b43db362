"""Tabel indeks pusat bantuan, dan artikel di dalamnya. Tanpa model, supaya boleh dipanggil saat halamannya disimpan."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import strip_tags

from modul_pelatihan.bahasa import IndeksTeks, catat_kosakata, kata_bermakna

TIKET = IndeksTeks("pusat_bantuan_cari_tiket")
ARTIKEL = IndeksTeks("pusat_bantuan_cari_artikel")


def indekskan_artikel(artikel: Iterable) -> None:
    """Yang terbit ditulis, yang tidak dibuang."""
    baris, lain, kata = [], [], set()
    for satu in artikel:
        if not satu.live:
            lain.append(satu.pk)
            continue
        langkah = satu.langkah.stream_block.get_searchable_content(satu.langkah)
        judul = f"{satu.title} {satu.kata_kunci}"
        isi = "\n".join([satu.ringkas, strip_tags(satu.masalah.replace("<", " <")), *langkah])
        baris.append((satu.pk, judul, isi))
        kata.update(kata_bermakna(f"{judul} {isi}"))
    ARTIKEL.buang(lain)
    ARTIKEL.tulis(baris)
    catat_kosakata(kata, publik=True)
