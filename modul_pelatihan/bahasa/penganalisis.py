"""Dari tulisan orang ke akar kata yang diindeks dan dicari; sama di SQLite dan PostgreSQL. Murni, tanpa ORM.

Urutannya: huruf datar → kata → akar (Snowball bahasa Indonesia, dengan daftar pengecualian kita) → luluh → padanan.
"Luluh": huruf k, p, s, t di depan akar hilang sesudah meN-/peN- ("mengirim", "menutup"), dan pemenggal tidak selalu
mengembalikannya. Karena itu huruf itu dibuang dari semua akar: "kirim" dan "mengirim" sama-sama menjadi "irim". Akar tidak
pernah ditampilkan, dan yang salah penggal dengan cara yang sama di kedua sisi tetap bertemu (domain helpdesk.md 7).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import snowballstemmer

_FOLDER = Path(__file__).resolve().parent
_pemenggal = snowballstemmer.stemmer("indonesian")
_KATA = re.compile(r"[a-z0-9]+")
_VERSI = re.compile(r"(?<![\w.])v?(\d{2})\.?(0[1-9]|1[0-2])(?!\d)")  # "24.10", "v2410", dan "2410" satu kata
_TERSAMAR = re.compile(r"\d*•+\d*|\[disamarkan\]")
_LULUH = re.compile(r"[kpst](?=[aiueo])")
PALING_PANJANG = 32  # lebih panjang dari itu bukan kata: sidik, base64, alamat
ANGKA_TERPANJANG = 12  # nomor yang lebih panjang (NIK, No. KK, kartu) tidak pernah masuk indeks
LEMAH = frozenset({"desa", "opensid", "sid"})  # ada di hampir semua tulisan: dicari hanya bila tidak ada kata lain


def _baris(nama: str) -> list[str]:
    isi = (_FOLDER / nama).read_text(encoding="utf-8").splitlines()
    return [baris for satu in isi if (baris := satu.partition("#")[0].strip())]


def _muat_akar() -> dict[str, str]:
    hasil = {}
    for baris in _baris("akar.txt"):
        akar, _, bentuk = baris.partition(":")
        hasil |= dict.fromkeys([akar.strip(), *bentuk.split()], akar.strip())
    return hasil


def datar(teks: str) -> str:
    """Huruf kecil tanpa tanda; versi bertitik dirapatkan; yang tersamar dibuang beserta angka di sekitarnya."""
    teks = _TERSAMAR.sub(" ", teks)
    teks = unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode().lower()
    return _VERSI.sub(r"\1\2", teks)


HENTI = frozenset(kata for baris in _baris("henti.txt") for kata in baris.split())
_AKAR = _muat_akar()


def _akar_saja(kata: str) -> str:
    akar = _AKAR.get(kata) or (kata if not kata.isalpha() else _pemenggal.stemWord(kata))
    akar = _AKAR.get(akar, akar)
    return tanpa_luluh(akar) if len(akar) > 3 else akar


def tanpa_luluh(kata: str) -> str:
    return kata[1:] if _LULUH.match(kata) else kata


def _muat_padanan() -> dict[str, str]:
    hasil: dict[str, str] = {}
    for baris in _baris("padanan.txt"):
        wakil, *lain = baris.split()
        for satu in (wakil, *lain):
            for bagian in (satu,) if satu.isalnum() else ():
                hasil.setdefault(_akar_saja(bagian), wakil)
    return hasil


_PADANAN = _muat_padanan()


@lru_cache(maxsize=50_000)
def akar(kata: str) -> str:
    """Akar satu kata datar: "pencetakan" → "cetak"; "eror" dan "gagal" → "galat"; angka dan kode apa adanya."""
    dasar = _akar_saja(kata)
    return _PADANAN.get(dasar, dasar)


def kata_bermakna(teks: str) -> list[str]:
    """Kata datar berurutan seperti di teks, tanpa kata henti dan tanpa ulangan."""
    kata = (satu for satu in _KATA.findall(datar(teks)) if _layak(satu))
    return list(dict.fromkeys(kata))


def _layak(kata: str) -> bool:
    if not 1 < len(kata) <= PALING_PANJANG or kata in HENTI:
        return False
    return not (kata.isdigit() and len(kata) > ANGKA_TERPANJANG)


def akar_kata(*teks: str) -> list[str]:
    """Akar semua kata bermakna, tanpa ulangan, berurutan: yang ditulis ke indeks."""
    return list(dict.fromkeys(akar(satu) for satu in kata_bermakna(" ".join(teks))))


@lru_cache(maxsize=1)
def sidik_aturan() -> str:
    """Berubah bila daftar kata atau pemenggalnya berubah: indeks lama perlu disusun lagi (`manage.py susun_cari`)."""
    sidik = hashlib.sha256(version("snowballstemmer").encode())
    for berkas in ("penganalisis.py", "henti.txt", "padanan.txt", "akar.txt"):
        sidik.update((_FOLDER / berkas).read_bytes())
    return sidik.hexdigest()[:16]
