"""Kesiapan, gerbang, dan kepekaan urutan (tracker.md 4, K-099)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from .bulat import Bilangan, tepat


class Kesiapan(NamedTuple):
    """Persen tepat. `nilai` kosong bila cakupannya kurang; selang selalu ada kecuali bobotnya nol."""

    nilai: Fraction | None
    cakupan: Fraction
    rendah: Fraction | None
    tinggi: Fraction | None
    layak: bool


def readiness(
    *,
    bobot: Mapping[str, Bilangan],
    skor: Mapping[str, Bilangan | None],
    maks: int = 4,
    cakupan_min: Bilangan = Fraction(4, 5),
    gerbang: Mapping[str, Bilangan] | None = None,
) -> Kesiapan:
    """S = 100·Σ(w·s/maks)/Σ(w teramati), hanya bila teramati ≥ 80 % bobot; layak ⇔ ada nilai dan semua gerbang lolos."""
    gerbang = gerbang or {}
    bobot = {nama: tepat(berat) for nama, berat in bobot.items()}
    teramati = {nama: tepat(nilai) for nama, nilai in skor.items() if nilai is not None}
    seluruh = sum(bobot.values(), Fraction(0))
    bobot_teramati = sum((berat for nama, berat in bobot.items() if nama in teramati), Fraction(0))
    jumlah = sum((berat * teramati[nama] / maks for nama, berat in bobot.items() if nama in teramati), Fraction(0))
    if not seluruh:
        return Kesiapan(None, Fraction(0), None, None, False)
    cakupan = bobot_teramati / seluruh
    cukup = bobot_teramati > 0 and cakupan >= tepat(cakupan_min)
    lolos = all(nama in teramati and teramati[nama] >= tepat(batas) for nama, batas in gerbang.items())
    return Kesiapan(
        100 * jumlah / bobot_teramati if cukup else None,
        cakupan,
        100 * jumlah / seluruh,
        100 * (jumlah + seluruh - bobot_teramati) / seluruh,
        cukup and lolos,
    )


def tie_break(calon: Sequence[tuple[str, Bilangan | None, Bilangan | None, Bilangan | None]]) -> list[str]:
    """Urutan kode dari (kode, nilai, komitmen, cakupan): nilai turun, komitmen turun, cakupan turun, kode naik.

    Yang kosong (`None`) di bawah semua yang terisi.
    """

    def urutan(satu: tuple) -> tuple:
        kode, *angka = satu
        return (*((nilai is None, -tepat(nilai or 0)) for nilai in angka), kode)

    return [kode for kode, *_ in sorted(calon, key=urutan)]


class Kepekaan(NamedTuple):
    """`dasar` nilai semula, `teratas` n teratas semula, `bagian` persen dari `jalan` ketika calon masuk n teratas."""

    dasar: dict[str, Fraction]
    teratas: list[str]
    jalan: int
    bagian: dict[str, Fraction]
    kokoh: dict[str, bool]


def sensitivity(
    *, bobot: Sequence[Bilangan], skor: Mapping[str, Sequence[Bilangan | None]], n: int,
    delta: Bilangan = Fraction(1, 5),
) -> Kepekaan:  # fmt: skip
    """Tiap bobot sendiri-sendiri ×(1±δ), dinormalkan lagi: bagian dari 2k jalan ketika calon masuk n teratas.

    Yang kosong (`None`) keluar dari pembilang dan penyebut calon itu, sama seperti `readiness`. Seri diurutkan menurut
    kode. Kokoh bila ≥ 80 %. `ValueError` bila jumlah bobot yang teramati nol.
    """
    dasar_bobot, geser = [tepat(satu) for satu in bobot], tepat(delta)

    def satu_nilai(w: Sequence[Fraction], s: Sequence[Bilangan | None]) -> Fraction:
        ada = [(berat, tepat(angka)) for berat, angka in zip(w, s, strict=True) if angka is not None]
        jumlah = sum((berat for berat, _ in ada), Fraction(0))
        if not jumlah:
            raise ValueError("Jumlah bobotnya nol; nilainya tidak dapat dihitung.")
        return sum((berat * angka for berat, angka in ada), Fraction(0)) / jumlah

    def nilai(w: Sequence[Fraction]) -> dict[str, Fraction]:
        return {kode: satu_nilai(w, s) for kode, s in skor.items()}

    def atas(hasil: Mapping[str, Fraction]) -> list[str]:
        return sorted(hasil, key=lambda kode: (-hasil[kode], kode))[:n]

    dasar = nilai(dasar_bobot)
    masuk = dict.fromkeys(skor, 0)
    jalan = 0
    for letak in range(len(dasar_bobot)):
        for tanda in (1, -1):
            w = [berat * (1 + tanda * geser if i == letak else 1) for i, berat in enumerate(dasar_bobot)]
            jalan += 1
            for kode in atas(nilai(w)):
                masuk[kode] += 1
    bagian = {kode: Fraction(100 * kali, jalan) if jalan else Fraction(0) for kode, kali in masuk.items()}
    return Kepekaan(dasar, atas(dasar), jalan, bagian, {kode: b >= 80 for kode, b in bagian.items()})


def menyimpang(urutan: Sequence[str], dipilih: Collection[str], n: int) -> list[str]:
    """Kode yang pilihannya menyimpang dari urutan: di luar n teratas tetapi dipilih, atau di dalamnya tetapi dilewati.

    Tiap satunya memerlukan alasan tertulis (tracker.md 4). `urutan` hanya memuat yang layak.
    """
    atas = set(urutan[:n])
    return [kode for kode in urutan if (kode in atas) != (kode in dipilih)]
