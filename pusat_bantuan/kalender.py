"""Kalender yang berlaku bagi satu desa atau satu regu, disusun dari tabel menjadi bentuk murni.

Seluruh aturan dimuat sekali dan disimpan di proses; satu kueri kecil memeriksa tandanya setiap kali dipakai, sehingga
suntingan di proses lain berlaku pada permintaan berikutnya.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from wilayah import kode as aturan_kode
from wilayah.zona import zona_dari_kode

from . import sla
from .bawaan_sla import JAM_NASIONAL, SASARAN
from .models import HariLibur, KalenderKerja, SasaranSla, TimpaanHari

NASIONAL = ""
ZONA_NASIONAL = zona_dari_kode("31")
_LAPIS = {0: "nasional", 2: "provinsi", 5: "kabupaten", 13: "desa"}
_SEMENIT = 60


@dataclass(frozen=True)
class AturanSasaran:
    """Sasaran satu (tingkat, dampak); tingkat 0 ialah janji kepada desa."""

    tanggapan: sla.Sasaran
    selesai: sla.Sasaran
    naik: sla.Sasaran | None

    @classmethod
    def dari_menit(cls, tanggapan: int, selesai: int, ingatkan: int, naik: int | None) -> AturanSasaran:
        return cls(
            sla.Sasaran(tanggapan * _SEMENIT, ingatkan * _SEMENIT),
            sla.Sasaran(selesai * _SEMENIT, ingatkan * _SEMENIT),
            sla.Sasaran(naik * _SEMENIT) if naik else None,
        )


@dataclass
class Buku:
    """Potret seluruh kalender dan sasaran pada satu tanda versi."""

    versi: object
    pekan: dict[str, tuple[int | None, tuple]] = field(default_factory=dict)
    libur: dict[str, list[sla.TanggalLibur]] = field(default_factory=lambda: defaultdict(list))
    timpaan: dict[str, dict[date, tuple]] = field(default_factory=lambda: defaultdict(dict))
    sasaran: dict[tuple[int, str], AturanSasaran] = field(default_factory=dict)
    _jadi: dict[tuple, sla.Kalender] = field(default_factory=dict)

    def kalender(self, kode: str | None) -> sla.Kalender:
        """Kalender wilayah itu, di zonanya sendiri; tanpa kode kalender nasional di zona ibu kota.

        Galat: `ZonaTidakDikenal` bila kode provinsinya asing.
        """
        lapis = self._lapis(kode)
        zona = sla.zona_wilayah(kode) if kode else ZONA_NASIONAL
        kunci = (zona, *lapis)
        if kunci not in self._jadi:
            self._jadi[kunci] = sla.susun_kalender(
                zona,
                [
                    sla.Lapis(
                        _LAPIS[len(satu)], self.pekan.get(satu, (None, None))[1], self.libur.get(satu, ()),
                        self.timpaan.get(satu, {}),
                    )
                    for satu in lapis
                ],
            )  # fmt: skip
        return self._jadi[kunci]

    def rujukan(self, kode: str | None) -> int | None:
        """pk `KalenderKerja` yang jam sepekannya berlaku di wilayah itu."""
        return next((self.pekan[satu][0] for satu in reversed(self._lapis(kode)) if satu in self.pekan), None)

    def untuk(self, dampak: str, tingkat: int = 0) -> AturanSasaran | None:
        return self.sasaran.get((tingkat, dampak))

    def _lapis(self, kode: str | None) -> list[str]:
        """Kode lapis yang menyebut sesuatu, dari nasional ke yang paling sempit."""
        semua = [NASIONAL, *(satu for satu in aturan_kode.leluhur(kode) if len(satu) in _LAPIS)] if kode else [NASIONAL]
        return [s for s in semua if s == NASIONAL or s in self.pekan or s in self.libur or s in self.timpaan]


_terakhir: Buku | None = None


def buku() -> Buku:
    """Potret terbaru; satu kueri bila tidak ada yang berubah sejak terakhir dibaca di proses ini."""
    global _terakhir
    versi = KalenderKerja.objects.filter(wilayah=None).values_list("versi", flat=True).first()
    if _terakhir is None or versi is None or _terakhir.versi != versi:
        _terakhir = _muat(versi)
    return _terakhir


def _muat(versi: object) -> Buku:
    hasil = Buku(versi)
    hasil.pekan[NASIONAL] = (None, sla.susun_pekan(JAM_NASIONAL))
    for pk, kode, jam in KalenderKerja.objects.filter(dipakai=True).values_list("pk", "wilayah__kode", "jam"):
        hasil.pekan[kode or NASIONAL] = (pk, sla.susun_pekan(jam))
    baris = HariLibur.objects.values_list("wilayah__kode", "tanggal", "nama", "sumber", "berlaku")
    for kode, tanggal, nama, sumber, berlaku in baris.order_by():
        hasil.libur[kode or NASIONAL].append(sla.TanggalLibur(tanggal, nama, sumber, berlaku))
    for satu in TimpaanHari.objects.filter(kalender__dipakai=True).select_related("kalender__wilayah").order_by("pk"):
        kode, pekan = satu.kalender.wilayah.kode if satu.kalender.wilayah else NASIONAL, sla.susun_pekan(satu.jam)
        hasil.timpaan[kode] |= {tanggal: pekan[tanggal.weekday()] for tanggal in satu.tanggal()}
    for tingkat, dampak, *menit in SASARAN:
        hasil.sasaran[tingkat or 0, dampak] = AturanSasaran.dari_menit(*menit)
    for s in SasaranSla.objects.order_by():
        menit = (s.tanggapan_menit, s.selesai_menit, s.ingatkan_menit, s.naik_menit)
        hasil.sasaran[s.tingkat or 0, s.dampak] = AturanSasaran.dari_menit(*menit)
    return hasil
