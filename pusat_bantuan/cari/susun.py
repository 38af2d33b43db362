"""Semua indeks yang dicari dari pusat bantuan, untuk disusun lagi oleh pekerja atau `manage.py susun_cari`."""

from __future__ import annotations

from django.db import connections

from modul_pelatihan.bahasa.susun import Sumber, lanjutkan

from ..models import ProfilTiket
from . import indeks
from .tiket import indekskan_banyak

DETIK_PEKERJA = 5.0


def sesudah_migrasi(sender=None, using: str = "default", **_) -> None:
    """Memasang tabel indeks dan membuang yang yatim; penerima `post_migrate`, boleh diulang."""
    if using != "default":
        return
    indeks.pasang(using)
    if ProfilTiket._meta.db_table in connections[using].introspection.table_names():
        sapu_tiket()


def susun_bila_perlu() -> bool:
    """Pekerjaan berkala: paling lama beberapa detik, dilanjutkan putaran berikutnya."""
    return lanjutkan(SUMBER, paling_lama=DETIK_PEKERJA)


def potong_tiket(sesudah: int, banyak: int) -> int:
    tiket = list(ProfilTiket.objects.filter(pk__gt=sesudah).select_related("tiket", "wilayah").order_by("pk")[:banyak])
    indekskan_banyak(tiket, hitung=True)
    return tiket[-1].pk if tiket else 0


def sapu_tiket() -> None:
    indeks.TIKET.buang_yatim(ProfilTiket._meta.db_table, "tiket_id")


SUMBER = [Sumber("tiket", potong_tiket, sapu_tiket)]
