"""Jam kerja: jendela buka per hari, lapis libur, timpaan bertanggal, dan zona dari kode wilayah. Murni, tanpa ORM.

Semua hitungan dalam detik bulat sejak 1 Januari 1970 UTC. Jendela setengah terbuka `[buka, tutup)` menurut jam setempat;
hari demi hari, tidak pernah menit demi menit (domain helpdesk.md 3.2–3.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wilayah.zona import zona_dari_kode

from .galat_sla import (
    DiLuarCakrawala,
    JendelaKeliru,
    KalenderTanpaJam,
    RentangTerbalik,
    WaktuTanpaZona,
    ZonaTidakDikenal,
)

HARI = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
LAPIS = ("nasional", "provinsi", "kabupaten", "desa")
SEHARI = 86_400
HARI_KOSONG_TERBANYAK = 400
CAKRAWALA_HARI = 3_660

_AWAL = datetime(1970, 1, 1, tzinfo=UTC)
_SEDETIK = timedelta(seconds=1)
_SATU_HARI = timedelta(days=1)
_JAM = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)")

Jendela = tuple[int, int]
"""Detik sejak tengah malam setempat: buka, tutup; tutup paling besar 86.400 ("24:00")."""


def ke_detik(saat: datetime) -> int:
    """Detik bulat sejak 1970 UTC; pecahan detik dibuang. Waktu tanpa zona ditolak."""
    if saat.tzinfo is None or saat.utcoffset() is None:
        raise WaktuTanpaZona(f"Waktu {saat.isoformat()} tidak berzona.")
    return (saat - _AWAL) // _SEDETIK


def ke_waktu(detik: int) -> datetime:
    return _AWAL + detik * _SEDETIK


def baca_jam(tulisan: str) -> int:
    """ "07:30" atau "07.30" → 27.000; "24:00" → 86.400. "23:59" bukan tengah malam."""
    cocok = _JAM.fullmatch(tulisan.strip())
    detik = int(cocok[1]) * 3600 + int(cocok[2]) * 60 if cocok else SEHARI + 1
    if detik > SEHARI:
        raise JendelaKeliru(f"Jam {tulisan!r} tidak dikenal. Tulis seperti 07.30, paling akhir 24.00.")
    return detik


def tulis_jam(detik: int) -> str:
    return f"{detik // 3600:02d}:{detik % 3600 // 60:02d}"


def susun_jendela(pasangan: Iterable[Sequence[str] | Jendela]) -> tuple[Jendela, ...]:
    """Jendela satu hari, terurut; kosong berarti tutup. Galat bila terbalik, kosong, atau bertumpuk."""
    hasil = sorted(tuple(baca_jam(satu) if isinstance(satu, str) else satu for satu in dua) for dua in pasangan)
    sebelum = 0
    for buka, tutup in hasil:
        if not 0 <= buka < tutup <= SEHARI:
            raise JendelaKeliru(f"Jam buka {tulis_jam(buka)} harus mendahului jam tutup {tulis_jam(tutup)}.")
        if buka < sebelum:
            raise JendelaKeliru(f"Jam {tulis_jam(buka)}–{tulis_jam(tutup)} bertumpuk dengan jam sebelumnya.")
        sebelum = tutup
    return tuple(hasil)


def susun_pekan(jam: Mapping[str, Iterable[Sequence[str]]]) -> tuple[tuple[Jendela, ...], ...]:
    """{"senin": [["07:30", "12:00"], …], …} → tujuh hari mulai Senin; hari yang tidak disebut tutup."""
    if asing := set(jam) - set(HARI):
        raise JendelaKeliru(f"Hari tidak dikenal: {', '.join(sorted(asing))}.")
    return tuple(susun_jendela(jam.get(hari, ())) for hari in HARI)


def zona_wilayah(kode: str) -> str:
    """Zona dari kode provinsi; awalan yang tidak dikenal adalah galat, bukan WIB."""
    if not (kode[:2].isascii() and kode[:2].isdigit()):
        raise ZonaTidakDikenal(f"Kode wilayah tidak dikenal: {kode!r}.")
    try:
        return zona_dari_kode(kode)
    except ValueError as galat:
        raise ZonaTidakDikenal(str(galat)) from None


@dataclass(frozen=True)
class Kalender:
    """Kalender jadi: tujuh hari, hari libur, dan timpaan bertanggal, dalam satu zona."""

    zona: str
    pekan: tuple[tuple[Jendela, ...], ...]
    libur: frozenset[date] = frozenset()
    timpaan: Mapping[date, tuple[Jendela, ...]] = field(default_factory=dict)
    _info: ZoneInfo = field(init=False, repr=False, compare=False)
    _hari: dict[date, tuple[Jendela, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "_info", ZoneInfo(self.zona))
        except (ZoneInfoNotFoundError, ValueError, OSError) as galat:
            raise ZonaTidakDikenal(f"Zona waktu tidak dikenal: {self.zona!r}.") from galat
        if len(self.pekan) != 7:
            raise JendelaKeliru("Sepekan tujuh hari.")
        for jendela in (*self.pekan, *self.timpaan.values()):
            susun_jendela(jendela)

    def jendela(self, tanggal: date) -> tuple[Jendela, ...]:
        """Jendela setempat tanggal itu. Libur menutup hari walau ada timpaan; timpaan mengganti jam hari biasanya."""
        if tanggal in self.libur:
            return ()
        return self.timpaan.get(tanggal, self.pekan[tanggal.weekday()])

    def tanggal(self, detik: int) -> date:
        return ke_waktu(detik).astimezone(self._info).date()

    def buka(self, detik: int) -> bool:
        return any(awal <= detik < akhir for awal, akhir in self.rentang(self.tanggal(detik)))

    def lama(self, dari: int, sampai: int) -> int:
        """Detik buka di `[dari, sampai)`."""
        if sampai < dari:
            raise RentangTerbalik("Rentang waktu berakhir sebelum mulai.")
        hari, akhir, jumlah = self.tanggal(dari), self.tanggal(sampai), 0
        if (akhir - hari).days > 4 * CAKRAWALA_HARI:
            raise DiLuarCakrawala(f"Rentang lebih dari {4 * CAKRAWALA_HARI} hari.")
        while hari <= akhir:
            jumlah += sum(max(0, min(b, sampai) - max(a, dari)) for a, b in self.rentang(hari))
            hari += _SATU_HARI
        return jumlah

    def maju(self, dari: int, perlu: int, batas: int | None = None) -> tuple[int | None, int]:
        """Saat pertama ketika `perlu` detik buka sejak `dari` tercapai; `None` dan kekurangannya bila `batas` mendahului.

        Tercapai persis saat tutup berarti saat tutup itu, bukan pembukaan berikutnya.
        """
        hari, diperiksa, kosong = self.tanggal(dari), 0, 0
        akhir = self.tanggal(batas) if batas is not None else None
        while akhir is None or hari <= akhir:
            hari_ini = self.rentang(hari)
            for a, b in hari_ini:
                a, b = max(a, dari), b if batas is None else min(b, batas)
                if b > a:
                    if b - a >= perlu:
                        return a + perlu, 0
                    perlu -= b - a
            diperiksa, kosong = diperiksa + 1, 0 if hari_ini else kosong + 1
            if kosong > HARI_KOSONG_TERBANYAK:
                raise KalenderTanpaJam(f"Kalender tidak punya jam buka selama {kosong} hari.")
            if diperiksa > CAKRAWALA_HARI:
                raise DiLuarCakrawala(f"Tenggat lebih dari {CAKRAWALA_HARI} hari di depan.")
            hari += _SATU_HARI
        return None, perlu

    def rentang(self, tanggal: date) -> tuple[Jendela, ...]:
        """Jendela tanggal itu sebagai detik UTC; kosong bila tutup."""
        if tanggal not in self._hari:
            ujung = ((self._saat(tanggal, a), self._saat(tanggal, b)) for a, b in self.jendela(tanggal))
            self._hari[tanggal] = tuple((a, b) for a, b in ujung if a < b)
        return self._hari[tanggal]

    def _saat(self, tanggal: date, detik: int) -> int:
        """Jam dinding ke detik UTC. Jam yang terulang: yang pertama; jam yang dilompati: saat melompatnya."""
        if detik == SEHARI:
            tanggal, detik = tanggal + _SATU_HARI, 0
        dinding = datetime.combine(tanggal, time(detik // 3600, detik % 3600 // 60, detik % 60))
        setempat = dinding.replace(tzinfo=self._info)
        hasil = ke_detik(setempat)
        if ke_waktu(hasil).astimezone(self._info).replace(tzinfo=None) == dinding:
            return hasil
        bawah, atas = ke_detik(setempat.replace(fold=1)), hasil
        geser = ke_waktu(atas).astimezone(self._info).utcoffset()
        while bawah < atas:
            tengah = (bawah + atas) // 2
            if ke_waktu(tengah).astimezone(self._info).utcoffset() == geser:
                atas = tengah
            else:
                bawah = tengah + 1
        return atas


@dataclass(frozen=True)
class TanggalLibur:
    """Satu tanggal libur dengan sumbernya; `berlaku` saklarnya (umpan libur kadang memuat yang bukan libur)."""

    tanggal: date
    nama: str = ""
    sumber: str = ""
    berlaku: bool = True


@dataclass(frozen=True)
class Lapis:
    """Yang dikatakan satu lapis wilayah. `pekan` kosong (`None`) berarti ikut lapis di atasnya."""

    tingkat: str
    pekan: tuple[tuple[Jendela, ...], ...] | None = None
    libur: Sequence[TanggalLibur] = ()
    timpaan: Mapping[date, tuple[Jendela, ...]] = field(default_factory=dict)


def susun_kalender(zona: str, lapisan: Iterable[Lapis]) -> Kalender:
    """Lapis nasional, provinsi, dan kabupaten dijumlahkan; desa memutuskan paling akhir.

    Jam sepekan dan timpaan: lapis paling sempit yang menyebutnya. Libur: gabungan yang menyala di tiga lapis pertama; di
    lapis desa, yang menyala menambah dan yang mati membuka hari itu.
    """
    pekan, libur, timpaan = None, set(), {}
    for lapis in sorted(lapisan, key=lambda satu: LAPIS.index(satu.tingkat)):
        pekan = lapis.pekan if lapis.pekan is not None else pekan
        timpaan |= lapis.timpaan
        if lapis.tingkat == "desa":
            libur -= {satu.tanggal for satu in lapis.libur if not satu.berlaku}
        libur |= {satu.tanggal for satu in lapis.libur if satu.berlaku}
    if pekan is None:
        raise KalenderTanpaJam("Belum ada jam kerja untuk wilayah ini.")
    return Kalender(zona, pekan, frozenset(libur), timpaan)
