"""Kata setempat di dalam naskah: {sebutan}, {Sebutan}, {kepala_desa}, {dusun} (domain training.md 1).

Naskah ditulis sekali; nagari membaca "nagari" dan "Wali Nagari", gampong membaca "gampong" dan "Keuchik".
"""

from __future__ import annotations

import re

KEPALA = {
    "nagari": "Wali Nagari",
    "gampong": "Keuchik",
    "pekon": "Peratin",
    "kampung": "Kepala Kampung",
    "kelurahan": "Lurah",
    "lembang": "Kepala Lembang",
    "tiyuh": "Kepala Tiyuh",
    "kalurahan": "Lurah",
}
DUSUN = {"nagari": "jorong", "kelurahan": "lingkungan", "tiyuh": "suku", "kalurahan": "padukuhan"}
SEMUA_SEBUTAN = ("desa", *KEPALA)
_PENANDA = re.compile(r"\{(sebutan|Sebutan|kepala_desa|dusun|Dusun)\}")


def kata_setempat(sebutan: str) -> dict[str, str]:
    kecil = (sebutan or "desa").strip().lower()
    dusun = DUSUN.get(kecil, "dusun")
    return {
        "sebutan": kecil,
        "Sebutan": kecil.capitalize(),
        "kepala_desa": KEPALA.get(kecil, f"Kepala {kecil.capitalize()}"),
        "dusun": dusun,
        "Dusun": dusun.capitalize(),
    }


def ganti_sebutan(teks: str, sebutan: str) -> str:
    """Mengganti penanda saja; kurung kurawal lain dibiarkan."""
    kata = kata_setempat(sebutan)
    return _PENANDA.sub(lambda cocok: kata[cocok[1]], teks)


def semua_kata_setempat(teks: str) -> str:
    """Untuk indeks pencarian: tiap penanda menjadi semua kata setempatnya."""
    pilihan = [kata_setempat(sebutan) for sebutan in SEMUA_SEBUTAN]
    return _PENANDA.sub(lambda cocok: " ".join(dict.fromkeys(kata[cocok[1]] for kata in pilihan)), teks)
