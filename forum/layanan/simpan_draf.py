from __future__ import annotations

from django.db import transaction

from akun.data_pribadi import samarkan
from forum.models import Draf
from forum.perender import Hasil
from forum.perender.normalkan import normalkan

from .jatah import pakai_jatah


@transaction.atomic
def simpan_draf(*, pengguna, kunci: str, hasil: Hasil, judul: str = "") -> Draf:
    """Menyimpan tulisan yang belum dikirim (sudah disamarkan); satu draf per tempat."""
    isi = {"sumber": hasil.sumber, "judul": judul[:160]}
    return Draf.objects.update_or_create(pengguna=pengguna, kunci=kunci[:40], defaults=isi)[0]


@transaction.atomic
def simpan_ketikan(*, pengguna, kunci: str, sumber: str, judul: str = "") -> Draf | None:
    """Draf yang disimpan sendiri selama mengetik: disamarkan, tanpa dirender; yang kosong membuang drafnya."""
    teks = samarkan(normalkan(sumber)).teks
    if not teks.strip() and not judul.strip():
        Draf.objects.filter(pengguna=pengguna, kunci=kunci).delete()
        return None
    pakai_jatah(pengguna, "draf")
    isi = {"sumber": teks, "judul": samarkan(" ".join(normalkan(judul[:160]).split())).teks[:160]}
    return Draf.objects.update_or_create(pengguna=pengguna, kunci=kunci[:40], defaults=isi)[0]


@transaction.atomic
def buang_draf(*, pengguna, kunci: str) -> None:
    Draf.objects.filter(pengguna=pengguna, kunci=kunci).delete()
