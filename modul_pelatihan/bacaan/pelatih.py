"""Pelatih: syarat yang diturunkan dari fakta, status, cakupan wilayah, dan kaskade (domain training.md 2.4, 2.5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db.models import Count, Q
from django.utils import timezone

from akun.models import Pengguna, Penugasan, Peran
from modul_pelatihan.masa import Status, tambah_bulan
from modul_pelatihan.models import (
    Angkatan,
    AturanPelatihan,
    Kelulusan,
    LembarPraktik,
    Pengajar,
    PenilaianPraktik,
    Peserta,
    StatusPelatih,
)
from wilayah.models import Wilayah

from .perubahan import perubahan_belum_dibaca

BULAN_KELAS_TERAKHIR = 24
SELESAI = Angkatan.Keadaan.SELESAI


@dataclass(frozen=True)
class SyaratPelatih:
    nama: str
    judul: str
    nilai: int
    perlu: int

    @property
    def terpenuhi(self) -> bool:
        return self.nilai >= self.perlu


def syarat_pelatih(orang: Pengguna, pada: date | None = None) -> list[SyaratPelatih]:
    """Gabungan fakta, tidak pernah bendera: lulus TOT, praktik mengajar di depan dua pengamat, mendampingi satu kelas,
    mengajar dalam 24 bulan terakhir, dan modul yang berubah sudah dipelajari."""
    aturan = AturanPelatihan.objects.berlaku(pada)
    sejak = tambah_bulan(pada or timezone.localdate(), -BULAN_KELAS_TERAKHIR)
    tot = Kelulusan.objects.filter(peserta__orang=orang, peserta__angkatan__untuk_pelatih=True, lulus=True).count()
    pengamat = (
        PenilaianPraktik.objects.filter(orang=orang, jenis=LembarPraktik.Jenis.MENGAJAR, lulus=True)
        .order_by()
        .values("penilai")
        .distinct()
        .count()
    )
    mengajar = Pengajar.objects.filter(orang=orang, angkatan__keadaan=SELESAI)
    dampingi = mengajar.filter(tugas=Pengajar.Tugas.PENDAMPING).count()
    terakhir = mengajar.filter(angkatan__selesai_pada__date__gte=sejak).count()
    tertinggal = len(perubahan_belum_dibaca(orang))
    return [
        SyaratPelatih("tot", "Lulus kelas calon pelatih", tot, 1),
        SyaratPelatih("mengajar", "Praktik mengajar lulus menurut pengamat berbeda", pengamat, aturan.pengamat_min),
        SyaratPelatih("dampingi", "Mendampingi kelas sampai selesai", dampingi, 1),
        SyaratPelatih("kelas", "Mengajar dalam 24 bulan terakhir", terakhir, aturan.kelas_min_per_masa),
        SyaratPelatih("berubah", "Pelajaran yang berubah sudah dibaca", int(not tertinggal), 1),
    ]


@dataclass
class BarisPelatih:
    orang: Pengguna
    wilayah: str
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


@dataclass
class Cakupan:
    wilayah: Wilayah
    pelatih: int = 0
    aktif: int = 0
    desa: int = 0
    anggota: set[int] = field(default_factory=set)

    @property
    def desa_per_pelatih(self) -> Fraction | None:
        return Fraction(self.desa, self.aktif) if self.aktif else None


def daftar_pelatih(atas: list[tuple[int, int]], pada: date | None = None) -> list[BarisPelatih]:
    """Pelatih yang bertugas di rentang wilayah itu, dengan status dan kaskadenya; jumlah kueri tetap."""
    pada = pada or timezone.localdate()
    tugas = Penugasan.objects.berlaku(pada).filter(peran=Peran.PELATIH).select_related("pengguna", "wilayah")
    jendela = AturanPelatihan.objects.berlaku(pada).jendela_segera_habis_hari
    baris: dict[int, BarisPelatih] = {}
    for satu in tugas.order_by("pengguna__first_name", "pk"):
        if satu.wilayah is None or any(
            a <= satu.wilayah.kunci <= z or satu.wilayah.rentang[0] <= a <= satu.wilayah.rentang[1] for a, z in atas
        ):
            tempat = satu.wilayah.nama_lengkap if satu.wilayah else "nasional"
            baris.setdefault(satu.pengguna_id, BarisPelatih(satu.pengguna, tempat))
    for status in StatusPelatih.objects.filter(orang__in=baris).order_by("sampai", "pk"):
        baris[status.orang_id].status = status
        baris[status.orang_id].keadaan = status.status(pada, jendela=jendela)
    for orang, (kelas, operator, desa) in _buku_kaskade(list(baris)).items():
        baris[orang].kelas, baris[orang].operator, baris[orang].desa = len(kelas), len(operator), len(desa)
    return list(baris.values())


def _buku_kaskade(orang: list[int]) -> dict[int, tuple[set[int], set[int], set[int]]]:
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
    buku = _buku_kaskade([satu.orang.pk for satu in baris])
    kumpul = [set().union(*(isi[letak] for isi in buku.values())) for letak in range(3)] if buku else [set()] * 3
    return Kaskade(len(buku), *(len(satu) for satu in kumpul))


def cakupan(atas: list[tuple[int, int]], pada: date | None = None) -> list[Cakupan]:
    """Tiap kabupaten/kota di rentang itu: pelatih aktif, desa per pelatih; yang belum ada pelatih lebih dahulu."""
    syarat = Q(pk__in=[])
    for awal, akhir in atas:
        syarat |= Q(kunci__range=(awal, akhir))
    peta = {
        satu.kode: Cakupan(satu)
        for satu in Wilayah.objects.berlaku().filter(syarat, tingkat__in=["kabupaten", "kota"]).order_by("kunci")
    }
    desa = Wilayah.objects.berlaku().desa().filter(syarat).values("induk__induk__kode").annotate(n=Count("pk"))
    for satu in desa:
        if satu["induk__induk__kode"] in peta:
            peta[satu["induk__induk__kode"]].desa = satu["n"]
    aktif = set(StatusPelatih.objects.berlaku(pada).values_list("orang_id", flat=True))
    tugas = Penugasan.objects.berlaku(pada).filter(peran=Peran.PELATIH, wilayah__isnull=False).select_related("wilayah")
    for satu in tugas:
        for kode, isi in peta.items():
            if (
                satu.wilayah.kode == kode
                or satu.wilayah.kode.startswith(f"{kode}.")
                or kode.startswith(f"{satu.wilayah.kode}.")
            ):
                isi.anggota.add(satu.pengguna_id)
    for isi in peta.values():
        isi.pelatih, isi.aktif = len(isi.anggota), len(isi.anggota & aktif)
    return sorted(peta.values(), key=lambda isi: (isi.aktif > 0, isi.wilayah.kunci))
