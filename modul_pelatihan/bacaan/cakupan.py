"""Cakupan pelatih tiap kabupaten dan kota: peta, tabel, dan yang belum punya pelatih aktif (domain training.md 2.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db.models import Count
from django.urls import reverse

from akun.models import Penugasan, Peran
from modul_pelatihan.models import StatusPelatih
from wilayah.models import Wilayah
from wilayah.petak import PETAK, SINGKAT, letak_urut, singkat

KABUPATEN = ("kabupaten", "kota")
LEGENDA = ["Belum ada pelatih", "Ada pelatih, belum aktif", "Satu pelatih aktif", "Dua", "Tiga atau lebih"]
LEGENDA_PROVINSI = ["Belum ada satu pun", "Kurang dari seperempat", "Kurang dari separuh", "Separuh atau lebih", "Semua kabupaten/kota"]  # fmt: skip


@dataclass
class Cakupan:
    wilayah: Wilayah
    desa: int = 0
    anggota: set[int] = field(default_factory=set)
    hidup: set[int] = field(default_factory=set)

    @property
    def pelatih(self) -> int:
        return len(self.anggota)

    @property
    def aktif(self) -> int:
        return len(self.hidup)

    @property
    def desa_per_pelatih(self) -> Fraction | None:
        return Fraction(self.desa, self.aktif) if self.aktif and self.desa else None

    @property
    def kelas(self) -> int:
        return min(self.aktif + 1, 4) if self.aktif else int(self.pelatih > 0)


@dataclass
class CakupanProvinsi:
    wilayah: Wilayah
    kabupaten: int = 0
    punya: int = 0

    @property
    def kelas(self) -> int:
        if not self.punya:
            return 0
        if self.punya == self.kabupaten:
            return 4
        return 1 + (self.punya * 4 >= self.kabupaten) + (self.punya * 2 >= self.kabupaten)


def cakupan(atas: list[tuple[int, int]], pada: date | None = None) -> list[Cakupan]:
    """Tiap kabupaten/kota di rentang itu; yang belum ada pelatih aktif lebih dahulu. Empat kueri.

    Yang terhitung pelatih kabupaten itu sendiri (dan kecamatan serta desanya); pelatih provinsi dan nasional disebut
    terpisah, sebab seorang di provinsi tidak membuat semua kabupatennya tercukupi.
    """
    peta = {
        satu.kode: Cakupan(satu)
        for satu in Wilayah.objects.berlaku().dalam_rentang(atas).filter(tingkat__in=KABUPATEN).order_by("kunci")
    }
    desa = Wilayah.objects.berlaku().desa().dalam_rentang(atas).order_by()
    for kode, n in desa.values_list("induk__induk__kode").annotate(n=Count("pk")):
        if kode in peta:
            peta[kode].desa = n
    aktif = set(StatusPelatih.objects.berlaku(pada).values_list("orang_id", flat=True))
    tugas = Penugasan.objects.berlaku(pada).filter(peran=Peran.PELATIH).exclude(wilayah__isnull=True)
    tugas = tugas.exclude(wilayah__tingkat="provinsi")
    for orang, kode in tugas.values_list("pengguna_id", "wilayah__kode"):
        if satu := peta.get(kode[:5]):
            satu.anggota.add(orang)
            if orang in aktif:
                satu.hidup.add(orang)
    return sorted(peta.values(), key=lambda satu: (satu.aktif > 0, satu.wilayah.kunci))


def per_provinsi(baris: list[Cakupan]) -> list[CakupanProvinsi]:
    """Ringkasan tiap provinsi bagi yang membawahi lebih dari satu; satu kueri."""
    hasil = {
        satu.kode: CakupanProvinsi(satu)
        for satu in Wilayah.objects.filter(kode__in={b.wilayah.kode[:2] for b in baris}).order_by("kunci")
    }
    for satu in baris:
        provinsi = hasil[satu.wilayah.kode[:2]]
        provinsi.kabupaten += 1
        provinsi.punya += satu.aktif > 0
    return list(hasil.values())


def petak(baris: list[Cakupan]) -> list[dict]:
    """Petak tiap kabupaten, kira-kira pada letaknya."""
    urut = sorted(baris, key=lambda satu: satu.wilayah.kunci)
    return [
        {
            "nama": satu.wilayah.nama_lengkap, "baris": b, "kolom": k, "kelas": satu.kelas, "teks": str(satu.aktif),
            "singkat": singkat(satu.wilayah.nama),
            "keterangan": f"{satu.aktif} aktif dari {satu.pelatih} pelatih, {satu.desa} desa",
        }
        for satu, (b, k) in zip(urut, _letak([satu.wilayah.kode for satu in urut]), strict=True)
    ]  # fmt: skip


def petak_provinsi(baris: list[CakupanProvinsi]) -> list[dict]:
    tujuan = reverse("modul_pelatihan:pelatih-daftar")
    return [
        {
            "nama": satu.wilayah.nama_lengkap, "baris": b, "kolom": k, "kelas": satu.kelas,
            "teks": f"{satu.punya}/{satu.kabupaten}", "url": f"{tujuan}?wilayah={satu.wilayah.kode}",
            "singkat": SINGKAT.get(satu.wilayah.kode) or singkat(satu.wilayah.nama),
            "keterangan": f"{satu.punya} dari {satu.kabupaten} kabupaten/kota punya pelatih aktif",
        }
        for satu, (b, k) in zip(baris, _letak([satu.wilayah.kode for satu in baris]), strict=True)
    ]  # fmt: skip


def _letak(kode: list[str]) -> list[tuple[int, int]]:
    letak = [PETAK.get(satu) for satu in kode]
    return letak_urut(len(kode)) if None in letak else letak
