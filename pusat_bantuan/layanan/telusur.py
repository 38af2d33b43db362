"""Mencatat dengan jujur apakah saran menjawab: tampil, dibuka, dinyatakan menjawab, atau tiket tetap dikirim."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from modul_pelatihan.models import Bidang
from wilayah.models import Wilayah

from ..models import BacaanSaran, ProfilTiket, TelusurSaran

JENIS = {"a": "artikel", "p": "pelajaran", "t": "topik"}


def catat_tampil(*, kunci: uuid.UUID, bidang: Bidang | None, wilayah: Wilayah | None = None) -> None:
    """Saran pertama kali tampil pada formulir itu. Satu kueri, boleh diulang."""
    TelusurSaran.objects.bulk_create([TelusurSaran(kunci=kunci, bidang=bidang, wilayah=wilayah)], ignore_conflicts=True)


@transaction.atomic
def catat_dibuka(*, kunci: uuid.UUID, jenis: str, nomor: int, menjawab: bool = False) -> BacaanSaran | None:
    """Satu saran dibuka dari formulir itu. Formulir yang tidak dikenal tidak dicatat: tidak ada angka dari tautan lepas."""
    telusur = TelusurSaran.objects.select_for_update().filter(kunci=kunci).first()
    if telusur is None:
        return None
    bacaan, _ = BacaanSaran.objects.get_or_create(telusur=telusur, **{f"{JENIS[jenis]}_id": nomor})
    if menjawab and telusur.hasil != TelusurSaran.Hasil.DIKIRIM:
        bacaan.menjawab = True
        bacaan.save(update_fields=["menjawab"])
        telusur.hasil, telusur.hasil_pada = TelusurSaran.Hasil.TERJAWAB, timezone.now()
        telusur.save(update_fields=["hasil", "hasil_pada"])
    return bacaan


def catat_dikirim(profil: ProfilTiket) -> None:
    """Tiketnya tetap dikirim: formulir itu tidak terhitung terjawab, juga bila tombolnya sempat ditekan. Satu kueri."""
    if profil.kunci_kirim:
        TelusurSaran.objects.filter(kunci=profil.kunci_kirim, profil=None).update(
            hasil=TelusurSaran.Hasil.DIKIRIM, hasil_pada=profil.dibuat, profil=profil, bidang=profil.bidang,
            wilayah=profil.wilayah,
        )  # fmt: skip
