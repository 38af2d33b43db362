"""Kemajuan belajar."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan import bacaan
from modul_pelatihan.models import KemajuanPelajaran, ModulPage, PelajaranPage

JEDA_CATAT_BUKA = timedelta(minutes=10)


class PrasyaratBelumTuntas(Exception):
    """Modul ini menunggu modul lain; `modul` daftar yang belum tuntas."""

    def __init__(self, modul: list[ModulPage]):
        self.modul = modul
        super().__init__("Tuntaskan dahulu: " + ", ".join(f"{satu.kode} {satu.title}" for satu in modul))


def catat_dibuka(*, orang: Pengguna, pelajaran: PelajaranPage) -> KemajuanPelajaran:
    """Mengingat pelajaran terakhir supaya dapat dilanjutkan dari perangkat lain; tidak mengubah yang sudah selesai.

    Membuka lagi dalam sepuluh menit tidak menulis dan tidak mengambil kunci tulis: membaca tidak boleh mengantre.
    """
    kini = timezone.now()
    kemajuan = KemajuanPelajaran.objects.filter(orang=orang, pelajaran=pelajaran.uuid).first()
    if kemajuan and kini - kemajuan.terakhir_dibuka < JEDA_CATAT_BUKA:
        return kemajuan
    with transaction.atomic():
        kemajuan, baru = KemajuanPelajaran.objects.get_or_create(
            orang=orang, pelajaran=pelajaran.uuid, defaults={"dibuka": kini, "terakhir_dibuka": kini}
        )
        if not baru:
            KemajuanPelajaran.objects.filter(pk=kemajuan.pk).update(terakhir_dibuka=kini)
            kemajuan.terakhir_dibuka = kini
    return kemajuan


@transaction.atomic
def tandai_selesai(*, orang: Pengguna, pelajaran: PelajaranPage) -> KemajuanPelajaran:
    """Sekali selesai tetap selesai, dengan tanggal dan revisi pertama; menandai lagi tidak mengubah apa pun.

    Melempar PrasyaratBelumTuntas bila modul pelajaran ini masih menunggu modul lain.
    """
    kemajuan, _ = KemajuanPelajaran.objects.select_for_update().get_or_create(orang=orang, pelajaran=pelajaran.uuid)
    if kemajuan.keadaan == KemajuanPelajaran.Keadaan.SELESAI:
        return kemajuan
    if kurang := bacaan.prasyarat_kurang(orang, pelajaran.get_parent().specific):
        raise PrasyaratBelumTuntas(kurang)
    kemajuan.keadaan = KemajuanPelajaran.Keadaan.SELESAI
    kemajuan.selesai = kemajuan.terakhir_dibuka = timezone.now()
    kemajuan.revisi_id = pelajaran.live_revision_id
    kemajuan.save()
    return kemajuan


def catat_sampai(*, orang: Pengguna, pelajaran: PelajaranPage, balok: str) -> bool:
    """Balok terakhir yang dibaca, untuk "lanjut dari sini" di perangkat lain; benar bila balok itu ada di naskah."""
    if balok not in {anak.id for anak in pelajaran.isi}:
        return False
    catat_dibuka(orang=orang, pelajaran=pelajaran)
    KemajuanPelajaran.objects.filter(orang=orang, pelajaran=pelajaran.uuid).exclude(balok=balok).update(balok=balok)
    return True
