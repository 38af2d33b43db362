"""Kapan seseorang bisa dihubungi: jam mingguan dikurangi cuti dan "sedang tidak bisa". Murni, tanpa ORM.

Jendela setengah terbuka `[mulai, selesai)` dalam menit sejak tengah malam di zona orangnya; 24.00 (1440) akhir yang sah.
Pekan adalah tujuh daftar jendela, Senin lebih dahulu. `None` berarti belum diatur: kapan saja.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Jendela = tuple[int, int]
Pekan = Sequence[Sequence[Jendela]]
Selang = tuple[datetime, datetime]

MENIT_SEHARI = 1440
JENDELA_PER_HARI = 4
HARI_TERJAUH = 60

_JAM = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
_ANTARA = re.compile(r"\s*(?:-|–|—|\bsampai\b|\bs/d\b|\bs\.d\.?)\s*")
_PISAH = re.compile(r"\s*(?:,|;|\bdan\b)\s*")


class JamTidakTerbaca(ValueError):
    """Tulisan jam yang keliru; `str(galat)` adalah kalimat untuk orang yang mengetiknya."""


def baca_jam(teks: str) -> list[Jendela]:
    """ "08.00–12.00, 19-21" → [(480, 720), (1140, 1260)]; kosong berarti hari itu tidak bisa."""
    rapi = " ".join(teks.lower().replace("pukul", " ").split()).strip(" .,;")
    if not rapi or rapi in {"-", "libur", "tidak", "tidak bisa", "tutup"}:
        return []
    hasil = sorted(_baca_rentang(satu) for satu in _PISAH.split(rapi) if satu)
    if len(hasil) > JENDELA_PER_HARI:
        raise JamTidakTerbaca(f"Paling banyak {JENDELA_PER_HARI} rentang jam sehari.")
    for kiri, kanan in zip(hasil, hasil[1:], strict=False):
        if kanan[0] < kiri[1]:
            raise JamTidakTerbaca(f"{tulis_jam([kiri])} dan {tulis_jam([kanan])} bertumpuk. Gabungkan menjadi satu.")
    return hasil


def _baca_rentang(teks: str) -> Jendela:
    bagian = _ANTARA.split(teks)
    if len(bagian) != 2:
        raise JamTidakTerbaca(f"“{teks}” belum terbaca. Tulis seperti 08.00–16.00.")
    mulai, selesai = (_baca_saat(satu) for satu in bagian)
    if mulai >= selesai:
        raise JamTidakTerbaca(f"“{teks}” berakhir sebelum mulai. Lewat tengah malam ditulis pada dua hari.")
    return mulai, selesai


def _baca_saat(teks: str) -> int:
    cocok = _JAM.fullmatch(teks.strip())
    menit = int(cocok[1]) * 60 + int(cocok[2] or 0) if cocok else MENIT_SEHARI + 1
    if menit > MENIT_SEHARI or int(cocok[2] or 0) > 59:
        raise JamTidakTerbaca(f"Jam “{teks}” belum terbaca. Tulis seperti 08.00 atau 16.30.")
    return menit


def tulis_jam(jendela: Sequence[Jendela]) -> str:
    """[(480, 720)] → "08.00–12.00"."""
    return ", ".join(f"{a // 60:02}.{a % 60:02}–{b // 60:02}.{b % 60:02}" for a, b in jendela)


def periksa_pekan(pekan: object) -> bool:
    """Benar bila bentuknya tujuh daftar jendela yang urut, tidak bertumpuk, dan di dalam satu hari."""
    if not isinstance(pekan, (list, tuple)) or len(pekan) != 7:
        return False
    for hari in pekan:
        akhir = 0
        for jendela in hari:
            if len(jendela) != 2 or not all(isinstance(satu, int) for satu in jendela):
                return False
            if not (akhir <= jendela[0] < jendela[1] <= MENIT_SEHARI):
                return False
            akhir = jendela[1]
    return True


def saat_setempat(hari: date, menit: int, zona: ZoneInfo) -> datetime:
    """Menit ke-1440 adalah tengah malam hari berikutnya."""
    return datetime.combine(hari + timedelta(days=menit // MENIT_SEHARI), time(), zona) + timedelta(
        minutes=menit % MENIT_SEHARI
    )


def jendela_pada(pekan: Pekan | None, absen: Sequence[Selang], zona: ZoneInfo, hari: date) -> list[Selang]:
    """Selang orang itu bisa pada satu tanggal setempat, sesudah dikurangi absennya."""
    jam = ((0, MENIT_SEHARI),) if pekan is None else pekan[hari.weekday()]
    selang = [(saat_setempat(hari, a, zona), saat_setempat(hari, b, zona)) for a, b in jam]
    for mulai, selesai in absen:
        selang = [
            potong for a, b in selang for potong in ((a, min(b, mulai)), (max(a, selesai), b)) if potong[0] < potong[1]
        ]
    return selang


def bisa_mulai(
    pekan: Pekan | None, absen: Sequence[Selang], zona: ZoneInfo, *, dari: datetime, sampai: datetime
) -> datetime | None:
    """Saat pertama di `[dari, sampai)` ketika orang itu bisa; `None` bila tidak ada. Selang hanya sampai 60 hari."""
    hari = dari.astimezone(zona).date()
    for _ in range(HARI_TERJAUH):
        for a, b in jendela_pada(pekan, absen, zona, hari):
            mulai = max(a, dari)
            if mulai < min(b, sampai):
                return mulai
        hari += timedelta(days=1)
        if saat_setempat(hari, 0, zona) >= sampai:
            return None
    return None
