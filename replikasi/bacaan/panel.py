"""Data panel yang ditaruh di kamar lain. Selalu kueri tetap: panel tidak boleh memberatkan halaman tuan rumahnya."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery, Value

from replikasi.models import Rekap, Tahap, Tonggak
from wilayah.models import Wilayah

from .angka import Angka
from .baris import BarisDesa, baris_desa, desa_di


@dataclass(frozen=True)
class KemajuanDesa:
    baris: BarisDesa
    tahap: str
    jumlah: int

    @property
    def mulai(self) -> bool:
        return self.baris.ringkas is not None and self.baris.ringkas.penerapan_mulai is not None


def kemajuan_desa(desa: Wilayah) -> KemajuanDesa | None:
    satu = (
        desa_di(None)
        .filter(pk=desa.pk)
        .annotate(
            judul_tahap=Subquery(Tahap.objects.filter(nomor=OuterRef("ringkas__tahap_kini")).values("judul")[:1]),
            jumlah_tonggak=Subquery(
                Tonggak.objects.order_by().annotate(semua=Value(1)).values("semua").annotate(n=Count("*")).values("n")
            ),
        )
        .first()
    )
    if satu is None:
        return None
    baris = baris_desa([satu])[0]
    tahap = f"{baris.ringkas.tahap_kini}. {satu.judul_tahap}" if satu.judul_tahap else ""
    return KemajuanDesa(baris, tahap, satu.jumlah_tonggak or 0)


@dataclass(frozen=True)
class KemajuanSimpul:
    angka: Angka
    desa: list[BarisDesa]


def kemajuan_simpul(wilayah: Wilayah, banyak: int = 5) -> KemajuanSimpul:
    """Desa dalam program di wilayah simpul, yang paling lama tidak maju lebih dahulu."""
    rekap = Rekap.objects.filter(kunci=wilayah.kunci).order_by("-bulan").first()
    desa = (
        desa_di(wilayah)
        .filter(ringkas__penerapan_mulai__isnull=False, ringkas__selesai=False)
        .order_by("ringkas__maju_pada", "kunci")[:banyak]
    )
    return KemajuanSimpul(Angka(rekap.isi if rekap else {}, rekap.per if rekap else None), baris_desa(desa))
