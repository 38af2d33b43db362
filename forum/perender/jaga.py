"""Penjaga: menjinakkan bentuk yang membuat pengurai lambat atau jatuh, tanpa menyentuh isi blok kode (forum.md 5.2).

Sekali jalan, linear; setiap pola di sini panjangnya terbatas, sebab pola penjaga sendiri pernah menjadi jalan masuk.
"""

from __future__ import annotations

import re

from .galat import TulisanDitolak
from .normalkan import TANDA_KURUNG, TANDA_PETIK

DALAM_MAKS = 6
MENJOROK_MAKS = 24
JUDUL_MAKS = 100
SEL_MAKS = 2_000
TAUTAN_BLOK_MAKS = 100
_PAGAR = re.compile(r"(`{3,}|~{3,})([^`]*)$")
_INFO = re.compile(r"[^A-Za-z0-9+#-]")
_KOSONG_PANJANG = re.compile(r" {40,}")
_BUTIR = re.compile(r"(?:[+*-]|[0-9]{1,9}[.)])(?= |$)")
_GARIS_TABEL = re.compile(r"[ |:-]{1,4000}$")
_GARIS_JUDUL = re.compile(r" {0,3}(?:=+|-+) *$")
_TAUTAN = re.compile(r"\[[^\[\]\n]{1,200}\]\([^()\s\[\]]{1,500}\)")
_KODE = re.compile(r"(?<!`)`[^`\n]{1,200}`(?!`)")


def jaga(teks: str) -> str:
    """Markdown yang sama artinya bagi tulisan wajar, dan berbiaya linear bagi tulisan jahat."""
    hasil: list[str] = []
    blok: list[str] = []
    penghitung = _Penghitung()
    baris = teks.split("\n")
    i = 0
    while i < len(baris):
        pagar = _PAGAR.match(baris[i])
        if pagar:
            hasil += _tutup_blok(blok, penghitung)
            i = _salin_kode(baris, i, pagar, hasil)
            continue
        satu = _jinakkan_awal(baris[i], penghitung)
        if satu.strip():
            blok.append(satu)
        else:
            hasil += _tutup_blok(blok, penghitung)
            hasil.append("")
        i += 1
    hasil += _tutup_blok(blok, penghitung)
    return "\n".join(hasil)


class _Penghitung:
    judul = 0
    sel = 0


def _salin_kode(baris: list[str], i: int, pagar: re.Match, hasil: list[str]) -> int:
    """Blok kode berpagar disalin utuh dengan pagar yang pasti tertutup; mengembalikan nomor baris sesudahnya."""
    tanda, isi = pagar[1], []
    i += 1
    while i < len(baris):
        rapi = baris[i].rstrip()
        if len(rapi) >= len(tanda) and rapi == tanda[0] * len(rapi):
            i += 1
            break
        isi.append(baris[i])
        i += 1
    terpanjang = max((len(satu) - len(satu.lstrip("`")) for satu in isi), default=0)
    luar = "`" * max(3, terpanjang + 1)
    info = _INFO.sub("", pagar[2].strip().split(" ")[0])[:20]
    # Pengurai mencari pagar pada awal baris di seluruh teks: baris kosong di sekitarnya menjaga bloknya sendiri.
    hasil += ["", luar + info, *isi, luar, ""]
    return i


def _jinakkan_awal(satu: str, penghitung: _Penghitung) -> str:
    """Awal baris: kutipan dan butir paling dalam enam, menjorok paling jauh 24, judul paling banyak seratus."""
    satu = _KOSONG_PANJANG.sub(lambda cocok: " " if cocok.start() else " " * MENJOROK_MAKS, satu).rstrip()
    kutip = butir = letak = menjorok = 0
    awal: list[str] = []
    while letak < len(satu):
        huruf = satu[letak]
        if huruf == " ":
            jeda = len(satu) - letak - len(satu[letak:].lstrip(" "))
            letak += jeda
            if not (awal and awal[-1].endswith(" ")):
                awal.append(" " * min(jeda, max(1, MENJOROK_MAKS - menjorok)))
                menjorok += jeda
        elif huruf == ">":
            kutip += 1
            letak += 1
            if kutip <= DALAM_MAKS:
                awal.append(">")
        elif cocok := _BUTIR.match(satu, letak):
            butir += 1
            if butir > DALAM_MAKS:
                awal.append("\\" if cocok[0][0] in "+*-" else f"{cocok[0][:-1]}\\")
                letak = cocok.end() - 1
                break
            letak = cocok.end()
            awal.append(cocok[0])
        else:
            break
    sisa = satu[letak:]
    if sisa.startswith("#") or _GARIS_JUDUL.match(satu):
        penghitung.judul += 1
        if penghitung.judul > JUDUL_MAKS:
            sisa, awal = "\\" + (sisa or satu.strip()), awal if sisa else []
    return "".join(awal) + sisa


def _tutup_blok(blok: list[str], penghitung: _Penghitung) -> list[str]:
    """Satu paragraf mentah: tabelnya dihitung, kurung siku dan petik yang berlebihan diganti tanda."""
    if not blok:
        return []
    if len(blok) > 1 and "|" in blok[0] and _GARIS_TABEL.match(blok[1].lstrip(" >")):
        penghitung.sel += (blok[0].count("|") + 1) * len(blok)
        if penghitung.sel > SEL_MAKS:
            raise TulisanDitolak(f"Tabel terlalu besar; paling banyak {SEL_MAKS} sel. Lampirkan lewat tiket saja.")
    teks = "\n".join(blok)
    blok.clear()
    if teks.count("[") * len(teks) > 100_000:
        teks = _sisakan(_TAUTAN, teks, "[", TANDA_KURUNG)
    if teks.count("`") * len(teks) > 300_000:
        teks = _sisakan(_KODE, teks, "`", TANDA_PETIK)
    return [teks]


def _sisakan(pola: re.Pattern, teks: str, huruf: str, tanda: str) -> str:
    """Seratus bentuk lengkap pertama dibiarkan; `huruf` selebihnya menjadi `tanda`."""
    potongan, sampai = [], 0
    for n, cocok in enumerate(pola.finditer(teks)):
        if n == TAUTAN_BLOK_MAKS:
            break
        potongan += [teks[sampai : cocok.start()].replace(huruf, tanda), cocok[0]]
        sampai = cocok.end()
    return "".join(potongan) + teks[sampai:].replace(huruf, tanda)
