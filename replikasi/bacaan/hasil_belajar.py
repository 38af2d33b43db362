"""Hasil belajar orang per modul: kecakapan yang terbukti, kuis dinilai yang lulus, dan pelajaran yang tuntas (K-098)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from modul_pelatihan.bacaan import kecakapan
from modul_pelatihan.models import KemajuanPelajaran, Kuis, ModulPage, PelajaranPage, Percobaan

LULUS, TUNTAS = "lulus", "tuntas"


def hasil_belajar(orang: Collection[int]) -> dict[int, dict[str, str]]:
    """Orang → kode modul → "lulus" (kelas, praktik, atau kuis dinilai) atau "tuntas" (semua pelajarannya selesai)."""
    hasil: dict[int, dict[str, str]] = {pk: {} for pk in orang}
    if not hasil:
        return hasil
    for pk, tuntas in _tuntas(orang).items():
        hasil[pk].update(dict.fromkeys(tuntas, TUNTAS))
    for pk, terbukti in kecakapan(orang).items():
        hasil[pk].update(dict.fromkeys(terbukti.modul | terbukti.praktik, LULUS))
    for pk, kode in _lulus_kuis(orang):
        hasil[pk][kode] = LULUS
    return hasil


def modul_berkuis() -> set[str]:
    """Modul yang kuis dinilainya dapat dikerjakan: di situ membaca saja belum cukup."""
    kuis = Kuis.objects.terbuka().filter(jenis=Kuis.Jenis.SUMATIF, modul__isnull=False)
    return set(kuis.values_list("modul__kode", flat=True))


def _tuntas(orang: Collection[int]) -> dict[int, list[str]]:
    modul = {satu.path: satu.kode for satu in ModulPage.objects.live()}
    isi: dict[str, set] = defaultdict(set)
    for jalur, uuid in PelajaranPage.objects.live().values_list("path", "uuid"):
        if kode := modul.get(jalur[: -PelajaranPage.steplen]):
            isi[kode].add(uuid)
    selesai: dict[int, set] = defaultdict(set)
    for pk, pelajaran in KemajuanPelajaran.objects.selesai().filter(orang__in=orang).values_list("orang", "pelajaran"):
        selesai[pk].add(pelajaran)
    return {pk: [kode for kode, perlu in isi.items() if perlu <= selesai[pk]] for pk in orang}


def _lulus_kuis(orang: Collection[int]) -> set[tuple[int, str]]:
    coba = Percobaan.objects.dinilai().filter(
        orang__in=orang, lulus=True, kuis__jenis=Kuis.Jenis.SUMATIF, kuis__modul__isnull=False
    )
    return set(coba.order_by().values_list("orang", "kuis__modul__kode"))


def yang_terlatih(orang: Collection[int]) -> int:
    """Berapa orang di antaranya yang pernah lulus kelas pelatihan."""
    return sum(bool(satu.lulus) for satu in kecakapan(orang).values())
