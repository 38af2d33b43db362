"""Kesiapan, gerbang, dan kepekaan urutan (tracker.md 4, K-099)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple


class Kesiapan(NamedTuple):
    """Persen tepat. `nilai` kosong bila cakupannya kurang; selang selalu ada kecuali bobotnya nol."""

    nilai: Fraction | None
    cakupan: Fraction
    rendah: Fraction | None
    tinggi: Fraction | None
    layak: bool


def readiness(
    *,
    bobot: Mapping[str, int],
    skor: Mapping[str, int | None],
    maks: int = 4,
    cakupan_min: Fraction = Fraction(4, 5),
    gerbang: Mapping[str, int] | None = None,
) -> Kesiapan:
    """S = 100·Σ(w·s/maks)/Σ(w teramati), hanya bila teramati ≥ 80 % bobot; layak ⇔ ada nilai dan semua gerbang lolos."""
    gerbang = gerbang or {}
    seluruh = sum(bobot.values())
    teramati = {nama: skor.get(nama) for nama in bobot if skor.get(nama) is not None}
    bobot_teramati = sum(bobot[nama] for nama in teramati)
    jumlah = sum((Fraction(bobot[nama] * nilai, maks) for nama, nilai in teramati.items()), Fraction(0))
    if not seluruh:
        return Kesiapan(None, Fraction(0), None, None, False)
    cakupan = Fraction(bobot_teramati, seluruh)
    cukup = bobot_teramati > 0 and cakupan >= Fraction(cakupan_min)
    lolos = all(teramati.get(nama) is not None and teramati[nama] >= batas for nama, batas in gerbang.items())
    return Kesiapan(
        100 * jumlah / bobot_teramati if cukup else None,
        cakupan,
        100 * jumlah / seluruh,
        100 * (jumlah + seluruh - bobot_teramati) / seluruh,
        cukup and lolos,
    )


def tie_break(calon: Sequence[tuple[str, Fraction, Fraction, Fraction]]) -> list[str]:
    """Urutan kode dari (kode, nilai, komitmen, cakupan): nilai turun, komitmen turun, cakupan turun, kode naik."""
    return [kode for kode, *_ in sorted(calon, key=lambda c: (-c[1], -c[2], -c[3], c[0]))]


class Kepekaan(NamedTuple):
    dasar: dict[str, Fraction]
    teratas: list[str]
    jalan: int
    bagian: dict[str, Fraction]
    kokoh: dict[str, bool]


def sensitivity(
    *, bobot: Sequence[int], skor: Mapping[str, Sequence[int | Fraction]], n: int, delta: Fraction = Fraction(1, 5)
) -> Kepekaan:
    """Tiap bobot sendiri-sendiri ×(1±δ): bagian dari 2k jalan ketika calon masuk n teratas. Kokoh bila ≥ 80 %."""

    def nilai(w: Sequence[Fraction]) -> dict[str, Fraction]:
        jumlah = sum(w, Fraction(0))
        return {
            kode: sum((a * Fraction(b) for a, b in zip(w, s, strict=True)), Fraction(0)) / jumlah
            for kode, s in skor.items()
        }

    def atas(hasil: Mapping[str, Fraction]) -> list[str]:
        urut: Callable[[str], tuple] = lambda kode: (-hasil[kode], kode)  # noqa: E731
        return sorted(hasil, key=urut)[:n]

    dasar = nilai([Fraction(w) for w in bobot])
    masuk = dict.fromkeys(skor, 0)
    jalan = 0
    for letak in range(len(bobot)):
        for tanda in (1, -1):
            w = [Fraction(b) * (1 + tanda * Fraction(delta) if i == letak else 1) for i, b in enumerate(bobot)]
            jalan += 1
            for kode in atas(nilai(w)):
                masuk[kode] += 1
    bagian = {kode: Fraction(100 * kali, jalan) if jalan else Fraction(0) for kode, kali in masuk.items()}
    return Kepekaan(dasar, atas(dasar), jalan, bagian, {kode: b >= 80 for kode, b in bagian.items()})
