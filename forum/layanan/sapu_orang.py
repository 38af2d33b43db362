"""Akun yang dihapus: barisnya tinggal (`akun`), jadi milik pribadinya di forum dibuang di sini (domain forum.md 4.3)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from forum.models import (
    AnggotaSimpul,
    BatasBaca,
    Cuti,
    Draf,
    KalenderPengguna,
    Kehadiran,
    Ketersediaan,
    PesertaObrolan,
    PilihanSurat,
    RingkasanTerkirim,
    RuangPengguna,
    Simpul,
    SimpulPengguna,
    TopikPengguna,
)

from .acara import kunci_acara, naikkan_antrean
from .gabung import lepas_anggota

DIINGAT = timedelta(days=30)  # penghapusan yang diulang sesudah pemulihan pun baru waktunya
PRIBADI = (
    Draf, TopikPengguna, RuangPengguna, SimpulPengguna, BatasBaca, PilihanSurat, RingkasanTerkirim, KalenderPengguna,
    Ketersediaan, Cuti,
)  # fmt: skip


def sapu_orang_terhapus() -> int:
    """Draf, tanda, jadwal, keanggotaan, dan kursi orang yang menghapus akunnya; kiriman dan suaranya tinggal tanpa nama.

    Dijalankan pekerja tiap jam. Mengembalikan banyaknya baris yang dibuang.
    """
    orang = list(
        Pengguna.objects.filter(dihapus_pada__gt=timezone.now() - DIINGAT).order_by("pk").values_list("pk", flat=True)
    )
    if not orang:
        return 0
    n = sum(model.objects.filter(pengguna__in=orang).delete()[0] for model in PRIBADI)
    PesertaObrolan.objects.filter(pengguna__in=orang).update(pengguna=None)
    PesertaObrolan.objects.filter(calon__in=orang).update(calon=None)
    milik = AnggotaSimpul.objects.filter(pengguna__in=orang)
    for simpul in Simpul.objects.filter(pk__in=milik.values("simpul")).order_by("pk"):
        n += lepas_anggota(simpul=simpul, orang=orang)
    hadir = Kehadiran.objects.filter(pengguna__in=orang)
    for pk in sorted(set(hadir.values_list("acara", flat=True))):
        with transaction.atomic():
            acara = kunci_acara(pk)
            n += hadir.filter(acara=acara).delete()[0]
            if acara.dapat_dijawab:
                naikkan_antrean(acara)
    return n
