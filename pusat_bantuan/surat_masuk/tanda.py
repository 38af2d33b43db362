"""Tanda tangan kita pada alamat balasan, Message-ID, dan isi surat (domain helpdesk.md 4.2 a, b, d). Tanpa ORM."""

from __future__ import annotations

import re
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_PLUS = re.compile(r"\+t(\d{1,18})\.([0-9a-f]{8,64})$")
_ID = re.compile(r"^<(tiket(?:\.\d{1,18}){1,4})\.([0-9a-f]{16})@([^<>@\s]+)>$")
_ISI = re.compile(r"(?<![\w.])t(\d{1,18})\.([0-9a-f]{16})(?![0-9a-f])")


def ruang_pesan() -> str:
    """Nama host untuk Message-ID: host surel pengirim, bukan alamat loopback."""
    return (
        parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or urlsplit(settings.SITE_URL).hostname
    ).lower()


def alamat_milik_kami() -> frozenset[str]:
    """Semua alamat kotak kita tanpa tambahan `+…`; yang pertama menjadi alamat balasan."""
    return frozenset(satu.strip().lower() for satu in settings.SURAT_ALAMAT)


def _sidik(garam: str, pokok: str, kunci: str | None = None) -> str:
    return salted_hmac(f"pusat_bantuan.{garam}", pokok, secret=kunci, algorithm="sha256").hexdigest()[:16]


def _cocok(garam: str, pokok: str, sidik: str) -> bool:
    kunci = (None, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(_sidik(garam, pokok, satu), sidik) for satu in kunci)


def id_pesan(*bagian: object) -> str:
    """`<tiket.12.34.5.sidik@host>`; sidiknya membuat ID kita tidak dapat dikarang orang lain."""
    pokok = ".".join(("tiket", *map(str, bagian)))
    return f"<{pokok}.{_sidik('surat', pokok)}@{ruang_pesan()}>"


def tiket_dari_id(message_id: str) -> int | None:
    """Nomor tiket dari Message-ID buatan kita; yang tanda tangannya salah bukan apa-apa."""
    cocok = _ID.match(message_id)
    if cocok and cocok[3].lower() == ruang_pesan() and _cocok("surat", cocok[1], cocok[2]):
        return int(cocok[1].split(".")[1])
    return None


def alamat_balasan(tiket: int) -> str:
    """`bantuan+t12.sidik@host`; kosong bila situs ini tidak membaca surat."""
    if not settings.SURAT_ALAMAT:
        return ""
    lokal, _, host = settings.SURAT_ALAMAT[0].rpartition("@")
    return f"{lokal}+t{tiket}.{_sidik('balasan', str(tiket))}@{host}"


def tiket_dari_alamat(surel: str) -> int | None:
    lokal, _, host = surel.lower().rpartition("@")
    cocok = _PLUS.search(lokal)
    if cocok is None or f"{lokal[: cocok.start()]}@{host}" not in alamat_milik_kami():
        return None
    return int(cocok[1]) if _cocok("balasan", cocok[1], cocok[2]) else None


def rujukan_isi(tiket: int) -> str:
    """`t12.sidik`, dicetak di kaki surat supaya balasan tanpa kepala pun kembali ke tiketnya."""
    return f"t{tiket}.{_sidik('balasan', str(tiket))}"


def tiket_dari_isi(teks: str) -> int | None:
    for cocok in list(_ISI.finditer(teks))[:20]:
        if _cocok("balasan", cocok[1], cocok[2]):
            return int(cocok[1])
    return None
