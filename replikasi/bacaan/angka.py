"""Angka satu wilayah untuk halaman: dari indikator rekap menjadi pernyataan dengan n dan penyebutnya."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from replikasi import kata
from replikasi.hitung import SKALA
from replikasi.models import Produk
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
class Irisan:
    nama: str
    n: int
    persen: Decimal | None


@dataclass(frozen=True)
class JalurVersi:
    nama: str
    n: int
    butir: list[Irisan]

    @property
    def data(self) -> list[dict]:
        return [{"label": satu.nama, "nilai": satu.n} for satu in self.butir]


@dataclass(frozen=True)
class ProdukLain:
    nama: str
    satuan: str
    aktif: int
    jarang: int
    tidur: int
    tidak_aktif: int

    @property
    def n(self) -> int:
        return self.aktif + self.jarang + self.tidur + self.tidak_aktif


VERSI_TERBANYAK = 6
STATUS_PRODUK = ("aktif", "jarang", "tidur", "tidak_aktif")
SATUAN_PRODUK = {
    "opendk": "kecamatan", "openkab": "kabupaten", "pbb": "desa", "layanandesa": "desa", "keloladesa": "desa",
}  # fmt: skip


def nama_rilis(rilis: int) -> str:
    """12·YY + MM → "26.04"."""
    tahun, bulan = divmod(rilis - 1, 12)
    return f"{tahun:02d}.{bulan + 1:02d}"


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

    @cached_property
    def tepat(self):
        return adoption_rate(
            aktif_desa=self.adopsi_desa, desa=self.n_desa, kelurahan=self.n_kelurahan,
            aktif_kelurahan=self.ambil("adopsi_kelurahan"),
        )  # fmt: skip

    @cached_property
    def persen_desa(self) -> Decimal | None:
        return bulat(self.tepat.desa)

    @cached_property
    def persen_semua(self) -> Decimal | None:
        return bulat(self.tepat.semua)

    @cached_property
    def kelas(self) -> int | None:
        """Kelas peta 0–4 menurut adopsi desa (atau kelurahan bila tak punya desa), diputuskan dari nilai tepat."""
        nilai = self.tepat.desa if self.n_desa else self.tepat.semua
        if nilai is None:
            return None
        return 0 if nilai == 0 else 1 + sum(nilai >= batas for batas in (25, 50, 75))

    @cached_property
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

    @cached_property
    def dipakai_persen(self) -> Decimal | None:
        return bulat(persen(self.dipakai_semua, self.n_semua))

    @property
    def baru(self) -> int:
        return self.ambil("baru_desa") + self.ambil("baru_kelurahan")

    @property
    def hilang(self) -> int:
        return self.ambil("hilang_desa") + self.ambil("hilang_kelurahan")

    @property
    def nama_ditolak(self) -> int:
        """Desa dan kelurahan yang namanya membuat OpenSID tidak pernah melapor, apa pun keadaannya sekarang."""
        return self.ambil("nama_ditolak_desa") + self.ambil("nama_ditolak_kelurahan")

    @property
    def kec_berdesa(self) -> int:
        return self.ambil("kec_berdesa")

    @property
    def kec_siap(self) -> int:
        return self.ambil("kec_siap_opendk")

    @cached_property
    def hosting(self) -> list[Irisan]:
        """Tempat pemasangan yang melapor 30 hari terakhir, yang terbanyak dahulu."""
        isi = [(kata.HOSTING[nama], self.ambil(f"hosting_{nama}")) for nama in kata.HOSTING]
        return [Irisan(nama, n, bulat(persen(n, self.n_versi))) for nama, n in sorted(isi, key=lambda s: -s[1]) if n]

    @cached_property
    def jalur_versi(self) -> list[JalurVersi]:
        """Umum dan premium terpisah: ketinggalan dinilai terhadap jalurnya sendiri. Rilis terbaru dahulu."""
        return [jalur for nama in ("umum", "premium") if (jalur := self._jalur(nama)).n]

    def _jalur(self, nama: str) -> JalurVersi:
        awalan = f"rilis_{nama}_"
        rilis = sorted(((int(k[len(awalan) :]), n) for k, n in self.isi.items() if k.startswith(awalan)), reverse=True)
        butir = [Irisan(nama_rilis(satu), n, None) for satu, n in rilis if satu]
        asing = sum(n for satu, n in rilis if not satu)
        sisa = sum(satu.n for satu in butir[VERSI_TERBANYAK:])
        butir = butir[:VERSI_TERBANYAK]
        butir += [Irisan("lebih lama", sisa, None)] if sisa else []
        butir += [Irisan("tidak terbaca", asing, None)] if asing else []
        return JalurVersi(nama.capitalize(), sum(n for _, n in rilis), butir)

    @cached_property
    def produk(self) -> list[ProdukLain]:
        """Produk selain OpenSID, masing-masing di tingkatnya."""
        return [
            ProdukLain(Produk(nama).label, satuan, *(self.ambil(f"{nama}_{s}") for s in STATUS_PRODUK))
            for nama, satuan in SATUAN_PRODUK.items()
            if any(self.ambil(f"{nama}_{s}") for s in STATUS_PRODUK)
        ]

    @property
    def n_versi(self) -> int:
        return self.ambil("versi_baru") + self.ambil("versi_lama") + self.ambil("versi_tak_dikenal")


def _rata(jumlah: int, n: int) -> Decimal | None:
    return bulat(Fraction(jumlah, n * SKALA)) if n else None


LEGENDA = ["Belum ada yang aktif", "Sampai 25%", "25–50%", "50–75%", "75% ke atas"]
