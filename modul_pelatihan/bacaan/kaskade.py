"""Kaskade: pelatih → kelas → operator berbeda → desa berbeda (domain training.md 2.5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Prefetch

from akun.models import Pengguna
from modul_pelatihan.masa import Status
from modul_pelatihan.models import Angkatan, Kelulusan, Pengajar, Peserta, StatusPelatih

SELESAI = Angkatan.Keadaan.SELESAI


@dataclass
class BarisPelatih:
    orang: Pengguna
    wilayah: str
    luas: bool = False
    status: StatusPelatih | None = None
    keadaan: Status | None = None
    kelas: int = 0
    operator: int = 0
    desa: int = 0


@dataclass
class Kaskade:
    """Satu orang dihitung sekali dalam jumlah walau ikut beberapa kelas; tiap pelatih kelas bersama mendapat bagiannya."""

    pelatih: int = 0
    kelas: int = 0
    operator: int = 0
    desa: int = 0

    @property
    def rasio(self) -> Fraction | None:
        return Fraction(self.operator, self.pelatih) if self.pelatih else None


def jangkauan(orang: list[int]) -> dict[int, tuple[set[int], set[int], set[int]]]:
    """pk pelatih → (kelas selesai, operator, desa) yang berbeda; dua kueri."""
    kelas: dict[int, set[int]] = defaultdict(set)
    for pk, angkatan in Pengajar.objects.filter(orang__in=orang, angkatan__keadaan=SELESAI).values_list(
        "orang_id", "angkatan_id"
    ):
        kelas[pk].add(angkatan)
    anggota: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    semua = set().union(*kelas.values()) if kelas else set()
    for angkatan, satu, asal in (
        Peserta.objects.terdaftar().filter(angkatan__in=semua).values_list("angkatan_id", "orang_id", "asal_id")
    ):
        anggota[angkatan].append((satu, asal))
    return {
        pk: (
            punya,
            {satu for angkatan in punya for satu, _ in anggota[angkatan]},
            {asal for angkatan in punya for _, asal in anggota[angkatan] if asal},
        )
        for pk, punya in kelas.items()
    }


def kaskade(baris: list[BarisPelatih]) -> Kaskade:
    """pelatih → kelas → operator berbeda → desa berbeda."""
    buku = jangkauan([satu.orang.pk for satu in baris])
    kumpul = [set().union(*(isi[letak] for isi in buku.values())) for letak in range(3)] if buku else [set()] * 3
    return Kaskade(len(buku), *(len(satu) for satu in kumpul))


@dataclass(frozen=True)
class BarisBuku:
    """Satu kelas di buku kaskade: siapa mengajar, berapa orang dari berapa desa."""

    kelas: Angkatan
    pengajar: list[str]
    operator: int
    lulus: int
    desa: list[str]


def buku_kaskade(baris: list[BarisPelatih], banyak: int = 30) -> list[BarisBuku]:
    """Pelatih → kelas → operator → desa, kelas terbaru dahulu. Tiga kueri berapa pun pelatihnya."""
    kelas = list(
        Angkatan.objects.filter(keadaan=SELESAI, pengajar__orang__in=[satu.orang.pk for satu in baris])
        .distinct()
        .prefetch_related(
            Prefetch("pengajar", queryset=Pengajar.objects.select_related("orang").order_by("-tugas", "pk"))
        )
        .order_by("-selesai_pada", "-pk")[:banyak]
    )
    orang: dict[int, set[int]] = defaultdict(set)
    lulus: dict[int, set[int]] = defaultdict(set)
    desa: dict[int, dict[int, str]] = defaultdict(dict)  # menurut kuncinya: nama desa dapat kembar
    for pk, satu, asal, nama, sudah in (
        Peserta.objects.terdaftar()
        .filter(angkatan__in=kelas)
        .values_list("angkatan_id", "orang_id", "asal_id", "asal__nama", "kelulusan__lulus")
    ):
        orang[pk].add(satu)
        if asal:
            desa[pk][asal] = nama
        if sudah:
            lulus[pk].add(satu)
    return [
        BarisBuku(
            satu, [p.orang.nama for p in satu.pengajar.all()], len(orang[satu.pk]), len(lulus[satu.pk]),
            sorted(desa[satu.pk].values()),
        )
        for satu in kelas
    ]  # fmt: skip


def alumni_tot(baris: list[BarisPelatih]) -> int:
    """Banyak pelatih di daftar itu yang lulus kelas calon pelatih: pangkal kaskadenya."""
    lulus = Kelulusan.objects.filter(
        lulus=True, peserta__angkatan__untuk_pelatih=True, peserta__orang__in=[satu.orang.pk for satu in baris]
    )
    return lulus.values("peserta__orang").distinct().count()
