"""Tabel indeks milik pusat bantuan. Tanpa model, supaya boleh dipanggil model mana pun saat disimpan."""

from __future__ import annotations

from modul_pelatihan.bahasa import IndeksTeks

TIKET = IndeksTeks("pusat_bantuan_cari_tiket")
ARTIKEL = IndeksTeks("pusat_bantuan_cari_artikel")


def pasang(using: str = "default") -> None:
    for satu in (TIKET, ARTIKEL):
        satu.pasang(using)
