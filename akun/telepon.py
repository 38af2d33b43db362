"""Nomor HP Indonesia dalam satu bentuk: +62…"""

import re


def normalkan(mentah: str) -> str | None:
    """`0812-3456 7890`, `62812…`, `+62 812…` → `+62812…`; bukan nomor Indonesia → None."""
    angka = re.sub(r"[\s().\-–]", "", mentah or "")
    if not re.fullmatch(r"\+?\d{9,15}", angka):
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
