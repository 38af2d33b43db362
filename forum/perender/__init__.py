"""Dari Markdown ke HTML yang aman: normalkan → samarkan → jaga → uraikan → bersihkan (domain forum.md 5).

Dijalankan sekali saat disimpan; halaman tidak pernah merender. Naikkan `VERSI` bila keluarannya berubah, lalu
`manage.py render_ulang`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from akun.data_pribadi import samarkan

from .bersihkan import bersihkan
from .galat import TulisanDitolak
from .jaga import jaga
from .normalkan import normalkan
from .uraikan import Orang, calon_sebutan, uraikan

__all__ = ["VERSI", "Hasil", "Orang", "TulisanDitolak", "render"]

VERSI = 1
CariOrang = Callable[[set[str]], Mapping[str, Orang]]


class Hasil(NamedTuple):
    """`sumber` yang disimpan (sudah disamarkan), `html` yang tampil, orang yang disebut, jumlah samaran."""

    sumber: str
    html: str
    disebut: list[int]
    disamarkan: int
    ditahan: bool = False


def render(teks: str, *, cari_orang: CariOrang | None = None) -> Hasil:
    """HTML aman dari tulisan seseorang; `TulisanDitolak` bila bentuknya di luar batas.

    `cari_orang` dipanggil paling banyak sekali dengan calon nama pengguna yang disebut (@nama).
    """
    samaran = samarkan(normalkan(teks))
    calon = calon_sebutan(samaran.teks)
    orang = cari_orang(calon) if calon and cari_orang else {}
    html, disebut = uraikan(jaga(samaran.teks), orang)
    return Hasil(samaran.teks, bersihkan(html), disebut, samaran.nik + samaran.rahasia)
