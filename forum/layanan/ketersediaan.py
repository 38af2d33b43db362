"""Mengatur kapan saya bisa menangani tiket. Tiap orang hanya mengatur dirinya."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from akun.models import Pengguna
from forum.jadwal import Pekan
from forum.models import Cuti, Ketersediaan
from modul_pelatihan.models import Bidang

CUTI_TERBANYAK = 50


@transaction.atomic
def atur_ketersediaan(
    *, pengguna: Pengguna, jam: Pekan | None, maks_tiket: int, bidang: Iterable[Bidang], tampil_bidang: bool = False
) -> Ketersediaan:
    """`jam` kosong (`None`) berarti kapan saja; bidang kosong berarti semua bidang.

    `tampil_bidang`: bidangnya boleh dipakai orang lain untuk menemukannya di direktori.
    """
    baris, _ = Ketersediaan.objects.select_for_update().get_or_create(pengguna=pengguna)
    baris.jam = None if jam is None else [[list(satu) for satu in hari] for hari in jam]
    baris.maks_tiket = maks_tiket
    baris.tampil_bidang = tampil_bidang
    baris.full_clean(exclude=["pengguna"])
    baris.save()
    baris.bidang.set(bidang)
    return baris


@transaction.atomic
def sedang_tidak_bisa(*, pengguna: Pengguna, sampai: datetime | None) -> Ketersediaan:
    """Tidak menerima tiket baru sampai saat itu; `None` berarti bisa lagi sekarang juga."""
    baris, _ = Ketersediaan.objects.get_or_create(pengguna=pengguna)
    baris.tidak_bisa_sampai = sampai
    baris.save(update_fields=["tidak_bisa_sampai", "diubah"])
    return baris


def tambah_cuti(*, pengguna: Pengguna, mulai: date, selesai: date, kunci_kirim: uuid.UUID | None = None) -> Cuti:
    """Kunci kirim yang sama menghasilkan cuti yang sama."""
    lama = Cuti.objects.filter(pengguna=pengguna).order_by("-selesai").values_list("pk", flat=True)
    try:
        with transaction.atomic():
            baru = Cuti.objects.create(pengguna=pengguna, mulai=mulai, selesai=selesai, kunci_kirim=kunci_kirim)
            Cuti.objects.filter(pk__in=list(lama[CUTI_TERBANYAK:])).delete()
            return baru
    except IntegrityError:
        return Cuti.objects.get(pengguna=pengguna, kunci_kirim=kunci_kirim)


def hapus_cuti(*, cuti: Cuti) -> None:
    cuti.delete()
