"""Surat asli: dimampatkan dan disandikan, sebab di dalamnya NIK dan sandi belum disamarkan (domain helpdesk.md 5)."""

from __future__ import annotations

import uuid
import zlib

from cryptography.fernet import InvalidToken
from django.core.files.base import ContentFile
from django.utils import timezone

from akun.brankas import kotak

from .models.asli import UMUR_ASLI
from .models.lampiran import tempat_pribadi
from .models.surat_masuk import SuratMasuk, SuratMasukQuerySet

FOLDER = "surat"


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
