"""Kelompok pilihan kabar menurut jenisnya."""

from __future__ import annotations

# Awal `jenis` → kelompok pilihan di profil. Jenis yang tidak dikenal selalu dikirim seperti bawaannya.
_KELOMPOK = {
    "tiket": "bantuan", "bantuan": "bantuan", "artikel": "bantuan",
    "forum": "forum", "topik": "forum", "kiriman": "forum", "simpul": "forum",
    "pelatihan": "pelatihan", "modul": "pelatihan", "pelajaran": "pelatihan", "kelas": "pelatihan",
    "replikasi": "replikasi", "tonggak": "replikasi", "desa": "replikasi",
    "akun": "akun",
}  # fmt: skip


def kelompok_dari(jenis: str) -> str:
    """`tiket_dijawab`, `tiket.dijawab`, `tiket:dijawab` → "bantuan"."""
    awal = jenis.replace(".", "_").replace(":", "_").replace("-", "_").split("_")[0]
    return _KELOMPOK.get(awal, "")
