"""Akun baru: orangnya, dan tugasnya (diajukan, atau diterima dari undangan), dalam satu transaksi."""

from __future__ import annotations

from django.db import transaction

from wilayah.models import Wilayah

from .. import telepon as aturan_telepon
from ..models import Pengguna
from .penugasan import ajukan_operator
from .undangan import terima_undangan


@transaction.atomic
def daftarkan(
    *,
    username: str,
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
    keunikannya, jadi jawabannya sama entah sudah dipakai orang atau belum.
    """
    if lama := Pengguna.objects.filter(kunci_daftar=kunci).first():
        return lama
    pengguna = Pengguna.objects.create(
        username=username, first_name=nama, email=surel.lower(), password=sandi_tersandi, kunci_daftar=kunci,
        telepon=aturan_telepon.normalkan(telepon), zona=wilayah.zona if wilayah else Pengguna.Zona.WIB,
    )  # fmt: skip
    if token_undangan:
        penugasan = terima_undangan(token=token_undangan, pengguna=pengguna)
        if penugasan.wilayah:
            pengguna.zona = penugasan.wilayah.zona
            pengguna.save(update_fields=["zona"])
    elif wilayah:
        ajukan_operator(pengguna=pengguna, wilayah=wilayah, jabatan=jabatan)
    return pengguna
