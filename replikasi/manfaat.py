"""Tujuh manfaat (K-126–K-132) dan dasar hukum (K-134–K-139) tiap kelompok ukuran layanan desa.

Setiap manfaat dibuktikan sedikitnya satu kelompok (K-133); ujinya di tests/replikasi/test_manfaat.py.
"""

from __future__ import annotations

from dataclasses import dataclass

MANFAAT = {
    "K-126": "kantor desa lebih efisien",
    "K-127": "kantor desa lebih efektif",
    "K-128": "pemerintahan desa lebih terbuka",
    "K-129": "pemerintahan desa lebih dapat dipertanggungjawabkan",
    "K-130": "pelayanan publik desa lebih baik",
    "K-131": "warga lebih mudah memperoleh informasi desa",
    "K-132": "warga lebih aktif dalam pembangunan",
}


@dataclass(frozen=True)
class Kelompok:
    manfaat: tuple[str, ...]
    dasar: tuple[str, ...]

    @property
    def kalimat(self) -> str:
        return "; ".join(MANFAAT[kode] for kode in self.manfaat)


KELOMPOK = {
    # Cepat, akurat, murah (K-139), dan suara warga yang menilai layanannya.
    "surat": Kelompok(
        ("K-126", "K-130", "K-132"), ("UU 25/2009 tentang Pelayanan Publik", "PP 96/2012 tentang pelaksanaannya")
    ),
    "data": Kelompok(("K-127",), ("UU 6/2014 tentang Desa",)),
    "orang": Kelompok(("K-126", "K-127"), ("UU 6/2014 tentang Desa",)),
    "keterbukaan": Kelompok(
        ("K-128", "K-129", "K-131"),
        ("UU 14/2008 tentang Keterbukaan Informasi Publik", "Peraturan Komisi Informasi 1/2018"),
    ),
}
