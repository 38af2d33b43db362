"""Membaca kiriman jawaban: formulir biasa atau JSON dari antrean luring. Yang ganda tetap terlihat ganda."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict

from .naskah_soal import JawabanKeliru

_PILIH = re.compile(r"j-([0-9a-f-]{36})", re.ASCII)
_URUT = re.compile(r"u-([0-9a-f-]{36})-([0-9a-f]{8})", re.ASCII)
_TAK_TERBACA = "Kiriman tidak terbaca. Muat ulang halaman soal, lalu kirim lagi."
SOAL_TERBANYAK = 200


def kunci_dari(teks: object) -> UUID:
    try:
        return UUID(str(teks))
    except ValueError:
        raise JawabanKeliru(_TAK_TERBACA) from None


def dari_formulir(isi: QueryDict) -> tuple[UUID, list[tuple[str, Any]]]:
    """`j-<soal>` jawaban, `u-<soal>-<pilihan>` nomor urut pilihan itu. Melempar JawabanKeliru."""
    jawaban: list[tuple[str, Any]] = []
    letak: dict[str, list[tuple[str, str]]] = {}
    for nama in isi:
        if cocok := _PILIH.fullmatch(nama):
            jawaban.append((cocok[1], isi.getlist(nama)))
        elif cocok := _URUT.fullmatch(nama):
            letak.setdefault(cocok[1], []).extend((satu, cocok[2]) for satu in isi.getlist(nama))
    for soal, nomor in letak.items():
        jawaban.append((soal, _urutan(nomor)))
    return kunci_dari(isi.get("kunci", "")), jawaban


def _urutan(nomor: list[tuple[str, str]]) -> list[str]:
    """Pasangan (nomor, pilihan) menjadi pilihan berurut; semua kosong berarti tidak dijawab."""
    if not any(satu for satu, _ in nomor):
        return []
    harap = [str(ke) for ke in range(1, len(nomor) + 1)]
    urut = sorted(nomor, key=lambda satu: harap.index(satu[0]) if satu[0] in harap else len(harap))
    if [satu for satu, _ in urut] != harap:
        raise JawabanKeliru("Pada soal mengurutkan, beri setiap butir nomor yang berbeda.")
    return [pilihan for _, pilihan in urut]


def dari_json(badan: bytes) -> tuple[UUID, list[tuple[str, Any]]]:
    """{"kunci": UUID, "jawaban": [{"butir": tanda soal, "nilai": teks | daftar teks}]}. Melempar JawabanKeliru."""
    try:
        data = json.loads(badan)
        jawaban = [(str(satu["butir"]), satu["nilai"]) for satu in data["jawaban"]]
        kunci = kunci_dari(data["kunci"])
    except (ValueError, TypeError, KeyError, RecursionError) as galat:
        raise JawabanKeliru(_TAK_TERBACA) from galat
    if len(jawaban) > SOAL_TERBANYAK:
        raise JawabanKeliru(_TAK_TERBACA)
    return kunci, jawaban


def baca(request: HttpRequest) -> tuple[UUID, list[tuple[str, Any]]]:
    if request.content_type == "application/json":
        return dari_json(request.body)
    return dari_formulir(request.POST)


def mentah(request: HttpRequest) -> dict[str, Any]:
    """Ketikan yang ditolak, supaya tampil kembali di formulir; nomor urut yang bentrok diisi ulang orangnya."""
    return {cocok[1]: request.POST.getlist(nama) for nama in request.POST if (cocok := _PILIH.fullmatch(nama))}
