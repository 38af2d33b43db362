"""Kemajuan satu program: halaman publik, meja kendali manajer, dan tabel unduhannya. Terverifikasi dan diklaim terpisah."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef

from replikasi import kata
from replikasi.cetak import hari
from replikasi.hitung import SKALA
from replikasi.kalender import hari_ini
from replikasi.models import KlaimTonggak, Penerapan, Program, RingkasDesa, Tugas
from replikasi.rumus import bulat, progress_rollup
from wilayah.models import Wilayah

from .ekspor import Tabel
from .program import KelompokButir, kelompok_butir

TERBANYAK = 500


@dataclass(frozen=True)
class BarisKendali:
    penerapan: Penerapan
    desa: Wilayah
    ringkas: RingkasDesa | None
    lewat: int
    hari_ini: date

    @property
    def maju_verif(self) -> Decimal:
        return bulat(Fraction(self.ringkas.maju_verif if self.ringkas else 0, SKALA))

    @property
    def maju_klaim(self) -> Decimal:
        return bulat(Fraction(self.ringkas.maju_klaim if self.ringkas else 0, SKALA))

    @property
    def jalan(self) -> kata.Status:
        r = self.ringkas
        if r and r.selesai:
            return kata.JALAN["selesai"]
        if r and r.merah_pada and r.merah_pada <= self.hari_ini:
            return kata.JALAN["merah"]
        return kata.JALAN["kuning" if r and r.kuning_pada and r.kuning_pada <= self.hari_ini else "jalan"]


@dataclass(frozen=True)
class HalamanProgram:
    program: Program
    kelompok: list[KelompokButir]
    baris: list[BarisKendali]
    tahap: list[dict]
    n_wilayah: int
    per: date

    @property
    def n(self) -> int:
        return len(self.baris)

    @property
    def selesai(self) -> int:
        return sum(bool(satu.ringkas and satu.ringkas.selesai) for satu in self.baris)

    @property
    def tertahan(self) -> int:
        return sum(satu.jalan in (kata.JALAN["kuning"], kata.JALAN["merah"]) for satu in self.baris)

    @property
    def menunggu(self) -> int:
        return sum(satu.ringkas.tonggak_klaim for satu in self.baris if satu.ringkas)

    @property
    def tercapai(self) -> int:
        return sum(satu.ringkas.tonggak_verif for satu in self.baris if satu.ringkas)

    @property
    def lewat(self) -> int:
        return sum(satu.lewat for satu in self.baris)

    @property
    def rata(self) -> tuple[Decimal | None, Decimal | None]:
        """Rata-rata terverifikasi atas yang sudah mulai, dan atas semua desa di wilayahnya (belum mulai = 0)."""
        maju = [Fraction(satu.ringkas.maju_verif if satu.ringkas else 0, SKALA) for satu in self.baris]
        hasil = progress_rollup(maju, max(self.n_wilayah, len(maju)))
        return (
            bulat(hasil.rata_mulai) if hasil.rata_mulai is not None else None,
            bulat(hasil.rata_semua) if hasil.rata_semua is not None else None,
        )


def halaman_program(program: Program, *, dalam: bool) -> HalamanProgram:
    """`dalam`: dengan yang hanya untuk yang bertugas (tugas lewat tenggat). Kuerinya tetap berapa pun desanya."""
    kini = hari_ini()
    semua = list(
        program.daftar_penerapan().berjalan()
        .select_related("wilayah__induk__induk", "wilayah__ringkas", "rencana")
        .order_by("-percontohan", "wilayah__kunci")[:TERBANYAK]
    )  # fmt: skip
    lewat = _lewat(semua, kini) if dalam else {}
    baris = [
        BarisKendali(satu, satu.wilayah, getattr(satu.wilayah, "ringkas", None), lewat.get(satu.pk, 0), kini)
        for satu in semua
    ]
    hitung = Counter(satu.ringkas.tahap_kini for satu in baris if satu.ringkas and not satu.ringkas.selesai)
    tahap = [
        {"label": str(t), "nilai": hitung.get(t.nomor, 0)} for t in program.dasar.tahap.order_by("nomor")
    ] + [{"label": "Selesai", "nilai": sum(bool(s.ringkas and s.ringkas.selesai) for s in baris)}]  # fmt: skip
    desa = Wilayah.objects.desa().filter(berlaku=True).exclude(jenis=Wilayah.Jenis.KELURAHAN)
    n_wilayah = desa.di_dalam(program.wilayah).count() if program.wilayah else 0
    return HalamanProgram(program, kelompok_butir(program), baris, tahap, n_wilayah, kini)


def _lewat(penerapan: list[Penerapan], kini: date) -> dict[int, int]:
    """Penerapan → tugas lewat tenggat yang belum diklaim."""
    sudah = KlaimTonggak.objects.filter(
        penerapan=OuterRef("rencana__penerapan"), tonggak=OuterRef("tonggak"), keadaan__in=["diajukan", "diverifikasi"]
    )
    tugas = Tugas.objects.filter(rencana__in=[satu.pk for satu in penerapan], tenggat__lt=kini, dicabut_di=None)
    return dict(tugas.filter(~Exists(sudah)).order_by().values_list("rencana").annotate(n=Count("pk")))


def tabel_program(halaman: HalamanProgram, *, dalam: bool) -> Tabel:
    """Satu desa satu baris. Yang internal hanya bila `dalam`."""
    kepala = ["kode", "desa", "kecamatan", "percontohan", "mulai", "tahap_kini", "persen_terverifikasi", "persen_diklaim",
              "tonggak_terverifikasi", "tonggak_diklaim", "keadaan"] + (["tugas_lewat"] if dalam else [])  # fmt: skip
    baris = []
    for satu in halaman.baris:
        r = satu.ringkas
        baris.append([
            satu.desa.kode, satu.desa.nama_lengkap, satu.desa.induk.nama_lengkap, "ya" if satu.penerapan.percontohan else "tidak",
            satu.penerapan.mulai, (r.tahap_kini or "") if r else "", satu.maju_verif, satu.maju_klaim,
            r.tonggak_verif if r else 0, r.tonggak_klaim if r else 0, satu.jalan.nama, *([satu.lewat] if dalam else []),
        ])  # fmt: skip
    mulai, semua = halaman.rata
    return Tabel(
        f"program-{halaman.program.slug}-{halaman.per:%Y-%m-%d}", f"Kemajuan program {halaman.program.nama}",
        f"Per {hari(halaman.per)}: {halaman.n} desa menjalani, {halaman.selesai} selesai, {halaman.tercapai} tonggak "
        f"terverifikasi, {halaman.menunggu} diklaim dan menunggu.",
        kepala, baris, list(range(5, 10)),
        [kata.DEFINISI["kemajuan"],
         f"Rata-rata terverifikasi {mulai if mulai is not None else '–'}% atas {halaman.n} yang mulai; "
         f"{semua if semua is not None else '–'}% atas {max(halaman.n_wilayah, halaman.n)} desa di wilayahnya (belum mulai = 0)."],
    )  # fmt: skip
