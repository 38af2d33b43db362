"""Galat perhitungan SLA: dilempar, tidak pernah ditebak dan tidak pernah berputar tanpa akhir (helpdesk.md 3.4)."""

from __future__ import annotations


class GalatSla(ValueError):
    """Induk semua galat hitungan waktu kerja."""


class KalenderTanpaJam(GalatSla):
    """Tidak ada jendela buka di cakrawala pencarian."""


class DiLuarCakrawala(GalatSla):
    """Sasaran baru tercapai jauh melewati cakrawala."""


class JendelaKeliru(GalatSla):
    """Jendela terbalik, kosong, bertumpuk, atau tak terbaca."""


class RentangTerbalik(GalatSla):
    """Jeda, peristiwa, atau rentang yang berakhir sebelum mulai."""


class WaktuTanpaZona(GalatSla):
    """Waktu tanpa zona."""


class ZonaTidakDikenal(GalatSla):
    """Zona atau kode wilayah yang tidak dikenal."""


class SasaranKeliru(GalatSla):
    """Sasaran nol, negatif, atau bukan bilangan bulat."""


class LogKosong(GalatSla):
    """Jam tidak dapat dihitung tanpa satu peristiwa pun."""


class LingkaranGabungan(GalatSla):
    """Penggabungan tiket yang kembali ke dirinya sendiri."""


class KalenderDipakai(GalatSla):
    """Kalender yang masih dirujuk tidak dapat dihapus."""
