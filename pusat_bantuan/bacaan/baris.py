"""Satu baris antrean, siap tulis: cetakannya dibuka dua puluh lima kali tiap lembar, jadi tidak menelusuri tabel lagi."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from ..models import ProfilTiket
from .janji import TandaTenggat, tanda_tenggat

_KEADAAN = dict(ProfilTiket.Keadaan.choices)
_PATOKAN = "AAAA-AAAA"  # alamatnya disusun sekali, kodenya diganti tiap baris


@dataclass(frozen=True, slots=True)
class BarisAntrean:
    """Yang tertulis di satu baris antrean; `pegangan` kosong bila belum dipegang siapa pun."""

    kode: str
    url: str
    judul: str
    tempat: str
    bidang: str
    versi: str
    pegangan: str
    tenggat: TandaTenggat | None
    aktivitas: datetime
    terbatas: bool
    dampak: str
    keadaan: str
    sebutan: str
    digabung: bool


def baris_antrean(tiket: list[ProfilTiket], *, kini: datetime | None = None) -> list[BarisAntrean]:
    """Tanpa kueri bila `tiket` dari `untuk_baris()`."""
    kini, pola = kini or timezone.now(), reverse("pusat_bantuan:tiket", args=[_PATOKAN])
    return [_satu(profil, kini, pola) for profil in tiket]


def _satu(profil: ProfilTiket, kini: datetime, pola: str) -> BarisAntrean:
    tempat, wilayah, pemegang, pegangan = profil.nama_tempat, profil.wilayah, profil.pemegang, ""
    if wilayah and wilayah.induk:
        tempat = f"{tempat}, {wilayah.induk.nama}"
    if pemegang:
        lewat = profil.pegangan_sampai is not None and profil.pegangan_sampai <= kini
        pegangan = f"pegangan {pemegang.nama} lewat" if lewat else f"dipegang {pemegang.nama}"
    return BarisAntrean(
        kode=profil.kode, url=pola.replace(_PATOKAN, profil.kode), judul=profil.judul, tempat=tempat, bidang=profil.bidang.nama,
        versi=profil.versi, pegangan=pegangan, tenggat=tanda_tenggat(profil, kini=kini), aktivitas=profil.aktivitas,
        terbatas=profil.terbatas, dampak=profil.dampak, keadaan=profil.keadaan, sebutan=_KEADAAN[profil.keadaan],
        digabung=profil.digabung_ke_id is not None,
    )  # fmt: skip
