"""Kabar forum dikirim pekerja: hak penerima diperiksa saat dikirim, bukan saat ditulis (domain forum.md 8)."""

from __future__ import annotations

from django_tasks import task

from .kabar_jenis import (
    acara_berubah,
    jawaban_disunting,
    judul_dirapikan,
    kunjungan_dimulai,
    kursi_didapat,
    peserta_diduga,
    sanksi_berubah,
    usul_jawaban,
    usulan_diputus,
)
from .kabar_rawat import perkara_dibuka, tulisan_disembunyikan, tulisan_ditampilkan
from .kabarkan import keanggotaan, kiriman_baru, tulisan_diterima


@task()
def kabarkan_kiriman(kiriman: int, disebut: list[int], hanya_sebutan: bool = False) -> None:
    kiriman_baru(kiriman, disebut, hanya_sebutan=hanya_sebutan)


@task()
def kabarkan_jawaban(kiriman: int, pelaku: int) -> None:
    tulisan_diterima(kiriman, pelaku)


@task()
def kabarkan_disembunyikan(kiriman: int, alasan: str, jejak: int) -> None:
    tulisan_disembunyikan(kiriman, alasan, jejak)


@task()
def kabarkan_ditampilkan(kiriman: int, jejak: int) -> None:
    tulisan_ditampilkan(kiriman, jejak)


@task()
def kabarkan_perkara(tinjauan: int) -> None:
    perkara_dibuka(tinjauan)


@task()
def kabarkan_keanggotaan(anggota: int, semula: str = "") -> None:
    keanggotaan(anggota, semula)


@task()
def kabarkan_kursi(kehadiran: int) -> None:
    kursi_didapat(kehadiran)


@task()
def kabarkan_acara(acara: int, apa: str, urutan: int, pelaku: int) -> None:
    acara_berubah(acara, apa, urutan, pelaku)


@task()
def kabarkan_usulan(usulan: int, status: str, saat: str, pelaku: int) -> None:
    usulan_diputus(usulan, status, saat, pelaku)


@task()
def kabarkan_sanksi(sanksi: int, apa: str) -> None:
    sanksi_berubah(sanksi, apa)


@task()
def kabarkan_pemetaan(peserta: int, pengguna: int, saat: str) -> None:
    peserta_diduga(peserta, pengguna, saat)


@task()
def kabarkan_rapian(jejak: int) -> None:
    judul_dirapikan(jejak)


@task()
def kabarkan_usul_jawaban(jejak: int) -> None:
    usul_jawaban(jejak)


@task()
def kabarkan_jawaban_disunting(kiriman: int, pelaku: int, urutan: int) -> None:
    jawaban_disunting(kiriman, pelaku, urutan)


@task()
def kabarkan_kunjungan(kunjungan: int) -> None:
    kunjungan_dimulai(kunjungan)
