"""Catatan setempat di atas satu balok buku."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import strip_tags

from akun.models import Pengguna
from replikasi.models import CatatanSetempat, LangkahPage
from replikasi.models.setempat import sidik_balok
from wilayah.models import Wilayah


def balok_halaman(langkah: LangkahPage) -> dict[str, tuple[str, str]]:
    """Tanda balok → (sidik, cuplikan) naskah yang terbit."""
    hasil = {}
    for mentah in langkah.naskah_mentah:
        nilai = mentah["value"]
        teks = nilai if isinstance(nilai, str) else next((v for v in nilai.values() if isinstance(v, str) and v), "")
        hasil[str(mentah["id"])] = (sidik_balok([mentah["type"], nilai]), strip_tags(teks)[:160])
    return hasil


@transaction.atomic
def catat_setempat(
    *, wilayah: Wilayah, langkah: LangkahPage, balok: uuid.UUID, jenis: str, teks: str, oleh: Pengguna
) -> CatatanSetempat:
    """Satu catatan per balok per desa; menulis lagi memperbaruinya dan menandai dasarnya sudah dibaca."""
    ada = balok_halaman(langkah).get(str(balok))
    if ada is None:
        raise ValidationError("Bagian itu sudah tidak ada di naskah. Muat ulang halamannya.")
    if not teks.strip():
        raise ValidationError("Tulis penyesuaiannya.")
    satu, _ = CatatanSetempat.objects.update_or_create(
        wilayah=wilayah, halaman=langkah.translation_key, balok=balok,
        defaults={"jenis": jenis, "teks": teks.strip()[:2000], "sidik_dasar": ada[0], "cuplikan": ada[1], "oleh": oleh},
    )  # fmt: skip
    return satu


@transaction.atomic
def cocokkan_setempat(*, catatan: CatatanSetempat, langkah: LangkahPage) -> CatatanSetempat:
    """Dasarnya berubah dan desa menyatakan catatannya masih cocok: dasar yang kini menjadi pegangannya."""
    catatan = CatatanSetempat.objects.select_for_update(of=("self",)).get(pk=catatan.pk)
    if ada := balok_halaman(langkah).get(str(catatan.balok)):
        catatan.sidik_dasar, catatan.cuplikan = ada
        catatan.save(update_fields=["sidik_dasar", "cuplikan", "diubah"])
    return catatan


def hapus_setempat(*, catatan: CatatanSetempat) -> None:
    """Catatan milik desanya sendiri; naskah dasarnya tidak tersentuh."""
    catatan.delete()
