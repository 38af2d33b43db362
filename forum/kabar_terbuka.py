"""Halaman forum mana yang tidak lagi terbuka bagi penerima kabarnya: topik dapat pindah ke simpul tertutup (forum.md 7)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .models import ArsipObrolan, Kiriman, Ruang, Simpul, Topik

_TOPIK = re.compile(r"/forum/t/(\d{1,12})-[^?#]*(?:\?(?:[^#]*&)?nomor=(\d{1,9}))?")
_SIMPUL = re.compile(r"/forum/simpul/([-\w]{1,80})/")
_ARSIP = re.compile(r"/forum/arsip/(\d{1,12})/")


def yang_tertutup(oleh, alamat: Iterable[str]) -> set[str]:
    """Kueri tetap berapa pun alamatnya; yang bukan halaman forum tidak dinilai di sini."""
    daftar = list(alamat)
    topik = {satu: cocok for satu in daftar if (cocok := _TOPIK.match(satu))}
    simpul = {satu: cocok[1] for satu in daftar if (cocok := _SIMPUL.match(satu))}
    arsip = {satu: int(cocok[1]) for satu in daftar if (cocok := _ARSIP.match(satu))}
    tertutup = _topik_tertutup(oleh, topik) if topik else set()
    if simpul:
        ada = set(Simpul.objects.terlihat(oleh=oleh).filter(slug__in=simpul.values()).values_list("slug", flat=True))
        tertutup |= {satu for satu, slug in simpul.items() if slug not in ada}
    if arsip:
        ada = set(ArsipObrolan.objects.terlihat(oleh=oleh).filter(pk__in=arsip.values()).values_list("pk", flat=True))
        tertutup |= {satu for satu, pk in arsip.items() if pk not in ada}
    return tertutup


def _topik_tertutup(oleh, alamat: dict[str, re.Match]) -> set[str]:
    utuh = {satu: int(cocok[1]) for satu, cocok in alamat.items() if not cocok[2]}
    nomor = {satu: (int(cocok[1]), int(cocok[2])) for satu, cocok in alamat.items() if cocok[2]}
    terbuka: set[int] = set()
    if utuh:
        pk = set(utuh.values())
        terbuka = set(Topik.objects.terlihat(oleh=oleh).filter(pk__in=pk).values_list("pk", flat=True))
        if sisa := pk - terbuka:
            ruang = Ruang.objects.terlihat(oleh=oleh).values("pk")
            tujuan = Topik.objects.terlihat(oleh=oleh).filter(gabungan__in=sisa, gabungan__ruang__in=ruang)
            terbuka |= set(tujuan.values_list("gabungan", flat=True))
    tertutup = {satu for satu, pk in utuh.items() if pk not in terbuka}
    return tertutup | (_nomor_tertutup(oleh, nomor) if nomor else set())


def _nomor_tertutup(oleh, alamat: dict[str, tuple[int, int]]) -> set[str]:
    """Kiriman yang sudah berpindah terbuka bila tempat barunya terbuka dan ruang asalnya, yang judulnya disebut, juga."""
    topik, nomor = {satu[0] for satu in alamat.values()}, {satu[1] for satu in alamat.values()}
    terlihat = Kiriman.objects.terlihat(oleh=oleh)
    ada = set(terlihat.filter(topik__in=topik, nomor__in=nomor).values_list("topik", "nomor"))
    if sisa := {satu[0] for satu in alamat.values() if satu not in ada}:
        ruang = Ruang.objects.terlihat(oleh=oleh).values("pk")
        nisan = Kiriman.objects.filter(topik__in=sisa, nomor__in=nomor, pindah_ke__isnull=False, topik__ruang__in=ruang)
        pindah = {baru: (asal, n) for asal, n, baru in nisan.values_list("topik", "nomor", "pindah_ke")}
        ada |= {pindah[pk] for pk in terlihat.filter(pk__in=pindah).values_list("pk", flat=True)}
    return {satu for satu, pasangan in alamat.items() if pasangan not in ada}
