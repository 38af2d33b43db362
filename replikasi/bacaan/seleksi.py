"""Tabel nilai satu panggilan: nilai, selang, gerbang, cakupan, urutan dengan serinya, dan kekokohan (tracker.md 4).

Yang dihitung hanya nilai yang dipastikan pemeriksa; penilaian diri tampil di sampingnya dan tidak ikut dijumlah.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from replikasi.models import Calon, EdisiKriteria, Kriteria, Panggilan, Penilaian
from replikasi.models.kriteria import MAKS
from replikasi.rumus import bulat, readiness, sensitivity, tie_break
from replikasi.rumus.kesiapan import Kesiapan


@dataclass(frozen=True)
class Sel:
    """Satu kriteria satu calon."""

    kriteria: Kriteria
    penilaian: Penilaian | None

    @property
    def nilai(self) -> int | None:
        return self.penilaian.nilai if self.penilaian else None

    @property
    def mandiri(self) -> int | None:
        return self.penilaian.mandiri if self.penilaian else None

    @property
    def gerbang_gagal(self) -> bool:
        batas = self.kriteria.gerbang
        return batas is not None and (self.nilai is None or self.nilai < batas)


@dataclass(frozen=True)
class BarisCalon:
    """Satu calon dalam tabel. `urutan` kosong bagi yang tidak layak; `kokoh_persen` bagian jalan uji kepekaan."""

    calon: Calon
    sel: list[Sel]
    hasil: Kesiapan
    urutan: int | None = None
    kokoh_persen: Fraction | None = None
    kokoh: bool = False
    seri: str = ""

    @property
    def kode(self) -> str:
        return self.calon.wilayah.kode

    @property
    def nilai(self) -> Decimal | None:
        return bulat(self.hasil.nilai)

    @property
    def rendah(self) -> Decimal | None:
        return bulat(self.hasil.rendah)

    @property
    def tinggi(self) -> Decimal | None:
        return bulat(self.hasil.tinggi)

    @property
    def cakupan(self) -> Decimal:
        return bulat(100 * self.hasil.cakupan, 0)

    @property
    def bagian_kokoh(self) -> Decimal | None:
        return bulat(self.kokoh_persen)

    @property
    def komitmen(self) -> int:
        """Jumlah nilai kriteria bergerbang: yang memutus bila nilainya seri."""
        return sum(satu.nilai or 0 for satu in self.sel if satu.kriteria.gerbang is not None)

    @property
    def sebab_tidak_layak(self) -> list[str]:
        """Kalimatnya, bukan kodenya; kosong bila layak."""
        sebab = []
        if self.hasil.nilai is None:
            sebab.append(f"baru {self.cakupan} % bobot yang dinilai")
        for satu in self.sel:
            if satu.gerbang_gagal:
                ada = "belum dinilai" if satu.nilai is None else f"bernilai {satu.nilai}"
                sebab.append(f"gerbang {satu.kriteria.nama.lower()} {ada}, paling sedikit {satu.kriteria.gerbang}")
        return sebab


@dataclass(frozen=True)
class TabelNilai:
    panggilan: Panggilan
    edisi: EdisiKriteria
    kriteria: list[Kriteria]
    layak: list[BarisCalon]
    belum: list[BarisCalon]
    jalan: int

    @property
    def semua(self) -> list[BarisCalon]:
        return [*self.layak, *self.belum]

    @property
    def urutan(self) -> list[str]:
        return [satu.kode for satu in self.layak]


def tabel_nilai(panggilan: Panggilan) -> TabelNilai:
    """Empat kueri, berapa pun calonnya."""
    edisi = panggilan.edisi
    kriteria = list(edisi.kriteria.all())
    calon = list(panggilan.calon.ikut().select_related("wilayah__induk").order_by("wilayah__kunci"))
    isian: dict[tuple[int, int], Penilaian] = {
        (satu.calon_id, satu.kriteria_id): satu
        for satu in Penilaian.objects.filter(calon__in=calon).select_related("diperiksa_oleh")
    }
    baris = [_baris(satu, kriteria, edisi, isian) for satu in calon]
    layak = [satu for satu in baris if satu.hasil.layak]
    return TabelNilai(
        panggilan, edisi, kriteria, _urutkan(layak, kriteria, edisi, panggilan.kuota),
        _menurut([satu for satu in baris if not satu.hasil.layak]), 2 * len(kriteria),
    )  # fmt: skip


def _baris(calon: Calon, kriteria: Sequence[Kriteria], edisi: EdisiKriteria, isian: dict) -> BarisCalon:
    sel = [Sel(satu, isian.get((calon.pk, satu.pk))) for satu in kriteria]
    hasil = readiness(
        bobot={s.kriteria.kode: s.kriteria.bobot for s in sel}, skor={s.kriteria.kode: s.nilai for s in sel}, maks=MAKS,
        cakupan_min=Fraction(edisi.cakupan_min, 100),
        gerbang={s.kriteria.kode: s.kriteria.gerbang for s in sel if s.kriteria.gerbang is not None},
    )  # fmt: skip
    return BarisCalon(calon, sel, hasil)


def _menurut(baris: Sequence[BarisCalon]) -> list[BarisCalon]:
    peta = {satu.kode: satu for satu in baris}
    urut = tie_break([(s.kode, s.hasil.nilai, s.komitmen, s.hasil.cakupan) for s in baris])
    return [peta[kode] for kode in urut]


def _urutkan(
    layak: Sequence[BarisCalon], kriteria: Sequence[Kriteria], edisi: EdisiKriteria, kuota: int
) -> list[BarisCalon]:
    """Urutan yang layak, dengan kekokohannya: hanya yang layak yang bersaing memperebutkan kuota."""
    if not layak:
        return []
    urut = _menurut(layak)
    peka = sensitivity(
        bobot=[satu.bobot for satu in kriteria], n=kuota, delta=Fraction(edisi.delta, 100),
        skor={b.kode: [None if s.nilai is None else Fraction(100 * s.nilai, MAKS) for s in b.sel] for b in urut},
    )  # fmt: skip
    return [
        BarisCalon(
            b.calon, b.sel, b.hasil, n, peka.bagian[b.kode], peka.kokoh[b.kode], _seri(b, urut[n] if n < len(urut) else None)
        )
        for n, b in enumerate(urut, start=1)
    ]  # fmt: skip


def _seri(satu: BarisCalon, berikut: BarisCalon | None) -> str:
    """Dengan apa seri terhadap calon di bawahnya diputus; kosong bila tidak seri."""
    if berikut is None or satu.hasil.nilai != berikut.hasil.nilai:
        return ""
    if satu.komitmen != berikut.komitmen:
        return "nilainya sama dengan yang di bawahnya; didahulukan karena komitmennya lebih tinggi"
    if satu.hasil.cakupan != berikut.hasil.cakupan:
        return "nilainya sama dengan yang di bawahnya; didahulukan karena lebih banyak kriterianya yang dinilai"
    return "nilai, komitmen, dan cakupannya sama dengan yang di bawahnya; didahulukan menurut kode wilayah"
