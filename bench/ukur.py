"""Mengukur satu halaman: waktu server (tengah dari beberapa kali, sesudah pemanasan), jumlah kueri, dan berat HTML."""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Ukuran:
    """`ms` waktu tengah satu permintaan, `ms_95` yang hanya dilampaui seperduapuluhnya; `kb` berat HTML sesudah gzip."""

    ms: float
    ms_95: float
    kueri: int
    kb: float

    kamus = asdict


def ukur(buka: Callable[[], list[HttpResponse]], *, kali: int = 15, paling_lama: float = 60.0) -> Ukuran:
    """`buka` membuka satu halaman seutuhnya (mungkin beberapa permintaan). Yang sangat lambat diukur sekali saja."""
    buka()  # pemanasan: sesi tercatat, templat dirakit
    with CaptureQueriesContext(connection) as tangkap:
        mulai = time.perf_counter()
        jawab = buka()
        pertama = time.perf_counter() - mulai
    kueri = len(tangkap)  # permintaan berikutnya mengosongkan catatannya
    berat = sum(len(gzip.compress(_isi(satu), 6)) for satu in jawab) / 1024
    waktu = [pertama]
    if pertama < paling_lama / kali:
        waktu = []
        for _ in range(kali):
            mulai = time.perf_counter()
            buka()
            waktu.append(time.perf_counter() - mulai)
    urut = sorted(waktu)
    tengah, ujung = statistics.median(urut), urut[-1 - len(urut) // 20]
    return Ukuran(round(tengah * 1000, 1), round(ujung * 1000, 1), kueri, round(berat, 1))


def _isi(jawab: HttpResponse) -> bytes:
    if jawab.status_code != 200:
        raise RuntimeError(f"halaman menjawab {jawab.status_code}")
    if hasattr(jawab, "render") and not jawab.is_rendered:
        jawab.render()
    return b"".join(jawab.streaming_content) if jawab.streaming else jawab.content
