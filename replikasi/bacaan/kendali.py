"""Kemajuan satu program: halaman publik, meja kendali manajer, dan tabel unduhannya. Terverifikasi dan diklaim terpisah."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, F, Q, QuerySet, Sum

from replikasi import kata
from replikasi.cetak import hari
from replikasi.hitung import SKALA
from replikasi.kalender import hari_ini
from replikasi.models import Penerapan, Program, RingkasDesa, Tugas
from replikasi.rumus import bulat
from replikasi.rumus.kemajuan import rata_kemajuan
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
    """Bilangannya atas semua desa program; `baris` hanya sebanyak yang tampil."""

    program: Program
    kelompok: list[KelompokButir]
    baris: list[BarisKendali]
    tahap: list[dict]
    n: int
    selesai: int
    tertahan: int
    tercapai: int
    menunggu: int
    lewat: int
    jumlah_maju: Fraction
    contoh: bool
    n_wilayah: int
    per: date

    @property
    def n_dasar(self) -> int:
        """Semua desa di wilayahnya; program tanpa wilayah: yang mulai saja."""
        return max(self.n_wilayah, self.n)

    @property
    def rata(self) -> tuple[Decimal | None, Decimal | None]:
        """Rata-rata terverifikasi atas yang sudah mulai, dan atas semua desa di wilayahnya (belum mulai = 0)."""
        hasil = rata_kemajuan(self.jumlah_maju, self.n, self.n_dasar)
        return (
            bulat(hasil.rata_mulai) if hasil.rata_mulai is not None else None,
            bulat(hasil.rata_semua) if hasil.rata_semua is not None else None,
        )


def halaman_program(program: Program, *, dalam: bool) -> HalamanProgram:
    """`dalam`: dengan yang hanya untuk yang bertugas (tugas lewat tenggat), yang paling lama tertahan dahulu.

    Kuerinya tetap berapa pun desanya.
    """
    kini = hari_ini()
    semua, r = program.daftar_penerapan().berjalan(), "wilayah__ringkas__"
    belum = Q(**{f"{r}selesai": False})
    hitung = semua.aggregate(
        n=Count("pk"),
        selesai=Count("pk", filter=Q(**{f"{r}selesai": True})),
        tertahan=Count("pk", filter=belum & (Q(**{f"{r}merah_pada__lte": kini}) | Q(**{f"{r}kuning_pada__lte": kini}))),
        tercapai=Sum(f"{r}tonggak_verif", default=0),
        menunggu=Sum(f"{r}tonggak_klaim", default=0),
        maju=Sum(f"{r}maju_verif", default=0),
        contoh=Count("pk", filter=Q(contoh=True)),
    )
    di_tahap = dict(semua.filter(belum).order_by().values_list(f"{r}tahap_kini").annotate(n=Count("pk")))
    tahap = [
        {"label": str(t), "nilai": di_tahap.get(t.nomor, 0)} for t in program.dasar.tahap.order_by("nomor")
    ] + [{"label": "Selesai", "nilai": hitung["selesai"]}]  # fmt: skip
    urut = F(f"{r}merah_pada").asc(nulls_last=True) if dalam else F("percontohan").desc()
    desa = Wilayah.objects.desa().filter(berlaku=True).exclude(jenis=Wilayah.Jenis.KELURAHAN)
    return HalamanProgram(
        program, kelompok_butir(program), _susun(semua.order_by(urut, "wilayah__kunci")[:TERBANYAK], kini, dalam=dalam),
        tahap, hitung["n"], hitung["selesai"], hitung["tertahan"], hitung["tercapai"], hitung["menunggu"],
        _tugas_lewat(semua.values("pk"), kini).count() if dalam else 0, Fraction(hitung["maju"], SKALA),
        bool(hitung["contoh"]), desa.di_dalam(program.wilayah).count() if program.wilayah else 0, kini,
    )  # fmt: skip


def semua_baris(program: Program, *, dalam: bool) -> Iterator[BarisKendali]:
    """Seluruh desa program menurut kode, selembar demi selembar: untuk unduhan."""
    semua, sesudah = program.daftar_penerapan().berjalan().order_by("wilayah__kunci"), 0
    while lembar := _susun(semua.filter(wilayah__kunci__gt=sesudah)[:TERBANYAK], hari_ini(), dalam=dalam):
        yield from lembar
        sesudah = lembar[-1].desa.kunci


def _susun(penerapan: QuerySet[Penerapan], kini: date, *, dalam: bool) -> list[BarisKendali]:
    semua = list(penerapan.select_related("wilayah__induk__induk", "wilayah__ringkas", "rencana"))
    lewat = _lewat(semua, kini) if dalam else {}
    return [
        BarisKendali(satu, satu.wilayah, getattr(satu.wilayah, "ringkas", None), lewat.get(satu.pk, 0), kini)
        for satu in semua
    ]


def _tugas_lewat(penerapan: QuerySet | list[int], kini: date) -> QuerySet[Tugas]:
    """Tugas lewat tenggat yang belum diklaim."""
    return Tugas.objects.filter(rencana__in=penerapan, tenggat__lt=kini).belum_diklaim().order_by()


def _lewat(penerapan: list[Penerapan], kini: date) -> dict[int, int]:
    """Penerapan → banyaknya tugas lewat tenggat."""
    tugas = _tugas_lewat([satu.pk for satu in penerapan], kini)
    return dict(tugas.values_list("rencana").annotate(n=Count("pk")))


def tabel_program(halaman: HalamanProgram, *, dalam: bool) -> Tabel:
    """Satu desa satu baris. Yang internal hanya bila `dalam`."""
    kepala = ["kode", "desa", "kecamatan", "percontohan", "mulai", "tahap_kini", "persen_terverifikasi", "persen_diklaim",
              "tonggak_terverifikasi", "tonggak_diklaim", "keadaan"] + (["tugas_lewat"] if dalam else [])  # fmt: skip
    baris = (_baris_tabel(satu, dalam=dalam) for satu in semua_baris(halaman.program, dalam=dalam))
    mulai, semua = halaman.rata
    return Tabel(
        f"program-{halaman.program.slug}-{halaman.per:%Y-%m-%d}", f"Kemajuan program {halaman.program.nama}",
        f"Per {hari(halaman.per)}: {halaman.n} desa menjalani, {halaman.selesai} selesai, {halaman.tercapai} tonggak "
        f"terverifikasi, {halaman.menunggu} diklaim dan menunggu.",
        kepala, baris, list(range(5, 10)),
        [kata.DEFINISI["kemajuan"],
         f"Rata-rata terverifikasi {mulai if mulai is not None else '–'}% atas {halaman.n} yang mulai; "
         f"{semua if semua is not None else '–'}% atas {halaman.n_dasar} desa di wilayahnya (belum mulai = 0)."],
    )  # fmt: skip


def _baris_tabel(satu: BarisKendali, *, dalam: bool) -> list[object]:
    r = satu.ringkas
    return [
        satu.desa.kode, satu.desa.nama_lengkap, satu.desa.induk.nama_lengkap, "ya" if satu.penerapan.percontohan else "tidak",
        satu.penerapan.mulai, (r.tahap_kini or "") if r else "", satu.maju_verif, satu.maju_klaim,
        r.tonggak_verif if r else 0, r.tonggak_klaim if r else 0, satu.jalan.nama, *([satu.lewat] if dalam else []),
    ]  # fmt: skip
