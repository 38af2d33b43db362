"""Pelatih: syarat yang diturunkan dari fakta, status, dan calon pengajar (domain training.md 2.4, 2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from akun.models import Pengguna, Penugasan, Peran
from modul_pelatihan.masa import tambah_bulan
from modul_pelatihan.models import (
    Angkatan,
    AturanPelatihan,
    Kelulusan,
    LembarPraktik,
    Pengajar,
    PenilaianPraktik,
    Sertifikat,
    StatusPelatih,
)
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from .kaskade import SELESAI, BarisPelatih, jangkauan
from .perubahan import perubahan_belum_dibaca

BULAN_KELAS_TERAKHIR = 24


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


def _terjangkau(wilayah: Wilayah | None, atas: list[tuple[int, int]]) -> bool:
    """Bertugas di dalam rentang itu, atau membawahinya (provinsi bagi kabupaten, nasional bagi semua)."""
    return wilayah is None or any(
        a <= wilayah.kunci <= z or wilayah.rentang[0] <= a <= wilayah.rentang[1] for a, z in atas
    )


def daftar_pelatih(
    atas: list[tuple[int, int]], pada: date | None = None, *, hanya: Pengguna | None = None
) -> list[BarisPelatih]:
    """Pelatih yang bertugas di rentang wilayah itu, dengan status dan kaskadenya; jumlah kueri tetap."""
    pada = pada or timezone.localdate()
    tugas = Penugasan.objects.berlaku(pada).filter(peran=Peran.PELATIH).select_related("pengguna", "wilayah")
    tugas = tugas.filter(pengguna=hanya) if hanya else tugas
    jendela = AturanPelatihan.objects.berlaku(pada).jendela_segera_habis_hari
    baris: dict[int, BarisPelatih] = {}
    for satu in tugas.order_by("pengguna__first_name", "pk"):
        if _terjangkau(satu.wilayah, atas):
            tempat = satu.wilayah.nama_lengkap if satu.wilayah else "nasional"
            luas = satu.wilayah is None or satu.wilayah.tingkat == Wilayah.Tingkat.PROVINSI
            baris.setdefault(satu.pengguna_id, BarisPelatih(satu.pengguna, tempat, luas))
    for status in StatusPelatih.objects.filter(orang__in=baris).order_by("sampai", "pk"):
        baris[status.orang_id].status = status
        baris[status.orang_id].keadaan = status.status(pada, jendela=jendela)
    for orang, (kelas, operator, desa) in jangkauan(list(baris)).items():
        baris[orang].kelas, baris[orang].operator, baris[orang].desa = len(kelas), len(operator), len(desa)
    return list(baris.values())


def dapat_dibuka(orang: list[int], atas: list[tuple[int, int]]) -> set[int]:
    """Di antara orang itu, yang halaman pelatihnya terbuka bagi yang membawahi `atas`; satu kueri."""
    tugas = Penugasan.objects.berlaku().filter(peran=Peran.PELATIH, pengguna__in=orang).select_related("wilayah")
    return {satu.pengguna_id for satu in tugas if _terjangkau(satu.wilayah, atas)}


@dataclass(frozen=True)
class Calon:
    """Orang yang dapat ditugaskan mengajar. `dekat`: bertugas di kabupaten itu sendiri."""

    orang: Pengguna
    tempat: str
    aktif: bool
    dekat: bool
    kelas: int
    pelatih: bool = True

    @property
    def kalimat(self) -> str:
        status = "pelatih aktif" if self.aktif else "belum aktif" if self.pelatih else "alumnus TOT, baru mendampingi"
        beban = f", {self.kelas} kelas menunggu" if self.kelas else ""
        return f"{self.orang.nama}, {self.tempat} ({status}{beban})"


def pelatih_seprovinsi(wilayah: Wilayah) -> list[Calon]:
    """Pelatih di provinsi itu dan yang nasional: yang aktif, lalu yang sekabupaten, lalu yang kelasnya paling sedikit.
    Tiga kueri."""
    provinsi = aturan_kode.rentang(wilayah.kode[:2])
    tugas = list(
        Penugasan.objects.berlaku()
        .filter(
            Q(wilayah__isnull=True) | Q(wilayah__kunci__range=provinsi), peran=Peran.PELATIH, pengguna__is_active=True
        )
        .select_related("pengguna", "wilayah")
        .order_by("pengguna__first_name", "pk")
    )
    orang = {satu.pengguna_id for satu in tugas}
    aktif, beban = _aktif(orang), _beban(orang)
    hasil: dict[int, Calon] = {}
    for satu in tugas:
        dekat = satu.wilayah is not None and satu.wilayah.kode[:5] == wilayah.kode[:5]
        calon = Calon(
            satu.pengguna, satu.wilayah.nama_ringkas if satu.wilayah else "nasional", satu.pengguna_id in aktif, dekat,
            beban.get(satu.pengguna_id, 0),
        )  # fmt: skip
        if dekat or satu.pengguna_id not in hasil:
            hasil[satu.pengguna_id] = calon
    return sorted(hasil.values(), key=lambda satu: (not satu.aktif, not satu.dekat, satu.kelas, satu.orang.nama))


def calon_pengajar(angkatan: Angkatan) -> list[Calon]:
    """Pelatih seprovinsi, lalu alumnus TOT di provinsi itu yang perlu mendampingi satu kelas. Empat kueri."""
    pelatih = pelatih_seprovinsi(angkatan.wilayah)
    ada = {satu.orang.pk for satu in pelatih}
    alumni = (
        Kelulusan.objects.filter(
            lulus=True, peserta__angkatan__untuk_pelatih=True, peserta__orang__is_active=True,
            peserta__asal__kunci__range=aturan_kode.rentang(angkatan.wilayah.kode[:2]),
        )
        .exclude(peserta__orang__in=ada)
        .select_related("peserta__orang", "peserta__asal")
        .order_by("peserta__orang__first_name", "pk")
    )  # fmt: skip
    lain = {
        satu.peserta.orang_id: Calon(
            satu.peserta.orang, satu.peserta.asal.nama_lengkap, aktif=False, dekat=False, kelas=0, pelatih=False
        )
        for satu in alumni
    }
    return [*pelatih, *lain.values()]


def _aktif(orang) -> set[int]:
    return set(StatusPelatih.objects.berlaku().filter(orang__in=orang).values_list("orang_id", flat=True))


def _beban(orang) -> dict[int, int]:
    """Kelas yang belum selesai tiap pelatih."""
    return dict(
        Pengajar.objects.filter(orang__in=orang, angkatan__keadaan__in=["rancangan", "dibuka", "berjalan"])
        .order_by()
        .values_list("orang_id")
        .annotate(n=Count("pk"))
    )


def sertifikat_tot(orang: Pengguna) -> Sertifikat | None:
    """Sertifikat TOT-nya: tetap milik orangnya, juga sesudah masa pelatihnya habis."""
    return (
        Sertifikat.objects.filter(
            penerima=orang, kelulusan__peserta__angkatan__untuk_pelatih=True, pencabutan__isnull=True
        )
        .order_by("-terbit", "-pk")
        .first()
    )
