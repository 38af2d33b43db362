"""Gambar di dalam tulisan: kepalanya diperiksa, isinya ditulis ulang di proses terbatas, baru disimpan (forum.md 5.5)."""

from __future__ import annotations

import hashlib
import re
import uuid
from datetime import timedelta
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from akun.gambar import MIME_GAMBAR, GambarGagal, kepala_gambar, olah_gambar
from forum.models import Draf, Kiriman, Lampiran
from forum.models.lampiran import tempat_pribadi

from .jatah import pakai_jatah

UKURAN_MAKS = 8 * 1024 * 1024
SISI_MAKS = 8_000
UMUR_YATIM = timedelta(hours=48)
_ALAMAT = re.compile(r"/forum/lampiran/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


def unggah(*, berkas: BinaryIO, ukuran: int, pengunggah) -> Lampiran:
    """Gambar yang sama dari orang yang sama tidak disimpan dua kali. `GambarGagal` dan `TerlaluSering` berkalimat."""
    if ukuran > UKURAN_MAKS:
        raise GambarGagal("lebih dari 8 MB. Perkecil dulu, lalu unggah lagi.")
    mentah = berkas.read(UKURAN_MAKS + 1)
    sidik = hashlib.sha256(mentah).hexdigest()
    if lama := Lampiran.objects.filter(sha256=sidik, pengunggah=pengunggah).first():
        return lama
    kepala = kepala_gambar(mentah)
    if max(kepala.lebar, kepala.tinggi) > SISI_MAKS:
        raise GambarGagal("terlalu panjang sisinya (lebih dari 8.000 piksel). Potong dulu.")
    with transaction.atomic():
        pakai_jatah(pengunggah, "unggah")
    jadi = olah_gambar(mentah)
    kunci = uuid.uuid4()
    letak = tempat_pribadi().save(f"forum/{kunci.hex[:2]}/{kunci}.{jadi.akhiran}", ContentFile(jadi.isi))
    try:
        with transaction.atomic():
            return Lampiran.objects.create(
                kunci=kunci, pengunggah=pengunggah, sha256=sidik, lebar=jadi.lebar, tinggi=jadi.tinggi,
                ukuran=len(jadi.isi), mime=MIME_GAMBAR[jadi.akhiran], berkas=letak,
            )  # fmt: skip
    except IntegrityError:
        tempat_pribadi().delete(letak)
        return Lampiran.objects.get(sha256=sidik, pengunggah=pengunggah)
    except BaseException:
        tempat_pribadi().delete(letak)
        raise


def kaitkan_lampiran(kiriman: Kiriman, html: str) -> None:
    """Gambar milik penulis yang dipakai tulisannya ikut hak kirimannya. Gambar orang lain tidak pernah ikut."""
    kunci = set(_ALAMAT.findall(html)) if "/forum/lampiran/" in html and kiriman.penulis_id else set()
    if kunci:
        kiriman.lampiran.add(*Lampiran.objects.filter(kunci__in=kunci, pengunggah=kiriman.penulis_id))


def sapu_lampiran() -> int:
    """Gambar yang dua hari tidak dipakai kiriman atau draf mana pun dihapus, barisnya dahulu, lalu berkasnya."""
    dihapus = 0
    lama = Lampiran.objects.filter(kiriman__isnull=True, dibuat__lt=timezone.now() - UMUR_YATIM)
    for satu in lama.iterator():
        if Draf.objects.filter(pengguna=satu.pengunggah_id, sumber__contains=str(satu.kunci)).exists():
            continue
        with transaction.atomic():
            terhapus = Lampiran.objects.filter(pk=satu.pk, kiriman__isnull=True)
            if not terhapus.exists():
                continue
            Lampiran.objects.filter(pk=satu.pk).delete()
        tempat_pribadi().delete(satu.berkas.name)
        dihapus += 1
    return dihapus
