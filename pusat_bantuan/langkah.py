"""Yang terjadi sendiri pada satu tiket bila tidak ada yang bergerak, dan kapan: naik tingkat, ingatan, selesai, tutup.

Dihitung dari catatan peristiwanya saja, tanpa basis data. Saatnya disimpan di `ProfilTiket.langkah_pada`, jadi pekerja hanya
membaca yang tiba; `layanan.giliran` yang melakukannya (helpdesk.md 3.3, Jobs).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from .jam_tiket import Bahan, Baris
from .keadaan import Keadaan
from .models import PeristiwaTiket, ProfilTiket
from .waktu_kerja import WaktuKerja

J = PeristiwaTiket.Jenis
NAIK, INGATKAN, SELESAI, TUTUP = "naik", "ingatkan", "selesai", "tutup"


@dataclass(frozen=True)
class Langkah:
    """`pada` selalu jam kantor desanya: malam dan hari libur tidak ada yang terjadi sendiri."""

    nama: str
    pada: datetime


@dataclass(frozen=True)
class Penantian:
    """Sejak kapan desa ditunggu, dan kapan sudah diingatkan."""

    sejak: datetime
    diingatkan: datetime | None = None


def langkah_berikut(bahan: Bahan, kerja: WaktuKerja, *, sejak: datetime | None = None) -> Langkah | None:
    """Paling cepat pada `sejak`; `None` bila tiket itu tidak menunggu waktu (ditangani, ditutup, di tingkat teratas)."""
    langkah = _langkah(bahan, kerja)
    if langkah is None:
        return None
    pada = max(langkah.pada, sejak) if sejak else langkah.pada
    return Langkah(langkah.nama, kerja.saat_buka(bahan.kode, pada))


def _langkah(bahan: Bahan, kerja: WaktuKerja) -> Langkah | None:
    if not bahan.baris:
        return None
    kini, kode = bahan.baris[-1], bahan.kode
    if kini.ke == Keadaan.BARU and kini.tingkat < ProfilTiket.Tingkat.NASIONAL:
        sejak = menunggu_sejak(bahan.baris)
        return Langkah(NAIK, kerja.batas_tawar(kode, sejak, dampak=bahan.dampak, tingkat=kini.tingkat))
    if kini.ke not in {Keadaan.MENUNGGU_PEMOHON, Keadaan.SELESAI}:
        return None
    return sesudah_menunggu(kini.ke, penantian(bahan.baris, kini.ke), kode=kode, kerja=kerja)


def sesudah_menunggu(keadaan: str, tunggu: Penantian, *, kode: str | None, kerja: WaktuKerja) -> Langkah:
    """Diingatkan, dianggap selesai, lalu ditutup. Sesudah ingatan, desa selalu diberi sisa masanya utuh."""
    masa = settings.MASA_TIKET
    if keadaan == Keadaan.SELESAI:
        return Langkah(TUTUP, kerja.sesudah_hari(kode, tunggu.sejak, masa["konfirmasi_hari"]))
    if tunggu.diingatkan is None:
        return Langkah(INGATKAN, kerja.sesudah_hari(kode, tunggu.sejak, masa["ingatkan_hari"]))
    sisa = max(1, masa["tunggu_hari"] - masa["ingatkan_hari"])
    batas = max(
        kerja.sesudah_hari(kode, tunggu.sejak, masa["tunggu_hari"]),
        kerja.sesudah_hari(kode, tunggu.diingatkan, sisa),
    )
    return Langkah(SELESAI, batas)


def menunggu_sejak(jejak: Sequence[Baris]) -> datetime | None:
    """Sejak kapan tiket menunggu diambil di tempatnya sekarang; `None` bila sedang tidak menunggu.

    Menunggu mulai ketika tiket menjadi "baru" atau berpindah tempat; pesan desa tidak mengulanginya.
    """
    sejak, lalu = None, None
    for satu in jejak:
        tempat = (satu.tingkat, satu.simpul_id)
        if satu.ke != Keadaan.BARU:
            sejak = None
        elif sejak is None or tempat != lalu or satu.jenis in {J.DILEPAS, J.DIBUKA_LAGI}:
            sejak = satu.pada
        lalu = tempat
    return sejak


def penantian(jejak: Sequence[Baris], keadaan: str) -> Penantian | None:
    """Penantian yang sedang berjalan dalam `keadaan`; pertanyaan baru dari meja mengulanginya, balasan otomatis tidak."""
    hasil = None
    for satu in jejak:
        if satu.ke != keadaan:
            hasil = None
        elif hasil is None or satu.jenis in {J.BALASAN, J.SELESAI}:
            hasil = Penantian(satu.pada)
        elif satu.jenis == J.INGATKAN:
            hasil = Penantian(hasil.sejak, satu.pada)
    return hasil
