"""Berkas kalender (RFC 5545) dan kunci alamat kalender pribadi. Murni, tanpa kueri."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_KUNCI = re.compile(r"(\d{1,12})-(\d{1,9})-([0-9a-f]{40})")


@dataclass(frozen=True)
class Peristiwa:
    """Satu acara di kalender; waktunya selalu UTC, jadi tidak perlu menyertakan aturan zona."""

    pk: int
    judul: str
    mulai: datetime
    selesai: datetime
    urutan: int
    diubah: datetime
    url: str
    tempat: str = ""
    batal: bool = False
    sementara: bool = False


def susun(peristiwa: Iterable[Peristiwa], *, nama: str = "") -> str:
    """Teks kalender lengkap dengan baris CRLF yang dilipat pada 75 bita."""
    baris = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//OpenDesa//Pusat Bantuan//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    if nama:
        baris += [f"X-WR-CALNAME:{_lolos(nama)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"]
    for satu in peristiwa:
        baris += _peristiwa(satu)
    return "\r\n".join(_lipat(satu) for satu in [*baris, "END:VCALENDAR"]) + "\r\n"


def _peristiwa(satu: Peristiwa) -> list[str]:
    keadaan = "CANCELLED" if satu.batal else "TENTATIVE" if satu.sementara else "CONFIRMED"
    baris = [
        "BEGIN:VEVENT", f"UID:acara-{satu.pk}@{urlsplit(settings.SITE_URL).hostname}", f"DTSTAMP:{_saat(satu.diubah)}",
        f"SEQUENCE:{satu.urutan}", f"STATUS:{keadaan}", f"DTSTART:{_saat(satu.mulai)}", f"DTEND:{_saat(satu.selesai)}",
        f"SUMMARY:{_lolos(satu.judul)}", f"URL:{settings.SITE_URL}{satu.url}",
    ]  # fmt: skip
    if satu.tempat:
        baris.append(f"LOCATION:{_lolos(satu.tempat)}")
    return [*baris, "END:VEVENT"]


def _saat(saat: datetime) -> str:
    return saat.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _lolos(teks: str) -> str:
    teks = "".join(huruf if huruf.isprintable() else " " for huruf in teks.replace("\n", " "))
    return teks.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _lipat(baris: str) -> str:
    """Baris lebih dari 75 bita dilanjutkan dengan spasi, tanpa memotong satu huruf."""
    hasil, panjang = [], 0
    for huruf in baris:
        n = len(huruf.encode())
        if panjang + n > 74:
            hasil.append("\r\n ")
            panjang = 1
        hasil.append(huruf)
        panjang += n
    return "".join(hasil)


def kunci_kalender(pengguna: int, versi: int) -> str:
    """Kunci rahasia yang dapat dicabut: versi yang lama tidak lagi cocok dengan barisnya."""
    return f"{pengguna}-{versi}-{_sidik(pengguna, versi)}"


def baca_kunci(kunci: str) -> tuple[int, int] | None:
    """(pengguna, versi) bila tanda tangannya sah; kunci rahasia situs yang lama tetap diterima."""
    cocok = _KUNCI.fullmatch(kunci)
    if cocok is None:
        return None
    pengguna, versi = int(cocok[1]), int(cocok[2])
    for rahasia in (None, *settings.SECRET_KEY_FALLBACKS):
        if constant_time_compare(_sidik(pengguna, versi, rahasia), cocok[3]):
            return pengguna, versi
    return None


def _sidik(pengguna: int, versi: int, rahasia: str | None = None) -> str:
    isi = f"{pengguna}-{versi}"
    return salted_hmac("forum.kalender", isi, secret=rahasia, algorithm="sha256").hexdigest()[:40]
