"""Alamat balasan bertanda dan tautan berhenti: keduanya tidak memuat alamat orang dan tidak dapat dikarang (forum.md 8)."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

_PLUS = re.compile(r"\+f(\d{1,12})\.(\d{1,12})\.(\d{1,9})\.([0-9a-f]{16})$")
_MIRIP = re.compile(r"\+f\d+\.")
_BERHENTI = re.compile(r"(\d{1,12})-(surat|t\d{1,12})-([0-9a-f]{32})")


class TujuanBalasan(NamedTuple):
    pengguna: int
    topik: int
    nomor: int


def _sidik(garam: str, isi: str, panjang: int, rahasia: str | None = None) -> str:
    return salted_hmac(f"forum.{garam}", isi, secret=rahasia, algorithm="sha256").hexdigest()[:panjang]


def _cocok(garam: str, isi: str, sidik: str) -> bool:
    kunci = (None, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(_sidik(garam, isi, len(sidik), satu), sidik) for satu in kunci)


def alamat_balasan(pengguna: int, topik: int, nomor: int) -> str:
    """`bantuan+f3.12.7.sidik@host`; kosong bila situs ini tidak membaca surat, atau host-nya nomor IP: surat tidak sampai."""
    lokal, _, host = (settings.SURAT_ALAMAT or [""])[0].rpartition("@")
    if not lokal or host.replace(".", "").isdigit():
        return ""
    isi = f"{pengguna}.{topik}.{nomor}"
    return f"{lokal}+f{isi}.{_sidik('balasan', isi, 16)}@{host}"


def untuk_forum(alamat: str) -> bool:
    """Alamat kotak kita dengan tanda forum, sah atau tidak: isinya bukan urusan meja bantuan."""
    return _pisah(alamat) is not None


def tujuan_balasan(alamat: str) -> TujuanBalasan | None:
    """Siapa membalas apa; `None` bila tanda tangannya salah."""
    lokal = _pisah(alamat)
    cocok = _PLUS.search(lokal) if lokal else None
    if cocok is None or not _cocok("balasan", ".".join(cocok.groups()[:3]), cocok[4]):
        return None
    return TujuanBalasan(int(cocok[1]), int(cocok[2]), int(cocok[3]))


def _pisah(alamat: str) -> str | None:
    lokal, _, host = alamat.strip().lower().rpartition("@")
    milik = {satu.strip().lower() for satu in settings.SURAT_ALAMAT}
    return lokal if _MIRIP.search(lokal) and f"{lokal.split('+', 1)[0]}@{host}" in milik else None


def tautan_berhenti(pengguna: int, daftar: str) -> str:
    """`daftar`: "surat" untuk semua email forum, "t12" untuk satu topik."""
    isi = f"{pengguna}-{daftar}"
    return settings.SITE_URL + reverse("forum:berhenti", args=[f"{isi}-{_sidik('berhenti', isi, 32)}"])


def baca_berhenti(kunci: str) -> tuple[int, str] | None:
    cocok = _BERHENTI.fullmatch(kunci)
    if cocok is None or not _cocok("berhenti", f"{cocok[1]}-{cocok[2]}", cocok[3]):
        return None
    return int(cocok[1]), cocok[2]
