"""Semua indeks yang dicari dari pusat bantuan, untuk disusun lagi oleh pekerja atau `manage.py susun_cari`."""

from __future__ import annotations

from forum.bacaan.arsip import SUMBER_CARI as PESAN_ARSIP
from forum.bacaan.cari import SUMBER_CARI as KIRIMAN
from forum.bacaan.jawaban import SUMBER_CARI as JAWABAN
from modul_pelatihan.bacaan.saran import SUMBER_CARI as PELAJARAN
from modul_pelatihan.bahasa.susun import Sumber, lanjutkan

from ..indeks_cari import ARTIKEL, TIKET, indekskan_artikel
from ..models import ArtikelBantuanPage, ProfilTiket
from .tiket import indekskan_banyak

DETIK_PEKERJA = 5.0


def sesudah_migrasi(sender=None, using: str = "default", **_) -> None:
    """Memasang tabel indeks dan membuang yang yatim; penerima `post_migrate`, boleh diulang."""
    if using == "default":
        for satu in SUMBER:
            satu.pasang(using)


def susun_bila_perlu() -> bool:
    """Pekerjaan berkala: paling lama beberapa detik, dilanjutkan putaran berikutnya."""
    return lanjutkan(SUMBER, paling_lama=DETIK_PEKERJA)


def _tiket(sesudah: int, banyak: int) -> int:
    baris = list(ProfilTiket.objects.filter(pk__gt=sesudah).select_related("tiket", "wilayah").order_by("pk")[:banyak])
    indekskan_banyak(baris, hitung=True)
    return baris[-1].pk if baris else 0


def _artikel(sesudah: int, banyak: int) -> int:
    baris = list(ArtikelBantuanPage.objects.filter(pk__gt=sesudah).order_by("pk")[:banyak])
    indekskan_artikel(baris)
    return baris[-1].pk if baris else 0


SUMBER = [
    Sumber("artikel", ARTIKEL, _artikel, ArtikelBantuanPage),
    PELAJARAN,
    JAWABAN,
    KIRIMAN,
    PESAN_ARSIP,
    Sumber("tiket", TIKET, _tiket, ProfilTiket),
]
