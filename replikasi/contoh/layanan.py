"""Bukti layanan rekaan: dua nagari dengan contoh cukup, empat dengan contoh kecil. Semuanya data contoh."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import transaction

from replikasi.kalender import JAKARTA, hari_ini
from replikasi.layanan.ukur import DASAR, INFORMASI
from replikasi.models import InformasiWajib, PemeriksaanAparatur, PemeriksaanData, PengukuranLayanan
from wilayah.models import Wilayah

from .janji import kunci

SURAT = ["Surat keterangan usaha", "Surat keterangan domisili", "Surat keterangan tidak mampu", "Surat pengantar nikah"]
# Himpunan, salah dari 60 sebelum dan sesudah, terisi dari 100 sebelum dan sesudah.
DATA = [("kependudukan", 11, 3, 71, 96), ("potensi", 15, 6, 48, 82), ("aset", 9, 4, 60, 88)]


class Ukuran(NamedTuple):
    """Banyaknya surat dan menit tengahnya, sebelum dan sesudah; berapa informasi yang sudah terbit tahun ini."""

    kode: str
    n_sebelum: int
    n_sesudah: int
    menit_sebelum: int
    menit_sesudah: int
    terbit: int


UKURAN = [
    Ukuran("13.07.04.2001", 26, 32, 95, 18, 8),
    Ukuran("13.07.05.2001", 24, 22, 120, 35, 5),
    Ukuran("13.07.01.2004", 9, 6, 110, 60, 3),
    Ukuran("13.07.11.2003", 8, 18, 140, 70, 4),
    Ukuran("13.07.04.2002", 6, 16, 105, 65, 2),
    Ukuran("13.07.13.2001", 7, 15, 90, 45, 3),
]


@transaction.atomic
def isi_layanan() -> None:
    """Boleh diulang: desa yang sudah punya catatan dilewati."""
    for satu in UKURAN:
        desa = Wilayah.objects.filter(kode=satu.kode).first()
        if desa is None or desa.pengukuran.exists():
            continue
        acak = random.Random(satu.kode)
        baris = []
        for fase, n, menit, hari in (
            ("sebelum", satu.n_sebelum, satu.menit_sebelum, 400), ("sesudah", satu.n_sesudah, satu.menit_sesudah, 40)
        ):  # fmt: skip
            baris += [_surat(desa, fase, menit, _hari_kerja(hari - i), acak) for i in range(n)]
        PengukuranLayanan.objects.bulk_create(baris)
        _data(desa)
        _informasi(desa, satu.terbit)
        _aparatur(desa)


def _hari_kerja(lalu: int) -> date:
    hari = hari_ini() - timedelta(days=lalu)
    return hari - timedelta(days=max(0, hari.weekday() - 4))


def _surat(desa: Wilayah, fase: str, menit: int, hari: date, acak: random.Random) -> PengukuranLayanan:
    mulai = datetime.combine(hari, time(8 + acak.randrange(3), acak.randrange(60)), JAKARTA)
    lama = max(3, round(menit * acak.uniform(0.4, 1.7)))
    lama += 18 * 60 if fase == "sebelum" and acak.random() < 0.2 else 0  # kadang baru selesai esok harinya
    sesudah = fase == "sesudah"
    return PengukuranLayanan(
        wilayah=desa, fase=fase, layanan=acak.choice(SURAT), mulai=mulai, selesai=mulai + timedelta(minutes=lama),
        koreksi=0 if acak.random() < (0.92 if sesudah else 0.65) else 1, contoh=True,
        puas=acak.choice((4, 5, 5, 4, 3) if sesudah else (2, 3, 3, 4, 3)) if acak.random() < 0.8 else None,
        biaya=acak.choice((0, 0, 2000) if sesudah else (2000, 5000, 10000)),
    )  # fmt: skip


def _data(desa: Wilayah) -> None:
    for himpunan, salah_lalu, salah_kini, isi_lalu, isi_kini in DATA:
        for fase, salah, terisi, lalu in (
            ("sebelum", salah_lalu, isi_lalu, 410),
            ("sesudah", salah_kini, isi_kini, 30),
        ):
            PemeriksaanData.objects.create(
                wilayah=desa, himpunan=himpunan, fase=fase, tanggal=hari_ini() - timedelta(days=lalu), diperiksa=60,
                salah=salah, seharusnya=100, terisi=terisi, cara="Enam puluh baris acak dicocokkan ke dokumennya (data contoh)",
                contoh=True, kunci=kunci(f"5:data:{desa.kode}:{himpunan}:{fase}"),
            )  # fmt: skip


def _aparatur(desa: Wilayah) -> None:
    for fase, dilatih, mampu, komputer, bantuan, lalu in (("sebelum", 2, 0, 2, 9, 410), ("sesudah", 7, 4, 4, 2, 30)):
        PemeriksaanAparatur.objects.create(
            wilayah=desa, fase=fase, tanggal=hari_ini() - timedelta(days=lalu), aparatur=11, dilatih=dilatih, mampu=mampu,
            komputer=komputer, bantuan=bantuan, contoh=True, kunci=kunci(f"5:aparatur:{desa.kode}:{fase}"),
        )  # fmt: skip


def _informasi(desa: Wilayah, terbit: int) -> None:
    tahun = hari_ini().year
    for n, (judul, (bulan, hari)) in enumerate(INFORMASI):
        tempo = date(tahun, bulan, hari)
        saat = tempo + timedelta(days=(n % 3) * 9 - 5)
        InformasiWajib.objects.create(
            wilayah=desa, tahun=tahun, judul=judul, dasar=DASAR, tempo=tempo, contoh=True,
            terbit=saat if n < terbit and saat <= hari_ini() else None, kunci=kunci(f"5:info:{desa.kode}:{tahun}:{n}"),
        )  # fmt: skip
