"""Indeks pelajaran terbit. Tanpa model pelajaran, supaya boleh dipanggil saat halamannya disimpan."""

from __future__ import annotations

from collections.abc import Iterable

from .bahasa import IndeksTeks, catat_kosakata, kata_bermakna

PELAJARAN = IndeksTeks("modul_pelatihan_cari_pelajaran")


def indekskan(pelajaran: Iterable, *, hitung: bool = True) -> None:
    """Yang terbit ditulis, yang tidak dibuang. Catatan pelatih tidak pernah ikut: ia tidak punya teks cari."""
    terbit, lain, baris, kata = [], [], [], set()
    for satu in pelajaran:
        (terbit if satu.live else lain).append(satu)
    for satu in terbit:
        isi = "\n".join([satu.teks_cari(), *satu.isi.stream_block.get_searchable_content(satu.isi)])
        baris.append((satu.pk, f"{satu.title} {satu.kode}", isi))
        kata.update(kata_bermakna(f"{satu.title} {isi}"))
    PELAJARAN.buang([satu.pk for satu in lain])
    PELAJARAN.tulis(baris)
    catat_kosakata(kata, publik=True, hitung=hitung)
