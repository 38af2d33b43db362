"""Tahap pertama: satu bentuk untuk semua teks, tanpa huruf kendali dan huruf yang menipu mata."""

from __future__ import annotations

import re
import unicodedata

from .galat import TulisanDitolak

PANJANG_MAKS = 20_000
BARIS_MAKS = 2_000
TANDA_KURUNG = "\ue000"  # pengganti "[" yang dijinakkan penjaga; kembali menjadi "[" sesudah dibersihkan
TANDA_PETIK = "\ue001"  # pengganti "`"
_BUANG = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\ufdd0-\ufdef\ufff9-\uffff\ue000\ue001"
    + "".join(chr(bidang << 16 | ujung) for bidang in range(1, 17) for ujung in (0xFFFE, 0xFFFF))
    + "]"
)


def normalkan(teks: str) -> str:
    """LF, tanpa huruf kendali, arah, dan bukan-huruf; NFC; paling banyak empat tanda gabung per huruf."""
    teks = teks.replace("\r\n", "\n").replace("\r", "\n")
    if len(teks) > PANJANG_MAKS:
        raise TulisanDitolak(
            f"Tulisan {len(teks):,} huruf; paling panjang {PANJANG_MAKS:,}. Bagi menjadi beberapa kiriman.".replace(
                ",", "."
            )
        )
    if teks.count("\n") >= BARIS_MAKS:
        raise TulisanDitolak(f"Tulisan terlalu banyak barisnya; paling banyak {BARIS_MAKS} baris. Potong isi lognya.")
    teks = _BUANG.sub("", teks).expandtabs(4)
    if not teks.isascii():
        teks = _batasi_tanda_gabung(unicodedata.normalize("NFC", teks))
    return teks[: 2 * PANJANG_MAKS].strip("\n").rstrip()


def _batasi_tanda_gabung(teks: str) -> str:
    hasil, beruntun = [], 0
    for huruf in teks:
        beruntun = beruntun + 1 if unicodedata.combining(huruf) else 0
        if beruntun <= 4:
            hasil.append(huruf)
    return "".join(hasil)
