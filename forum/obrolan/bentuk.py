from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

# Batas nama yang disebut WhatsApp, dari aplikasinya sendiri: pasti nama orang, juga bila bukan peserta.
SEBUT_AWAL, SEBUT_AKHIR = "\ue010", "\ue011"


class ObrolanRusak(ValueError):
    """Berkasnya bukan ekspor yang kita kenal; pesannya menyebut cara membetulkannya."""


class Pesan(NamedTuple):
    """Satu pesan. `id` kosong bila aplikasinya tidak memberi nomor; `jati` yang membedakan orang di dalam satu grup.

    `teks` kosong bila yang dikirimnya bukan tulisan (foto, stiker, pesan dihapus): orangnya tetap peserta, dan namanya
    disamarkan di tulisan orang lain.
    """

    id: str
    pada: datetime
    jati: str
    nama: str
    teks: str
    balas: str = ""


@dataclass
class Ekspor:
    """`pesan` menghasilkan None untuk baris yang bukan dari orang (kabar sistem, enkripsi)."""

    sumber: str
    obrolan: str
    nama: str
    pesan: Iterator[Pesan | None]
