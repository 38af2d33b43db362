"""Impor daftar Pantau (XLSX, JSON, CSV): diperiksa dahulu, diterapkan, dapat diurungkan; mengulang tidak menambah apa pun.

Sumbernya `impor`, yang paling rendah (tracker.md 2): ia mengisi yang kosong, tidak mengalahkan siapa pun. Tiap baris
membawa tanggal kejadiannya, jadi impor seribu desa hari ini bukan seribu desa baru hari ini.

Permintaan hanya menitipkan (`titip`, `minta_terapkan`, `minta_urungkan`); pekerja mengerjakannya di `garap_impor`, supaya
daftar nasional tidak menahan siapa pun.
"""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from replikasi.kontrak import bersihkan
from replikasi.models import ImporPantau

BATAS_BITA = 15 * 1024 * 1024
Keadaan = ImporPantau.Keadaan


@transaction.atomic
def titip_impor(*, nama: str, isi: bytes, produk: str, oleh: Pengguna, kunci: uuid.UUID) -> ImporPantau:
    """Menyimpan berkasnya untuk diperiksa pekerja; tidak ada yang berubah di desa mana pun."""
    if not oleh.berperan(*ImporPantau.PERAN):
        raise PermissionDenied
    if ada := ImporPantau.objects.filter(kunci=kunci, oleh=oleh).first():
        return ada
    if len(isi) > BATAS_BITA:
        raise ValidationError("Berkasnya lebih dari 15 MB. Pecah menurut provinsi, lalu unggah satu per satu.")
    impor = ImporPantau(produk=produk, nama_asli=bersihkan(nama, 150) or "daftar", oleh=oleh, kunci=kunci)
    impor.berkas.save(f"{kunci}.bin", ContentFile(isi), save=False)
    impor.save()
    return impor


@transaction.atomic
def minta_terapkan(*, impor: ImporPantau, oleh: Pengguna) -> ImporPantau:
    """Yang sudah atau sedang diterapkan tidak diterapkan dua kali; yang pernah diurungkan atau gagal boleh diterapkan lagi."""
    impor = _kunci(impor, oleh)
    terperiksa = impor.keadaan == Keadaan.GAGAL and "sah" in impor.ringkasan
    if terperiksa or impor.keadaan in {Keadaan.DIPERIKSA, Keadaan.DIURUNGKAN}:
        _mulai(impor, Keadaan.MENERAPKAN, impor.ringkasan.get("sah", 0))
    return impor


@transaction.atomic
def minta_urungkan(*, impor: ImporPantau, oleh: Pengguna) -> ImporPantau:
    """Juga menghentikan yang sedang atau gagal diterapkan: yang sudah tersimpan dikembalikan, sisanya tidak jadi."""
    impor = _kunci(impor, oleh)
    if impor.keadaan in {Keadaan.DITERAPKAN, Keadaan.MENERAPKAN, Keadaan.GAGAL}:
        _mulai(impor, Keadaan.MENGURUNGKAN, impor.baris.count())
    return impor


def _kunci(impor: ImporPantau, oleh: Pengguna) -> ImporPantau:
    impor = ImporPantau.objects.select_for_update().get(pk=impor.pk)
    if not impor.boleh_dilihat(oleh=oleh):
        raise PermissionDenied
    return impor


def _mulai(impor: ImporPantau, keadaan: str, jumlah: int) -> None:
    impor.keadaan, impor.diputus_pada = keadaan, timezone.now()
    impor.sampai = impor.selesai_n = impor.dicoba_n = 0
    impor.jumlah_n, impor.sewa_sampai = jumlah, None
    impor.save(update_fields=["keadaan", "diputus_pada", "sampai", "selesai_n", "dicoba_n", "jumlah_n", "sewa_sampai"])
