"""Catatan peristiwa satu tiket, dibaca sebagai jeda dan rentang berjalan. Murni; dipakai `sla.py`."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .galat_sla import LogKosong, RentangTerbalik
from .jam_kerja import ke_detik
from .keadaan import DIJEDA, Keadaan

HENTI = frozenset({Keadaan.SELESAI, Keadaan.DITUTUP})
Rentang = tuple[int, int | None]
"""Detik `[dari, sampai)`; `sampai` `None` berarti tanpa akhir."""


@dataclass(frozen=True)
class Peristiwa:
    """Satu baris catatan. `tanggapan`: pesan terbuka dari orang meja kepada pemohon (relawan termasuk)."""

    pada: datetime
    ke: str
    dari: str = ""
    pelaku: Hashable = None
    alasan: str = ""
    tanggapan: bool = False
    tingkat: int = 0


@dataclass(frozen=True)
class Jeda:
    """Jeda yang dinyatakan langsung, `[dari, sampai)`; `sampai` kosong berarti belum berakhir."""

    dari: datetime
    sampai: datetime | None = None


Log = Sequence[Peristiwa | Jeda]


def peristiwa(log: Log) -> list[Peristiwa]:
    hasil = [satu for satu in log if isinstance(satu, Peristiwa)]
    if not hasil:
        raise LogKosong("Catatan peristiwa kosong.")
    return hasil


def mulai_log(log: Log) -> int:
    return ke_detik(peristiwa(log)[0].pada)


def akhir_log(log: Log) -> datetime:
    return peristiwa(log)[-1].pada


def sela_log(log: Log) -> tuple[list[Rentang], int | None]:
    """Semua jeda (digabung, terurut; akhir `None` bila terbuka) dan saat jam berhenti karena selesai, bila ada."""
    mentah: list[Rentang] = []
    henti, lalu, keadaan = None, None, ""
    for satu in peristiwa(log):
        pada = ke_detik(satu.pada)
        if lalu is not None and pada < lalu:
            raise RentangTerbalik("Catatan peristiwa tidak urut waktu.")
        if keadaan in DIJEDA:
            mentah.append((lalu, pada))
        if satu.ke in HENTI:
            henti = pada if henti is None else henti
        elif henti is not None:
            mentah.append((henti, pada))
            henti = None
        lalu, keadaan = pada, satu.ke
    if keadaan in DIJEDA:
        mentah.append((lalu, None))
    for satu in log:
        if isinstance(satu, Jeda):
            dari, sampai = ke_detik(satu.dari), None if satu.sampai is None else ke_detik(satu.sampai)
            if sampai is not None and sampai < dari:
                raise RentangTerbalik("Jeda berakhir sebelum mulai.")
            if sampai is None and henti is not None:
                sampai = max(dari, henti)
            mentah.append((dari, sampai))
    return _satukan(mentah), henti


def _satukan(jeda: list[Rentang]) -> list[Rentang]:
    """Jeda yang bertumpuk atau bersambung menjadi satu."""
    hasil: list[Rentang] = []
    for dari, sampai in sorted(jeda, key=lambda satu: satu[0]):
        if hasil and (hasil[-1][1] is None or dari <= hasil[-1][1]):
            lama = hasil[-1][1]
            hasil[-1] = (hasil[-1][0], None if lama is None or sampai is None else max(lama, sampai))
        else:
            hasil.append((dari, sampai))
    return hasil


def bebas(log: Log, dari: int, *, berlanjut: bool) -> list[Rentang]:
    """Rentang di luar jeda sejak `dari`. `berlanjut`: jam dianggap berjalan terus sesudah selesai."""
    sela, henti = sela_log(log)
    if henti is not None and not berlanjut:
        sela = _satukan([*sela, (henti, None)])
    hasil: list[Rentang] = []
    for a, b in sela:
        if a > dari:
            hasil.append((dari, a))
        if b is None:
            return hasil
        dari = max(dari, b)
    return [*hasil, (dari, None)]


def sampai_saat(log: Log, batas: int) -> list[Peristiwa | Jeda]:
    """Log sebagaimana diketahui pada `batas`: yang sesudahnya belum terjadi."""
    hasil: list[Peristiwa | Jeda] = []
    for satu in log:
        if isinstance(satu, Peristiwa):
            if ke_detik(satu.pada) <= batas:
                hasil.append(satu)
        elif ke_detik(satu.dari) <= batas:
            belum = satu.sampai is not None and ke_detik(satu.sampai) > batas
            hasil.append(replace(satu, sampai=None) if belum else satu)
    return hasil


def akhiri(log: Log, pada: datetime) -> list[Peristiwa | Jeda]:
    """Log yang berhenti pada `pada`."""
    return [*sampai_saat(log, ke_detik(pada)), Peristiwa(pada, Keadaan.SELESAI)]


def mulai_dari(log: Log, pada: datetime) -> list[Peristiwa | Jeda]:
    """Log sejak `pada`, diawali keadaan yang berlaku saat itu."""
    batas = ke_detik(pada)
    lama = [satu for satu in peristiwa(log) if ke_detik(satu.pada) <= batas]
    sisa = [satu for satu in log if isinstance(satu, Jeda) or ke_detik(satu.pada) > batas]
    return [replace(lama[-1], pada=pada, tanggapan=False) if lama else Peristiwa(pada, Keadaan.BARU), *sisa]
