"""Kode tiket yang pendek dan mudah didiktekan lewat telepon: LK-2X7Q. Murni.

Tanpa huruf hidup (tidak menjadi kata), tanpa 0/O, 1/I/L pada bagian belakang, sehingga salah dengar jarang terjadi.
Kode bukan rahasia: hak baca tetap diperiksa (domain helpdesk.md 1, cacat 7 dan 21).
"""

from __future__ import annotations

import random
import re
import secrets

_DEPAN = "BCDFGHJKLMNPRSTW"
_BELAKANG = "23456789BCDFGHJKMNPRSTWX"
_BENTUK = re.compile(rf"[{_DEPAN}]{{2}}-[{_BELAKANG}]{{4}}")


def baru() -> str:
    """Satu kode acak; keunikan dijaga basis data (16² × 24⁴ ≈ 85 juta kode)."""
    return acak(secrets.SystemRandom())


def acak(sumber: random.Random) -> str:
    """Satu kode dari sumber acak itu; benih yang sama menghasilkan kode yang sama (dunia contoh)."""
    depan = "".join(sumber.choice(_DEPAN) for _ in range(2))
    return f"{depan}-{''.join(sumber.choice(_BELAKANG) for _ in range(4))}"


def normalkan(tulisan: str) -> str | None:
    """`lk2x7q`, `LK 2X7Q`, `#lk-2x7q` → `LK-2X7Q`; yang lain `None`."""
    rapat = re.sub(r"[\s#.–-]", "", tulisan or "").upper()
    kode = f"{rapat[:2]}-{rapat[2:]}"
    return kode if _BENTUK.fullmatch(kode) else None
