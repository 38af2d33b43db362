"""Tim Teknis satu desa: siapa, mampu apa menurut hasil belajarnya, dan apakah sudah mandiri (tahap 9, K-098, K-100)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from replikasi.bibit import langkah_buku
from replikasi.kalender import bulan_ini
from replikasi.models import AnggotaTim, BulanLapor, KlaimTonggak, Produk, RingkasBulan
from replikasi.rumus import tambah_bulan
from wilayah.models import Wilayah

from .hasil_belajar import LULUS, TUNTAS, hasil_belajar, modul_berkuis
from .rencana import peran_tim

PERAN_WAJIB = (AnggotaTim.PeranTim.OPERATOR, AnggotaTim.PeranTim.LAYANAN, AnggotaTim.PeranTim.TEKNIS)
BULAN_MANDIRI = 3


@dataclass(frozen=True)
class Kemampuan:
    """Modul yang diperlukan satu peran, dan hasil pelatihannya. Modul berkuis dinilai harus lulus; yang lain cukup tuntas."""

    perlu: list[str]
    hasil: Mapping[str, str]
    berkuis: Collection[str] = ()

    def terpenuhi(self, kode: str) -> bool:
        hasil = self.hasil.get(kode)
        return hasil == LULUS or (hasil == TUNTAS and kode not in self.berkuis)

    @property
    def cukup(self) -> bool:
        return bool(self.perlu) and all(self.terpenuhi(kode) for kode in self.perlu)

    @property
    def rinci(self) -> list[tuple[str, str, bool]]:
        """Kode modul, kata keadaannya, dan apakah sudah memenuhi."""
        kata = {LULUS: "lulus", TUNTAS: "tuntas dibaca"}
        sisa = {TUNTAS: "tuntas dibaca, kuisnya belum lulus"}
        return [
            (kode, (kata if (ya := self.terpenuhi(kode)) else sisa).get(self.hasil.get(kode, ""), "belum"), ya)
            for kode in self.perlu
        ]


@dataclass(frozen=True)
class BarisTim:
    anggota: AnggotaTim
    kemampuan: Kemampuan | None


@dataclass(frozen=True)
class Syarat:
    nama: str
    terpenuhi: bool
    keterangan: str


@dataclass(frozen=True)
class HalamanTim:
    desa: Wilayah
    anggota: list[BarisTim]
    dahulu: list[AnggotaTim]
    syarat: list[Syarat]

    @property
    def mandiri(self) -> bool:
        return all(satu.terpenuhi for satu in self.syarat)

    @property
    def terpenuhi(self) -> int:
        return sum(satu.terpenuhi for satu in self.syarat)


def modul_peran(peran: str) -> list[str]:
    """Kode modul yang dipelajari satu peran: modul langkah yang ditanggungnya, selain itu jalur dasar tim."""
    langkah = langkah_buku()
    milik = {
        kode
        for satu in langkah.values()
        if peran_tim(satu["penanggung_jawab"]) == peran
        for kode in satu["modul_terkait"]
    }
    return sorted(milik) or sorted(langkah["tim-terlatih"]["modul_terkait"])


def bulan_dipakai(desa: Wilayah, *, sampai: date, banyak: int = 12) -> set[date]:
    """Bulan yang isinya bertambah menurut laporan otomatis, atau yang orang kedua pastikan dipakai."""
    awal = tambah_bulan(sampai, 1 - banyak)
    pakai = BulanLapor.objects.filter(wilayah=desa, produk=Produk.OPENSID, bulan__range=(awal, sampai), pakai__gt=0)
    pasti = RingkasBulan.objects.filter(
        wilayah=desa, bulan__range=(awal, sampai), sumber_lain="terverifikasi", keadaan_lain="dipakai"
    )
    return set(pakai.values_list("bulan", flat=True)) | {
        satu.replace(day=1) for satu in pasti.values_list("bulan", flat=True)
    }


def berturut(bulan: set[date], sampai: date) -> int:
    """Berapa bulan berturut-turut sampai bulan itu."""
    n = 0
    while tambah_bulan(sampai, -n) in bulan:
        n += 1
    return n


def halaman_tim(desa: Wilayah) -> HalamanTim:
    semua = list(AnggotaTim.objects.filter(wilayah=desa).select_related("pengguna"))
    kini = [satu for satu in semua if satu.selesai is None]
    hasil = hasil_belajar({satu.pengguna_id for satu in kini if satu.pengguna_id})
    berkuis = modul_berkuis()
    baris = [
        BarisTim(
            satu, Kemampuan(modul_peran(satu.peran), hasil[satu.pengguna_id], berkuis) if satu.pengguna_id else None
        )
        for satu in kini
    ]
    return HalamanTim(desa, baris, [satu for satu in semua if satu.selesai], syarat_mandiri(desa, baris))


def syarat_mandiri(desa: Wilayah, baris: list[BarisTim]) -> list[Syarat]:
    """Tahap 9: tim lengkap, ditetapkan, mampu, memakai tiga bulan berturut-turut, dan lulus uji kemandirian."""
    ada = {satu.anggota.peran for satu in baris}
    nama = dict(AnggotaTim.PeranTim.choices)
    kurang = [nama[satu].lower() for satu in PERAN_WAJIB if satu not in ada]
    wajib = [satu for satu in baris if satu.anggota.peran in PERAN_WAJIB]
    mampu = [satu for satu in wajib if satu.kemampuan and satu.kemampuan.cukup]
    sudah = set(
        KlaimTonggak.objects.filter(
            penerapan__wilayah=desa, keadaan="diverifikasi", tonggak__slug__in=["sk-tim", "mandiri"]
        ).values_list("tonggak__slug", flat=True)
    )
    lalu = tambah_bulan(bulan_ini(), -1)
    n = berturut(bulan_dipakai(desa, sampai=lalu), lalu)
    return [
        Syarat("Tim lengkap", not kurang, "belum ada " + ", ".join(kurang) if kurang else "tiga peran inti terisi"),
        Syarat("Keputusan wali nagari", "sk-tim" in sudah, "tonggak keputusan tim, terverifikasi orang kedua"),
        Syarat("Kemampuan inti", bool(wajib) and len(mampu) == len(wajib),
               f"{len(mampu)} dari {len(wajib)} pemegang peran inti lulus modul perannya"),
        Syarat("Dipakai tiga bulan berturut-turut", n >= BULAN_MANDIRI, f"{n} bulan sampai bulan lalu"),
        Syarat("Uji kemandirian", "mandiri" in sudah, "sebulan tanpa bantuan, diamati pendamping"),
    ]  # fmt: skip
