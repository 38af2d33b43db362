"""Kotak surat dari lingkungan: `SURAT_MASUK=imaps://bantuan%40contoh.id:sandi@mail.contoh.id/INBOX`. Tidak pernah di basis data."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_PORT = {"imap": 143, "imap+tls": 143, "imaps": 993, "pop3": 110, "pop3+tls": 110, "pop3s": 995}
SETEMPAT = {"maildir", "mbox", "dir"}


@dataclass(frozen=True)
class Kotak:
    """Satu kotak. `sesudah`: "baca" menandai sudah dibaca, "hapus" membuang dari kotak (POP3 selalu).

    Sertifikat servernya selalu diperiksa; `ca` berkas CA sendiri, pengganti daftar CA sistem.
    """

    cara: str
    host: str
    port: int
    pengguna: str
    sandi: str = field(repr=False)
    letak: str
    sesudah: str = "baca"
    ca: str = ""

    @property
    def nama(self) -> str:
        """Untuk petugas dan catatan; tanpa sandi."""
        if self.cara in SETEMPAT:
            return f"{self.cara}:{self.letak}"[:120]
        return f"{self.pengguna or 'tanpa nama'} di {self.host}"[:120]


def kotak_terpasang() -> list[Kotak]:
    return [baca_alamat(satu) for satu in settings.SURAT_MASUK]


def baca_alamat(alamat: str) -> Kotak:
    """Galat: `ImproperlyConfigured` tanpa menyebut alamatnya, sebab di dalamnya ada sandi."""
    bagian = urlsplit(alamat)
    cara = bagian.scheme.lower()
    if cara in SETEMPAT:
        return Kotak(cara, "", 0, "", "", unquote(bagian.path))
    if cara not in _PORT or not bagian.hostname:
        pilihan = ", ".join(f"{satu}://" for satu in (*_PORT, *sorted(SETEMPAT)))
        raise ImproperlyConfigured(f"Setiap kotak di SURAT_MASUK harus berawalan salah satu dari {pilihan}")
    if cara in {"imap", "pop3"} and not _setempat(bagian.hostname):
        raise ImproperlyConfigured(
            f"{cara}:// tanpa sandi jaringan hanya untuk mesin ini sendiri. Pakai {cara}s:// atau {cara}+tls://"
        )
    pilihan = parse_qs(bagian.query)
    sesudah = "hapus" if pilihan.get("hapus", ["tidak"])[0] in {"ya", "1"} else "baca"
    return Kotak(
        cara, bagian.hostname, bagian.port or _PORT[cara], unquote(bagian.username or ""),
        unquote(bagian.password or ""), unquote(bagian.path).strip("/") or "INBOX", sesudah,
        pilihan.get("ca", [""])[0],
    )  # fmt: skip


def _setempat(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
