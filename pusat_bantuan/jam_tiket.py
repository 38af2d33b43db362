"""Dari catatan peristiwa yang tersimpan ke jam satu tiket: bahan, hitungan, dan pengingatnya.

Hitungannya sendiri murni (`sla.py`); di sini hanya penerjemahan baris basis data, supaya satu tiket dan lima ribu tiket
melewati jalan yang sama.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from . import sla
from .kalender import AturanSasaran, Buku
from .keadaan import DIJEDA, Keadaan
from .models import PeristiwaTiket, ProfilTiket

J = PeristiwaTiket.Jenis
HENTI = frozenset({Keadaan.SELESAI, Keadaan.DITUTUP})
_RUANG_KUNCI = uuid.UUID("5f2c1d0a-6a1e-5b7c-9c57-0d1c2b3a4e5f")
_PESAN_MEJA = frozenset({J.BALASAN, J.SELESAI})


class Macam:
    """Pengingat yang dikenal; tiap macam paling banyak sekali untuk sasaran yang sama."""

    TANGGAPAN_DEKAT = "tanggapan_dekat"
    TANGGAPAN_LEWAT = "tanggapan_lewat"
    SELESAI_DEKAT = "selesai_dekat"
    SELESAI_LEWAT = "selesai_lewat"


class Baris(NamedTuple):
    """Satu peristiwa, sesempit yang diperlukan."""

    profil_id: int
    jenis: str
    dari: str
    ke: str
    pada: datetime
    tingkat: int
    dari_meja: bool
    pelaku_id: int | None
    kode_simpul: str | None
    kunci_kirim: uuid.UUID | None
    simpul_id: int | None = None


_KOLOM = (
    "profil_id", "jenis", "dari", "ke", "pada", "tingkat", "dari_meja", "pelaku_id", "simpul__wilayah__kode",
    "kunci_kirim", "simpul_id",
)  # fmt: skip


@dataclass
class Bahan:
    """Yang diperlukan untuk menghitung satu tiket, berikut tiket yang digabung ke dalamnya."""

    pk: int
    kode: str | None
    dampak: str
    baris: list[Baris] = field(default_factory=list)
    anak: list[Bahan] = field(default_factory=list)


@dataclass(frozen=True)
class Pengingat:
    macam: str
    kunci: uuid.UUID
    pada: datetime


@dataclass(frozen=True)
class Jam:
    """Jam satu tiket yang siap dibaca."""

    kalender: sla.Kalender
    log: list
    log_tanggapan: list
    aturan: AturanSasaran
    kolom: dict[str, object]
    pengingat: list[Pengingat]


def muat_bahan(profil: Iterable[ProfilTiket]) -> dict[int, Bahan]:
    """Bahan tiap tiket: satu kueri anak gabungan (lebih bila bertingkat) dan satu kueri peristiwa."""
    akar = {
        satu.pk: Bahan(satu.pk, satu.wilayah.kode if satu.wilayah_id else None, satu.dampak) for satu in profil
    }  # fmt: skip
    semua, induk = dict(akar), list(akar)
    while induk:
        anak = ProfilTiket.objects.filter(digabung_ke__in=induk).exclude(pk__in=semua)
        induk = []
        for pk, kode, dampak, ke in anak.order_by("pk").values_list("pk", "wilayah__kode", "dampak", "digabung_ke"):
            semua[pk] = Bahan(pk, kode, dampak)
            semua[ke].anak.append(semua[pk])
            induk.append(pk)
    peristiwa = PeristiwaTiket.objects.filter(profil__in=list(semua)).order_by("pk").values_list(*_KOLOM)
    for satu in peristiwa:
        semua[satu[0]].baris.append(Baris(*satu))
    return akar


def bahan_dari(profil: ProfilTiket, gabungan: Iterable[ProfilTiket], peristiwa: Iterable[PeristiwaTiket]) -> Bahan:
    """Bahan dari yang sudah dimuat halaman tiket, tanpa kueri: peristiwa lengkapnya (dengan `simpul__wilayah`)."""
    kode = profil.wilayah.kode if profil.wilayah else None
    semua = {satu.pk: Bahan(satu.pk, kode, satu.dampak) for satu in (profil, *gabungan)}
    for satu in gabungan:
        semua[satu.digabung_ke_id].anak.append(semua[satu.pk])
    for satu in sorted(peristiwa, key=lambda p: p.pk):
        simpul = satu.simpul.wilayah if satu.simpul else None
        semua[satu.profil_id].baris.append(
            Baris(
                satu.profil_id, satu.jenis, satu.dari, satu.ke, satu.pada, satu.tingkat, satu.dari_meja, satu.pelaku_id,
                simpul.kode if simpul else None, satu.kunci_kirim, satu.simpul_id,
            )
        )  # fmt: skip
    return semua[profil.pk]


def jam(bahan: Bahan, buku: Buku) -> Jam:
    """Jam tiket itu menurut kalender sekarang. Galat: `sla.GalatSla`."""
    kalender = buku.kalender(bahan.kode)
    log, aturan, dijawab = _log_gabungan(bahan, kalender, buku)
    catatan_tanggapan = sla.log_berhenti(log, dijawab) if dijawab else log
    kolom = _kolom(kalender, log, catatan_tanggapan, aturan, dijawab is None) | {
        "kalender_id": buku.rujukan(bahan.kode)
    }
    pengingat = _pengingat(bahan, kalender, log, catatan_tanggapan, aturan)
    kolom["ingatkan_pada"] = min((satu.pada for satu in pengingat), default=None)
    return Jam(kalender, log, catatan_tanggapan, aturan, kolom, pengingat)


def baca_log(baris: list[Baris]) -> list[sla.Peristiwa]:
    """Urut menurut penulisannya; jam yang mundur karena selisih jam server tidak memundurkan catatan."""
    hasil, lalu = [], None
    for satu in baris:
        pada = satu.pada if lalu is None else max(lalu, satu.pada)
        tanggapan = satu.jenis in _PESAN_MEJA and satu.dari_meja and satu.pelaku_id is not None
        hasil.append(
            sla.Peristiwa(pada, satu.ke, satu.dari, satu.pelaku_id, satu.jenis, tanggapan, satu.tingkat)
        )  # fmt: skip
        lalu = pada
    return hasil


def kode_regu(tingkat: int, kode_simpul: str | None, kode_desa: str | None) -> str | None:
    """Wilayah regu yang memegang tiket pada tingkat itu; `None` berarti regu nasional."""
    if tingkat == ProfilTiket.Tingkat.NASIONAL or kode_desa is None:
        return None
    if tingkat == ProfilTiket.Tingkat.SIMPUL and kode_simpul:
        return kode_simpul
    return kode_desa[:5]


@dataclass(frozen=True)
class Ola:
    """Satu kunjungan ke satu tingkat, diukur pada kalender regunya."""

    tingkat: int
    masuk: datetime
    keluar: datetime | None
    status: sla.Status


def ola(bahan: Bahan, buku: Buku, saat: datetime) -> list[Ola]:
    """Jam tiap tingkat, berurutan. Yang sudah lewat tidak berubah lagi; yang terakhir berjalan sampai `saat`."""
    log = baca_log(bahan.baris)
    hasil = []
    for satu in sla.penggal_tingkat(log):
        masuk = next(
            b for b, p in zip(bahan.baris, log, strict=True) if p.pada == satu.masuk and p.tingkat == satu.tingkat
        )
        regu = buku.kalender(kode_regu(satu.tingkat, masuk.kode_simpul, bahan.kode))
        if aturan := buku.untuk(bahan.dampak, satu.tingkat):
            hasil.append(Ola(satu.tingkat, satu.masuk, satu.keluar, sla.status(regu, satu.log, aturan.selesai, saat)))
    return hasil


# --- Bagian dalam -----------------------------------------------------------------------------------------------------
def _log_gabungan(bahan: Bahan, kalender: sla.Kalender, buku: Buku) -> tuple[list, AturanSasaran, datetime | None]:
    """Log, sasaran, dan tanggapan pertama sesudah tiket lain digabung ke sini: janji paling awal menang."""
    log, aturan = baca_log(bahan.baris), buku.untuk(bahan.dampak)
    dijawab = sla.tanggapan_pertama(log)
    for anak, pada in sorted(((satu, _digabung_pada(satu)) for satu in bahan.anak), key=lambda dua: dua[1]):
        log_anak, aturan_anak, dijawab_anak = _log_gabungan(anak, kalender, buku)
        dijawab = min((saat for saat in (dijawab, dijawab_anak) if saat), default=None)
        sebelum = [satu for satu in log_anak if satu.pada < pada]
        sendiri = [satu for satu in log if satu.pada <= pada]
        if not sebelum or not sendiri or sebelum[-1].ke in HENTI:
            continue  # yang sudah selesai sebelum digabung tidak membawa janji lagi
        pilihan = [
            sla.Jam(0, kalender, sendiri, aturan.selesai),
            sla.Jam(1, kalender, sebelum, aturan_anak.selesai),
        ]
        if sla.gabung(pilihan).acuan.kunci == 1:
            log, aturan = sla.sambung(log_anak, log, pada), aturan_anak
    return log, aturan, dijawab


def _digabung_pada(bahan: Bahan) -> datetime:
    """Saat tiket itu terakhir digabung; tanpa peristiwanya, saat terakhir ia bergerak."""
    gabung = [satu.pada for satu in bahan.baris if satu.jenis == J.DIGABUNG and satu.ke == Keadaan.DITUTUP]
    return gabung[-1] if gabung else bahan.baris[-1].pada


def _kolom(
    kalender: sla.Kalender, log: list, log_tanggapan: list, aturan: AturanSasaran, menunggu_jawaban: bool
) -> dict[str, object]:
    selesai, tanggapan = aturan.selesai, aturan.tanggapan
    tempo = sla.jatuh_tempo(kalender, log, selesai)
    tempo_tanggapan = sla.jatuh_tempo(kalender, log_tanggapan, tanggapan)
    diam = log[-1].ke in DIJEDA | HENTI
    janji = [saat for saat in (tempo, tempo_tanggapan if menunggu_jawaban else None) if saat]
    return {
        "tenggat": None if diam else min(janji, default=None),
        "tenggat_tanggapan": tempo_tanggapan,
        "tenggat_selesai": tempo,
        "tanggapan_dilanggar_pada": sla.terlampaui_pada(kalender, log_tanggapan, tanggapan),
        "dilanggar_pada": sla.terlampaui_pada(kalender, log, selesai),
        "sisa_detik": selesai.detik - sla.aktif(kalender, log, log[0].pada, log[-1].pada) if diam else None,
    }


def _pengingat(
    bahan: Bahan, kalender: sla.Kalender, log: list, log_tanggapan: list, aturan: AturanSasaran
) -> list[Pengingat]:
    """Yang masih harus diberikan bila tidak ada yang berubah; kosong selama jeda dan sesudah selesai."""
    if log[-1].ke in DIJEDA | HENTI:
        return []
    sudah = {satu.kunci_kirim for satu in bahan.baris if satu.jenis == J.INGATKAN}
    hasil = []
    for dekat, lewat, catatan, sasaran in (
        (Macam.TANGGAPAN_DEKAT, Macam.TANGGAPAN_LEWAT, log_tanggapan, aturan.tanggapan),
        (Macam.SELESAI_DEKAT, Macam.SELESAI_LEWAT, log, aturan.selesai),
    ):
        if catatan[-1].ke in HENTI or _kunci(lewat, sasaran.detik) in sudah:
            continue
        hasil.append((lewat, sasaran.detik, sla.terlampaui_pada(kalender, catatan, sasaran)))
        hasil.append((dekat, sasaran.detik, sla.ingatkan_pada(kalender, catatan, sasaran)))
    pengingat = [Pengingat(macam, _kunci(macam, ciri), pada) for macam, ciri, pada in hasil if pada]
    return [satu for satu in pengingat if satu.kunci not in sudah]


def _kunci(macam: str, ciri: int) -> uuid.UUID:
    return uuid.uuid5(_RUANG_KUNCI, f"{macam}:{ciri}")
