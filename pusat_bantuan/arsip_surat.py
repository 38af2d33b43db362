"""Surat asli: dimampatkan dan disandikan, sebab di dalamnya NIK dan sandi belum disamarkan (domain helpdesk.md 5)."""

from __future__ import annotations

import logging
import uuid
import zlib
from datetime import timedelta
from typing import NamedTuple

from cryptography.fernet import InvalidToken
from django.core.files.base import ContentFile
from django.utils import timezone

from akun.brankas import kotak

from .models.asli import UMUR_ASLI
from .models.lampiran import semua_berkas, tempat_pribadi
from .models.surat_masuk import SuratMasuk, SuratMasukQuerySet

FOLDER = "surat"
log = logging.getLogger(__name__)
HILANG = "surat asli tidak ada lagi di penyimpanan"


def simpan(mentah: bytes) -> str:
    """Menulis bita itu di penyimpanan pribadi; mengembalikan letaknya."""
    isi = kotak().encrypt(zlib.compress(mentah, 6))
    return tempat_pribadi().save(f"{FOLDER}/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.bin", ContentFile(isi))


def buka(letak: str) -> bytes:
    """Bita persis seperti saat tiba. Galat: `FileNotFoundError` bila sudah dibuang atau kuncinya sudah lain."""
    if not letak:
        raise FileNotFoundError("surat asli sudah dibuang")
    with tempat_pribadi().open(letak, "rb") as berkas:
        isi = berkas.read()
    try:
        return zlib.decompress(kotak().decrypt(isi))
    except (InvalidToken, zlib.error) as galat:
        raise FileNotFoundError(letak) from galat


def buang(letak: str) -> None:
    if letak:
        tempat_pribadi().delete(letak)


def buang_lama(*, sekali: int = 500) -> int:
    """Surat asli yang lewat 90 hari dibuang; barisnya tinggal. Yang masih menunggu diperiksa tidak disentuh."""
    lama = SuratMasuk.objects.exclude(mentah="").filter(
        dibuat__lt=timezone.now() - UMUR_ASLI, keadaan__in=[SuratMasuk.Keadaan.DIOLAH, SuratMasuk.Keadaan.DIABAIKAN]
    )
    return _lepas(lama.order_by("pk")[:sekali])


class Sapuan(NamedTuple):
    """Berkas tanpa baris yang dibuang, dan baris yang berkasnya hilang."""

    berkas: int
    baris: int


def sapu_yatim(*, umur_jam: int = 24) -> Sapuan:
    """Berkas yang barisnya tidak pernah jadi dibuang sehari kemudian; baris yang berkasnya hilang dicatat demikian.

    Daftar berkasnya dibaca lebih dahulu, jadi surat yang tiba selama menyapu tidak tampak yatim. Bila semua berkas
    hilang sekaligus, yang rusak penyimpanannya: tidak ada yang diubah.
    """
    tempat, batas = tempat_pribadi(), timezone.now() - timedelta(hours=umur_jam)
    ada = set(semua_berkas(FOLDER))
    dirujuk = dict(SuratMasuk.objects.exclude(mentah="").values_list("mentah", "pk"))
    terbuang = 0
    for letak in ada - dirujuk.keys():
        if tempat.get_modified_time(letak) < batas and not SuratMasuk.objects.filter(mentah=letak).exists():
            tempat.delete(letak)
            terbuang += 1
    hilang = [pk for letak, pk in dirujuk.items() if letak not in ada and not tempat.exists(letak)]
    if hilang and len(hilang) == len(dirujuk) > 1:
        log.error("tidak satu pun dari %s surat asli ditemukan; periksa penyimpanan", len(hilang))
        return Sapuan(terbuang, 0)
    for surat in SuratMasuk.objects.filter(pk__in=hilang, dibuat__lt=batas).only("jejak"):
        jejak = [*surat.jejak, {"oleh": "sistem", "pada": timezone.now().isoformat(), "teks": HILANG}]
        SuratMasuk.objects.filter(pk=surat.pk).update(mentah="", jejak=jejak)
        log.warning("surat masuk %s: %s", surat.pk, HILANG)
    return Sapuan(terbuang, len(hilang))


def hapus_isi(surat: SuratMasukQuerySet) -> int:
    """Penghapusan orang atau tiket: surat asli, teks, nama, dan alamatnya hilang; barisnya tinggal sebagai hitungan."""
    jumlah = _lepas(surat.exclude(mentah=""))
    surat.update(
        teks="", perihal="", pokok="", pengirim_nama="", pengirim_email="", penerima=[], ditahan=[], tanda=[],
        message_id="", gambar_sebaris=[], sebab="",
    )  # fmt: skip
    return jumlah


def _lepas(surat: SuratMasukQuerySet) -> int:
    letak = dict(surat.values_list("pk", "mentah"))
    SuratMasuk.objects.filter(pk__in=letak).update(mentah="")
    for satu in letak.values():
        buang(satu)
    return len(letak)
