"""Biaya satu kerja, untuk uji "masukan jahat tidak lebih mahal": yang dinyatakan perbandingan, bukan detik."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Hasil = TypeVar("Hasil")


def waktu_cpu(kerja: Callable[[], Hasil]) -> tuple[float, Hasil]:
    """Detik CPU utas ini untuk satu jalan, tanpa pengumpul sampah; beserta hasilnya.

    Di ujung jalan panjang satu sapuan pengumpul memakan seratus milidetik lebih, untuk sampah uji-uji sebelumnya; yang
    sedang diukur kebetulan saja memicunya. Waktu CPU, supaya proses lain di mesin yang sama tidak ikut terhitung.
    """
    menyala = gc.isenabled()
    gc.disable()
    try:
        mulai = time.thread_time()
        hasil = kerja()
        return time.thread_time() - mulai, hasil
    finally:
        if menyala:
            gc.enable()
