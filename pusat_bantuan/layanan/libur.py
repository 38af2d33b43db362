"""Memuat hari libur dari berkas: nasional, provinsi, kabupaten/kota, atau desa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from ..bawaan_sla import LIBUR_SETAHUN_PALING_SEDIKIT, BarisLibur, BerkasLiburKeliru
from ..models import HariLibur
from ..models.kalender import segarkan_versi


@dataclass(frozen=True)
class HasilMuat:
    baru: int
    berubah: int
    tetap: int

    @property
    def kalimat(self) -> str:
        return f"{self.baru} libur baru, {self.berubah} berubah, {self.tetap} tetap."


@dataclass(frozen=True)
class LiburKurang:
    """Libur nasional `tahun` depan baru `ada` tanggal."""

    tahun: int
    ada: int

    @property
    def kalimat(self) -> str:
        return (
            f"Hari libur {self.tahun} belum lengkap ({self.ada} tanggal). Muat SKB-nya dari CSV, "
            "supaya tenggat tiket tidak jatuh pada hari libur."
        )


def libur_kurang(*, saat: datetime | None = None) -> LiburKurang | None:
    """Sejak Oktober, ketika SKB tahun depan mestinya sudah terbit: kurang dari sepuluh libur nasional berarti belum dimuat."""
    hari_ini = timezone.localtime(saat or timezone.now()).date()
    if hari_ini.month < 10:
        return None
    tahun = hari_ini.year + 1
    ada = HariLibur.objects.filter(wilayah=None, tanggal__year=tahun, berlaku=True).count()
    return LiburKurang(tahun, ada) if ada < LIBUR_SETAHUN_PALING_SEDIKIT else None


def muat_libur(*, baris: Sequence[BarisLibur], coba: bool = False) -> HasilMuat:
    """Tiap (tanggal, wilayah, nama) sekali; diulang tidak menambah apa pun. Saklar yang disetel orang tidak ditimpa.

    `coba` hanya menghitung. Galat: `BerkasLiburKeliru` bila ada kode wilayah yang tidak dikenal; tidak ada yang tersimpan.
    """
    wilayah = _wilayah({satu.kode for satu in baris if satu.kode})
    hitung = {"baru": 0, "berubah": 0, "tetap": 0}
    with transaction.atomic():
        for satu in baris:
            hitung[_muat_satu(satu, wilayah.get(satu.kode), coba)] += 1
        if not coba and (hitung["baru"] or hitung["berubah"]):
            segarkan_versi()
    return HasilMuat(**hitung)


def _muat_satu(satu: BarisLibur, wilayah: Wilayah | None, coba: bool) -> str:
    ciri = {"tanggal": satu.tanggal, "wilayah": wilayah, "nama": satu.nama}
    isi = {"jenis": satu.jenis, "sumber": satu.sumber, "tanggal_sumber": satu.tanggal_sumber}
    ada = HariLibur.objects.filter(**ciri).first()
    if ada is None:
        if not coba:
            HariLibur.objects.bulk_create([HariLibur(**ciri, **isi, berlaku=satu.berlaku)])
        return "baru"
    if all(getattr(ada, nama) == nilai for nama, nilai in isi.items()):
        return "tetap"
    if not coba:
        HariLibur.objects.filter(pk=ada.pk).update(**isi)
    return "berubah"


def _wilayah(kode: set[str]) -> dict[str, Wilayah]:
    """Kode pada berkas → wilayahnya; hanya provinsi, kabupaten/kota, dan desa."""
    baku = {satu: aturan_kode.normalkan(satu) for satu in kode}
    ada = {satu.kode: satu for satu in Wilayah.objects.filter(kode__in=[s for s in baku.values() if s])}
    asing = sorted(satu for satu, b in baku.items() if b not in ada or len(b) == 8)
    if asing:
        raise BerkasLiburKeliru(
            f"Kode wilayah tidak dikenal: {', '.join(asing)}. Pakai kode provinsi, kabupaten/kota, atau desa."
        )
    return {satu: ada[b] for satu, b in baku.items()}
