"""Jadwal kelas sebagai berkas kalender (iCalendar, RFC 5545). Waktu UTC, jadi benar di ponsel berzona mana pun."""

from __future__ import annotations

from datetime import UTC

from django.conf import settings
from django.utils import timezone

from .models import Angkatan


def _aman(teks: str) -> str:
    return teks.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def _lipat(baris: str) -> str:
    """Paling banyak 75 oktet sebaris; sambungannya diawali spasi dan tidak memotong satu huruf UTF-8."""
    hasil, sisa = [], baris
    while len(sisa.encode()) > 74:
        potong = 74
        while len(sisa[:potong].encode()) > 74:
            potong -= 1
        hasil.append(sisa[:potong])
        sisa = " " + sisa[potong:]
    return "\r\n".join([*hasil, sisa])


def ics(angkatan: Angkatan) -> bytes:
    """Satu acara per sesi; sesi batal tetap ada sebagai CANCELLED supaya kalender peserta ikut berubah."""
    inang = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    baris = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//OpenDesa//Pusat Bantuan//ID", "METHOD:PUBLISH",
             f"X-WR-TIMEZONE:{angkatan.zona}", f"X-WR-CALNAME:{_aman(angkatan.judul)}"]  # fmt: skip
    for sesi in angkatan.sesi.all():
        batal = sesi.batal or angkatan.keadaan == Angkatan.Keadaan.BATAL
        baris += [
            "BEGIN:VEVENT", f"UID:{sesi.tanda}@{inang}", f"SEQUENCE:{sesi.versi}",
            f"DTSTAMP:{timezone.now().astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART:{sesi.mulai.astimezone(UTC):%Y%m%dT%H%M%SZ}", f"DTEND:{sesi.selesai.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{_aman(f'{angkatan.judul}: {sesi.judul}')}",
            f"LOCATION:{_aman(sesi.tempat or angkatan.tempat or 'Daring')}",
            f"URL:{settings.SITE_URL}{angkatan.get_absolute_url()}",
            f"STATUS:{'CANCELLED' if batal else 'CONFIRMED'}", "END:VEVENT",
        ]  # fmt: skip
    return ("\r\n".join(map(_lipat, [*baris, "END:VCALENDAR"])) + "\r\n").encode()
