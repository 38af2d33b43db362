from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class ObrolanRusak(ValueError):
    """Berkasnya bukan ekspor yang kita kenal; pesannya menyebut cara membetulkannya."""


class Pesan(NamedTuple):
    """Satu pesan. `id` kosong bila aplikasinya tidak memberi nomor; `jati` yang membedakan orang di dalam satu grup."""

    id: str
    pada: datetime
    jati: str
    nama: str
    teks: str
    balas: str = ""


@dataclass
class Ekspor:
    """`pesan` menghasilkan None untuk baris yang bukan pesan orang (bergabung, stiker, pesan dihapus)."""

    sumber: str
    obrolan: str
    nama: str
    pesan: Iterator[Pesan | None]
