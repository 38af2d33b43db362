"""Mengukur satu halaman dan kembarannya: waktu server, jumlah kueri, dan berat HTML.

Yang dibandingkan waktu prosesor, Python dan basis data dijumlahkan (cara domain helpdesk.md 7): mesin yang dipakai bersama
menggandakan waktu dinding sesukanya, waktu prosesornya tidak. Keduanya dibuka bergantian; waktu tengah sesudah pemanasan.
"""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

Buka = Callable[[], list[HttpResponse]]
Dahulu = Callable[[], None]
PUTARAN, PUTARAN_LAMBAT, LAMBAT = 5, 3, 1.0
KITA_PER_PUTARAN = 5


@dataclass(frozen=True)
class Ukuran:
    """`ms` waktu prosesor satu permintaan; `dinding` waktu dindingnya, yang hanya dilampaui seperduapuluhnya; `kb` sesudah gzip."""

    ms: float
    dinding: float
    kueri: int
    kb: float

    kamus = asdict


def ukur(buka: Buka, *, kali: int = 1) -> Ukuran:
    """`buka` membuka satu halaman seutuhnya (mungkin beberapa permintaan)."""
    kueri, kb, _ = sekali(buka)
    return ringkas([waktu(buka) for _ in range(kali)], kueri, kb)


def ukur_berdampingan(kita: Buka, pustaka: Buka) -> tuple[Ukuran, Ukuran]:
    """Beberapa kali `kita`, sekali `pustaka`, berulang; pustaka yang lambat diulang lebih sedikit."""
    kueri, kb, _ = sekali(kita)
    kueri_pustaka, kb_pustaka, lama = sekali(pustaka)
    sini: list[tuple[float, float]] = []
    sana: list[tuple[float, float]] = []
    for _ in range(PUTARAN_LAMBAT if lama > LAMBAT else PUTARAN):
        sini += [waktu(kita) for _ in range(KITA_PER_PUTARAN)]
        sana.append(waktu(pustaka))
    return ringkas(sini, kueri, kb), ringkas(sana, kueri_pustaka, kb_pustaka)


def sekali(buka: Buka, dahulu: Dahulu = lambda: None) -> tuple[int, float, float]:
    """Jumlah kueri, KB, dan lamanya, sesudah satu pemanasan (sesi tercatat, templat dirakit).

    `dahulu` mengembalikan keadaan sebelum halaman dibuka, di luar hitungan.
    """
    dahulu()
    buka()
    dahulu()
    with CaptureQueriesContext(connection) as tangkap:
        mulai = time.perf_counter()
        jawab = buka()
        lama = time.perf_counter() - mulai
    kueri = len(tangkap)  # permintaan berikutnya mengosongkan catatannya
    return kueri, sum(len(gzip.compress(_isi(satu), 6)) for satu in jawab) / 1024, lama


def waktu(buka: Buka, dahulu: Dahulu = lambda: None) -> tuple[float, float]:
    """Waktu prosesor dan waktu dinding satu kali buka."""
    dahulu()
    mulai, awal = time.perf_counter(), prosesor()
    buka()
    return prosesor() - awal, time.perf_counter() - mulai


def prosesor() -> float:
    """Detik prosesor proses ini; pada PostgreSQL ditambah proses server yang melayaninya. SQLite bekerja di proses ini."""
    lama = time.process_time()
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        pid = connection.connection.info.backend_pid
        lama += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return lama


def ringkas(putaran: list[tuple[float, float]], kueri: int, kb: float) -> Ukuran:
    """Waktu tengah dan ujung atas beberapa kali buka."""
    dinding = sorted(satu for _, satu in putaran)
    tengah, ujung = statistics.median(satu for satu, _ in putaran), dinding[-1 - len(dinding) // 20]
    return Ukuran(round(tengah * 1000, 1), round(ujung * 1000, 1), kueri, round(kb, 1))


def _isi(jawab: HttpResponse) -> bytes:
    if jawab.status_code != 200:
        raise RuntimeError(f"halaman menjawab {jawab.status_code}")
    if hasattr(jawab, "render") and not jawab.is_rendered:
        jawab.render()
    return b"".join(jawab.streaming_content) if jawab.streaming else jawab.content
