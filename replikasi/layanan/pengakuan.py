"""Keadaan pemasangan menurut orang: untuk desa yang tidak dapat melapor otomatis, dan untuk membetulkan yang keliru.

Satu orang menyatakan, orang kedua memastikan. Keduanya baris sendiri; yang kalah tetap disimpan.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna
from replikasi.models import PengakuanStatus
from replikasi.models.status import boleh_menyatakan
from wilayah.models import Wilayah

from .pemverifikasi import pemverifikasi
from .rekap import catat_perubahan

Sumber = PengakuanStatus.Sumber


@transaction.atomic
def nyatakan_status(
    *,
    wilayah: Wilayah,
    oleh: Pengguna,
    keadaan: str,
    tanggal: date,
    kunci: uuid.UUID,
    versi: str = "",
    catatan: str = "",
) -> PengakuanStatus:
    """Pernyataan operator atau pendamping; belum memastikan apa pun sampai orang kedua memeriksanya."""
    if not boleh_menyatakan(wilayah, oleh=oleh):
        raise ValidationError("Hanya operator desa ini atau pendampingnya yang dapat menyatakan keadaannya.")
    if tanggal > timezone.localdate():
        raise ValidationError("Tanggalnya belum tiba. Isi tanggal hari ini atau sebelumnya.")
    hasil, baru = PengakuanStatus.objects.get_or_create(
        kunci=kunci, oleh=oleh,
        defaults={
            "wilayah": wilayah, "sumber": Sumber.LAPOR_MANDIRI, "keadaan": keadaan, "tanggal": tanggal,
            "versi": versi[:40], "catatan": catatan[:300],
        },
    )  # fmt: skip
    if baru:
        catat_perubahan(wilayah=wilayah)
        kabari(
            [orang for orang in pemverifikasi(wilayah) if hasil.boleh_dipastikan(oleh=orang)],
            jenis="replikasi_pernyataan", kunci=f"pengakuan:{hasil.pk}",
            judul=f"{wilayah.nama_lengkap}: {hasil.get_keadaan_display()}", url=wilayah.get_absolute_url(),
            isi="Pernyataan ini menunggu dipastikan orang kedua.",
        )  # fmt: skip
    return hasil


@transaction.atomic
def pastikan_status(*, pernyataan: PengakuanStatus, oleh: Pengguna) -> PengakuanStatus:
    """Orang kedua memastikan satu pernyataan: keadaan dan tanggalnya sama, sumbernya terverifikasi. Diulang: baris yang sama."""
    pernyataan = PengakuanStatus.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=pernyataan.pk)
    if ada := PengakuanStatus.objects.filter(atas=pernyataan).first():
        return ada
    if not pernyataan.boleh_dipastikan(oleh=oleh):
        raise ValidationError("Pernyataan ini perlu dipastikan orang kedua yang mendampingi wilayahnya.")
    hasil = PengakuanStatus.objects.create(
        wilayah=pernyataan.wilayah, produk=pernyataan.produk, sumber=Sumber.TERVERIFIKASI, keadaan=pernyataan.keadaan,
        tanggal=pernyataan.tanggal, versi=pernyataan.versi, oleh=oleh, atas=pernyataan, contoh=pernyataan.contoh,
    )  # fmt: skip
    catat_perubahan(wilayah=pernyataan.wilayah)
    return hasil
