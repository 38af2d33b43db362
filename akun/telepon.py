"""Nomor HP Indonesia dalam satu bentuk: +62…"""

from __future__ import annotations

import re

_HIASAN = re.compile(r"[\s().\-\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2060]")


def normalkan(mentah: str | None) -> str | None:
    """`0812-3456 7890`, `62812…`, `+62 812…` → `+62812…`; bukan nomor Indonesia → None."""
    angka = _HIASAN.sub("", mentah or "")
    if not angka.isascii() or not re.fullmatch(r"\+?\d{9,16}", angka):
        return None
    if angka.startswith("+62"):
        inti = angka[3:]
    elif angka.startswith("62"):
        inti = angka[2:]
    elif angka.startswith("0"):
        inti = angka[1:]
    else:
        return None
    inti = inti.removeprefix("0")
    return f"+62{inti}" if re.fullmatch(r"[2-9]\d{7,12}", inti) else None


def tampil(nomor: str | None) -> str:
    """`+6281234567890` → `0812-3456-7890`, bentuk yang dibaca orang."""
    if not nomor:
        return ""
    angka = "0" + nomor.removeprefix("+62")
    return "-".join([angka[:4], *[angka[i : i + 4] for i in range(4, len(angka), 4)]])
