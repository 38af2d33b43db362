"""Yang menyertai topik jenis tertentu: acaranya, jajaknya, usulannya. Dibuat bersama topiknya, dalam satu transaksi."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.models import Acara, Jajak, PilihanJajak, Topik, Usulan
from forum.models.jajak import PILIHAN_MAKS

from .galat import TidakBoleh


@dataclass(frozen=True)
class RincianAcara:
    mulai: datetime
    selesai: datetime
    zona: str
    tempat: str = ""
    tautan: str = ""
    kapasitas: int | None = None


@dataclass(frozen=True)
class RincianJajak:
    pilihan: tuple[str, ...]
    maks_pilihan: int = 1
    tutup: datetime | None = None
    rahasia: bool = True


def buat_rincian(topik: Topik, rincian: RincianAcara | RincianJajak | None) -> None:
    """Jenis topik menentukan rinciannya; acara tanpa waktu dan jajak tanpa pilihan tidak terbit."""
    if topik.jenis == Topik.Jenis.ACARA:
        if not isinstance(rincian, RincianAcara):
            raise TidakBoleh("Acara perlu waktu dan tempat.")
        Acara.objects.create(
            topik=topik, mulai=rincian.mulai, selesai=rincian.selesai, zona=rincian.zona, tempat=rincian.tempat,
            tautan=rincian.tautan, kapasitas=rincian.kapasitas,
        )  # fmt: skip
    elif topik.jenis == Topik.Jenis.JAJAK:
        if not isinstance(rincian, RincianJajak) or not 2 <= len(rincian.pilihan) <= PILIHAN_MAKS:
            raise TidakBoleh(f"Jajak pendapat perlu 2 sampai {PILIHAN_MAKS} pilihan.")
        jajak = Jajak.objects.create(
            topik=topik, tutup=rincian.tutup, rahasia=rincian.rahasia,
            maks_pilihan=min(max(rincian.maks_pilihan, 1), len(rincian.pilihan)),
        )  # fmt: skip
        PilihanJajak.objects.bulk_create(
            PilihanJajak(jajak=jajak, urutan=n, teks=teks) for n, teks in enumerate(rincian.pilihan, 1)
        )
    elif topik.jenis == Topik.Jenis.USULAN:
        Usulan.objects.create(topik=topik)
