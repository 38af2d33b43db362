"""Pertanyaan orang menjadi kelompok akar yang dicari, dengan salah ketik ditebak dari kosakata yang ada.

Tanpa pg_trgm dan tanpa menyisir kosakata: kata yang berselisih satu ketikan (hilang, lebih, tertukar, bergeser satu huruf)
selalu sama sesudah masing-masing dibuang satu hurufnya, jadi cukup pencarian kunci yang sama. Satu kueri per pertanyaan.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import F

from modul_pelatihan.models.kosakata import MAPAN, EjaanCari, KataCari

from .penganalisis import LEMAH, akar, datar, kata_bermakna, tanpa_luluh

KATA_TERBANYAK = 10
TERPENDEK, TERPANJANG = 3, 24  # kata yang disimpan
TEBAK_TERPENDEK = 4  # kata orang yang ditebak ejaannya
PANJANG_DUA = 8  # mulai sepanjang ini selisih dua ketikan diterima, bila bertemu sesudah dibuang satu huruf
TEBAKAN = 3
AWALAN_TERPENDEK, LANJUTAN = 3, 12  # kata yang mungkin sedang diketik
_SEKALI = 400


@dataclass(frozen=True)
class Tanya:
    """Tiap kelompok adalah satu kata yang ditulis orang: akar-akar yang semuanya dianggap kata itu."""

    kelompok: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kelompok)

    @property
    def akar(self) -> set[str]:
        return {satu for kelompok in self.kelompok for satu in kelompok}


def susun_tanya(teks: str, *, mengetik: bool = False, publik: bool = False) -> Tanya:
    """Paling banyak satu kueri. `mengetik`: kata terakhir mungkin belum selesai. `publik`: hanya kosakata tulisan umum."""
    semua = kata_bermakna(teks)[:KATA_TERBANYAK]
    kata = [satu for satu in semua if akar(satu) not in LEMAH] or semua
    if not kata:
        return Tanya()
    awalan = kata[-1] if mengetik and _sedang_diketik(teks, kata[-1]) else ""
    kenal, lanjutan = _tanyakan(kata, awalan, publik)
    kelompok = []
    for satu in kata:
        pilihan = dict.fromkeys([akar(satu), *_tebak(satu, kenal)])
        if satu == awalan:
            pilihan |= dict.fromkeys(lanjutan)
        kelompok.append(tuple(pilihan))
    return Tanya(tuple(kelompok))


def _sedang_diketik(teks: str, kata: str) -> bool:
    return kata.isalpha() and len(kata) >= AWALAN_TERPENDEK and teks.rstrip() == teks and datar(teks).endswith(kata)


def _tebakan_boleh(kata: str) -> bool:
    return kata.isalpha() and TEBAK_TERPENDEK <= len(kata) <= TERPANJANG


def _disimpan(kata: str) -> bool:
    return kata.isalpha() and TERPENDEK <= len(kata) <= TERPANJANG


def _tanyakan(kata: list[str], awalan: str, publik: bool) -> tuple[list[tuple[str, str, int]], list[str]]:
    """Kosakata di sekitar `kata` (kata, akar, jumlah), dan akar kata yang berawalan `awalan`."""
    akarnya = sorted({akar(satu) for satu in kata})
    kunci = sorted({satu for k in kata if _tebakan_boleh(k) for satu in buang_satu(k) | buang_satu(akar(k))})
    umum = " AND k.publik" if publik else ""
    bagian = [
        f"SELECT 'akar', '', k.akar, MAX(k.jumlah) FROM {_KATA} k"
        f" WHERE k.akar IN ({_tanda(akarnya)}){umum} GROUP BY k.akar"
    ]
    isi: list = list(akarnya)
    if kunci:
        bagian.append(
            f"SELECT 'ejaan', k.kata, k.akar, k.jumlah FROM {_EJAAN} e JOIN {_KATA} k ON k.kata = e.kata_id"
            f" WHERE e.hapus IN ({_tanda(kunci)}){umum}"
        )
        isi += kunci
    if awalan:
        depan = sorted({awalan, tanpa_luluh(awalan)})
        pas = "k.kata LIKE %s" if connection.vendor == "postgresql" else "(k.kata >= %s AND k.kata < %s)"
        pas = f"({' OR '.join([pas] * len(depan))})"
        bagian.append(
            f"SELECT * FROM (SELECT 'lanjut', k.kata, k.akar, k.jumlah FROM {_KATA} k WHERE {pas}{umum}"
            f" ORDER BY k.jumlah DESC, k.kata LIMIT {LANJUTAN}) AS lanjut"
        )
        for satu in depan:
            isi += [f"{satu}%"] if connection.vendor == "postgresql" else [satu, f"{satu}~"]
    with connection.cursor() as kursor:
        kursor.execute(" UNION ALL ".join(bagian), isi)
        baris = kursor.fetchall()
    kenal = [(k, a, n) for jenis, k, a, n in baris if jenis != "lanjut"]
    return kenal, sorted({a for jenis, _, a, _ in baris if jenis == "lanjut"})


def _tebak(kata: str, kenal: list[tuple[str, str, int]]) -> list[str]:
    """Akar kata terdekat bila `kata` sendiri tidak dikenal atau hampir tidak pernah ditulis."""
    if not _tebakan_boleh(kata):
        return []
    dasar = akar(kata)
    sering = max((n for k, a, n in kenal if k == kata or a == dasar), default=0)
    if sering > 1:
        return []
    paling_kurang = MAPAN if sering else 1  # yang pernah ditulis sekali hanya kalah oleh kata yang benar-benar umum
    jauh = 2 if len(kata) >= PANJANG_DUA else 1
    calon = sorted(
        (selisih, -n, k, a)
        for k, a, n in kenal
        if k and a != dasar and n >= paling_kurang and (selisih := _selisih(kata, dasar, k, jauh)) <= jauh
    )
    dekat = [a for selisih, *_, a in calon if selisih == calon[0][0]]
    return list(dict.fromkeys(dekat))[:TEBAKAN]


def _selisih(kata: str, dasar: str, kenal: str, batas: int) -> int:
    """Yang terdekat: kata yang diketik, atau akarnya ("pencetakn" tidak dikenal, "cetakn" dekat dengan "cetak")."""
    lewat_kata = selisih_ketikan(kata, kenal, batas) if _awal_sama(kata, kenal) else batas + 1
    if len(dasar) < TEBAK_TERPENDEK or dasar[0] != kenal[0]:
        return lewat_kata
    return min(lewat_kata, selisih_ketikan(dasar, kenal, 1))


def _awal_sama(satu: str, dua: str) -> bool:
    """Huruf pertama jarang salah; yang dua pertama tertukar masih diterima."""
    return satu[0] == dua[0] or set(satu[:2]) == set(dua[:2])


def buang_satu(kata: str) -> set[str]:
    """Kata itu, dan kata itu tanpa salah satu hurufnya."""
    return {kata, *(kata[:i] + kata[i + 1 :] for i in range(len(kata)))}


def selisih_ketikan(satu: str, dua: str, batas: int) -> int:
    """Jarak Damerau (hilang, lebih, tertukar, bergeser); lebih dari `batas` dijawab `batas + 1`."""
    if abs(len(satu) - len(dua)) > batas:
        return batas + 1
    sebelum, kini = list(range(len(dua) + 1)), []
    lampau: list[int] = []
    for i, a in enumerate(satu, 1):
        kini = [i]
        for j, b in enumerate(dua, 1):
            nilai = min(sebelum[j] + 1, kini[j - 1] + 1, sebelum[j - 1] + (a != b))
            if i > 1 and j > 1 and a == dua[j - 2] and satu[i - 2] == b:
                nilai = min(nilai, lampau[j - 2] + 1)
            kini.append(nilai)
        lampau, sebelum = sebelum, kini
    return min(sebelum[-1], batas + 1)


def catat_kosakata(kata: Collection[str], *, publik: bool, hitung: bool = True) -> None:
    """Menambah kata baru (dan akarnya, sebab orang mengetik bentuk apa pun) dan menghitung yang belum mapan. `hitung` palsu bila tulisannya sudah pernah dihitung."""
    akarnya = {akar(satu): akar(satu) for satu in kata} | {satu: akar(satu) for satu in kata}
    semua = sorted(filter(_disimpan, akarnya))
    for mulai in range(0, len(semua), _SEKALI):
        _catat(semua[mulai : mulai + _SEKALI], akarnya, publik, hitung)


def lupakan_kata(akar: Collection[str]) -> None:
    """Membuang kata berakar itu dari kosakata, kecuali yang juga ada di tulisan umum."""
    semua = sorted(akar)
    for mulai in range(0, len(semua), _SEKALI):
        KataCari.objects.filter(akar__in=semua[mulai : mulai + _SEKALI], publik=False).delete()


def _catat(kata: list[str], akarnya: dict[str, str], publik: bool, hitung: bool) -> None:
    ada = {satu.kata: satu for satu in KataCari.objects.filter(kata__in=kata)}
    baru = [satu for satu in kata if satu not in ada]
    if baru:
        KataCari.objects.bulk_create(
            [KataCari(kata=satu, akar=akarnya[satu], publik=publik) for satu in baru], ignore_conflicts=True
        )
        EjaanCari.objects.bulk_create(
            [EjaanCari(hapus=hapus, kata_id=satu) for satu in baru for hapus in sorted(buang_satu(satu))],
            ignore_conflicts=True,
        )
    if hitung and (naik := [k for k, satu in ada.items() if satu.jumlah < MAPAN]):
        KataCari.objects.filter(kata__in=naik, jumlah__lt=MAPAN).update(jumlah=F("jumlah") + 1)
    if publik and (terbuka := [k for k, satu in ada.items() if not satu.publik]):
        KataCari.objects.filter(kata__in=terbuka).update(publik=True)


def _tanda(isi: list) -> str:
    return ", ".join(["%s"] * len(isi))


_KATA, _EJAAN = KataCari._meta.db_table, EjaanCari._meta.db_table
