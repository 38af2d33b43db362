"""Angka satu wilayah untuk halaman: dari indikator rekap menjadi pernyataan dengan n dan penyebutnya."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from replikasi import kata
from replikasi.hitung import SKALA
from replikasi.rumus import adoption_rate, bulat, persen
from replikasi.rumus.pantau import SEMUA_STATUS


@dataclass(frozen=True)
class Bagian:
    """Satu baris sebaran status."""

    slug: str
    status: kata.Status
    n: int
    persen: Decimal | None


@dataclass(frozen=True)
class Angka:
    """Bilangan satu wilayah pada satu tanggal. Persen sudah dibulatkan satu desimal; `None` = tidak dapat dihitung."""

    isi: Mapping[str, int]
    per: date | None = None
    n_kab: int = 0

    @property
    def kab_dimuat(self) -> int:
        return self.ambil("kab_dimuat")

    @property
    def sebagian(self) -> bool:
        """Benar bila daftar desanya baru dimuat untuk sebagian kabupaten/kota: penyebutnya belum seluruh wilayah."""
        return self.n_kab > self.kab_dimuat > 0

    def ambil(self, nama: str) -> int:
        return self.isi.get(nama, 0)

    @property
    def n_desa(self) -> int:
        return self.ambil("n_desa")

    @property
    def n_kelurahan(self) -> int:
        return self.ambil("n_kelurahan")

    @property
    def n_semua(self) -> int:
        return self.n_desa + self.n_kelurahan

    @property
    def adopsi_desa(self) -> int:
        return self.ambil("adopsi_desa")

    @property
    def adopsi_semua(self) -> int:
        return self.adopsi_desa + self.ambil("adopsi_kelurahan")

    @property
    def dipakai_semua(self) -> int:
        return self.ambil("dipakai_desa") + self.ambil("dipakai_kelurahan")

    @property
    def tepat(self):
        return adoption_rate(
            aktif_desa=self.adopsi_desa, desa=self.n_desa, kelurahan=self.n_kelurahan,
            aktif_kelurahan=self.ambil("adopsi_kelurahan"),
        )  # fmt: skip

    @property
    def persen_desa(self) -> Decimal | None:
        return bulat(self.tepat.desa)

    @property
    def persen_semua(self) -> Decimal | None:
        return bulat(self.tepat.semua)

    @property
    def kelas(self) -> int | None:
        """Kelas peta 0–4 menurut adopsi desa (atau kelurahan bila tak punya desa), diputuskan dari nilai tepat."""
        nilai = self.tepat.desa if self.n_desa else self.tepat.semua
        if nilai is None:
            return None
        return 0 if nilai == 0 else 1 + sum(nilai >= batas for batas in (25, 50, 75))

    @property
    def sebaran(self) -> list[Bagian]:
        """Setiap desa dan kelurahan tepat pada satu status; yang kosong tidak ditulis."""
        hasil = []
        for slug in SEMUA_STATUS:
            n = self.ambil(f"{slug}_desa") + self.ambil(f"{slug}_kelurahan")
            if n:
                hasil.append(Bagian(slug, kata.STATUS[slug], n, bulat(persen(n, self.n_semua))))
        return hasil

    @property
    def penerapan(self) -> int:
        return self.ambil("penerapan")

    @property
    def rata_mulai(self) -> Decimal | None:
        return _rata(self.ambil("maju_verif"), self.penerapan)

    @property
    def rata_semua(self) -> Decimal | None:
        return _rata(self.ambil("maju_verif"), self.n_semua)

    @property
    def tonggak_verif(self) -> int:
        return self.ambil("tonggak_verif")

    @property
    def tonggak_klaim(self) -> int:
        return self.ambil("tonggak_klaim")

    @property
    def tertahan(self) -> int:
        return self.ambil("jalan_kuning") + self.ambil("jalan_merah")

    @property
    def n_versi(self) -> int:
        return self.ambil("versi_baru") + self.ambil("versi_lama") + self.ambil("versi_tak_dikenal")


def _rata(jumlah: int, n: int) -> Decimal | None:
    return bulat(Fraction(jumlah, n * SKALA)) if n else None


LEGENDA = ["Belum ada yang aktif", "Sampai 25%", "25–50%", "50–75%", "75% ke atas"]
