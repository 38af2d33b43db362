"""Kecakapan yang terbukti: lulus kelas dengan sertifikat yang masih berlaku, dan praktik yang lulus (domain training.md 2.5).

Dibaca kamar di atas untuk kesiapan Tim Teknis: bagian orangnya yang berkecakapan turun sendiri bila orangnya berganti.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from modul_pelatihan.models import Kelulusan, PenilaianPraktik, Sertifikat


@dataclass(frozen=True)
class Lulus:
    """Satu kelas yang diluluskan. `berlaku` gugur bila sertifikatnya dicabut atau habis; `jalur` kosong bila tanpa jalur."""

    kelas: str
    jalur: str
    modul: frozenset[str]
    pada: date
    berlaku: bool
    url: str


@dataclass
class Kecakapan:
    """Yang terbukti pada satu orang; tanpa baris berarti belum ada yang terbukti, bukan tidak mampu."""

    lulus: list[Lulus] = field(default_factory=list)
    praktik: set[str] = field(default_factory=set)

    @property
    def berlaku(self) -> list[Lulus]:
        return [satu for satu in self.lulus if satu.berlaku]

    @property
    def jalur(self) -> set[str]:
        """Kode jalur yang lulusnya masih berlaku."""
        return {satu.jalur for satu in self.berlaku if satu.jalur}

    @property
    def modul(self) -> set[str]:
        """Kode modul yang tercakup kelas yang lulusnya masih berlaku."""
        return {kode for satu in self.berlaku for kode in satu.modul}


def kecakapan(orang: Iterable[int], pada: date | None = None) -> dict[int, Kecakapan]:
    """pk orang → kecakapannya pada hari itu; empat kueri berapa pun orangnya.

    `praktik` memuat kode modul yang praktik terakhirnya lulus, yakni rasionya cukup dan semua butir kritisnya terpenuhi.
    """
    hasil = {pk: Kecakapan() for pk in orang}
    if not hasil:
        return {}
    surat = Sertifikat.objects.select_related("pencabutan").order_by("ke")
    baris = (
        Kelulusan.objects.filter(peserta__orang__in=hasil, lulus=True)
        .select_related("peserta__angkatan__jalur")
        .prefetch_related("peserta__angkatan__modul", Prefetch("sertifikat", queryset=surat))
        .order_by("pada", "pk")
    )
    for satu in baris:
        kelas, terakhir = satu.peserta.angkatan, (list(satu.sertifikat.all()) or [None])[-1]
        hasil[satu.peserta.orang_id].lulus.append(
            Lulus(
                kelas.judul, kelas.jalur.kode if kelas.jalur else "", frozenset(m.kode for m in kelas.modul.all()),
                satu.pada.date(), terakhir is None or terakhir.status(pada) in {"berlaku", "segera_habis"},
                terakhir.get_absolute_url() if terakhir else kelas.get_absolute_url(),
            )
        )  # fmt: skip
    nilai = PenilaianPraktik.objects.filter(orang__in=hasil, lembar__modul__isnull=False).order_by("pada", "pk")
    for pk, kode, lulus in nilai.values_list("orang_id", "lembar__modul__kode", "lulus"):
        (hasil[pk].praktik.add if lulus else hasil[pk].praktik.discard)(kode)
    return hasil
