"""Jejak harian satu pemasangan: laporan terakhir tiap hari, dan kesimpulan yang dilipat darinya. Murni, tanpa ORM.

Semua keadaan adalah lipatan hari-hari menurut urutannya, jadi urutan *datangnya* laporan tidak mengubah apa pun:
mengulang tidak menambah, yang terlambat disisipkan di harinya dan hari sesudahnya dilipat lagi (tracker.md 6).
Di antara laporan sehari yang terakhir menang; isian yang tidak dikirim tetap seperti hari sebelumnya.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from wilayah.opensid_versi import Versi, urai_versi

from .kontrak import PENGHITUNG

PENGHITUNG_TURUN, VERSI_MUNDUR, AWALAN_BEDA = "penghitung_turun", "versi_mundur", "awalan_beda"
_TURUN_DIABAIKAN = {"modul_tte", "anjungan", "jml_pengguna"}
_PENGHITUNG = frozenset(PENGHITUNG)

Isi = dict[str, str | int]


class Hari(NamedTuple):
    """Laporan terakhir satu hari: `saat` dalam milidetik sejak 1970; `beda` bila ada laporan hari itu yang kode induknya lain."""

    saat: int
    isi: Isi
    beda: bool = False


class Keadaan(NamedTuple):
    """Isian yang berlaku sesudah hari-hari yang lalu, dan hari terakhir ada penghitung naik (ordinal; 0: belum)."""

    isi: Isi = {}
    pakai: int = 0


class Lipatan(NamedTuple):
    akhir: Keadaan
    pakai: int  # topeng hari yang penghitungnya naik
    janggal: dict[str, dict[int, str]]  # jenis → hari (ordinal) → rincian


def gabung(lama: Hari | None, baru: Hari) -> Hari:
    """Dua laporan hari yang sama: yang lebih akhir menang; pada saat yang sama, yang isiannya lebih banyak."""
    if lama is None:
        return baru
    menang = max(lama, baru, key=lambda satu: (satu.saat, len(satu.isi), _teks(satu.isi)))
    return menang._replace(beda=lama.beda or baru.beda)


def _teks(isi: Isi) -> str:
    return json.dumps(isi, sort_keys=True)


def lipat(awal: Keadaan, hari: Mapping[int, Hari], bulan: date) -> Lipatan:
    """`hari` berkunci tanggal 1–31 pada `bulan`; `awal` keadaan sebelum tanggal satu."""
    isi, pakai, topeng = dict(awal.isi), awal.pakai, 0
    janggal: dict[str, dict[int, str]] = {}
    for tanggal in sorted(hari):
        satu, nomor = hari[tanggal], bulan.toordinal() + tanggal - 1
        naik, turun = False, []
        for nama in _PENGHITUNG & satu.isi.keys() & isi.keys():
            naik = naik or satu.isi[nama] > isi[nama]
            if satu.isi[nama] < isi[nama] and nama not in _TURUN_DIABAIKAN:
                turun.append(f"{nama} {isi[nama]}→{satu.isi[nama]}")
        if naik:
            topeng |= 1 << (tanggal - 1)
            pakai = nomor
        if turun:
            janggal.setdefault(PENGHITUNG_TURUN, {})[nomor] = ", ".join(sorted(turun))
        if satu.beda:
            janggal.setdefault(AWALAN_BEDA, {})[nomor] = "kode kecamatan, kabupaten, atau provinsi yang dikirim lain"
        if mundur := _mundur(str(isi.get("versi", "")), str(satu.isi.get("versi", ""))):
            janggal.setdefault(VERSI_MUNDUR, {})[nomor] = mundur
        isi |= satu.isi
    return Lipatan(Keadaan(isi, pakai), topeng, janggal)


_urai = lru_cache(maxsize=512)(urai_versi)


def _mundur(dulu: str, kini: str) -> str:
    if dulu == kini or not dulu or not kini:
        return ""
    lama: Versi | None = _urai(dulu)
    baru: Versi | None = _urai(kini)
    return f"{dulu} → {kini}" if lama and baru and baru.bulan_rilis < lama.bulan_rilis else ""


# --- Bentuk tersimpan: tiap hari hanya yang berubah dari hari sebelumnya, dan nama isian yang tidak dikirim -----------


def susun(awal: Keadaan, hari: Mapping[int, Hari]) -> dict:
    lalu, baris = dict(awal.isi), {}
    for tanggal in sorted(hari):
        satu = hari[tanggal]
        ubah = {nama: nilai for nama, nilai in satu.isi.items() if nama not in lalu or lalu[nama] != nilai}
        hilang = sorted(lalu.keys() - satu.isi.keys())
        baris[str(tanggal)] = [satu.saat, ubah, hilang, int(satu.beda)]
        lalu |= satu.isi
    return {"awal": [awal.isi, awal.pakai], "hari": baris}


def urai(jejak: dict) -> tuple[Keadaan, dict[int, Hari]]:
    """Kebalikan `susun`; jejak kosong berarti tidak ada yang diketahui."""
    awal = Keadaan(*jejak.get("awal", ({}, 0)))
    lalu, hari = dict(awal.isi), {}
    for tanggal in sorted(jejak.get("hari", {}), key=int):
        saat, ubah, hilang, beda = jejak["hari"][tanggal]
        lalu |= ubah
        hari[int(tanggal)] = Hari(saat, {n: v for n, v in lalu.items() if n not in hilang}, bool(beda))
    return awal, hari
