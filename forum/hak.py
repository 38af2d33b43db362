"""Siapa boleh apa di satu simpul: satu kueri, lalu kalimat-kalimat (domain forum.md 7).

Penugasan memberi kuasa wilayah, tetapi tidak pernah membuka simpul tertutup; yang membuka keanggotaan aktif, atau kunjungan
pengelola yang beralasan, sementara, dan tercatat (keputusan 0007).
"""

from __future__ import annotations

from dataclasses import dataclass


def dikenal(oleh) -> bool:
    """Sudah masuk dan akunnya masih aktif; selain itu ia sama dengan orang lewat."""
    return oleh.is_authenticated and oleh.is_active


@dataclass(frozen=True, slots=True)
class Hak:
    """Kedudukan satu orang di satu simpul."""

    keterlihatan: str
    berakun: bool = False
    keadaan: str = ""  # keanggotaan: "", "diminta", "diundang", "aktif", "keluar"
    peran: str = ""
    petugas: bool = False  # petugas atau pengelola yang wilayahnya menjangkau simpul ini
    pengelola: bool = False
    pegiat: bool = False  # penugasan pegiat yang wilayahnya menjangkau simpul ini
    disetujui: bool = False  # simpulnya menerima anggota lewat koordinator
    berkunjung: bool = False  # pengelola yang sedang masuk ke simpul tertutup dengan alasan tercatat

    @property
    def anggota(self) -> bool:
        return self.keadaan == "aktif"

    @property
    def diundang(self) -> bool:
        return self.keadaan == "diundang"

    @property
    def lihat(self) -> bool:
        """Nama simpul dan jumlah anggotanya."""
        return self.keterlihatan != "rahasia" or self.anggota or self.diundang or self.berkunjung

    @property
    def isi(self) -> bool:
        """Ruang, topik, kiriman, daftar anggota."""
        return self.keterlihatan == "publik" or self.anggota or self.berkunjung

    @property
    def moderasi(self) -> bool:
        return self.isi and ((self.anggota and self.peran in ("moderator", "koordinator")) or self.pengelola)

    @property
    def kelola(self) -> bool:
        """Menerima anggota dan mengatur simpul."""
        return self.isi and ((self.anggota and self.peran == "koordinator") or self.pengelola)

    @property
    def rapikan(self) -> bool:
        """Tingkat tiga di simpul ini: pengurus, pegiatnya, atau anggota yang disetujui koordinator (forum.md 9)."""
        return self.moderasi or (self.isi and (self.pegiat or (self.anggota and self.disetujui)))

    @property
    def pengurus(self) -> bool:
        """Boleh menulis di ruang yang hanya dibuka untuk pengurus."""
        return self.moderasi or (self.isi and self.petugas)

    def tulis(self, siapa: str) -> bool:
        """`siapa`: aturan ruang, salah satu `Ruang.Siapa`."""
        if not (self.berakun and self.isi):
            return False
        return siapa == "semua" or (siapa == "anggota" and self.anggota) or self.pengurus
