"""Jam kerja, sasaran, dan hari libur bawaan: ditanam sekali, sesudahnya milik orang yang mengaturnya.

Jam nasional menurut Perpres 21/2023: 37,5 jam sepekan mulai 07.30 waktu setempat, istirahat 60 menit (Jumat 90).
"""

from __future__ import annotations

import csv
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import connections

DASAR_NASIONAL = "Perpres 21/2023 tentang Hari Kerja dan Jam Kerja"
_SENIN_KAMIS = [["07:30", "12:00"], ["13:00", "16:00"]]
JAM_NASIONAL = dict.fromkeys(("senin", "selasa", "rabu", "kamis"), _SENIN_KAMIS) | {
    "jumat": [["07:30", "11:30"], ["13:00", "16:30"]]
}
# Perpres 21/2023: 32,5 jam sepekan mulai 08.00, istirahat 30 menit (Jumat 60).
JAM_RAMADAN = {hari: [["08:00", "12:00"], ["12:30", "15:00"]] for hari in ("senin", "selasa", "rabu", "kamis")} | {
    "jumat": [["08:00", "11:30"], ["12:30", "15:30"]]
}

# tingkat (None: janji kepada desa), dampak, jawaban pertama, selesai, diingatkan sebelumnya, naik bila belum diambil;
# semuanya menit kerja. Usulan awal: pengelola menyetelnya di ruang redaksi.
SASARAN = [
    (None, "kritis", 60, 480, 60, None),
    (None, "utama", 120, 900, 120, None),
    (None, "sedang", 450, 1350, 120, None),
    (None, "ringan", 450, 2250, 240, None),
    (1, "kritis", 30, 120, 30, 30),
    (1, "utama", 60, 300, 60, 60),
    (1, "sedang", 225, 450, 60, 225),
    (1, "ringan", 225, 900, 60, 450),
    (2, "kritis", 30, 180, 30, 60),
    (2, "utama", 60, 450, 60, 120),
    (2, "sedang", 225, 675, 120, 450),
    (2, "ringan", 225, 1350, 120, 900),
    (3, "kritis", 30, 300, 60, None),
    (3, "utama", 120, 900, 120, None),
    (3, "sedang", 450, 1350, 120, None),
    (3, "ringan", 450, 2250, 240, None),
]
BERKAS_LIBUR = Path(__file__).resolve().parent / "data" / "libur.csv"
LIBUR_SETAHUN_PALING_SEDIKIT = 10
KOLOM_LIBUR = ["tanggal", "nama", "jenis", "kode", "sumber", "tanggal_sumber", "berlaku"]
_YA, _TIDAK = {"ya", "1", "true", ""}, {"tidak", "0", "false"}


class BerkasLiburKeliru(ValueError):
    """Berkas libur tidak terbaca; pesannya menyebut baris dan cara memperbaikinya."""


@dataclass(frozen=True)
class BarisLibur:
    tanggal: date
    nama: str
    jenis: str
    kode: str
    sumber: str
    tanggal_sumber: date | None
    berlaku: bool


def baca_libur(baris: Iterable[str]) -> list[BarisLibur]:
    """CSV berkolom `KOLOM_LIBUR`; `kode` kosong berarti nasional. Tiap baris wajib menyebut sumbernya."""
    pembaca = csv.DictReader(baris)
    if kurang := set(KOLOM_LIBUR[:5]) - set(pembaca.fieldnames or ()):
        raise BerkasLiburKeliru(
            f"Kolom kurang: {', '.join(sorted(kurang))}. Baris pertama harus: {','.join(KOLOM_LIBUR)}"
        )
    hasil = []
    for nomor, isi in enumerate(pembaca, start=2):
        nilai = {nama: (isi.get(nama) or "").strip() for nama in KOLOM_LIBUR}
        if not any(nilai.values()):
            continue
        try:
            hasil.append(_baris(nilai))
        except ValueError as galat:
            raise BerkasLiburKeliru(f"Baris {nomor}: {galat}") from None
    return hasil


def _baris(nilai: dict[str, str]) -> BarisLibur:
    if not nilai["nama"] or not nilai["sumber"]:
        raise ValueError("nama dan sumber wajib diisi.")
    if len(nilai["nama"]) > 120 or len(nilai["sumber"]) > 160:
        raise ValueError("nama paling panjang 120 aksara, sumber 160.")
    if nilai["jenis"] not in {"libur", "cuti_bersama"}:
        raise ValueError(f"jenis {nilai['jenis']!r} harus libur atau cuti_bersama.")
    if nilai["berlaku"].lower() not in _YA | _TIDAK:
        raise ValueError(f"berlaku {nilai['berlaku']!r} harus ya atau tidak.")
    tanggal_sumber = date.fromisoformat(nilai["tanggal_sumber"]) if nilai["tanggal_sumber"] else None
    return BarisLibur(
        tanggal=date.fromisoformat(nilai["tanggal"]), nama=nilai["nama"], jenis=nilai["jenis"], kode=nilai["kode"],
        sumber=nilai["sumber"], tanggal_sumber=tanggal_sumber, berlaku=nilai["berlaku"].lower() in _YA,
    )  # fmt: skip


def libur_bawaan() -> list[BarisLibur]:
    with BERKAS_LIBUR.open(encoding="utf-8", newline="") as berkas:
        return baca_libur(berkas)


def pasang_kalender(apps, using: str) -> None:
    """Menanam kalender nasional dan sasaran bila tabelnya kosong, dan libur tiap tahun yang belum dimuat orang.

    `apps`: daftar model sejarah atau kini.
    """
    try:
        Kalender, Libur, Sasaran = (
            apps.get_model("pusat_bantuan", nama) for nama in ("KalenderKerja", "HariLibur", "SasaranSla")
        )
    except LookupError:  # migrasi mundur ke sebelum ada kalender
        return
    if Sasaran._meta.db_table not in connections[using].introspection.table_names():
        return
    if not Kalender.objects.using(using).filter(wilayah=None).exists():
        Kalender.objects.using(using).create(nama="Jam kerja nasional", jam=JAM_NASIONAL, dasar=DASAR_NASIONAL)
    if not Sasaran.objects.using(using).exists():
        Sasaran.objects.using(using).bulk_create(
            [
                Sasaran(tingkat=t, dampak=d, tanggapan_menit=a, selesai_menit=b, ingatkan_menit=c, naik_menit=n)
                for t, d, a, b, c, n in SASARAN
            ]
        )
    if _pasang_libur(Libur, using):
        Kalender.objects.using(using).filter(wilayah=None).update(versi=uuid.uuid4())


def _pasang_libur(Libur, using: str) -> int:
    """Libur nasional bawaan untuk tahun yang isinya belum lengkap; tanggal yang sudah ada tidak disentuh."""
    nasional = Libur.objects.using(using).filter(wilayah=None)
    ada = Counter(nasional.values_list("tanggal__year", flat=True))
    punya = set(nasional.values_list("tanggal", flat=True))
    baru = [
        Libur(
            tanggal=satu.tanggal, nama=satu.nama, jenis=satu.jenis, berlaku=satu.berlaku, sumber=satu.sumber,
            tanggal_sumber=satu.tanggal_sumber,
        )
        for satu in libur_bawaan()
        if ada[satu.tanggal.year] < LIBUR_SETAHUN_PALING_SEDIKIT and satu.tanggal not in punya
    ]  # fmt: skip
    return len(Libur.objects.using(using).bulk_create(baru))
