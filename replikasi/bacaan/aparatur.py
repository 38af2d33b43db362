"""Kemampuan dan kemandirian kantor, sebelum dan sesudah (K-091, K-098): orang, latihan, perangkat, bantuan luar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from pusat_bantuan.models import ProfilTiket
from replikasi.models import AnggotaTim, PemeriksaanAparatur
from wilayah.models import Wilayah

from .hasil_belajar import yang_terlatih


@dataclass(frozen=True)
class BandingAparatur:
    """Satu ukuran pada pemeriksaan terakhir tiap fase; `dari` banyaknya aparatur bila ukurannya bagian dari mereka."""

    nama: str
    sebelum: int | None
    dari_sebelum: int | None
    sesudah: int | None
    dari_sesudah: int | None


@dataclass(frozen=True)
class HasilAparatur:
    sebelum: PemeriksaanAparatur | None
    sesudah: PemeriksaanAparatur | None

    @property
    def ada(self) -> bool:
        return bool(self.sebelum or self.sesudah)

    @property
    def baris(self) -> list[BandingAparatur]:
        def satu(nama: str, medan: str, *, bagian: bool = False) -> BandingAparatur:
            a, b = ((getattr(p, medan), p.aparatur) if p else (None, None) for p in (self.sebelum, self.sesudah))
            return BandingAparatur(nama, a[0], a[1] if bagian else None, b[0], b[1] if bagian else None)

        return [
            satu("Bekerja sendiri di OpenSID tanpa dipandu", "mampu", bagian=True),
            satu("Pernah dilatih", "dilatih", bagian=True),
            satu("Komputer layak pakai", "komputer"),
            satu("Kali meminta bantuan dari luar, sebulan", "bantuan"),
        ]


def hasil_aparatur(wilayah: Wilayah) -> HasilAparatur:
    """Pemeriksaan terbaru tiap fase; satu kueri."""
    terbaru = {
        satu.fase: satu for satu in PemeriksaanAparatur.objects.filter(wilayah=wilayah).order_by("tanggal", "pk")
    }
    return HasilAparatur(terbaru.get("sebelum"), terbaru.get("sesudah"))


def awal_aparatur(wilayah: Wilayah) -> dict[str, int]:
    """Yang sudah diketahui halaman lain tidak ditanyakan: tim, kelulusannya, tiketnya, dan pemeriksaan sebelumnya."""
    lama = PemeriksaanAparatur.objects.filter(wilayah=wilayah).order_by("tanggal", "pk").last()
    tim = list(
        AnggotaTim.objects.berlaku().filter(wilayah=wilayah, pengguna__isnull=False).values_list("pengguna", flat=True)
    )
    lulus = yang_terlatih(tim)
    sebulan = timezone.now() - timedelta(days=30)
    tiket = ProfilTiket.objects.filter(wilayah=wilayah, dibuat__gte=sebulan).count()
    awal = {"bantuan": tiket, "dilatih": max(lulus, lama.dilatih if lama else 0)}
    if lama:
        awal |= {"aparatur": lama.aparatur, "mampu": lama.mampu, "komputer": lama.komputer}
    return awal
