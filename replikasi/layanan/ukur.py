"""Mencatat bukti layanan, ketepatan data, dan keterbukaan satu desa."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from replikasi.models import (
    Fase,
    InformasiWajib,
    KlaimTonggak,
    PemeriksaanAparatur,
    PemeriksaanData,
    PengukuranLayanan,
)
from replikasi.models.ukur import boleh_mencatat
from wilayah.models import Wilayah

from .jejak import ubah

TONGGAK_SURAT = "surat-berjalan"
# Informasi berkala menurut Perki 1/2018; temponya usulan (bulan, hari) dan dapat diubah desa (†).
INFORMASI = [
    ("Peraturan tentang APB tahun berjalan", (1, 31)),
    ("Rencana kerja pemerintah (RKP) tahun berjalan", (1, 31)),
    ("Laporan penyelenggaraan pemerintahan tahun lalu", (3, 31)),
    ("Laporan realisasi APB tahun lalu", (3, 31)),
    ("Daftar aset", (4, 30)),
    ("Daftar penerima bantuan, tanpa data pribadi", (6, 30)),
    ("Laporan realisasi APB semester pertama", (7, 31)),
    ("Profil dan data statistik", (9, 30)),
    ("Daftar informasi publik", (12, 31)),
]
DASAR = "Peraturan Komisi Informasi 1/2018"


def _pastikan(wilayah: Wilayah, oleh: Pengguna) -> None:
    if not boleh_mencatat(wilayah, oleh=oleh):
        raise ValidationError("Hanya operator desa ini dan pendampingnya yang dapat mencatat.")


def fase_kini(wilayah: Wilayah) -> str:
    """Sesudah, bila surat berjalan di OpenSID sudah dipastikan orang kedua atau surat terakhirnya sudah begitu; selain itu
    sebelum."""
    sudah = KlaimTonggak.objects.filter(
        penerapan__wilayah=wilayah, tonggak__slug=TONGGAK_SURAT, keadaan=KlaimTonggak.Keadaan.DIVERIFIKASI
    ).exists()
    if sudah:
        return Fase.SESUDAH
    surat = PengukuranLayanan.objects.filter(wilayah=wilayah, dibatalkan_pada=None).order_by("-mulai", "-pk")
    return surat.values_list("fase", flat=True).first() or Fase.SEBELUM


@transaction.atomic
def catat_layanan(
    *, wilayah: Wilayah, oleh: Pengguna, isi: Mapping[str, object], kunci: uuid.UUID
) -> PengukuranLayanan:
    """Satu surat satu baris; kiriman ulang (juga dari ponsel yang baru bersinyal) tetap satu."""
    _pastikan(wilayah, oleh)
    return PengukuranLayanan.objects.get_or_create(
        kunci=kunci, wilayah=wilayah, defaults={"oleh": oleh, **isi}
    )[0]  # fmt: skip


@transaction.atomic
def batalkan_layanan(*, baris: PengukuranLayanan, oleh: Pengguna) -> PengukuranLayanan:
    """Yang salah catat keluar dari hitungan; barisnya tetap ada."""
    _pastikan(baris.wilayah, oleh)
    if baris.dibatalkan_pada is None:
        baris.dibatalkan_pada = timezone.now()
        baris.save(update_fields=["dibatalkan_pada"])
    return baris


@transaction.atomic
def catat_pemeriksaan(
    *, wilayah: Wilayah, oleh: Pengguna, isi: Mapping[str, object], kunci: uuid.UUID
) -> PemeriksaanData:
    _pastikan(wilayah, oleh)
    return PemeriksaanData.objects.get_or_create(kunci=kunci, wilayah=wilayah, defaults={"oleh": oleh, **isi})[0]


@transaction.atomic
def catat_aparatur(
    *, wilayah: Wilayah, oleh: Pengguna, isi: Mapping[str, object], kunci: uuid.UUID
) -> PemeriksaanAparatur:
    """Keadaan orang dan perangkat pada satu hari (K-091); kiriman ulang tetap satu baris."""
    _pastikan(wilayah, oleh)
    return PemeriksaanAparatur.objects.get_or_create(kunci=kunci, wilayah=wilayah, defaults={"oleh": oleh, **isi})[0]


@transaction.atomic
def susun_informasi(*, wilayah: Wilayah, tahun: int, oleh: Pengguna) -> int:
    """Daftar informasi berkala satu tahun; yang sudah ada tidak disentuh. Mengembalikan banyaknya yang baru."""
    _pastikan(wilayah, oleh)
    baru = 0
    for judul, (bulan, hari) in INFORMASI:
        _, ada = InformasiWajib.objects.get_or_create(
            wilayah=wilayah, tahun=tahun, judul=judul,
            defaults={"dasar": DASAR, "tempo": date(tahun, bulan, hari), "oleh": oleh},
        )  # fmt: skip
        baru += ada
    return baru


@transaction.atomic
def simpan_informasi(
    *, wilayah: Wilayah, oleh: Pengguna, isi: Mapping[str, object], kunci: uuid.UUID | None = None,
    informasi: InformasiWajib | None = None,
) -> InformasiWajib:  # fmt: skip
    _pastikan(wilayah, oleh)
    tahun = isi["tempo"].year
    kembar = InformasiWajib.objects.filter(wilayah=wilayah, tahun=tahun, judul=isi["judul"])
    if informasi is None:
        if ada := InformasiWajib.objects.filter(kunci=kunci, wilayah=wilayah).first():
            return ada
        if kembar.exists():
            raise ValidationError({"judul": "Informasi ini sudah ada dalam daftar tahun itu."})
        return InformasiWajib.objects.create(
            wilayah=wilayah, oleh=oleh, tahun=tahun, kunci=kunci or uuid.uuid4(), **isi
        )
    if kembar.exclude(pk=informasi.pk).exists():
        raise ValidationError({"judul": "Informasi ini sudah ada dalam daftar tahun itu."})
    ubah(informasi, {**isi, "tahun": tahun})
    return informasi
