"""Perjalanan satu tiket: keadaan, perpindahan yang sah, dan padanannya pada lima status django-helpdesk. Murni.

Keadaan disimpan pada `ProfilTiket`; status pustaka hanya bayangannya, supaya halaman pustaka tidak pernah berbohong
(domain helpdesk.md 3.1; docs/keputusan/0005-helpdesk.md).
"""

from __future__ import annotations

from enum import StrEnum


class Keadaan(StrEnum):
    BARU = "baru"
    DITANGANI = "ditangani"
    MENUNGGU_PEMOHON = "menunggu_pemohon"
    MENUNGGU_GANGGUAN = "menunggu_gangguan"
    SELESAI = "selesai"
    DITUTUP = "ditutup"


# Keadaan dengan kata orang desa: apa yang terjadi, atau apa gilirannya.
SEBUTAN_DESA = {
    Keadaan.BARU: "menunggu diambil",
    Keadaan.DITANGANI: "sedang ditangani",
    Keadaan.MENUNGGU_PEMOHON: "perlu jawaban Anda",
    Keadaan.MENUNGGU_GANGGUAN: "menunggu gangguan pulih",
    Keadaan.SELESAI: "perlu konfirmasi Anda",
    Keadaan.DITUTUP: "ditutup",
}
TERBUKA = frozenset({Keadaan.BARU, Keadaan.DITANGANI, Keadaan.MENUNGGU_PEMOHON, Keadaan.MENUNGGU_GANGGUAN})
DIJEDA = frozenset({Keadaan.MENUNGGU_PEMOHON, Keadaan.MENUNGGU_GANGGUAN})

# Langsung ditutup tanpa jawaban hanya terjadi pada tiket yang digabung ke tiket lain (layanan/gabung.py).
_SAH = {
    Keadaan.BARU: TERBUKA | {Keadaan.SELESAI, Keadaan.DITUTUP},
    Keadaan.DITANGANI: TERBUKA | {Keadaan.SELESAI, Keadaan.DITUTUP},
    Keadaan.MENUNGGU_PEMOHON: TERBUKA | {Keadaan.SELESAI, Keadaan.DITUTUP},
    Keadaan.MENUNGGU_GANGGUAN: TERBUKA | {Keadaan.SELESAI, Keadaan.DITUTUP},
    Keadaan.SELESAI: {Keadaan.BARU, Keadaan.DITANGANI, Keadaan.DITUTUP},
    Keadaan.DITUTUP: {Keadaan.BARU, Keadaan.DITANGANI},
}

# Nilai bawaan pustaka (HELPDESK_TICKET_*_STATUS); kita tidak pernah menyetelnya (domain stack.md 4, jebakan 1).
STATUS_TERBUKA, STATUS_DIBUKA_LAGI, STATUS_SELESAI, STATUS_DITUTUP, STATUS_GANDA = 1, 2, 3, 4, 5


def boleh_pindah(dari: str, ke: str) -> bool:
    """Benar bila tiket boleh berpindah; ke keadaan yang sama bukan perpindahan."""
    return dari != ke and ke in _SAH[Keadaan(dari)]


def status_pustaka(keadaan: str, *, dibuka_lagi: int = 0) -> int:
    """Status django-helpdesk yang sepadan."""
    if keadaan == Keadaan.SELESAI:
        return STATUS_SELESAI
    if keadaan == Keadaan.DITUTUP:
        return STATUS_DITUTUP
    return STATUS_DIBUKA_LAGI if dibuka_lagi else STATUS_TERBUKA
