"""Kirkpatrick 3 sebuah kelas: tiket desa pesertanya sebelum dan sesudah kelas, menurut bidang pokok yang diajarkan.

Hanya hitungan seluruh desa kelas itu, tidak pernah satu desa; di bawah batas desa tidak ada angka sama sekali.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import Coalesce

from modul_pelatihan.bacaan.sesudah import Lingkup
from pusat_bantuan.models import ProfilTiket

TIKET_SEDIKIT = 10


@dataclass(frozen=True)
class Banding:
    """Satu jarak (30 atau 90 hari): jumlah tiket tiap bidang pada selang yang sama panjang."""

    hari: int
    baris: list[tuple[str, int, int]]
    desa: int

    @property
    def sebelum(self) -> int:
        return sum(satu[1] for satu in self.baris)

    @property
    def sesudah(self) -> int:
        return sum(satu[2] for satu in self.baris)

    @property
    def sebelum_per_desa(self) -> float:
        return self.sebelum / self.desa

    @property
    def sesudah_per_desa(self) -> float:
        return self.sesudah / self.desa

    @property
    def sedikit(self) -> bool:
        return self.sebelum + self.sesudah < TIKET_SEDIKIT

    @property
    def kalimat(self) -> str:
        """Kesimpulan yang jujur: tanpa kata naik atau turun selama tiketnya terlalu sedikit."""
        if self.sedikit:
            return "Tiketnya terlalu sedikit untuk disimpulkan; selisihnya mungkin kebetulan."
        if self.sesudah == self.sebelum:
            return "Tidak berubah."
        arah = "lebih sedikit" if self.sesudah < self.sebelum else "lebih banyak"
        return (
            f"Tiket sesudah kelas {arah}. Ini terjadi bersamaan dengan kelas, bukan bukti bahwa kelas penyebabnya: "
            "desa yang mulai memakai aplikasi juga lebih sering bertanya."
        )


def tiket_sesudah(lingkup: Lingkup) -> list[Banding]:
    """Satu perbandingan tiap jarak yang sudah lewat penuh; dua kueri tiap jarak."""
    nama = dict(lingkup.bidang)
    hasil = []
    for hari in lingkup.jarak:
        lama = _hitung(lingkup, lingkup.mulai - timedelta(days=hari), lingkup.mulai)
        baru = _hitung(lingkup, lingkup.selesai, lingkup.selesai + timedelta(days=hari))
        baris = [(nama[pk], lama.get(pk, 0), baru.get(pk, 0)) for pk in nama if pk in lama or pk in baru]
        hasil.append(Banding(hari, baris, len(lingkup.desa)))
    return hasil


def _hitung(lingkup: Lingkup, awal: datetime, akhir: datetime) -> dict[int, int]:
    return dict(
        ProfilTiket.objects.filter(
            wilayah__in=lingkup.desa, digabung_ke__isnull=True, tiket__created__gte=awal, tiket__created__lt=akhir
        )
        .annotate(pokok=Coalesce("bidang__induk", "bidang"))
        .filter(pokok__in=[pk for pk, _ in lingkup.bidang])
        .order_by()
        .values_list("pokok")
        .annotate(n=Count("pk"))
    )  # fmt: skip
