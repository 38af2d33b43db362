"""Berkas kalender (RFC 5545): baris paling panjang 75 oktet, teks dilepas dari tanda khususnya. Murni."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

BARIS = 75


@dataclass(frozen=True)
class Acara:
    """Satu acara; tanggal saja berarti sepanjang hari, dan `selesai` hari terakhirnya (ikut dihitung)."""

    uid: str
    judul: str
    mulai: date | datetime
    selesai: date | datetime | None = None
    tempat: str = ""
    uraian: str = ""
    url: str = ""


def lepas(teks: str) -> str:
    """Nilai TEXT: tanda khususnya dilepas, ganti baris menjadi `\\n`, tanda kendali lain dibuang (RFC 5545 3.3.11)."""
    teks = "".join(huruf for huruf in teks if huruf in "\r\n\t" or (huruf >= " " and huruf != "\x7f"))
    return (
        teks.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\\n").replace("\n", "\\n")
        .replace("\r", "\\n")
    )  # fmt: skip


def lipat(baris: str) -> str:
    """Dipotong tiap 75 oktet tanpa membelah huruf; sambungannya diawali spasi."""
    potong, kini = [], ""
    for huruf in baris:
        if len((kini + huruf).encode()) > BARIS - (1 if potong else 0):
            potong.append(kini)
            kini = ""
        kini += huruf
    return "\r\n ".join([*potong, kini])


def _waktu(nama: str, saat: date | datetime) -> str:
    if isinstance(saat, datetime):
        return f"{nama}:{saat.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{nama};VALUE=DATE:{saat:%Y%m%d}"


def _acara(satu: Acara, dicap: datetime) -> list[str]:
    baris = ["BEGIN:VEVENT", f"UID:{satu.uid}", _waktu("DTSTAMP", dicap), _waktu("DTSTART", satu.mulai)]
    if isinstance(satu.mulai, datetime):
        baris += [_waktu("DTEND", satu.selesai)] if satu.selesai else []
    else:
        baris.append(_waktu("DTEND", (satu.selesai or satu.mulai) + timedelta(days=1)))  # hari akhirnya tidak termasuk
    baris.append(f"SUMMARY:{lepas(satu.judul)}")
    for nama, isi in (("LOCATION", satu.tempat), ("DESCRIPTION", satu.uraian)):
        baris += [f"{nama}:{lepas(isi)}"] if isi else []
    baris += [f"URL:{satu.url}"] if satu.url else []
    return [*baris, "END:VEVENT"]


def kalender(acara: Iterable[Acara], *, nama: str, dicap: datetime) -> bytes:
    baris = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//OpenDesa//Pusat Bantuan//ID", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{lepas(nama)}"]  # fmt: skip
    for satu in acara:
        baris += _acara(satu, dicap)
    return ("\r\n".join(lipat(satu) for satu in [*baris, "END:VCALENDAR"]) + "\r\n").encode()
