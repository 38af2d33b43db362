"""Akun baru: orangnya, dan tugasnya (diajukan, atau diterima dari undangan), dalam satu transaksi."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction

from wilayah.models import Wilayah

from .. import nama_pengguna
from .. import telepon as aturan_telepon
from ..models import JejakAkun, Pengguna
from .galat import GalatAkun
from .penugasan import ajukan_operator
from .undangan import terima_undangan


@transaction.atomic
def daftarkan(
    *,
    nama: str,
    sandi_tersandi: str,
    kunci: str,
    telepon: str = "",
    surel: str = "",
    wilayah: Wilayah | None = None,
    jabatan: str = "",
    token_undangan: str = "",
) -> Pengguna:
    """Membuat satu akun per kunci formulir. `sandi_tersandi` sudah melalui `make_password`, sebab menyandikan itu
    lambat dan tidak boleh menahan kunci tulis. Nomor HP dan surel dicatat belum terbukti: tidak diperiksa
    keunikannya, jadi jawabannya sama entah sudah dipakai orang atau belum. Nama penggunanya dari sistem.
    """
    if lama := Pengguna.objects.filter(kunci_daftar=kunci).first():
        return lama
    pengguna = Pengguna(
        first_name=nama, email=surel.lower(), password=sandi_tersandi, kunci_daftar=kunci,
        telepon=aturan_telepon.normalkan(telepon), zona=wilayah.zona if wilayah else Pengguna.Zona.WIB,
    )  # fmt: skip
    if not _simpan_dengan_nama_bebas(pengguna, depan=nama_pengguna.depan_dari(nama)):
        return Pengguna.objects.get(kunci_daftar=kunci)  # kiriman kembar lebih dahulu
    if token_undangan:
        penugasan = terima_undangan(token=token_undangan, pengguna=pengguna)
        if penugasan.wilayah:
            pengguna.zona = penugasan.wilayah.zona
            pengguna.save(update_fields=["zona"])
    elif wilayah:
        ajukan_operator(pengguna=pengguna, wilayah=wilayah, jabatan=jabatan)
    return pengguna


@transaction.atomic
def ganti_nama_pengguna(*, pengguna: Pengguna, depan: str) -> Pengguna:
    """Orang memilih bagian depannya, angka di belakangnya selalu baru dan acak. Bagian depan yang sama: tidak berubah."""
    depan = depan.strip().lower()
    if not nama_pengguna.layak(depan):
        raise GalatAkun(nama_pengguna.PETUNJUK)
    baris = Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    lama = baris.username
    if re.fullmatch(rf"{re.escape(depan)}\.\d+", lama):
        return baris
    _simpan_dengan_nama_bebas(baris, depan=depan)
    JejakAkun.objects.create(
        tindakan=JejakAkun.Tindakan.NAMA_PENGGUNA, pelaku=baris, tentang=baris, catatan=f"{lama} → {baris.username}"
    )
    return baris


def _simpan_dengan_nama_bebas(pengguna: Pengguna, *, depan: str) -> bool:
    """Menyimpan dengan nama acak yang belum ada; salah bila kunci formulirnya sudah menjadi akun."""
    for percobaan in range(30):
        pengguna.username = nama_pengguna.acak(depan, percobaan=percobaan)
        try:
            with transaction.atomic():
                pengguna.save()
        except IntegrityError:
            kembar = Pengguna.objects.filter(kunci_daftar=pengguna.kunci_daftar).exclude(pk=pengguna.pk)
            if pengguna.kunci_daftar and kembar.exists():
                return False
        else:
            return True
    raise GalatAkun("Nama pengguna belum dapat dibuat. Coba lagi.")
