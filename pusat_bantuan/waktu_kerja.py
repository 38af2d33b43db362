"""Menit dan hari kerja di satu wilayah, untuk batas waktu yang bukan janji SLA: tawaran, ingatan, penutupan."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from .galat_sla import GalatSla
from .jam_kerja import Kalender, ke_detik, ke_waktu
from .kalender import Buku, buku

_HARI_TERJAUH = 400
_MENIT_TANPA_ATURAN = 450


class WaktuKerja:
    """Kalender dan masa tawar pada satu potret aturan; dibuat sekali per pekerjaan, satu kueri. Tempatnya kode wilayah."""

    def __init__(self, aturan: Buku | None = None):
        self.aturan = aturan or buku()

    def kalender(self, kode: str | None) -> Kalender:
        return self.aturan.kalender(kode)

    def saat_buka(self, kode: str | None, saat: datetime) -> datetime:
        """Saat pertama kantornya buka sejak `saat`: `saat` itu sendiri bila sedang buka."""
        dibulatkan = self.sesudah_detik(kode, saat, 1) - timedelta(seconds=1)
        return max(saat, dibulatkan)

    def sesudah_detik(self, kode: str | None, saat: datetime, detik: int) -> datetime:
        """Saat `detik` detik kerja terlewati sejak `saat`."""
        try:
            hasil, _ = self.kalender(kode).maju(ke_detik(saat), detik)
        except GalatSla:  # kalender yang rusak tidak menahan tiket: pakai waktu dinding, `hitung` mencatat sebabnya
            return saat + timedelta(seconds=detik)
        return ke_waktu(hasil)

    def sesudah_hari(self, kode: str | None, saat: datetime, hari: int) -> datetime:
        """Tutup kantor hari kerja ke-`hari` sesudah tanggal `saat`: yang dijanjikan selalu hari-hari utuh."""
        try:
            kalender = self.kalender(kode)
        except GalatSla:
            return saat + timedelta(days=hari)
        tanggal, sisa = kalender.tanggal(ke_detik(saat)), hari
        for _ in range(_HARI_TERJAUH):
            tanggal += timedelta(days=1)
            jendela = kalender.jendela(tanggal)
            sisa -= bool(jendela)
            if sisa <= 0 and jendela:
                awal = ke_detik(datetime.combine(tanggal, datetime.min.time(), ZoneInfo(kalender.zona)))
                return ke_waktu(awal + jendela[-1][1])
        return saat + timedelta(days=_HARI_TERJAUH)

    def batas_tawar(self, kode: str | None, saat: datetime, *, dampak: str, tingkat: int) -> datetime:
        """Akhir masa tawar satu tingkat: sampai saat itu tiket menunggu diambil, sesudahnya naik.

        Di tingkat teratas tidak ada yang dinaiki: masa penyelesaiannya yang menentukan siapa yang sempat.
        """
        aturan = self.aturan.untuk(dampak, tingkat)
        sasaran = aturan and (aturan.naik or aturan.selesai)
        return self.sesudah_detik(kode, saat, sasaran.detik if sasaran else _MENIT_TANPA_ATURAN * 60)
