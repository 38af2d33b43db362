"""Setiap perubahan atas kesepakatan, pertemuan, dan target dicatat: siapa, apa, dari apa menjadi apa."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.core.cache import cache
from django.db import models, transaction

from replikasi.models import JejakJanji, Kesepakatan, Pertemuan, Target

M = TypeVar("M", bound=models.Model)
UMUR_SINGGAH = 300


def kunci_singgah(wilayah_id: int | None) -> str:
    """Kunci singgahan bagian umum halaman wilayah; dilupakan begitu sesuatu di wilayah itu berubah."""
    return f"janji:{wilayah_id}"


def catat(
    induk: Kesepakatan | Pertemuan | Target, tindakan: str, *, oleh, rincian: Mapping | None = None
) -> JejakJanji:
    """Satu baris jejak pada induknya. Pemanggil memegang transaksinya."""
    transaction.on_commit(lambda: cache.delete(kunci_singgah(induk.wilayah_id)))
    return JejakJanji.objects.create(
        **{type(induk)._meta.model_name: induk}, tindakan=tindakan[:120], rincian=dict(rincian or {}), oleh=oleh
    )


def ubah(objek: M, isi: Mapping[str, object]) -> dict[str, list[str]]:
    """Menulis isian yang berbeda dan mengembalikan {nama isian: [lama, baru]}; kosong berarti tidak ada yang berubah."""
    beda = {}
    for nama, baru in isi.items():
        lama = getattr(objek, nama)
        if lama != baru:
            beda[str(objek._meta.get_field(nama).verbose_name)] = [_sebut(objek, nama, lama), _sebut(objek, nama, baru)]
            setattr(objek, nama, baru)
    if beda:
        objek.save()
    return beda


def _sebut(objek: models.Model, nama: str, nilai: object) -> str:
    pilihan = dict(objek._meta.get_field(nama).flatchoices)
    if nilai in (None, "", []):
        return "–"
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    return str(pilihan.get(nilai, nilai) if isinstance(nilai, str) else nilai)[:300]
