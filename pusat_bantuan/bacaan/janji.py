"""Janji dalam kata: kepada desa apa yang terjadi berikutnya dan paling lambat kapan; kepada penangan berapa yang tersisa.

Semua dari singgahan tiket, tanpa kueri, kecuali kartu jam penangan yang membaca catatannya (domain helpdesk.md 2.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from akun.models import Pengguna

from .. import sla
from ..galat_sla import GalatSla
from ..jam_tiket import Bahan, Macam, Ola, jam, ola
from ..kalender import ZONA_NASIONAL, buku
from ..kata_waktu import lama_kerja, sebut_saat, sebut_saat_bagi
from ..keadaan import DIJEDA, Keadaan
from ..layanan import sebutan_tempat
from ..models import PeristiwaTiket, ProfilTiket

_KATA_PENGINGAT = {
    Macam.TANGGAPAN_DEKAT: "Pengingat: janji jawaban pertama mendekat",
    Macam.TANGGAPAN_LEWAT: "Janji jawaban pertama terlewat",
    Macam.SELESAI_DEKAT: "Pengingat: janji selesai mendekat",
    Macam.SELESAI_LEWAT: "Janji selesai terlewat",
}


def zona_tiket(profil: ProfilTiket) -> str:
    return profil.wilayah.zona if profil.wilayah else ZONA_NASIONAL


def janji(profil: ProfilTiket, *, kini: datetime | None = None) -> str:
    """Yang terjadi sekarang dan berikutnya, dengan kata biasa, untuk orang desa."""
    kini = kini or timezone.now()
    tempat = sebutan_tempat(profil)
    pemegang = profil.pemegang.nama if profil.pemegang else tempat
    lanjut = _kalimat_janji(profil, kini)
    kalimat = {
        Keadaan.BARU: f"{_besar(tempat)} sudah diberi tahu.{lanjut}",
        Keadaan.DITANGANI: f"{_besar(pemegang)} sedang menangani tiket Anda.{lanjut}",
        Keadaan.MENUNGGU_PEMOHON: f"{_besar(pemegang)} menunggu jawaban Anda. Balas di bawah supaya pekerjaan berlanjut.",
        Keadaan.MENUNGGU_GANGGUAN: "Ada gangguan yang sedang dipulihkan. Anda dikabari begitu selesai.",
        Keadaan.SELESAI: "Sudah dijawab. Coba dulu, lalu beri tahu kami: sudah beres atau belum?",
        Keadaan.DITUTUP: "Tiket ini sudah ditutup."
        + (" Masalahnya muncul lagi? Buka lagi di bawah." if profil.masih_dapat_dibuka else ""),
    }
    return kalimat[Keadaan(profil.keadaan)]


def _besar(teks: str) -> str:
    return teks[:1].upper() + teks[1:]


def _kalimat_janji(profil: ProfilTiket, kini: datetime) -> str:
    """Janji yang sedang berjalan; yang terlewat diakui, bukan disembunyikan."""
    menunggu_jawaban = profil.dijawab_pada is None
    tenggat = profil.tenggat_tanggapan if menunggu_jawaban else profil.tenggat_selesai
    lewat = profil.tanggapan_dilanggar_pada if menunggu_jawaban else profil.dilanggar_pada
    if tenggat is None:
        return ""
    hal, saat = "Jawaban pertama" if menunggu_jawaban else "Selesai", _pukul(profil, tenggat, kini)
    if lewat and lewat <= kini:
        return (
            f" {hal} kami janjikan {saat}; itu sudah terlewat, mohon maaf. Tiket Anda tetap dikerjakan menurut urutan."
        )
    return f" {hal} paling lambat {saat}."


def _pukul(profil: ProfilTiket, saat: datetime, kini: datetime) -> str:
    return sebut_saat(saat, zona=zona_tiket(profil), kini=kini, pukul=True)


@dataclass(frozen=True)
class TandaTenggat:
    """Tanda kecil di daftar: jam setempat desanya, dan jenis warnanya (teks selalu ikut)."""

    teks: str
    jenis: str


def tanda_tenggat(profil: ProfilTiket, *, kini: datetime | None = None) -> TandaTenggat | None:
    """Janji terdekat; kosong bila tidak ada yang berjalan. Tanpa kueri."""
    kini = kini or timezone.now()
    if profil.tenggat is None:
        return None
    lewat = [saat for saat in (profil.dilanggar_pada, profil.tanggapan_dilanggar_pada) if saat and saat <= kini]
    if lewat:
        return TandaTenggat("Lewat janji", "perhatian")
    hari_ini = sebut_saat(profil.tenggat, zona=zona_tiket(profil), kini=kini)
    return TandaTenggat(hari_ini, "info" if hari_ini.startswith("hari ini") else "netral")


@dataclass(frozen=True)
class BarisJam:
    judul: str
    teks: str
    jenis: str = "netral"
    lencana: str = ""


def jam_meja(
    profil: ProfilTiket, *, oleh: Pengguna, bahan: Bahan | None, kini: datetime | None = None
) -> list[BarisJam]:
    """Kartu jam bagi penangan: sisa waktu kerja, menurut zona desa dan zonanya sendiri.

    Tanpa `bahan` (garis waktunya disaring atau dipotong) hanya tenggatnya, dari singgahan dan tanpa kueri.
    """
    kini = kini or timezone.now()
    if bahan is None:
        return _dari_singgahan(profil, oleh, kini)
    try:
        aturan = buku()
        hasil = jam(bahan, aturan)
        tingkat = ola(bahan, aturan, kini)
    except GalatSla:
        return _dari_singgahan(profil, oleh, kini)
    baris = [
        _baris(
            "Jawaban pertama",
            sla.status(hasil.kalender, hasil.log_tanggapan, hasil.aturan.tanggapan, kini),
            hasil.kalender.zona, oleh, kini, selesai="dijawab",
        ),
        _baris(
            "Selesai", sla.status(hasil.kalender, hasil.log, hasil.aturan.selesai, kini), hasil.kalender.zona, oleh,
            kini, selesai="selesai",
        ),
    ]  # fmt: skip
    if len(tingkat) > 1 and profil.keadaan not in DIJEDA | {Keadaan.SELESAI, Keadaan.DITUTUP}:
        baris.append(
            _baris_tingkat(
                tingkat[-1], aturan.kalender(None).zona if tingkat[-1].tingkat == 3 else hasil.kalender.zona, oleh, kini
            )
        )
    return baris


def _dari_singgahan(profil: ProfilTiket, oleh: Pengguna, kini: datetime) -> list[BarisJam]:
    if profil.keadaan not in {Keadaan.BARU, Keadaan.DITANGANI}:
        return []
    hasil = []
    for judul, tenggat, lewat in (
        ("Jawaban pertama", None if profil.dijawab_pada else profil.tenggat_tanggapan, profil.tanggapan_dilanggar_pada),
        ("Selesai", profil.tenggat_selesai, profil.dilanggar_pada),
    ):
        if tenggat:
            terlewat = lewat is not None and lewat <= kini
            teks = f"dijanjikan {_bagi(tenggat, zona_tiket(profil), oleh, kini)}"
            hasil.append(BarisJam(judul, teks, "bahaya" if terlewat else "netral", "Lewat" if terlewat else ""))
    return hasil


def _baris(judul: str, kini_: sla.Status, zona: str, oleh: Pengguna, kini: datetime, *, selesai: str) -> BarisJam:
    if kini_.berhenti_pada:
        if kini_.dilanggar:
            return BarisJam(judul, f"{selesai} lewat {lama_kerja(kini_.sisa)} dari janji", "perhatian", "Lewat")
        return BarisJam(judul, f"{selesai} dalam {lama_kerja(kini_.terpakai)}", "berhasil", "Tepat waktu")
    if kini_.dilanggar:
        tenggat = f" (janji {_bagi(kini_.jatuh_tempo, zona, oleh, kini)})" if kini_.jatuh_tempo else ""
        return BarisJam(judul, f"lewat {lama_kerja(kini_.sisa)}{tenggat}", "bahaya", "Lewat")
    if kini_.dijeda or kini_.jatuh_tempo is None:
        return BarisJam(judul, f"sisa {lama_kerja(kini_.sisa)}, jam berhenti selama menunggu", "netral", "Berhenti")
    teks = f"sisa {lama_kerja(kini_.sisa)} ({_bagi(kini_.jatuh_tempo, zona, oleh, kini)})"
    mendekat = kini_.ingatkan_pada is not None and kini_.ingatkan_pada <= kini
    return BarisJam(judul, teks, "perhatian" if mendekat else "netral", "Mendekat" if mendekat else "")


def _baris_tingkat(satu: Ola, zona: str, oleh: Pengguna, kini: datetime) -> BarisJam:
    return _baris(f"Di tingkat {satu.tingkat}", satu.status, zona, oleh, kini, selesai="dilepas")


def _bagi(saat: datetime, zona: str, oleh: Pengguna, kini: datetime) -> str:
    return sebut_saat_bagi(saat, zona=zona, zona_pembaca=oleh.zona, kini=kini)


def kata_pengingat(peristiwa: PeristiwaTiket) -> str:
    """Kalimat pengingat di garis waktu, hanya untuk penangan."""
    return _KATA_PENGINGAT.get(peristiwa.alasan, "Pengingat")
